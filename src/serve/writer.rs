//! The writer's page: what is wrong and what is not published yet, with links that open the files.
//!
//! It is never part of the site, and shown only to readers at this machine.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::{Path, PathBuf};

use super::answer::Answer;
use super::overlay::{Script, inject};
use super::preview::{Preview, Shown};
use crate::content::Doc;
use crate::diagnostics::{Diagnostic, Span, Texts};
use crate::plan::encode;
use crate::site::{SiteSources, dismissed};
use crate::view::escape::xml;
use crate::view::{Snapshot, plain};
use crate::weaver::suggestions::{Found, Suggestion, suggestions};
use crate::weaver::{EntryIx, Withheld};

/// Where the page is asked for.
pub const WRITER_PATH: &str = "/__copsite/";

/// The page around its sections.
const PAGE: &str = include_str!("writer.html");

/// What the page needs to know of the machine.
#[derive(Clone, Debug)]
pub struct Writer {
    /// The site's folder, as an absolute path.
    root: PathBuf,
    /// An address that opens a file, with `{path}`, `{line}` and `{column}`.
    editor: String,
}

impl Writer {
    pub fn new(root: &Path, editor: &str) -> Writer {
        Writer { root: root.to_path_buf(), editor: editor.to_owned() }
    }

    pub fn page(&self, preview: &Preview) -> Answer {
        let shown = preview.shown();
        let sources = SiteSources(preview.disk());
        let mut writing = Writing { writer: self, shown: &shown, texts: Texts::new(&sources), html: String::new() };
        writing.problems();
        writing.withheld();
        writing.wanted();
        writing.mentions(&dismissed(preview.disk()).unwrap_or_default());
        let home = shown.snapshot.as_ref().map_or("/", |snapshot| &snapshot.config.base_url.prefix);
        let html = PAGE.replace("{home}", &xml(&encode(home))).replace("{sections}", &writing.html);
        let print = twox_hash::XxHash3_64::oneshot(html.as_bytes());
        let script = Script { revision: shown.revision, problems: "", print, style: "", withheld: None };
        Answer::html(200, inject(html.as_bytes(), &script))
    }

    /// The address that opens a file of the site in the editor.
    fn open(&self, file: &str, line: usize, column: usize) -> String {
        let path = self.root.join(file).to_string_lossy().replace('\\', "/");
        // As in a `file:` URL, also where paths begin with a drive.
        let path = format!("/{}", path.trim_start_matches('/'));
        let place = self.editor.replace("{path}", &encode(&path));
        place.replace("{line}", &line.to_string()).replace("{column}", &column.to_string())
    }
}

struct Writing<'a> {
    writer: &'a Writer,
    shown: &'a Shown,
    texts: Texts<'a>,
    html: String,
}

impl Writing<'_> {
    fn problems(&mut self) {
        let rows: Vec<String> = self.shown.all.iter().map(|problem| self.problem(problem)).collect();
        self.section("Problems", "Nothing is wrong.", &rows);
    }

    fn problem(&mut self, problem: &Diagnostic) -> String {
        let severity = if problem.is_error() { "error" } else { "warning" };
        let place = problem.span.as_ref().map(|span| self.place(span)).unwrap_or_default();
        let help = problem.help.as_deref().map(|help| format!("<small>{}</small>", xml(help))).unwrap_or_default();
        format!("<b class=\"{severity}\">{severity}</b> {} {place}{help}", xml(&problem.message))
    }

    /// A place as a link that opens it; what stands in a theme of ours is no file to open.
    fn place(&mut self, span: &Span) -> String {
        let (line, column) = self.texts.place(span).map_or((1, 1), |place| (place.line, place.column));
        if span.file.starts_with('<') {
            return format!("<code>{}:{line}</code>", xml(&span.file));
        }
        let href = self.writer.open(&span.file, line, column);
        format!("<a href=\"{}\"><code>{}:{line}</code></a>", xml(&href), xml(&span.file))
    }

    fn withheld(&mut self) {
        let rows: Vec<String> = self
            .shown
            .withheld
            .iter()
            .map(|(doc, reason)| format!("{} {} {}", self.title(doc), self.file(doc), xml(&why(doc, *reason))))
            .collect();
        self.section("Not published", "Everything is published.", &rows);
    }

    /// The title, as a link where the preview shows the page.
    fn title(&self, doc: &Doc) -> String {
        let title = xml(&doc.facts.title);
        let shown = self.shown.snapshot.as_ref().and_then(|snapshot| Some((snapshot, snapshot.weave.find(doc)?)));
        match shown {
            Some((snapshot, entry)) => format!("<a href=\"{}\">{title}</a>", xml(&page_url(snapshot, entry))),
            None => format!("<b>{title}</b>"),
        }
    }

    fn file(&self, doc: &Doc) -> String {
        let href = self.writer.open(&doc.file, 1, 1);
        format!("<a href=\"{}\"><code>{}</code></a>", xml(&href), xml(&doc.file))
    }

    fn wanted(&mut self) {
        let Some(snapshot) = &self.shown.snapshot else { return };
        let weave = &snapshot.weave;
        let rows: Vec<String> = weave
            .wanted()
            .iter()
            .map(|wanted| {
                let from: Vec<String> = wanted.from.iter().map(|entry| self.file(weave.doc(*entry))).collect();
                format!("<b>{}</b> is linked from {}", xml(&wanted.name), from.join(", "))
            })
            .collect();
        self.section("Entries that are wanted", "Every link leads to an entry.", &rows);
    }

    /// Where the text names an entry and does not link to it; none that somebody has dismissed.
    fn mentions(&mut self, dismissed: &BTreeSet<String>) {
        let Some(snapshot) = &self.shown.snapshot else { return };
        let mut found = suggestions(&snapshot.weave, &snapshot.kinds);
        found.retain(|suggestion| !dismissed.contains(&suggestion.id));
        let rows: Vec<String> = found.iter().filter_map(|suggestion| self.mention(snapshot, suggestion)).collect();
        self.section("Mentions without a link", "Nothing is mentioned that could be linked.", &rows);
    }

    fn mention(&mut self, snapshot: &Snapshot, suggestion: &Suggestion) -> Option<String> {
        let Found::Mention { from, to, span, context, .. } = &suggestion.found else { return None };
        let spoken = |text: &str| xml(&plain::spoken(snapshot, *from, text)).into_owned();
        let (before, marked, after) = (spoken(&context.before), spoken(&context.marked), spoken(&context.after));
        let to = self.title(snapshot.weave.doc(*to));
        let place = self.place(span);
        Some(format!("{before}<mark>{marked}</mark>{after} {place}<small>could link to {to}</small>"))
    }

    fn section(&mut self, title: &str, none: &str, rows: &[String]) {
        // Writing to a `String` cannot fail.
        let _ = write!(self.html, "<section><h2>{title}</h2>");
        if rows.is_empty() {
            let _ = write!(self.html, "<p>{none}</p>");
        } else {
            let _ = write!(self.html, "<ul>");
            rows.iter().for_each(|row| self.html.push_str(&format!("<li>{row}</li>")));
            let _ = write!(self.html, "</ul>");
        }
        let _ = write!(self.html, "</section>");
    }
}

/// The address of an entry's page from the server's root.
pub fn page_url(snapshot: &Snapshot, entry: EntryIx) -> String {
    format!("{}{}", snapshot.config.base_url.prefix, encode(snapshot.weave.address(entry)))
}

fn why(doc: &Doc, reason: Withheld) -> String {
    let facts = &doc.facts;
    match reason {
        Withheld::Draft => "a draft".to_owned(),
        Withheld::Held => format!("held until {}", facts.publish.map_or_else(String::new, |moment| moment.iso())),
        Withheld::Expired => format!("expired on {}", facts.expires.map_or_else(String::new, |moment| moment.iso())),
        Withheld::Audience => format!("for {}", facts.audience.as_ref().map_or("", |audience| &audience.value)),
    }
}
