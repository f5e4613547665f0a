//! Redirects from the old addresses of entries, and the files there that programs ask for again and again.
//!
//! An old address can lead to one page only. Whether it stands on two is asked of all entries that were
//! read, as for everything else that is wrong in a file: also of those that no reader sees now.

use std::collections::BTreeSet;
use std::sync::Arc;

use foldhash::HashMap;
use percent_encoding::percent_decode_str;

use super::{CALENDAR_FILE, EVENT_FILE, FeedFormat, FileJob, Job, PageJob, Planned, Route, Sources};
use crate::config::Config;
use crate::content::identity::fold;
use crate::content::{Doc, Placed};
use crate::diagnostics::{Code, Diagnostic, Span};

/// Redirects from aliases. An alias that is a page's URL is reported and leads nowhere; of two pages
/// with the same alias the first keeps it.
pub fn redirects(sources: Sources, pages: &[Planned]) -> (Vec<Planned>, Vec<Diagnostic>) {
    if sources.weave.all().all(|entry| paths(sources.weave.doc(entry)).next().is_none()) {
        return Default::default();
    }
    let origins: HashMap<String, Option<&Span>> =
        pages.iter().map(|planned| (fold(&planned.route.file()), planned.origin.as_ref())).collect();
    let subscribed = subscribed(pages);
    let prefix = sources.config.copied_prefix();
    let mut taken = BTreeSet::new();
    let mut redirects = Vec::new();
    let mut diagnostics = Vec::new();
    for entry in sources.weave.all() {
        let doc = sources.weave.doc(entry);
        for alias in paths(doc) {
            let Some(route) = alias_route(&alias.value, &prefix) else {
                diagnostics.push(invalid_alias(alias));
                continue;
            };
            if route.path() == &**sources.weave.address(entry) {
                continue;
            }
            let key = fold(&route.file());
            // `feed.xml/index.html` and `feed.xml` cannot both be there.
            let mut folders = key.match_indices('/').map(|(end, _)| &key[..end]);
            if let Some(page) = origins.get(&key).or_else(|| folders.find_map(|folder| origins.get(folder))) {
                diagnostics.push(shadowed(alias, *page));
            } else if taken.insert(key) {
                let to = Route::new(sources.weave.address(entry).clone());
                let old = subscribed_at(&route, &subscribed, to.path());
                let old = old.filter(|(route, _)| !origins.contains_key(&fold(&route.file())));
                redirects.extend(old.map(|(route, job)| planned(route, job, alias)));
                let job = PageJob::Redirect { to, title: doc.facts.title.clone(), lang: doc.lang.clone() }.into();
                redirects.push(planned(route, job, alias));
            }
        }
    }
    (redirects, diagnostics)
}

fn planned(route: Route, job: Job, alias: &Placed<Arc<str>>) -> Planned {
    Planned { route, job, origin: Some(alias.span.clone()) }
}

/// Feeds and calendars by their paths: who subscribed to one follows no redirect, which is a page.
fn subscribed(pages: &[Planned]) -> HashMap<String, &Job> {
    let is_subscribed = |job: &Job| matches!(job, Job::File(FileJob::Feed { .. } | FileJob::Ics(_)));
    let files = pages.iter().filter(|planned| is_subscribed(&planned.job));
    files.map(|planned| (planned.route.file(), &planned.job)).collect()
}

/// The same files at an old address as beside the page at `new`.
fn subscribed_at(
    old: &Route,
    subscribed: &HashMap<String, &Job>,
    new: &str,
) -> impl Iterator<Item = (Route, Job)> + use<> {
    let folder = Some(old.path()).filter(|path| path.ends_with('/'));
    let at = |name: &str| {
        Some((Route::new(format!("{}{name}", folder?)), (*subscribed.get(&format!("{new}{name}"))?).clone()))
    };
    let names = FeedFormat::ALL.map(FeedFormat::file).into_iter().chain([CALENDAR_FILE, EVENT_FILE]);
    names.filter_map(at).collect::<Vec<_>>().into_iter()
}

/// Aliases that stand on two pages, or twice on one.
pub fn check(sources: Sources) -> Vec<Diagnostic> {
    let mut docs: Vec<&Arc<Doc>> = sources.docs.iter().collect();
    docs.sort_by_key(|doc| (&doc.id, &doc.lang, &doc.file));
    let prefix = sources.config.copied_prefix();
    let mut first: HashMap<String, &Span> = HashMap::default();
    let mut diagnostics = Vec::new();
    for alias in docs.into_iter().flat_map(|doc| paths(doc)) {
        let Some(route) = alias_route(&alias.value, &prefix) else { continue };
        match first.get(&fold(&route.file())) {
            Some(other) => diagnostics.push(repeated(alias, other)),
            None => {
                first.insert(fold(&route.file()), &alias.span);
            }
        }
    }
    diagnostics
}

/// The old addresses of an entry, as far as they are paths inside the site.
pub fn alias_paths(doc: &Doc, config: &Config) -> impl Iterator<Item = Route> {
    let prefix = config.copied_prefix();
    paths(doc).filter_map(move |alias| alias_route(&alias.value, &prefix))
}

/// The aliases that are old addresses; others are names for wiki-links.
fn paths(doc: &Doc) -> impl Iterator<Item = &Placed<Arc<str>>> {
    doc.facts.aliases.iter().filter(|alias| alias.value.starts_with('/'))
}

/// An alias as people write it (`/old/place`, `/network/old/place.html`) → its route.
fn alias_route(alias: &str, prefix: &str) -> Option<Route> {
    let decoded = percent_decode_str(alias).decode_utf8().ok()?;
    let path = decoded.split(['?', '#']).next().unwrap_or_default();
    let path = path.strip_prefix(prefix).or_else(|| path.strip_prefix('/'))?;
    let path = path.trim_start_matches('/');
    let safe = path.trim_end_matches('/').split('/').all(|part| {
        !part.is_empty() && part != "." && part != ".." && !part.contains(|c: char| c == '\\' || c.is_control())
    });
    if !safe {
        return None;
    }
    let is_file = path.ends_with(".html") || path.ends_with(".htm");
    Some(Route::new(if path.ends_with('/') || is_file { path.to_owned() } else { format!("{path}/") }))
}

fn invalid_alias(alias: &Placed<Arc<str>>) -> Diagnostic {
    Diagnostic::new(Code::InvalidAlias, format!("the alias `{}` is not a path inside the site", alias.value))
        .at(alias.span.clone())
        .help("write the old address from the site's home, for example `/old/place/`")
}

fn shadowed(alias: &Placed<Arc<str>>, page: Option<&Span>) -> Diagnostic {
    let problem =
        Diagnostic::new(Code::DuplicateAlias, format!("the alias `{}` is the address of a page", alias.value))
            .at(alias.span.clone())
            .help("remove the alias, or move the page that stands there");
    match page {
        Some(page) => problem.related(page.clone(), "this page"),
        None => problem,
    }
}

fn repeated(alias: &Placed<Arc<str>>, first: &Span) -> Diagnostic {
    if alias.span.file == first.file {
        return Diagnostic::new(Code::DuplicateAlias, format!("the alias `{}` stands twice on this page", alias.value))
            .at(alias.span.clone())
            .related(first.clone(), "here too")
            .help("keep one of the two");
    }
    Diagnostic::new(Code::DuplicateAlias, format!("the alias `{}` stands on two pages", alias.value))
        .at(alias.span.clone())
        .related(first.clone(), "the other one")
        .help("an old address can lead to one page only; remove it from one of them")
}
