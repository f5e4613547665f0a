//! A file's bytes → [`Doc`]: the one entry function of this room.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use twox_hash::XxHash3_64;

use super::blanks::apart;
use super::consent;
use super::defaults::{Defaults, NO_DEFAULTS};
use super::facts::{Start, facts};
use super::fields::Checker;
use super::front_matter;
use super::identify::{kind, language_of_folders, own_language, slug, title, written_title};
use super::keys::Keys;
use super::markdown;
use super::naming;
use super::passages;
use super::stray_keys::stray_key;
use super::tree::{Node, NodeValue, Tree};
use super::{Doc, EntryId, Lang, Placed, Text};
use crate::config::Config;
use crate::diagnostics::{Code, Diagnostic, Severity, Span};
use crate::kinds::{FREE_TABLES, Kind, Kinds};
use crate::stages::{Stage, Stages, UNTIMED};

/// Larger files are no text that somebody wrote.
const MAX_BYTES: usize = 16 * 1024 * 1024;

/// What reading needs to know of the site.
#[derive(Clone, Copy, Debug)]
pub struct Rules<'a> {
    pub config: &'a Config,
    pub kinds: &'a Kinds,
    pub stages: &'a Stages,
    /// The narrowest audience that is shown anything; the widest one if none is named.
    pub viewer: Option<&'a str>,
    /// What folders say for the entries in them.
    pub defaults: &'a Defaults,
}

impl<'a> Rules<'a> {
    pub fn new(config: &'a Config, kinds: &'a Kinds) -> Rules<'a> {
        Rules { config, kinds, stages: &UNTIMED, viewer: None, defaults: &NO_DEFAULTS }
    }

    /// The same, and what reading takes is measured.
    pub fn timed(self, stages: &'a Stages) -> Rules<'a> {
        Rules { stages, ..self }
    }

    /// The same for another audience than the widest.
    pub fn seen_by(self, viewer: Option<&'a str>) -> Rules<'a> {
        Rules { viewer, ..self }
    }

    /// The same for entries for which folders say something.
    pub fn under(self, defaults: &'a Defaults) -> Rules<'a> {
        Rules { defaults, ..self }
    }

    fn shows(&self, audience: &str) -> bool {
        let widest = self.config.audiences.first().map_or("", |widest| widest);
        self.config.may_see(Some(audience), self.viewer.unwrap_or(widest))
    }
}

/// Reads one content file. `file` is relative to the site's root (`content/…`). Files that cannot
/// be an entry at all (not UTF-8, too large, no usable slug) give diagnostics and no entry.
pub fn read(file: &Arc<str>, bytes: &[u8], rules: Rules) -> Result<Doc, Vec<Diagnostic>> {
    let text = decode(file, bytes)?;
    let print = print(file, bytes);
    let passages = passages::told(file, text, rules.config, |audience| rules.shows(audience));
    let mut doc = read_text(file, &passages.text, print, rules)?;
    doc.diagnostics.extend(passages.problems);
    if passages.hides {
        let all = passages::told(file, text, rules.config, |_| true);
        doc.whole = read_text(file, &all.text, print, rules).ok().map(Arc::new);
        if let Some(whole) = doc.whole.clone() {
            forgive_hidden_references(&mut doc, &whole);
        }
    }
    for (moment, hidden) in consent::moments(&doc.facts.lapses) {
        let (blank, ranges) = consent::without(&passages.text, &doc, &hidden);
        let mut told = read_text(file, &blank, print, rules)?;
        consent::withdraw(&doc, &hidden, &mut told);
        forgive_hidden_references(&mut told, &doc);
        told.whole = doc.whole.clone();
        told.blanks = in_markdown(&told, apart([ranges, passages.blanks.clone()].concat()));
        doc.later.push((moment, Arc::new(told)));
    }
    doc.blanks = in_markdown(&doc, passages.blanks);
    Ok(doc)
}

/// A note to which only a hidden part of the text refers is no mistake in the file.
fn forgive_hidden_references(told: &mut Doc, whole: &Doc) {
    let is_there = |found: &Diagnostic| {
        whole.diagnostics.iter().any(|known| (known.code, &known.span) == (found.code, &found.span))
    };
    told.diagnostics.retain(|found| found.code != Code::UnreadFootnote || is_there(found));
}

/// Places of the file as places of its Markdown.
fn in_markdown(doc: &Doc, ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    let start = doc.markdown_start as usize;
    ranges.into_iter().map(|range| range.start - start..range.end - start).collect()
}

fn read_text(file: &Arc<str>, text: &str, print: u64, rules: Rules) -> Result<Doc, Vec<Diagnostic>> {
    let mut lap = rules.stages.lap();
    let (front, mut problems) = front_matter::parse(file, text);
    if front.block.is_none() {
        problems.extend(stray_key(file, text, rules.config));
    }
    let text = &*printable(text, front.body);
    let format = front.format();
    let checker = Checker { file, format, config: rules.config, zone: rules.config.timezone.clone(), problems };
    let mut keys = Keys { tree: front.tree, checker, fence: front.fence, complete: front.complete };
    let named = naming::of_path(file, rules.kinds);
    let kind = kind(&mut keys, &named, rules);
    let schema = rules.kinds.get(&kind);
    let own_lang = own_language(&mut keys);
    take_names_and_defaults(&mut keys, &kind, schema, rules);
    let Some(slug) = slug(&mut keys, &named, schema) else { return Err(keys.checker.problems) };
    let lang = own_lang.or_else(|| named.lang.clone()).or_else(|| language_of_folders(&mut keys));
    let lang = lang.unwrap_or_else(|| Lang(Arc::from(&*rules.config.language)));
    let lang = Lang(rules.kinds.languages.spelling(lang.0));
    let written = written_title(&mut keys, schema);
    let source = markdown::Source {
        file,
        text,
        start: front.body,
        title: written.as_deref(),
        lang: &lang,
        options: rules.config.markdown,
        base_url: &rules.config.written_base_url,
    };
    lap.end(Stage::FrontMatter);
    let mut markdown = markdown::convert(source);
    lap.end(Stage::Markdown);
    let title = title(&mut keys, written, &markdown, &named);
    let left_out = std::mem::take(&mut markdown.left_out);
    let (facts, body, diagnostics) =
        facts(keys, Start { title, named: &named, kind: schema, kinds: rules.kinds }, markdown);
    let diagnostics = without_repeated_dates(diagnostics);
    let id = EntryId::own(kind, slug);
    lap.end(Stage::FrontMatter);
    Ok(Doc {
        file: file.clone(),
        id,
        lang,
        format,
        facts,
        body,
        markdown: Text::from(&text[front.body..]),
        markdown_start: front.body as u32,
        diagnostics,
        blanks: Vec::new(),
        left_out,
        whole: None,
        later: Vec::new(),
        print,
        defaults_print: rules.defaults.print(file),
    })
}

/// A date of TOML that no calendar has is met twice: by the parser, and by the field that wants a date
/// and can say its name.
fn without_repeated_dates(mut diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let named: Vec<Diagnostic> =
        diagnostics.iter().rev().filter(|found| found.code == Code::InvalidDate).cloned().collect();
    diagnostics.retain(|found| {
        let last = named.iter().find(|other| other.span == found.span);
        found.code != Code::InvalidDate || last.is_none_or(|last| last.message == found.message)
    });
    diagnostics
}

/// `text` without the characters that neither HTML nor XML can hold, from `start` on. Others of the
/// same length stand in their place, so that every span stays true.
fn printable(text: &str, start: usize) -> Cow<'_, str> {
    let is_refused = |character: char| {
        character.is_control() && !matches!(character, '\n' | '\r' | '\t')
            || matches!(character, '\u{fffe}' | '\u{ffff}')
    };
    if !may_be_refused(&text.as_bytes()[start..]) || !text[start..].contains(is_refused) {
        return Cow::Borrowed(text);
    }
    let mut kept = text[..start].to_owned();
    for character in text[start..].chars() {
        match (is_refused(character), character.len_utf8()) {
            (false, _) => kept.push(character),
            (true, 3) => kept.push(char::REPLACEMENT_CHARACTER),
            (true, length) => kept.extend(std::iter::repeat_n(' ', length)),
        }
    }
    Cow::Owned(kept)
}

/// Whether there is a byte that a refused character begins with. It looks at every byte, which is
/// many at once.
fn may_be_refused(bytes: &[u8]) -> bool {
    bytes.iter().fold(false, |found, byte| {
        let is_space = matches!(byte, b'\n' | b'\r' | b'\t');
        found | (*byte < b' ' && !is_space) | matches!(byte, 0x7F | 0xC2 | 0xEF)
    })
}

/// The text of a file; what stands in the way of reading it is one problem.
pub(super) fn decode<'a>(file: &Arc<str>, bytes: &'a [u8]) -> Result<&'a str, Vec<Diagnostic>> {
    if bytes.len() > MAX_BYTES {
        let problem = Diagnostic::new(Code::FileTooLarge, "this file is larger than 16 MiB").at(Span::file(file));
        return Err(vec![problem.help("split the text, or keep it as an attachment")]);
    }
    std::str::from_utf8(bytes).map_err(|error| {
        let start = error.valid_up_to();
        let end = start + error.error_len().unwrap_or(bytes.len() - start);
        let message = format!("this file is not UTF-8: its byte {} makes no character", start + 1);
        let problem = Diagnostic::new(Code::InvalidEncoding, message).at(Span::new(file, start..end));
        vec![problem.help("save it as UTF-8")]
    })
}

/// Reads all keys by copsite's names, and adds those that the folders around the entry say for it.
fn take_names_and_defaults(keys: &mut Keys, kind: &str, schema: Option<&Kind>, rules: Rules) {
    let (tree, problems) = renamed(std::mem::take(&mut keys.tree), kind, rules.config);
    keys.tree = tree;
    keys.checker.problems.extend(problems);
    keys.complete &= rules.defaults.fill(keys.checker.file, &mut keys.tree, kind, schema, rules.config);
}

/// A tree without the names that the site uses for copsite's keys, from `[fields]`. A key that is there under
/// its real name keeps its value.
pub(super) fn renamed(tree: Tree, kind: &str, config: &Config) -> (Tree, Vec<Diagnostic>) {
    let names = &config.fields;
    let mut problems = Vec::new();
    let (mapped, own): (Vec<_>, Vec<_>) =
        tree.entries.into_iter().partition(|(key, _)| names.key(kind, &key.value).is_some());
    let mut tree = Tree { entries: own };
    for (key, node) in mapped {
        let Some(real) = names.key(kind, &key.value) else { continue };
        let inside = is_put_inside(real, &node);
        let Some(place) = (if inside { table_in(&mut tree, real, &key) } else { Some(&mut tree) }) else { continue };
        let name = if inside { key.value.clone() } else { Arc::from(real) };
        match place.get(&name) {
            Some((known, _)) => problems.push(twice(&key, real, known)),
            None => place.entries.push((Placed { value: name, span: key.span }, node)),
        }
    }
    (tree, problems)
}

/// Whether a key that stands for the table `real` is one of its keys. What stands for `extra` always is,
/// so that tables of several names stay apart; a table that stands for `relations` is that table.
fn is_put_inside(real: &str, node: &Node) -> bool {
    FREE_TABLES.contains(&real) && (real == "extra" || !matches!(node.value, NodeValue::Table(_)))
}

/// The table `name` of `tree`, made where it is missing; `None` where something else has its name.
fn table_in<'t>(tree: &'t mut Tree, name: &str, key: &Placed<Arc<str>>) -> Option<&'t mut Tree> {
    let index = tree.entries.iter().position(|(known, _)| *known.value == *name).unwrap_or_else(|| {
        let node = Node { value: NodeValue::Table(Tree::default()), span: key.span.clone() };
        tree.entries.push((Placed { value: Arc::from(name), span: key.span.clone() }, node));
        tree.entries.len() - 1
    });
    match &mut tree.entries[index].1.value {
        NodeValue::Table(inner) => Some(inner),
        _ => None,
    }
}

fn twice(key: &Placed<Arc<str>>, real: &str, known: &Placed<Arc<str>>) -> Diagnostic {
    let message = format!("`{}` is read as `{real}`, which is written too", key.value);
    let mut problem = Diagnostic::new(Code::DuplicateKey, message)
        .at(key.span.clone())
        .related(known.span.clone(), "this one is used")
        .help("keep one of the two");
    problem.severity = Severity::Warning;
    problem
}

/// The fingerprint of a file, [`Doc::print`]. Its name is part of it, because two files with the same
/// bytes are two entries.
pub fn print(file: &str, bytes: &[u8]) -> u64 {
    XxHash3_64::oneshot_with_seed(XxHash3_64::oneshot(file.as_bytes()), bytes)
}
