//! The newsletter: which articles an issue carries, what waits for the next one, and what was sent before.
//!
//! An issue that is published and has a date was sent: nothing else remembers it, so that a site can be
//! put right by editing its files. Never looks at the clock.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;

use crate::content::{Doc, FieldValue, LinkUse, Moment, Placed, Target};
use crate::diagnostics::{Code, Diagnostic, Span};
use crate::weaver::{EntryIx, Resolved, Weave};

/// The kind of an issue.
pub const ISSUE: &str = "newsletter";
const ARTICLE: &str = "article";
/// The word for the issue that is still to come.
const NEXT: &str = "next";

/// All issues, newest first: by number, then by date.
pub fn issues(weave: &Weave) -> Vec<EntryIx> {
    let is_issue = |entry: &EntryIx| *weave.doc(*entry).id.kind == *ISSUE && weave.is_primary(*entry);
    let mut issues: Vec<EntryIx> = weave.all().filter(is_issue).collect();
    issues.sort_by_cached_key(|issue| std::cmp::Reverse((number(weave, *issue), weave.date(*issue), *issue)));
    issues
}

/// The number of an issue: as written, else its name where that is one.
pub fn number(weave: &Weave, issue: EntryIx) -> Option<i64> {
    let doc = weave.doc(issue);
    let written = doc.facts.field("number").and_then(FieldValue::as_integer);
    written.or_else(|| doc.id.name().parse().ok())
}

/// Whether an issue has gone out to its readers.
pub fn is_sent(weave: &Weave, issue: EntryIx) -> bool {
    weave.status(issue).is_none() && weave.date(issue).is_some()
}

/// The articles of an issue: those its text shows or, where it shows none, all that name it, by section
/// and then oldest first.
pub fn articles(weave: &Weave, issue: EntryIx) -> Articles {
    let shown: Vec<EntryIx> = shown_articles(weave, issue).map(|(article, _)| article).collect();
    if !shown.is_empty() {
        return Articles::InText(shown);
    }
    let of_issue = weave.versions(issue).flat_map(|version| weave.incoming(version));
    let mut named: Vec<EntryIx> = of_issue
        .map(|edge| edge.from)
        .filter(|from| issue_of(weave, *from).is_some_and(|(of, _)| of == issue))
        .collect();
    named.sort_by_key(|article| (weave.date(*article), *article));
    named.dedup();
    Articles::Named(by_section(weave, &sections(weave, issue), named))
}

/// How an issue carries its articles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Articles {
    /// Its text shows each where the editor has put it.
    InText(Vec<EntryIx>),
    /// Its text shows none: all that name it, by section.
    Named(Vec<Section>),
}

impl Articles {
    pub fn all(&self) -> Vec<EntryIx> {
        match self {
            Articles::InText(articles) => articles.clone(),
            Articles::Named(sections) => sections.iter().flat_map(|section| section.articles.iter().copied()).collect(),
        }
    }
}

/// Articles under one heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    pub title: Option<Arc<str>>,
    pub articles: Vec<EntryIx>,
}

/// The sections that an issue lists, in its order.
pub fn sections(weave: &Weave, issue: EntryIx) -> Vec<Arc<str>> {
    weave.doc(issue).facts.texts("sections").cloned().collect()
}

/// Articles by the section that they name: in the order of `listed`, those that are not in it behind them,
/// and those without one first.
pub fn by_section(weave: &Weave, listed: &[Arc<str>], articles: Vec<EntryIx>) -> Vec<Section> {
    let mut sections: Vec<Section> = Vec::new();
    for article in articles {
        let title = weave.doc(article).facts.texts("section").next().cloned();
        match sections.iter_mut().find(|section| section.title == title) {
            Some(section) => section.articles.push(article),
            None => sections.push(Section { title, articles: vec![article] }),
        }
    }
    let place = |section: &Section| match &section.title {
        None => 0,
        Some(title) => 1 + listed.iter().position(|name| name == title).unwrap_or(listed.len()),
    };
    sections.sort_by_key(place);
    sections
}

/// What the next issue is made from.
#[derive(Clone, Debug)]
pub struct Next {
    pub number: i64,
    /// The day after the last issue ends; none for the first issue.
    pub since: Option<Date>,
    /// The newest issue that was sent.
    pub last: Option<EntryIx>,
    /// Articles that wait, oldest first.
    pub articles: Vec<EntryIx>,
    /// What else is new since then, newest first.
    pub new: Vec<EntryIx>,
}

/// What there is for the issue that ends on `until`.
pub fn next(weave: &Weave, until: Date) -> Next {
    let issues = issues(weave);
    let last = issues.iter().copied().find(|issue| is_sent(weave, *issue));
    let since = last.and_then(|last| end_of(weave, last)).and_then(|day| day.tomorrow().ok());
    let is_due = |day: Option<Moment>| day.is_some_and(|day| day.civil.date() <= until);
    let is_new = |entry: &EntryIx| {
        let day = weave.date(*entry);
        is_due(day) && since.is_none_or(|since| day.is_some_and(|day| day.civil.date() >= since))
    };
    let sent = sent(weave);
    let is_public = |entry: &EntryIx| weave.status(*entry).is_none();
    let mut articles: Vec<EntryIx> =
        weave.newest().iter().copied().filter(|entry| is_free(weave, *entry) && is_public(entry)).collect();
    articles.retain(|article| !sent.contains_key(article) && weave.date(*article).is_none_or(|day| is_due(Some(day))));
    articles.reverse();
    let is_news = |entry: &EntryIx| !NO_NEWS.contains(&&*weave.doc(*entry).id.kind);
    Next {
        number: issues.iter().filter_map(|issue| number(weave, *issue)).max().unwrap_or(0) + 1,
        since,
        last,
        articles,
        new: weave
            .newest()
            .iter()
            .copied()
            .filter(|entry| is_public(entry) && is_new(entry) && is_news(entry))
            .collect(),
    }
}

/// What an issue says in another way, and what is no piece of anybody's practice.
const NO_NEWS: [&str; 7] = [ISSUE, ARTICLE, "event", "notice", "page", "person", "organisation"];

/// The last day that an issue tells about.
pub fn end_of(weave: &Weave, issue: EntryIx) -> Option<Date> {
    let until = weave.doc(issue).facts.date_in("until").copied();
    until.or_else(|| weave.date(issue)).map(|last| last.day())
}

/// Whether no issue has an article: it waits, or its issue was deleted.
fn is_free(weave: &Weave, entry: EntryIx) -> bool {
    let doc = weave.doc(entry);
    let is_left = |value: &FieldValue| value.as_entry().is_some_and(|named| weave.is_missing(entry, named));
    is_waiting(weave, entry) || (*doc.id.kind == *ARTICLE && doc.facts.field("issue").is_some_and(is_left))
}

fn is_waiting(weave: &Weave, entry: EntryIx) -> bool {
    let doc = weave.doc(entry);
    *doc.id.kind == *ARTICLE && waits(doc)
}

/// Whether a file says that it waits for the next issue.
pub fn waits(doc: &Doc) -> bool {
    doc.facts.text("issue").is_some_and(|word| **word == *NEXT)
}

/// Every article that was sent, with the first issue that carried it.
pub fn sent(weave: &Weave) -> BTreeMap<EntryIx, EntryIx> {
    let mut sent = BTreeMap::new();
    for issue in issues(weave).into_iter().rev().filter(|issue| is_sent(weave, *issue)) {
        for article in articles(weave, issue).all() {
            sent.entry(article).or_insert(issue);
        }
    }
    sent
}

/// What is wrong between articles and issues.
pub fn check(weave: &Weave) -> Vec<Diagnostic> {
    let sent = sent(weave);
    let mut problems: Vec<Diagnostic> =
        issues(weave).into_iter().flat_map(|issue| sent_again(weave, issue, &sent)).collect();
    let is_article = |entry: &EntryIx| *weave.doc(*entry).id.kind == *ARTICLE && weave.is_primary(*entry);
    problems.extend(weave.all().filter(is_article).filter_map(|article| out_of_place(weave, article, &sent)));
    problems
}

/// Articles that an issue shows and an earlier one has carried.
fn sent_again(weave: &Weave, issue: EntryIx, sent: &BTreeMap<EntryIx, EntryIx>) -> Vec<Diagnostic> {
    let again = shown_articles(weave, issue).filter_map(|(article, span)| {
        let first = *sent.get(&article).filter(|first| **first != issue)?;
        let message = format!("`{}` was sent with issue {}", weave.doc(article).id, named(weave, first));
        let problem = Diagnostic::new(Code::AlreadySent, message).at(span);
        Some(problem.help("take it out, or link to it where you want to remind of it"))
    });
    again.collect()
}

/// An article that waits though it was sent, or that names an issue which does not show it.
fn out_of_place(weave: &Weave, article: EntryIx, sent: &BTreeMap<EntryIx, EntryIx>) -> Option<Diagnostic> {
    let doc = weave.doc(article);
    let id = &doc.id;
    let issue_line = |issue: &str| doc.format.pair("issue", &format!("\"{issue}\""));
    if let Some(first) = sent.get(&article).filter(|_| is_waiting(weave, article)) {
        let message = format!("`{id}` waits for the next issue, and was sent with issue {}", named(weave, *first));
        let problem = Diagnostic::new(Code::AlreadySent, message).at(Span::file(&doc.file));
        return Some(problem.help(format!("write `{}`", issue_line(&weave.doc(*first).id.slug))));
    }
    let (issue, span) = issue_of(weave, article)?;
    if articles(weave, issue).all().contains(&article) {
        return None;
    }
    let message = format!("issue {} does not show `{id}`, which names it", named(weave, issue));
    let help = format!("put `![[{id}]]` into the issue, or write `{}` to let the article wait", issue_line(NEXT));
    Some(Diagnostic::new(Code::NotInIssue, message).at(span).help(help))
}

/// What an issue goes by: its number, else its slug.
fn named(weave: &Weave, issue: EntryIx) -> String {
    number(weave, issue).map_or_else(|| weave.doc(issue).id.slug.to_string(), |number| number.to_string())
}

/// The issue that an article names, and where.
fn issue_of(weave: &Weave, article: EntryIx) -> Option<(EntryIx, Span)> {
    let doc = weave.doc(article);
    let named = doc.facts.field("issue").filter(|_| *doc.id.kind == *ARTICLE)?.as_entry()?;
    let Placed::<Target> { span, .. } = &named.target;
    Some((weave.primary(weave.resolve_named(article, named)?), span.clone()))
}

/// The articles that an issue's text shows, in their order, with the place of each.
fn shown_articles(weave: &Weave, issue: EntryIx) -> impl Iterator<Item = (EntryIx, Span)> {
    let links = weave.doc(issue).facts.links.iter().zip(weave.links(issue));
    links.filter_map(|(link, resolved)| match resolved {
        Resolved::Entry { entry, anchor: None }
            if link.use_ == LinkUse::Embed && *weave.doc(*entry).id.kind == *ARTICLE =>
        {
            Some((weave.primary(*entry), link.span.clone()))
        }
        _ => None,
    })
}
