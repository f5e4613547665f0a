//! A file's bytes → [`Doc`]: the one entry function of this room.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use super::blanks::apart;
use super::decode::decode;
use super::facts::facts;
use super::fields::Checker;
use super::fingerprint::print;
use super::front_matter;
use super::front_texts::marked_texts;
use super::held::Held;
use super::identify::{kind, language_of_folders, own_language, slug, title, written_title};
use super::keys::{Keys, Start};
use super::markdown;
use super::naming;
use super::passages;
use super::renamed::renamed;
use super::rules::Rules;
use super::stray_keys::{stray_block, stray_key};
use super::withdrawal;
use super::{Doc, EntryId, Lang, Text};
use crate::diagnostics::{Code, Diagnostic};
use crate::kinds::Kind;
use crate::stages::Stage;

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
    for (moment, hidden) in withdrawal::moments(&doc.facts.lapses) {
        let (blank, ranges) = withdrawal::without(&passages.text, &doc, &hidden);
        let mut told = read_text(file, &blank, print, rules)?;
        withdrawal::withdraw(&doc, &hidden, &mut told);
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
    let (front, problems) = front_matter::parse(file, text);
    let has_front_matter = front.block.is_some();
    let (whole, text) = (text, &*printable(text, front.body));
    let format = front.format();
    let checker = Checker { file, format, config: rules.config, zone: rules.config.timezone.clone(), problems };
    let mut keys = Keys { tree: front.tree, checker, fence: front.fence, complete: front.complete };
    let named = naming::of_path(file, rules.kinds);
    let kind = kind(&mut keys, &named, rules);
    let schema = rules.kinds.get(&kind);
    let own_lang = own_language(&mut keys);
    take_names_and_defaults(&mut keys, &kind, schema, rules);
    let held = Held::by(&keys.tree, rules.config);
    keys.checker.problems.extend(match has_front_matter {
        true => stray_block(file, whole, front.body, (rules.config, &held)),
        false => stray_key(file, whole, rules.config),
    });
    keys.checker.problems.extend(marked_texts(file, whole, (&keys.tree, schema), (rules.config, &held)));
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
    let is_translation = *lang.0 != *rules.config.language;
    let title = title(&mut keys, written, &markdown, &named);
    let left_out = std::mem::take(&mut markdown.left_out);
    let committed = rules.commits.get(file).copied();
    let start = Start { title, named: &named, kind: schema, kinds: rules.kinds, committed, is_translation };
    let (facts, body, diagnostics) = facts(keys, start, markdown);
    let diagnostics = without_repeated_dates(diagnostics);
    let slug: Arc<str> = slug.into();
    let id = EntryId::own(kind, slug.clone());
    lap.end(Stage::FrontMatter);
    Ok(Doc {
        file: file.clone(),
        id,
        slug,
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

/// Reads all keys by copsite's names, and adds those that the folders around the entry say for it.
fn take_names_and_defaults(keys: &mut Keys, kind: &str, schema: Option<&Kind>, rules: Rules) {
    let (tree, problems) = renamed(std::mem::take(&mut keys.tree), kind, rules.config);
    keys.tree = tree;
    keys.checker.problems.extend(problems);
    keys.complete &= rules.defaults.fill(keys.checker.file, &mut keys.tree, kind, schema, rules.config);
}
