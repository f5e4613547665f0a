//! A request → what is sent back. Knows HTTP's words, and nothing of sockets.

use std::io::{Cursor, Read, SeekFrom};
use std::ops::Range;
use std::sync::Arc;

use percent_encoding::{CONTROLS, percent_decode_str, utf8_percent_encode};
use twox_hash::XxHash3_64;

use super::address::{Place, entry_of, find, split};
use super::asked::Asked;
use super::conditions::{self, Wanted};
use super::overlay::{OWN_POLICY, Script, bare_page, inject};
use super::preview::{Preview, Shown};
use crate::diagnostics::Diagnostic;
use crate::plan::{FileJob, HEADERS, Job, Planned};
use crate::render::{Header, POLICY, Part, headers};
use crate::site::{Page, assembled};
use crate::view::Snapshot;
use crate::weaver::{Withheld, address};

/// Where a site has its page for addresses that it does not have.
const NOT_FOUND: &str = "404.html";

/// An answer, without what the connection adds to it.
pub struct Answer {
    pub status: u16,
    pub headers: Vec<(&'static str, String)>,
    pub body: Body,
}

/// Bytes, and how many.
pub struct Body {
    pub bytes: Box<dyn Read + Send>,
    pub length: usize,
}

impl Body {
    fn new(bytes: impl Into<Vec<u8>>) -> Body {
        let bytes = bytes.into();
        Body { length: bytes.len(), bytes: Box::new(Cursor::new(bytes)) }
    }
}

impl Answer {
    pub fn new(status: u16, content_type: &str, body: impl Into<Vec<u8>>) -> Answer {
        Answer { status, headers: vec![("Content-Type", content_type.to_string())], body: Body::new(body) }
    }

    pub fn text(status: u16, words: &str) -> Answer {
        Answer::new(status, "text/plain; charset=utf-8", format!("{words}\n"))
    }

    /// With `no-store`, a browser asks for it again however it comes back to it.
    pub fn html(status: u16, html: impl Into<Vec<u8>>) -> Answer {
        Answer::new(status, "text/html; charset=utf-8", html).with("Cache-Control", "no-store")
    }

    pub fn with(mut self, header: &'static str, value: impl Into<String>) -> Answer {
        self.headers.push((header, value.into()));
        self
    }

    pub fn with_all(mut self, headers: Vec<Header>) -> Answer {
        self.headers.extend(headers);
        self
    }
}

/// What one snapshot has for a request.
enum Found<'a> {
    Page { snapshot: &'a Snapshot, planned: &'a Planned, page: Page },
    Moved(String),
    Broken(Box<Diagnostic>),
    Nothing,
}

/// The answer to a GET.
///
/// A page that cannot be shown is answered as it was when the site last had no error. What is wrong is told with the lines
/// of files that nobody else is shown, and to readers at this machine alone. Others are answered nothing while the site shows
/// what somebody may have meant to hold back, which no build would publish.
pub fn answer(preview: &Preview, asked: &Asked) -> Answer {
    let shown = preview.shown();
    // Its lists and its search would tell of it too, and a page of before of what was taken down since.
    if shown.may_tell && !asked.is_here {
        let responder = Responder { preview, shown: &shown, asked, problems: "" };
        return responder.bare(500, "This page cannot be shown");
    }
    let (path, query) = split(asked.target);
    let mut found = look_up(preview, &shown, shown.snapshot.as_ref(), path);
    let mut problems = if asked.is_here { shown.problems.clone() } else { String::new() };
    let mut is_broken = shown.snapshot.is_none();
    if let Found::Broken(problem) = &found {
        if asked.is_here {
            problems = [preview.words(std::slice::from_ref(&**problem)), problems].join("\n\n").trim_end().to_string();
        }
        is_broken = true;
    }
    if is_broken || (matches!(found, Found::Nothing) && shown.was_readable(path)) {
        found = look_up(preview, &shown, shown.last_good.as_ref(), path);
    }
    let responder = Responder { preview, shown: &shown, asked, problems: &problems };
    match found {
        Found::Page { snapshot, planned, page } => responder.page(200, snapshot, planned, page),
        // A query may hold what no header can: line ends, and letters outside of ASCII.
        Found::Moved(to) => moved(&format!("{to}{}", utf8_percent_encode(query, CONTROLS))),
        _ if is_broken => responder.bare(500, "This page cannot be shown"),
        _ => responder.not_found(path),
    }
}

fn look_up<'a>(preview: &Preview, shown: &Shown, snapshot: Option<&'a Arc<Snapshot>>, path: &str) -> Found<'a> {
    let Some(snapshot) = snapshot else { return Found::Nothing };
    match find(&snapshot.plan, &snapshot.config.base_url.written_prefix(), path) {
        Place::Page(planned) => match preview.page(shown, snapshot, planned) {
            Ok(page) => Found::Page { snapshot, planned, page },
            Err(problem) => Found::Broken(problem),
        },
        Place::Moved(to) => Found::Moved(to),
        Place::Nothing => Found::Nothing,
    }
}

fn moved(to: &str) -> Answer {
    Answer::text(301, &format!("The page is at {to}")).with("Location", to).with("Cache-Control", "no-store")
}

struct Responder<'a> {
    preview: &'a Preview,
    shown: &'a Shown,
    asked: &'a Asked<'a>,
    problems: &'a str,
}

impl Responder<'_> {
    fn page(&self, status: u16, snapshot: &Snapshot, planned: &Planned, page: Page) -> Answer {
        self.content(status, snapshot, planned, page).with_all(self.headers(snapshot, planned))
    }

    /// What hosts will be asked to say beside it.
    fn headers(&self, snapshot: &Snapshot, planned: &Planned) -> Vec<Header> {
        let read = |file| self.preview.disk().read(self.shown.stored(file)).ok();
        let own = snapshot.plan.source(HEADERS).and_then(read);
        headers(snapshot, planned, own.as_deref().map(String::from_utf8_lossy).as_deref())
    }

    fn content(&self, status: u16, snapshot: &Snapshot, planned: &Planned, page: Page) -> Answer {
        let content_type = content_type(planned);
        let (bytes, print) = match page {
            Page::Made(bytes, print) => (bytes, print),
            Page::Copy(file) => return self.file(&content_type, &file),
            Page::Assembled(parts) => match self.assembled(snapshot, &parts) {
                Ok(made) => made,
                Err(problem) => return self.bare(404, &problem.message),
            },
        };
        if !content_type.starts_with("text/html") {
            return self.bytes(&content_type, &bytes, print);
        }
        let style = &snapshot.theme.style.url;
        Answer::html(status, self.injected(&bytes, print, style, status_of(snapshot, planned)))
    }

    fn assembled(&self, snapshot: &Snapshot, parts: &[Part]) -> Result<(Arc<[u8]>, u64), Box<Diagnostic>> {
        let bytes = assembled(self.preview.files(self.shown), snapshot, parts)?;
        let print = XxHash3_64::oneshot(&bytes);
        Ok((bytes.into(), print))
    }

    /// A file that is made: the same bytes have the same name.
    fn bytes(&self, content_type: &str, bytes: &[u8], print: u64) -> Answer {
        let tag = format!("\"{print:016x}\"");
        self.part(content_type, &tag, bytes.len(), |range| Ok(Body::new(&bytes[range])))
    }

    /// A file that is copied, of any size.
    fn file(&self, content_type: &str, file: &Arc<str>) -> Answer {
        let disk = self.preview.disk();
        let stored = self.shown.stored(file);
        let body = disk.look(stored).and_then(|found| {
            let mut content = disk.open(stored)?;
            let tag = format!("\"{:x}-{:x}\"", found.len, found.modified);
            Ok(self.part(content_type, &tag, found.len as usize, |range| {
                content.seek(SeekFrom::Start(range.start as u64))?;
                Ok(Body { length: range.len(), bytes: Box::new(content.take(range.len() as u64)) })
            }))
        });
        // A link inside the site is no plain file, but can be read like one.
        let body = body.or_else(|_| {
            let mut bytes = Vec::new();
            disk.open(stored)?.read_to_end(&mut bytes)?;
            Ok(Answer::new(200, content_type, bytes).with("Cache-Control", "no-cache"))
        });
        body.unwrap_or_else(|error: std::io::Error| self.bare(404, &format!("This file cannot be read: {error}")))
    }

    /// The part of a file that is asked for, or word that the reader has it.
    fn part(
        &self,
        content_type: &str,
        tag: &str,
        length: usize,
        body: impl FnOnce(Range<usize>) -> std::io::Result<Body>,
    ) -> Answer {
        let (status, range) = match conditions::wanted(self.asked, tag, length) {
            Wanted::Nothing => {
                let unchanged = Answer { status: 304, headers: Vec::new(), body: Body::new([]) };
                return unchanged.with("ETag", tag).with("Cache-Control", "no-cache");
            }
            Wanted::Unsatisfiable => {
                return Answer::text(416, "there is no such range").with("Content-Range", format!("bytes */{length}"));
            }
            Wanted::Whole => (200, 0..length),
            Wanted::Part(range) => (206, range),
        };
        let content_range = format!("bytes {}-{}/{length}", range.start, range.end.saturating_sub(1));
        let body = match body(range) {
            Ok(body) => body,
            Err(error) => return self.bare(404, &format!("This file cannot be read: {error}")),
        };
        let headers = vec![("Content-Type", content_type.to_string())];
        let answer = Answer { status, headers, body }.with("ETag", tag).with("Cache-Control", "no-cache");
        let answer = answer.with("Accept-Ranges", "bytes");
        if status == 206 { answer.with("Content-Range", content_range) } else { answer }
    }

    /// The site's own page for what it does not have.
    fn not_found(&self, path: &str) -> Answer {
        let own = self.shown.snapshot.as_ref().and_then(|snapshot| {
            let planned = snapshot.plan.page(NOT_FOUND)?;
            let Ok(Page::Made(html, print)) = self.preview.page(self.shown, snapshot, planned) else { return None };
            let withheld = self.asked.is_here.then(|| self.withheld(snapshot, path)).flatten();
            let html = self.injected(&html, print, &snapshot.theme.style.url, withheld);
            Some(Answer::html(404, html).with_all(self.headers(snapshot, planned)))
        });
        own.unwrap_or_else(|| self.bare(404, "There is no such page"))
    }

    /// Why the entry that would stand at `path` is not shown.
    fn withheld(&self, snapshot: &Snapshot, path: &str) -> Option<Withheld> {
        let path = percent_decode_str(path).decode_utf8().ok()?;
        let inside = path.strip_prefix(&*snapshot.config.base_url.written_prefix())?.trim_end_matches('/');
        let stands_there =
            |doc| address(doc, &snapshot.kinds, &snapshot.config).trim_end_matches('/') == inside && !inside.is_empty();
        self.shown.withheld.iter().find(|(doc, _)| stands_there(doc)).map(|(_, reason)| *reason)
    }

    fn bare(&self, status: u16, title: &str) -> Answer {
        Answer::html(status, self.injected(&bare_page(title), 0, "", None)).with(POLICY, OWN_POLICY)
    }

    fn injected(&self, html: &[u8], print: u64, style: &str, withheld: Option<Withheld>) -> Vec<u8> {
        let Shown { revision, .. } = *self.shown;
        inject(html, &Script { revision, problems: self.problems, print, style, withheld })
    }
}

/// Why not everybody may see the entry that a page is about.
fn status_of(snapshot: &Snapshot, planned: &Planned) -> Option<Withheld> {
    snapshot.weave.status(entry_of(snapshot, planned)?)
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
