//! A request → what is sent back. Knows HTTP's words, and nothing of sockets.

use super::address::{Place, find, split};
use super::overlay::{bare_page, inject};
use super::preview::{Preview, Shown};
use crate::diagnostics::Diagnostic;
use crate::plan::{FileJob, Job, Planned};
use crate::view::Snapshot;

/// Where a site has its page for addresses that it does not have.
const NOT_FOUND: &str = "404.html";

/// An answer, without what the connection adds to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    pub status: u16,
    pub content_type: String,
    pub location: Option<String>,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn new(status: u16, content_type: &str, body: impl Into<Vec<u8>>) -> Answer {
        Answer { status, content_type: content_type.into(), location: None, body: body.into() }
    }

    pub fn text(status: u16, words: &str) -> Answer {
        Answer::new(status, "text/plain; charset=utf-8", format!("{words}\n"))
    }
}

/// What one snapshot has for a request.
enum Found {
    Page { content_type: String, body: Vec<u8> },
    Moved(String),
    Broken(Box<Diagnostic>),
    Nothing,
}

/// The answer to a GET of `target`.
///
/// A page that cannot be shown is answered as it was when the site last had no error.
pub fn answer(preview: &Preview, target: &str) -> Answer {
    let shown = preview.shown();
    let (path, query) = split(target);
    let mut found = look_up(preview, &shown, shown.snapshot.as_deref(), path);
    let mut problems = shown.problems.clone();
    let mut is_broken = shown.snapshot.is_none();
    if let Found::Broken(problem) = &found {
        problems = [preview.words(std::slice::from_ref(&**problem)), problems].join("\n\n").trim_end().to_string();
        is_broken = true;
    }
    if is_broken || (matches!(found, Found::Nothing) && !problems.is_empty()) {
        found = look_up(preview, &shown, shown.last_good.as_deref(), path);
    }
    match found {
        Found::Page { content_type, body } => page(200, content_type, body, shown.revision, &problems),
        Found::Moved(to) => moved(&format!("{to}{query}")),
        _ if is_broken => bare(500, "This page cannot be shown", shown.revision, &problems),
        _ => not_found(preview, &shown, &problems),
    }
}

fn look_up(preview: &Preview, shown: &Shown, snapshot: Option<&Snapshot>, path: &str) -> Found {
    let Some(snapshot) = snapshot else { return Found::Nothing };
    match find(&snapshot.plan, &snapshot.config.base_url.prefix, path) {
        Place::Page(planned) => match preview.bytes(shown, snapshot, planned) {
            Ok(body) => Found::Page { content_type: content_type(planned), body },
            Err(problem) => Found::Broken(problem),
        },
        Place::Moved(to) => Found::Moved(to),
        Place::Nothing => Found::Nothing,
    }
}

/// The site's own page for what it does not have.
fn not_found(preview: &Preview, shown: &Shown, problems: &str) -> Answer {
    let own = shown.snapshot.as_deref().and_then(|snapshot| {
        let planned = snapshot.plan.page(NOT_FOUND)?;
        Some((content_type(planned), preview.bytes(shown, snapshot, planned).ok()?))
    });
    match own {
        Some((content_type, body)) => page(404, content_type, body, shown.revision, problems),
        None => bare(404, "There is no such page", shown.revision, problems),
    }
}

fn page(status: u16, content_type: String, body: Vec<u8>, revision: u64, problems: &str) -> Answer {
    let is_page = content_type.starts_with("text/html");
    let body = if is_page { inject(&body, revision, problems) } else { body };
    Answer { status, content_type, location: None, body }
}

fn bare(status: u16, title: &str, revision: u64, problems: &str) -> Answer {
    page(status, "text/html; charset=utf-8".into(), bare_page(title), revision, problems)
}

fn moved(to: &str) -> Answer {
    Answer { location: Some(to.to_string()), ..Answer::text(301, &format!("The page is at {to}")) }
}

/// The type of what a job makes, by the name of its file; all text of ours is UTF-8.
fn content_type(planned: &Planned) -> String {
    let guessed = || mime_guess::from_path(planned.route.file()).first_or_octet_stream().essence_str().to_string();
    let essence = match &planned.job {
        Job::File(FileJob::Feed { format, .. }) => format.mime().to_string(),
        _ => guessed(),
    };
    if is_text(&essence) { format!("{essence}; charset=utf-8") } else { essence }
}

fn is_text(essence: &str) -> bool {
    essence.starts_with("text/")
        || essence.ends_with("+xml")
        || essence.ends_with("json")
        || ["application/javascript", "application/xml"].contains(&essence)
}
