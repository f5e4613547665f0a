//! What must not be found in a build: names and sentences of what is for narrower readers.
//!
//! - Names: title, other names, id, tags, the addresses of aliases, the names of its file and of the files it shows. A
//!   name of one word counts only where it has a capital, a digit or a letter that is not ASCII, so that `notes` is not
//!   found in a style sheet; the slug of one word is then still looked for in the id, unless it is very short, and the name
//!   of the file. What lies under `static/` and what copsite makes, as feeds, is for everybody, and so is what it is called.
//!   A title that is nothing but a date tells nothing: calendars and archives have all of them.
//! - Sentences of its text, its summary and its fields that have at least four words (of Chinese: characters) and twenty
//!   bytes, by their first sixty. Sentences end where markup begins, because formats write that in many ways.

use std::sync::Arc;

use foldhash::HashSet;

use super::words::{Form, words};
use crate::content::markdown::FULL_STOPS;
use crate::content::markdown::plain::count_words;
use crate::content::runs::is_unspaced;
use crate::content::{Body, Doc, Facts, FieldValue, Fill, Target};
use crate::plan::{FileJob, Job};
use crate::view::Snapshot;
use crate::weaver::Viewer;

const SENTENCE_WORDS: usize = 4;
const SENTENCE_BYTES: usize = 20;
/// Bytes of a slug by which an entry is known together with its kind.
const SHORTEST: usize = 4;
/// Enough of a sentence to know it by, also where an excerpt breaks off.
const LONGEST: usize = 60;

/// Something to look for.
#[derive(Clone, Debug)]
pub struct Needle {
    pub words: Vec<u8>,
    /// The file it comes from.
    pub file: Arc<str>,
    /// For messages: "the title".
    pub what: &'static str,
    /// As it is written, short.
    pub text: String,
}

/// The needles of all entries and passages that `viewer` may not see because of their audience, each once.
pub fn of(docs: &[Arc<Doc>], viewer: &Viewer, snapshot: &Snapshot) -> Vec<Needle> {
    let config = &snapshot.config;
    let viewer = viewer.reader(config);
    let is_narrower = |doc: &&Arc<Doc>| {
        doc.facts.audience.as_ref().is_some_and(|audience| !config.may_see(Some(&audience.value), viewer))
    };
    let common = Common { files: files_of_everybody(snapshot), months: months(snapshot) };
    let narrower = docs.iter().filter(is_narrower).chain(docs.iter().filter_map(|doc| doc.whole.as_ref()));
    let mut needles: Vec<Needle> = narrower.flat_map(|doc| of_entry(doc, &common)).collect();
    needles.sort_by(|a, b| a.words.cmp(&b.words));
    needles.dedup_by(|a, b| a.words == b.words);
    needles.sort_by(|a, b| (&a.file, &a.words).cmp(&(&b.file, &b.words)));
    needles
}

/// What is known to everybody.
struct Common<'a> {
    files: HashSet<&'a str>,
    /// The names of months, in small letters.
    months: HashSet<String>,
}

/// The names of the published files that lie under `static/` or are made.
fn files_of_everybody(snapshot: &Snapshot) -> HashSet<&str> {
    let files = snapshot.plan.pages().iter().filter_map(|planned| match &planned.job {
        Job::File(FileJob::Copy(file) | FileJob::Image { file, .. }) => file.strip_prefix("static/"),
        _ => Some(planned.route.path()),
    });
    files.map(last_step).collect()
}

fn months(snapshot: &Snapshot) -> HashSet<String> {
    let keys = (1..=12).flat_map(|month| [format!("month-{month}"), format!("month-short-{month}")]);
    let in_all = |key: String| snapshot.languages().into_iter().map(move |lang| snapshot.say(&lang, &key));
    keys.flat_map(in_all).map(|name| name.to_lowercase()).collect()
}

impl Common<'_> {
    /// Whether a name is made of numbers and the name of a month.
    fn is_date(&self, name: &str) -> bool {
        let mut words = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        words.all(|word| word.chars().all(char::is_numeric) || self.months.contains(&word.to_lowercase()))
    }
}

fn last_step(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

fn of_entry(doc: &Doc, common: &Common) -> Vec<Needle> {
    let facts = &doc.facts;
    let name = |what, text: &str| named(doc, what, text).filter(|_| !common.is_date(text));
    let mut needles: Vec<Option<Needle>> =
        vec![name("the title", &facts.title), name("the slug", doc.id.name()), name("the slug", doc.own_id().name())];
    // Every site has a home page, whoever may read it.
    if !doc.id.is_home() {
        needles.push(name("the file name", file_name(&doc.file)));
        // The words of a shorter one may stand beside one another anywhere.
        needles.extend((doc.id.name().len() >= SHORTEST).then(|| name("the id", &doc.id.to_string())));
    }
    needles.extend(facts.aliases.iter().map(|alias| name("another name", &alias.value)));
    needles.extend(facts.tags.iter().map(|tag| name("a tag", &tag.value)));
    let own = files(facts).into_iter().filter(|file| !common.files.contains(&**file));
    needles.extend(own.map(|file| name("the name of a file", &file)));
    let sentences = texts(facts).into_iter().chain(runs(&doc.body));
    needles.extend(sentences.flat_map(|text| sentences_of(doc, &text)).map(Some));
    needles.into_iter().flatten().collect()
}

fn named(doc: &Doc, what: &'static str, text: &str) -> Option<Needle> {
    let words = words(text.as_bytes(), Form::Text);
    let is_one = !words.iter().any(|byte| matches!(byte, b' ' | b'|' | b'-'));
    let stands_out = |byte: &u8| byte.is_ascii_uppercase() || byte.is_ascii_digit() || *byte >= 0x80;
    let has_letter = words.iter().any(|byte| byte.is_ascii_alphabetic() || *byte >= 0x80);
    let is_name = words.len() > 3 && has_letter && (!is_one || words.iter().any(stands_out));
    is_name.then(|| Needle { words, file: doc.file.clone(), what, text: text.to_owned() })
}

fn file_name(path: &str) -> &str {
    // Every folder may have an `index.md`: the folder tells.
    let mut parts = path.rmatch_indices('/').map(|(at, _)| &path[at + 1..]);
    let name = parts.next().unwrap_or(path);
    if name.starts_with("index.") || name.starts_with("_index.") { parts.next().unwrap_or(name) } else { name }
}

/// The names of files that the entry shows or links to.
fn files(facts: &Facts) -> Vec<String> {
    let targets = facts.links.iter().map(|link| &link.target);
    let paths = targets.filter_map(|target| match target {
        Target::File { path, .. } | Target::Path { path, .. } | Target::Called { path, .. } => Some(&**path),
        _ => None,
    });
    let own = facts.image.iter().map(|image| &*image.src.value);
    let names = paths.chain(own).map(last_step);
    names.filter(|name| name.contains('.') && !name.ends_with(".md")).map(str::to_owned).collect()
}

/// The texts of the front matter.
fn texts(facts: &Facts) -> Vec<String> {
    let image = facts.image.iter().flat_map(|image| [&image.alt, &image.credit]);
    let mut texts: Vec<String> = [&facts.summary, &facts.revision, &facts.consent]
        .into_iter()
        .chain(image)
        .flatten()
        .map(|text| text.to_string())
        .collect();
    let values = facts.fields.iter().map(|(_, value)| value).chain(facts.extra.values());
    texts.extend(values.flat_map(FieldValue::leaves).filter_map(FieldValue::as_text).map(ToString::to_string));
    texts
}

/// The text between marks and holes, and what holes say.
fn runs(body: &Body) -> Vec<String> {
    let html = body.html.read();
    let mut runs = Vec::new();
    let mut done = 0;
    for hole in &body.holes {
        runs.extend(between_tags(&html[done..hole.at as usize]));
        done = hole.at as usize;
        match &hole.fill {
            Fill::Code(code) => runs.extend(code.text.lines().map(str::to_owned)),
            Fill::Image { alt, .. } => runs.push(alt.to_string()),
            Fill::Embed { caption: Some(caption), .. } => runs.push(caption.to_string()),
            _ => {}
        }
    }
    runs.extend(between_tags(&html[done..]));
    runs
}

fn between_tags(html: &str) -> impl Iterator<Item = String> + '_ {
    html.split('<').enumerate().map(|(index, piece)| {
        let text = if index == 0 { piece } else { piece.split_once('>').map_or("", |(_, text)| text) };
        text.to_owned()
    })
}

fn sentences_of(doc: &Doc, text: &str) -> Vec<Needle> {
    let mut sentences = Vec::new();
    let mut start = 0;
    let is_mark = |c: char| matches!(c, '.' | '!' | '?') || FULL_STOPS.contains(c);
    let ends = text.match_indices(is_mark).map(|(at, mark)| (at + mark.len(), FULL_STOPS.contains(mark)));
    for (end, is_full) in ends.chain([(text.len(), true)]) {
        if is_full || end == text.len() || text[end..].starts_with(char::is_whitespace) {
            sentences.push(text[start..end].trim());
            start = end;
        }
    }
    sentences.into_iter().filter_map(|sentence| distinctive(doc, sentence)).collect()
}

fn distinctive(doc: &Doc, sentence: &str) -> Option<Needle> {
    let mut words = words(sentence.as_bytes(), Form::Text);
    let is_gap = |byte: &u8| matches!(byte, b' ' | b'|');
    let parted = words.iter().filter(|byte| is_gap(byte)).count() + 1;
    let unparted: String = sentence.chars().filter(|c| is_unspaced(*c)).collect();
    let count = parted.max(count_words(&unparted) as usize);
    if count < SENTENCE_WORDS || words.len() < SENTENCE_BYTES {
        return None;
    }
    if words.len() > LONGEST {
        let first = |at: &usize| words[*at] & 0xC0 != 0x80;
        let gap = words[..LONGEST].iter().rposition(is_gap).filter(|end| *end >= SENTENCE_BYTES);
        words.truncate(gap.or_else(|| (0..=LONGEST).rev().find(first)).unwrap_or(LONGEST));
    }
    let text = sentence.chars().take(LONGEST).collect();
    Some(Needle { words, file: doc.file.clone(), what: "a sentence", text })
}
