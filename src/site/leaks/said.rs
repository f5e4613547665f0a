//! What a site says to everybody: words that are no leak wherever they stand.
//!
//! Never names that are only links or relations, which lead to what may be narrower.

use std::fmt::Debug;

use crate::content::{Doc, Fill};
use crate::plan::{FileJob, Job};
use crate::theme::bundled_text;
use crate::view::{Snapshot, gaps};
use crate::weaver::EntryIx;

/// What an entry says, in a form whose words are those of its pages. Its Markdown lies at its address as a file of its own.
pub fn by(snapshot: &Snapshot, entry: EntryIx) -> String {
    format!("{}index.md {}", snapshot.weave.address(entry), of_entry(snapshot.weave.doc(entry)))
}

/// What the site itself says, and the files beside its entries.
pub fn by_site(snapshot: &Snapshot) -> Vec<String> {
    let attachments = snapshot.plan.pages().iter().filter_map(|planned| attachment(&planned.job));
    attachments.chain(of_site(snapshot)).chain(gaps_told(snapshot)).collect()
}

/// What copsite itself says of what is missing: an issue for members that it has begun says so too.
fn gaps_told(snapshot: &Snapshot) -> impl Iterator<Item = String> {
    let lang = snapshot.lang();
    let gaps = gaps::some(snapshot.voice(&lang), usize::MAX, |_| true);
    gaps.into_iter().map(|gap| format!("{}\n{}", gap.title, gap.reason))
}

/// A published file that lies beside an entry.
fn attachment(job: &Job) -> Option<String> {
    match job {
        Job::File(FileJob::Copy(file) | FileJob::Image { file, .. }) if file.starts_with("content/") => {
            Some(file.to_string())
        }
        _ => None,
    }
}

fn of_entry(doc: &Doc) -> String {
    let facts = &doc.facts;
    let words =
        (&facts.title, &facts.summary, &facts.tags, &facts.aliases, &facts.image, &facts.source, &facts.consent);
    let written = (&facts.headings, &facts.anchors, &facts.fields, &facts.extra, &facts.revision, words);
    format!("{} {} {} {} {} {}", doc.id, doc.slug, doc.file, shown(&written), of_holes(doc), doc.body.html.read())
}

fn of_holes(doc: &Doc) -> String {
    let texts = doc.body.holes.iter().filter_map(|hole| match &hole.fill {
        Fill::Code(code) => Some(code.text.to_string()),
        Fill::Image { alt, title, .. } => Some(format!("{alt}\n{}", shown(title))),
        Fill::Embed { caption, .. } => Some(shown(caption)),
        Fill::Component(call) => Some(shown(&call.arguments)),
        _ => None,
    });
    texts.collect::<Vec<_>>().join("\n")
}

fn of_site(snapshot: &Snapshot) -> Vec<String> {
    let config = &snapshot.config;
    let bundled = snapshot.theme.files.values().filter_map(|file| bundled_text(&file.place));
    let own = [
        shown(&(&config.title, &config.summary, &config.audiences)),
        shown(&snapshot.kinds),
        shown(&snapshot.theme.strings),
    ];
    own.into_iter().chain(bundled).collect()
}

/// All texts in a value. Rust shows marks on letters as `\u{94d}`; here they are marks again.
fn shown(value: &impl Debug) -> String {
    let escaped = format!("{value:?}");
    let mut pieces = escaped.split("\\u{");
    let mut text = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let sign = piece.split_once('}').and_then(|(code, rest)| Some((u32::from_str_radix(code, 16).ok()?, rest)));
        let (sign, rest) = sign.map_or((None, piece), |(code, rest)| (char::from_u32(code), rest));
        text.push(sign.unwrap_or(' '));
        text.push_str(rest);
    }
    text
}
