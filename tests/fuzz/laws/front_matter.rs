//! Any text as a content file, read by way of its front matter.

use std::sync::Arc;

use copsite::content::front_matter::{self, FrontMatter};
use copsite::content::schedule::Schedule;
use copsite::content::{Doc, Rules, edit, read};
use copsite::diagnostics::{Diagnostic, Format, Sources, print};

use super::{RULES, assert_placed, at};

/// Events have fields of every type.
const FILE: &str = "content/events/any.md";

/// More dates of an event than a page shows.
const DATES: usize = 100;

pub fn check(text: &str) {
    let file = Arc::from(FILE);
    let (front, problems) = front_matter::parse(&file, text);
    assert_placed(&problems, FILE, text);
    split(&front, text);
    let rules = Rules::new(&RULES.0, &RULES.1);
    let problems = match read(&file, text.as_bytes(), rules) {
        Ok(doc) => {
            whole(&doc, text);
            doc.diagnostics
        }
        Err(problems) => problems,
    };
    assert_placed(&problems, FILE, text);
    printed(&problems, text);
    edited(&file, text, &front);
}

/// The text falls into front matter and Markdown, and each key stands where its place says.
fn split(front: &FrontMatter, text: &str) {
    assert!(text.is_char_boundary(front.body), "the Markdown begins inside a character");
    at(&front.fence, text);
    for (key, node) in &front.tree.entries {
        let written = at(&key.span, text);
        let is_bare = !written.is_empty() && written.bytes().all(|byte| byte.is_ascii_alphanumeric());
        assert!(!is_bare || written == key.value.trim(), "`{}` is written `{written}`", key.value);
        at(&node.span, text);
    }
}

fn whole(doc: &Doc, text: &str) {
    let (start, body) = (doc.markdown_start as usize, &*doc.markdown.read());
    assert_eq!(start + body.len(), text.len(), "what is no front matter is Markdown");
    for blank in &doc.blanks {
        assert!(body.get(blank.clone()).is_some(), "{blank:?} is no part of the Markdown");
    }
    let names = [&doc.facts.domains, &doc.facts.communities, &doc.facts.tags, &doc.facts.aliases];
    for name in names.into_iter().flatten() {
        at(&name.span, text);
    }
    if let Some(schedule) = Schedule::of(&doc.facts.fields, &RULES.0.timezone) {
        let times: Vec<_> = schedule.times().take(DATES).collect();
        assert!(times.first().is_some_and(|first| *first == schedule.first), "{schedule:?} does not begin");
        assert!(times.is_sorted_by(|a, b| a < b), "{schedule:?} goes back in time");
    }
}

struct One<'t>(&'t str);

impl Sources for One<'_> {
    fn text(&self, file: &str) -> Option<String> {
        (file == FILE).then(|| self.0.to_owned())
    }
}

/// Reports can be printed, and those for machines be read again.
fn printed(problems: &[Diagnostic], text: &str) {
    let print = |format| {
        let mut out = Vec::new();
        print(problems, &One(text), format, &mut out).expect("writing to memory does not fail");
        String::from_utf8(out).expect("a report is UTF-8")
    };
    print(Format::Human { colour: true });
    assert!(print(Format::Github).lines().count() >= problems.len());
    let json = print(Format::Json);
    assert_eq!(json.lines().count(), problems.len(), "one line for each problem: {json}");
    for line in json.lines().chain([print(Format::Sarif).as_str()]) {
        serde_json::from_str::<serde_json::Value>(line).unwrap_or_else(|error| panic!("{error} in {line}"));
    }
}

/// A relation that is added is there, and the Markdown is as it was.
fn edited(file: &Arc<str>, text: &str, front: &FrontMatter) {
    let Some(changed) = edit::with_relation(file, text, "uses", "method/any") else { return };
    let (after, _) = front_matter::parse(file, &changed);
    assert_eq!(changed[after.body..], text[front.body..]);
    assert!(after.tree.get("relations").is_some(), "{changed}");
}
