//! Snapshot + job → bytes: one pure function, for `build` and for `serve` alike.
//!
//! Rendering reads nothing but the snapshot: no file, no clock, no other page.

mod components;
mod context;
mod email;
mod entries;
mod feed;
pub mod highlight;
mod harvest;
mod headers;
mod ics;
mod images;
mod llms;
mod memo;
mod outside_its_page;
mod page;
mod previews;
mod prose;
mod robots;
mod search;
mod sitemap;
mod source;
mod toolkit;
mod unique;
mod weaver_json;

pub use harvest::harvest_json;
pub use headers::{Header, NO_GUESS, POLICY, headers};
pub use images::invalid_image;
pub use memo::Memo;
pub use weaver_json::{SCHEMA as WEAVER_SCHEMA, weaver_json};

use std::sync::Arc;

use crate::content::{Doc, Fill};
use crate::diagnostics::Diagnostic;
use crate::images::Variant;
use crate::plan::{FeedFormat, FeedOf, FileJob, Job, Planned};
use crate::social::Card;
use crate::stages::Stage;
use crate::view::{self, Snapshot};
use crate::weaver::EntryIx;

/// What stands at a URL: bytes, or a file of the site as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rendered {
    Bytes(Vec<u8>),
    /// Relative to the site's root.
    Copy(Arc<str>),
    /// An image of the site, to be made. The file is relative to the site's root.
    Image(Arc<str>, Variant),
    /// A social card, to be drawn.
    SocialCard(Box<Card>),
    /// Texts with files of the site between them.
    Assembled(Vec<Part>),
}

/// A part of a file that holds other files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    Text(String),
    /// A file, relative to the site's root, as base64 (RFC 4648).
    File(Arc<str>),
}

/// Makes ready what rendering these texts will need.
pub fn prepare(docs: &[Arc<Doc>]) {
    let has_code = |doc: &Arc<Doc>| doc.body.holes.iter().any(|hole| matches!(hole.fill, Fill::Code(_)));
    if docs.iter().any(has_code) {
        highlight::load();
    }
}

/// What is wrong with an entry that only rendering can tell.
pub fn check(snapshot: &Snapshot, entry: EntryIx) -> Vec<Diagnostic> {
    let mut found = components::check(snapshot, entry);
    found.extend(images::check(snapshot, entry));
    if *snapshot.weave.doc(entry).id.kind == *"newsletter" {
        found.extend(email::check(snapshot, &Memo::default(), entry));
    }
    found
}

/// Renders one job. `memo` keeps code that was highlighted before; it changes no result. The error is
/// that of a template, with its place.
pub fn render(snapshot: &Snapshot, memo: &Memo, planned: &Planned) -> Result<Rendered, Box<Diagnostic>> {
    match &planned.job {
        Job::Page(job) => page::page(snapshot, memo, &planned.route, job).map(Rendered::Bytes),
        Job::File(job) => file(snapshot, memo, job),
    }
}

/// What [`render`] gives for a feed in each of `formats`, whose entries are gathered once.
pub fn feeds(snapshot: &Snapshot, memo: &Memo, of: &FeedOf, formats: &[FeedFormat]) -> Vec<Vec<u8>> {
    let written = memo.stages.time(Stage::Feeds, || feeds_of(snapshot, memo, of, formats));
    written.into_iter().map(String::into_bytes).collect()
}

fn feeds_of(snapshot: &Snapshot, memo: &Memo, of: &FeedOf, formats: &[FeedFormat]) -> Vec<String> {
    let home = snapshot.config.base_url.absolute("");
    let whole = |entry| prose::outside(snapshot, memo, entry, &home).unwrap_or_default();
    feed::feeds(snapshot, of, formats, &whole)
}

fn text(text: String) -> Rendered {
    Rendered::Bytes(text.into_bytes())
}

fn file(snapshot: &Snapshot, memo: &Memo, job: &FileJob) -> Result<Rendered, Box<Diagnostic>> {
    let stage = if matches!(job, FileJob::Feed { .. }) { Stage::Feeds } else { Stage::Files };
    memo.stages.time(stage, || file_of(snapshot, memo, job))
}

fn file_of(snapshot: &Snapshot, memo: &Memo, job: &FileJob) -> Result<Rendered, Box<Diagnostic>> {
    Ok(match job {
        FileJob::Feed { of, format } => text(feeds_of(snapshot, memo, of, &[*format]).pop().unwrap_or_default()),
        FileJob::HarvestCsv => text(harvest::csv(snapshot)),
        FileJob::HarvestJson => text(format!("{}\n", harvest_json(snapshot, &|_, _| true))),
        FileJob::Ics(of) => text(ics::ics(snapshot, *of)),
        FileJob::Toolkit(entry) => Rendered::Assembled(toolkit::toolkit(snapshot, memo, *entry)?),
        FileJob::Email { issue, format } => text(email::email(snapshot, memo, *issue, *format)?),
        FileJob::Entries(of) => text(entries::entries(snapshot, of)?),
        FileJob::Previews(number) => text(previews::previews(snapshot, *number)),
        FileJob::Source(entry) => text(source::source(snapshot, *entry)),
        FileJob::Sitemap { part, of } => text(sitemap::sitemap(snapshot, *part, *of)),
        FileJob::SitemapIndex { of } => text(sitemap::index(snapshot, *of)),
        FileJob::Headers => text(headers::file(snapshot)),
        FileJob::Robots => text(robots::robots(snapshot)),
        FileJob::Llms => text(llms::llms(snapshot)),
        FileJob::WeaverJson => Rendered::Bytes(weaver_json(snapshot)),
        FileJob::Search { lang, file } => text(search::search(snapshot, lang, *file)),
        FileJob::Copy(file) => Rendered::Copy(file.clone()),
        FileJob::Image { file, variant } => Rendered::Image(file.clone(), *variant),
        FileJob::SocialCard(of) => Rendered::SocialCard(view::social_cards::card(snapshot, *of).into()),
        FileJob::Theme(url) => Rendered::Bytes(snapshot.theme.file(url).unwrap_or_default().to_vec()),
    })
}
