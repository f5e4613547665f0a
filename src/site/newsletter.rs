//! The next issue of the newsletter, collected into a Markdown file for its editor.
//!
//! The articles that go into it are told so in their own files, where every other byte stays. Nothing is
//! written while another issue waits to be sent.

use std::collections::BTreeSet;
use std::io::ErrorKind;
use std::sync::Arc;

use jiff::civil::Date;

use super::{Loaded, Tree, stored_as};
use crate::content::{self, Doc, EntryId, edit};
use crate::diagnostics::{Code, Diagnostic, Span};
use crate::disk::Disk;
use crate::kinds::addresses;
use crate::practice::calendar::Status;
use crate::practice::newsletter::{self, Next, Section};
use crate::view::{Snapshot, gaps, plain, relations};
use crate::weaver::{Bridge, EntryIx, Taxonomy, Viewer};

/// Dates that an issue tells of; the calendar has all.
const DATES: usize = 6;
/// What is new, as far as a reader goes through it; the page of changes has all.
const NEW: usize = 20;
/// Gaps that take turns.
const GAPS: usize = 8;

/// What collecting wrote, relative to the root.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Collected {
    pub issue: String,
    /// The files of the articles that are in it.
    pub articles: Vec<Arc<str>>,
}

/// Writes the next issue; nothing where there is nothing for it.
pub fn collect(disk: &dyn Disk, loaded: &Loaded, snapshot: &Snapshot) -> Result<Option<Collected>, Vec<Diagnostic>> {
    let (Some(tree), Some(viewer)) = (&loaded.tree, &loaded.viewer) else { return Ok(None) };
    let waiting = unsent(snapshot, tree, viewer);
    let next = newsletter::next(&snapshot.weave, snapshot.today);
    if let Some(issue) = waiting.first() {
        return Err(vec![still_waiting(snapshot, issue, &next)]);
    }
    if next.articles.is_empty() && next.new.is_empty() {
        return Ok(None);
    }
    let folder = snapshot.kinds.get("newsletter").map_or("newsletter", |kind| &kind.folder);
    let file = format!("content/{folder}/{}.md", next.number);
    // All articles are changed in memory first: an issue is collected whole or not at all.
    let changes: Vec<Change> =
        gather(in_all_languages(snapshot, tree, &next).map(|doc| changed(disk, tree, doc, next.number)))?;
    let text = Writer { snapshot, next: &next }.issue();
    disk.create(&file, text.as_bytes()).map_err(|error| vec![not_created(&file, &error)])?;
    gather(changes.iter().map(|change| {
        disk.replace(&change.stored, &change.before, &change.after)
            .map_err(|error| not_written(&change.file, &error).into())
    }))?;
    Ok(Some(Collected { issue: file, articles: changes.into_iter().map(|change| change.file).collect() }))
}

/// The files of the articles that go into an issue: of each all versions that wait for it, also those that nobody sees yet.
fn in_all_languages<'t>(snapshot: &Snapshot, tree: &'t Tree, next: &Next) -> impl Iterator<Item = &'t Arc<Doc>> {
    let articles = || next.articles.iter().map(|article| snapshot.weave.doc(*article));
    let ids: BTreeSet<EntryId> = articles().map(|doc| doc.id.clone()).collect();
    let files: BTreeSet<Arc<str>> = articles().map(|doc| doc.file.clone()).collect();
    // An article whose issue was deleted waits as well; a translation that was sent with another issue stays in that.
    tree.docs.iter().filter(move |doc| files.contains(&doc.file) || ids.contains(&doc.id) && newsletter::waits(doc))
}

/// All values, or all problems.
fn gather<T>(results: impl Iterator<Item = Result<T, Box<Diagnostic>>>) -> Result<Vec<T>, Vec<Diagnostic>> {
    let (values, problems): (Vec<_>, Vec<_>) = results.partition(Result::is_ok);
    let problems: Vec<Diagnostic> = problems.into_iter().filter_map(Result::err).map(|problem| *problem).collect();
    if problems.is_empty() { Ok(values.into_iter().filter_map(Result::ok).collect()) } else { Err(problems) }
}

/// Issues that nobody has been sent, among all that were read.
fn unsent<'t>(snapshot: &Snapshot, tree: &'t Tree, viewer: &Viewer) -> Vec<&'t Arc<Doc>> {
    let is_unsent = |doc: &&Arc<Doc>| {
        *doc.id.kind == *"newsletter"
            && match viewer.reason(&doc.facts, &snapshot.config) {
                Some(reason) => reason.is_under_way(),
                None => doc.facts.date.is_none(),
            }
    };
    tree.docs.iter().filter(is_unsent).collect()
}

fn still_waiting(snapshot: &Snapshot, issue: &Doc, next: &Next) -> Diagnostic {
    let problem = Diagnostic::new(Code::IssueWaits, "this issue is not sent yet").at(Span::file(&issue.file));
    let ids = next.articles.iter().map(|article| &snapshot.weave.doc(*article).id);
    let markdown = issue.markdown.read();
    let left_out: Vec<String> =
        ids.filter(|id| !markdown.contains(&*id.slug)).map(|id| format!("`![[{id}]]`")).collect();
    let help = "finish it: take out `draft`, and give it a `date`; or delete it to collect anew";
    match left_out.is_empty() {
        true => problem.help(help),
        false => problem.help(format!("{help}; waiting for it: {}", left_out.join(", "))),
    }
}

/// A file as it was read and as it is to be.
struct Change {
    file: Arc<str>,
    stored: Arc<str>,
    before: Vec<u8>,
    after: Vec<u8>,
}

/// An article's file, which names the issue in place of the word for the next one.
fn changed(disk: &dyn Disk, tree: &Tree, doc: &Doc, number: i64) -> Result<Change, Box<Diagnostic>> {
    let stored = stored_as(&tree.stored, &doc.file).clone();
    let before = disk.read(&stored).map_err(|error| Box::new(super::read::unreadable(&doc.file, &error)))?;
    let text = std::str::from_utf8(&before).ok().filter(|_| content::print(&doc.file, &before) == doc.print);
    let after = text.and_then(|text| edit::with_value(&doc.file, text, "issue", &number.to_string()));
    let refused = || {
        let problem = Diagnostic::new(Code::RefusedEdit, "the issue of this article cannot be written surely");
        let line = doc.format.pair("issue", &format!("\"{number}\""));
        problem.at(Span::file(&doc.file)).help(format!("write `{line}` in its place, and collect again"))
    };
    Ok(Change { file: doc.file.clone(), stored, after: after.ok_or_else(|| Box::new(refused()))?.into_bytes(), before })
}

fn not_created(file: &str, error: &std::io::Error) -> Diagnostic {
    if error.kind() == ErrorKind::AlreadyExists {
        let problem = Diagnostic::new(Code::DuplicateId, format!("`{file}` exists already"));
        return problem.help("give it the kind of an issue, or another name");
    }
    not_written(file, error)
}

fn not_written(file: &str, error: &std::io::Error) -> Diagnostic {
    let problem = Diagnostic::new(Code::WriteFailed, format!("`{file}` cannot be written: {error}"));
    problem.help("check the permissions, and that nobody has changed it meanwhile")
}

/// Writes an issue in the words of the site's language.
struct Writer<'a> {
    snapshot: &'a Snapshot,
    next: &'a Next,
}

impl Writer<'_> {
    fn issue(&self) -> String {
        let sections = self.sections();
        let dates = self.dates();
        let mut text = self.front_matter(&sections, dates.len());
        for (index, section) in sections.iter().enumerate() {
            if let Some(title) = section.title.as_ref().filter(|_| index > 0) {
                heading(&mut text, &escaped(title));
            }
            section.articles.iter().for_each(|article| self.shown(&mut text, *article));
        }
        self.news(&mut text);
        if !dates.is_empty() {
            heading(&mut text, &self.say("dates-ahead"));
            dates.iter().for_each(|event| self.shown(&mut text, *event));
        }
        if let Some(bridge) = self.bridge() {
            heading(&mut text, &self.say("newsletter-bridge"));
            text.push_str(&bridge);
        }
        self.gap(&mut text);
        text
    }

    fn say(&self, key: &str) -> String {
        self.snapshot.say(&self.snapshot.lang(), key)
    }

    fn sections(&self) -> Vec<Section> {
        let weave = &self.snapshot.weave;
        let listed = self.next.last.map(|last| newsletter::sections(weave, last)).unwrap_or_default();
        newsletter::by_section(weave, &listed, self.next.articles.clone())
    }

    fn front_matter(&self, sections: &[Section], dates: usize) -> String {
        let Next { number, since, .. } = self.next;
        let number_text = number.to_string();
        // An article that there is in another language alone gives the issue no title.
        let is_of_site = |article: &&EntryIx| self.snapshot.weave.doc(**article).lang == self.snapshot.lang();
        let lead = sections.first().and_then(|section| section.articles.iter().find(is_of_site));
        let title = match lead {
            Some(lead) => self.snapshot.weave.doc(*lead).facts.title.to_string(),
            None => self.snapshot.phrase("issue-number", None, &[("number", &number_text)]),
        };
        let until = self.snapshot.today;
        let since =
            since.filter(|since| *since <= until).map_or_else(String::new, |since| format!("since = {since}\n"));
        let (title, summary) = (quoted(&title), quoted(&self.summary(&number_text, dates)));
        format!(
            "+++\ntitle = {title}\nsummary = {summary}\ndate = {until}\nnumber = {number}\n{since}until = {until}\n\
             draft = true\n+++\n"
        )
    }

    fn summary(&self, number: &str, dates: usize) -> String {
        let counts = [("n-articles", self.next.articles.len()), ("n-new", self.next.new.len()), ("n-dates", dates)];
        let counts: Vec<String> = counts
            .into_iter()
            .filter(|(_, count)| *count > 0)
            .map(|(key, count)| self.snapshot.phrase(key, Some(count), &[]))
            .collect();
        let list = self.snapshot.list(&counts.iter().map(String::as_str).collect::<Vec<_>>());
        self.snapshot.phrase("issue-summary", None, &[("number", number), ("list", &list)])
    }

    fn shown(&self, text: &mut String, entry: EntryIx) {
        text.push_str(&format!("\n![[{}]]\n", self.snapshot.weave.doc(entry).id));
    }

    fn news(&self, text: &mut String) {
        let new = &self.next.new;
        if new.is_empty() {
            return;
        }
        heading(text, &self.say("newsletter-new"));
        text.push('\n');
        for entry in new.iter().take(NEW) {
            let summary = plain::summary(self.snapshot, *entry, 160).map(|text| format!(": {}", escaped(&text)));
            text.push_str(&format!("- [[{}]]{}\n", self.snapshot.weave.doc(*entry).id, summary.unwrap_or_default()));
        }
        if new.len() > NEW {
            let more = self.snapshot.phrase("newsletter-more", Some(new.len() - NEW), &[]);
            text.push_str(&format!("- [{more}](/{})\n", addresses::CHANGES));
        }
    }

    /// The events that come next, each once.
    fn dates(&self) -> Vec<EntryIx> {
        let mut seen = BTreeSet::new();
        let on = self.snapshot.calendar.coming().filter(|date| date.status != Status::Cancelled);
        on.map(|date| date.entry).filter(|entry| seen.insert(*entry)).take(DATES).collect()
    }

    /// The newest bridge since the last issue; where there is none, one after the other takes its turn.
    fn bridge(&self) -> Option<String> {
        let bridges = self.snapshot.weave.bridges();
        let stated = |bridge: &Bridge| relations::stated_on(self.snapshot, bridge).map(|date| date.civil.date());
        let is_new = |day: Option<Date>| day > self.next.since.and_then(|since| since.yesterday().ok());
        let newest = bridges.iter().max_by_key(|bridge| (stated(bridge), std::cmp::Reverse(*bridge)));
        let newest = newest.filter(|bridge| is_new(stated(bridge)));
        let bridge = newest.or_else(|| bridges.get(self.turn(bridges.len())))?;
        let relation = self.snapshot.kinds.relations.get(&bridge.relation)?;
        let end = |entry: EntryIx, community| {
            let doc = self.snapshot.weave.doc(entry);
            let title = &self.snapshot.weave.terms().get(Taxonomy::Communities, community).title;
            let home = if doc.facts.title == *title { String::new() } else { format!(" ({})", escaped(title)) };
            format!("[[{}]]{home}", doc.id)
        };
        let (from, to) = (end(bridge.to, bridge.communities.1), end(bridge.from, bridge.communities.0));
        Some(format!("\n{from} {} {to}.\n", relation.inverse_verb))
    }

    fn gap(&self, text: &mut String) {
        let mut gaps = gaps::mixed(self.snapshot, GAPS);
        // Articles of an issue that was deleted ask for the one that is being written.
        gaps.retain(|gap| gap.id != format!("wanted/{}", self.next.number));
        let Some(gap) = gaps.get(self.turn(gaps.len())) else { return };
        heading(text, &self.say("not-written"));
        let (title, reason) = (escaped(&gap.title), escaped(&gap.reason));
        text.push_str(&format!("\n**{title}.** {reason} [{}](/{})\n", self.say("newsletter-gap"), addresses::GAPS));
    }

    /// Whose turn it is among so many.
    fn turn(&self, of: usize) -> usize {
        usize::try_from(self.next.number).unwrap_or(0).checked_rem(of).unwrap_or(0)
    }
}

fn heading(text: &mut String, title: &str) {
    text.push_str(&format!("\n## {title}\n"));
}

/// A text of TOML on one line.
fn quoted(text: &str) -> String {
    toml::Value::String(one_line(text)).to_string()
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A text that Markdown reads as nothing but words.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in one_line(text).chars() {
        if "\\`*_[]<>#|~$&{}^".contains(character) {
            escaped.push('\\');
        }
        escaped.push(character);
    }
    escaped
}
