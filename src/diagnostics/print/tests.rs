//! Golden tests of every format, all on the same sources.

use std::cell::RefCell;
use std::sync::Arc;

use proptest::prelude::*;

use super::*;
use crate::diagnostics::{Code, Severity, Span};

const STORY: &str =
    "\u{feff}+++\r\ntitle = \"Two\"\r\n\tcomunities = [\"日本\"]\r\n+++\r\n\r\nUne idée: [[wanted]].\r\n";

/// Sources in memory that note every question.
#[derive(Default)]
struct Texts {
    asked: RefCell<Vec<String>>,
}

impl Sources for Texts {
    fn text(&self, file: &str) -> Option<String> {
        self.asked.borrow_mut().push(file.to_string());
        match file {
            "content/story.md" => Some(STORY.to_string()),
            "content/minified.md" => Some("é".repeat(3_000) + "[[wanted]]" + &"y".repeat(500_000)),
            "content/a, b: 100%#.md" => Some("one\ntwo\nthree\n".to_string()),
            _ => None,
        }
    }
}

fn span(file: &str, needle: &str) -> Span {
    let text = Texts::default().text(file).unwrap();
    let start = text.find(needle).unwrap();
    Span::new(&file.into(), start..start + needle.len())
}

fn whole(file: &str) -> Span {
    Span::file(&Arc::from(file))
}

fn samples() -> Vec<Diagnostic> {
    let key = span("content/story.md", "comunities");
    vec![
        Diagnostic::new(Code::UnknownKey, "unknown key `comunities`")
            .at(key.clone())
            .related(span("content/story.md", "title"), "the keys begin here")
            .related(whole("copsite.toml"), "fields can be renamed here")
            .help("did you mean `communities`?")
            .fix(key, "communities"),
        Diagnostic::new(Code::UnknownTerm, "no domain `日本`").at(span("content/story.md", "日本")),
        Diagnostic::new(Code::WantedEntry, "no entry `wanted`").at(span("content/minified.md", "[[wanted]]")),
        Diagnostic::new(Code::UnclosedFrontMatter, "spans\nlines").at(span("content/a, b: 100%#.md", "two\nthree")),
        Diagnostic::new(Code::InvalidEncoding, "not UTF-8").at(whole("content/\u{1b}[31m.md")).help("save it as UTF-8"),
        Diagnostic::new(Code::InvalidTheme, "no theme `lom`"),
    ]
}

fn printed(format: Format) -> String {
    let mut out = Vec::new();
    print(&samples(), &Texts::default(), format, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn what_has_no_place_has_its_help_right_under_it() {
    let problem = Diagnostic::new(Code::RefusedOutput, "no folder to write to").help("name one");
    let mut out = Vec::new();
    print(&[problem], &Texts::default(), Format::Human { colour: false }, &mut out).unwrap();
    assert_eq!(String::from_utf8(out).unwrap(), "error[refused-output]: no folder to write to\nhelp: name one\n");
}

#[test]
fn people_see_the_line_with_the_place_underlined() {
    assert_eq!(printed(Format::Human { colour: false }), include_str!("golden/human.txt"));
}

#[test]
fn json_is_one_object_a_line() {
    assert_eq!(printed(Format::Json), include_str!("golden/report.jsonl"));
}

#[test]
fn github_commands_escape_what_would_end_a_property() {
    assert_eq!(printed(Format::Github), include_str!("golden/github.txt"));
}

#[test]
fn sarif_names_the_rules_used_and_relative_uris() {
    let expected = include_str!("golden/report.sarif").replace("{version}", env!("CARGO_PKG_VERSION"));
    assert_eq!(printed(Format::Sarif), expected);
}

#[test]
fn colour_is_used_only_when_asked_for_and_never_taken_from_the_sources() {
    assert!(printed(Format::Human { colour: true }).contains("\u{1b}["));
    assert!(!printed(Format::Human { colour: false }).contains('\u{1b}'));
}

#[test]
fn an_empty_list_prints_nothing_but_an_empty_sarif_document() {
    for format in [Format::Human { colour: false }, Format::Json, Format::Github] {
        let mut out = Vec::new();
        print(&[], &Texts::default(), format, &mut out).unwrap();
        assert_eq!(out, b"");
    }
    let mut out = Vec::new();
    print(&[], &Texts::default(), Format::Sarif, &mut out).unwrap();
    let document: serde_json::Value = serde_json::from_slice(&out).unwrap();
    assert_eq!(document["runs"][0]["results"], serde_json::json!([]));
}

#[test]
fn every_text_is_asked_for_once() {
    let texts = Texts::default();
    let mut out = Vec::new();
    let twice: Vec<Diagnostic> = samples().into_iter().chain(samples()).collect();
    print(&twice, &texts, Format::Json, &mut out).unwrap();
    let asked = texts.asked.into_inner();
    assert_eq!(asked, ["content/story.md", "content/minified.md", "content/a, b: 100%#.md"]);
}

#[test]
fn a_severity_chosen_by_the_site_is_the_one_printed() {
    let mut diagnostic = Diagnostic::new(Code::WantedEntry, "no entry `x`");
    diagnostic.severity = Severity::Error;
    let mut out = Vec::new();
    print(&[diagnostic], &Texts::default(), Format::Human { colour: false }, &mut out).unwrap();
    assert_eq!(String::from_utf8(out).unwrap(), "error[wanted-entry]: no entry `x`\n");
}

proptest! {
    #[test]
    fn no_text_and_no_span_is_too_strange_to_print(
        text in "(\u{feff}|[a-c é日\u{200d}\u{301}👩\t\r\n\0\u{1b}]){0,60}",
        start in 0usize..300,
        len in 0usize..300,
        long in any::<bool>(),
    ) {
        struct One(String);
        impl Sources for One {
            fn text(&self, _: &str) -> Option<String> {
                Some(self.0.clone())
            }
        }
        let text = if long { text.repeat(40) } else { text };
        let span = Span::new(&"x.md".into(), start..start + len);
        let diagnostic = Diagnostic::new(Code::BrokenLink, &*text)
            .at(span.clone())
            .related(span.clone(), &*text)
            .help(&*text)
            .fix(span, &*text);
        let formats = [Format::Human { colour: false }, Format::Json, Format::Github, Format::Sarif];
        for format in formats {
            let mut out = Vec::new();
            print(std::slice::from_ref(&diagnostic), &One(text.clone()), format, &mut out).unwrap();
            prop_assert!(!out.is_empty());
        }
    }
}
