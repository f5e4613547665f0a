//! The writer's page: what is wrong and what is not published yet, with links that open the files.
//!
//! It is never part of the site, and shown only to readers at this machine.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::address::page_url;
use super::answer::Answer;
use super::overlay::{OWN_POLICY, Script, inject};
use super::preview::{Preview, Shown};
use crate::content::Doc;
use crate::diagnostics::{Diagnostic, Span, Texts};
use crate::plan::encode;
use crate::render::POLICY;
use crate::site::{SiteSources, dismissed};
use crate::theme::hash_source;
use crate::view::escape::xml;
use crate::view::{Snapshot, plain};
use crate::weaver::suggestions::{Found, Suggestion, suggestions};
use crate::weaver::{EntryIx, Wanted, Withheld};

/// Where the page is asked for.
pub const WRITER_PATH: &str = "/__copsite/";

const STYLE: &str = include_str!("writer.css");

/// Rows of a list that are shown; nobody works through more of them in one go.
const SHOWN: usize = 500;

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
        let mut writing = Writing { writer: self, shown: &shown, texts: Texts::new(&sources) };
        let dismissed = dismissed(preview.disk()).unwrap_or_default();
        let sections = [writing.problems(), writing.withheld(), writing.wanted(), writing.mentions(&dismissed)];
        let html = written(&shown, &sections);
        let print = twox_hash::XxHash3_64::oneshot(html.as_bytes());
        let script = Script { revision: shown.revision, problems: "", print, style: "", withheld: None };
        let policy = format!("{OWN_POLICY}; style-src {}", hash_source(STYLE));
        Answer::html(200, inject(html.as_bytes(), &script)).with(POLICY, policy)
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

/// A list of one sort of things that are left to do.
struct Section {
    id: &'static str,
    title: &'static str,
    /// What is said where nothing is left.
    none: &'static str,
    /// How pressing the first of its rows is.
    weight: &'static str,
    rows: Vec<Row>,
}

/// One thing that is left to do, as HTML.
struct Row {
    what: String,
    /// What would help.
    more: String,
    /// Links that open the files it is about.
    place: String,
}

/// The whole page.
fn written(shown: &Shown, sections: &[Section]) -> String {
    let config = shown.snapshot.as_ref().map(|snapshot| &snapshot.config);
    format!(
        include_str!("writer.html"),
        style = STYLE,
        home = xml(config.map_or("/", |config| &config.base_url.prefix)),
        title = xml(config.map_or("the site", |config| &config.title)),
        tiles = sections.iter().map(Section::tile).collect::<String>(),
        sections = sections.iter().map(Section::list).collect::<String>(),
    )
}

impl Section {
    /// Its number, which leads to it.
    fn tile(&self) -> String {
        let Section { id, title, rows, .. } = self;
        let weight = if rows.is_empty() { "done" } else { self.weight };
        format!("<li><a class=\"{weight}\" href=\"#{id}\"><b>{}</b> <span>{title}</span></a></li>\n", rows.len())
    }

    fn list(&self) -> String {
        let Section { id, title, none, rows, .. } = self;
        let heading = format!("<section aria-labelledby=\"{id}\">\n<h2 id=\"{id}\">{title}</h2>\n");
        if rows.is_empty() {
            return format!("{heading}<p class=\"none\">{none}</p>\n</section>\n");
        }
        let shown: String = rows.iter().take(SHOWN).map(Row::item).collect();
        let others = rows.len().saturating_sub(SHOWN);
        let others = if others > 0 { format!("<p class=\"more\">and {others} more</p>\n") } else { String::new() };
        format!("{heading}<ul class=\"rows\">\n{shown}</ul>\n{others}</section>\n")
    }
}

impl Row {
    fn item(&self) -> String {
        let Row { what, more, place } = self;
        let more = if more.is_empty() { String::new() } else { format!("<p class=\"more\">{more}</p>") };
        format!("<li><div><p>{what}</p>{more}</div><p class=\"where\">{place}</p></li>\n")
    }
}

struct Writing<'a> {
    writer: &'a Writer,
    shown: &'a Shown,
    texts: Texts<'a>,
}

impl Writing<'_> {
    fn problems(&mut self) -> Section {
        let failures = self.shown.failures();
        let all: Vec<&Diagnostic> = self.shown.all.iter().chain(&failures).collect();
        Section {
            id: "problems",
            title: "Problems",
            none: "Nothing is wrong so far. <code>copsite check</code> also looks at every page and picture.",
            weight: if all.iter().any(|problem| problem.is_error()) { "error" } else { "warning" },
            rows: all.into_iter().map(|problem| self.problem(problem)).collect(),
        }
    }

    fn problem(&mut self, problem: &Diagnostic) -> Row {
        let severity = if problem.is_error() { "error" } else { "warning" };
        Row {
            what: format!("<strong class=\"tag {severity}\">{severity}</strong>{}", marked_up(&problem.message)),
            more: problem.help.as_deref().map(marked_up).unwrap_or_default(),
            place: problem.span.as_ref().map(|span| self.place(span)).unwrap_or_default(),
        }
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

    fn withheld(&self) -> Section {
        let row = |(doc, reason): &(Arc<Doc>, Withheld)| Row {
            what: format!("{} {}", self.title(doc), xml(&why(doc, *reason))),
            more: String::new(),
            place: self.file(doc),
        };
        Section {
            id: "not-published",
            title: "Not published",
            none: "Everything is published.",
            weight: "open",
            rows: self.shown.withheld.iter().map(row).collect(),
        }
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

    fn wanted(&self) -> Section {
        let rows = |snapshot: &Arc<Snapshot>| -> Vec<Row> {
            let file = |entry: &EntryIx| self.file(snapshot.weave.doc(*entry));
            let row = |wanted: &Wanted| Row {
                what: format!("<b>{}</b> is linked to and not there yet", xml(&wanted.name)),
                more: String::new(),
                place: wanted.from.iter().map(file).collect::<Vec<_>>().join("<br>"),
            };
            snapshot.weave.wanted().iter().map(row).collect()
        };
        Section {
            id: "wanted",
            title: "Entries that are wanted",
            none: "Every link leads to an entry.",
            weight: "open",
            rows: self.shown.snapshot.as_ref().map(rows).unwrap_or_default(),
        }
    }

    /// Where the text names an entry and does not link to it; none that somebody has dismissed.
    fn mentions(&mut self, dismissed: &BTreeSet<String>) -> Section {
        let mut rows = Vec::new();
        if let Some(snapshot) = &self.shown.snapshot {
            let mut found = suggestions(&snapshot.weave, &snapshot.kinds);
            found.retain(|suggestion| !dismissed.contains(&suggestion.id));
            rows.extend(found.iter().filter_map(|suggestion| self.mention(snapshot, suggestion)));
        }
        let (title, none) = ("Mentions without a link", "Nothing is mentioned that could be linked.");
        Section { id: "mentions", title, none, weight: "open", rows }
    }

    fn mention(&mut self, snapshot: &Snapshot, suggestion: &Suggestion) -> Option<Row> {
        let Found::Mention { from, to, span, context, .. } = &suggestion.found else { return None };
        let spoken = |text: &str| xml(&plain::spoken(snapshot, *from, text)).into_owned();
        let (before, marked, after) = (spoken(context.before()), spoken(context.marked()), spoken(context.after()));
        Some(Row {
            what: format!("{before}<mark>{marked}</mark>{after}"),
            more: format!(
                "could link to {}: <code>copsite weave accept {}</code>",
                self.title(snapshot.weave.doc(*to)),
                xml(&suggestion.id)
            ),
            place: self.place(span),
        })
    }
}

/// A message with what stands between backticks as code.
fn marked_up(message: &str) -> String {
    let parts: Vec<&str> = message.split('`').collect();
    if parts.len().is_multiple_of(2) {
        return xml(message).into_owned();
    }
    let part = |(index, part): (usize, &&str)| match index % 2 {
        0 => xml(part).into_owned(),
        _ => format!("<code>{}</code>", xml(part)),
    };
    parts.iter().enumerate().map(part).collect()
}

fn why(doc: &Doc, reason: Withheld) -> String {
    let facts = &doc.facts;
    match reason {
        Withheld::Draft => "is a draft".to_owned(),
        Withheld::Unreadable => "is held back because of an error in its front matter".to_owned(),
        Withheld::Held => format!("is held until {}", facts.publish.map_or_else(String::new, |moment| moment.iso())),
        Withheld::Expired => format!("expired on {}", facts.expires.map_or_else(String::new, |moment| moment.iso())),
        Withheld::Consent => "is without the consent of the people in it".to_owned(),
        Withheld::Audience => format!("is for {}", facts.audience.as_ref().map_or("", |audience| &audience.value)),
    }
}
