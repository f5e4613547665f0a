//! The pages that copsite makes itself: home, lists, terms, feeds, and what machines read.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::weaver_pages::weaver_pages;
use super::{FeedFormat, FeedOf, FileJob, Job, PAGE_SIZE, PageJob, Planned, Route, Sources, shelf_size};
use crate::kinds::{Group, Kind, Kinds};
use crate::weaver::{Taxonomy, TermIx, Weave};

pub fn sections(sources: Sources) -> Vec<Planned> {
    let mut pages = fixed(sources);
    pages.extend(lists(sources));
    for taxonomy in Taxonomy::ALL {
        pages.extend(terms(taxonomy, sources));
    }
    pages.extend(sources.theme_files.iter().map(|url| page(url.to_string(), FileJob::Theme(url.clone()))));
    pages
}

pub(super) fn page(path: impl Into<String>, job: impl Into<Job>) -> Planned {
    Planned { route: Route::new(path.into()), job: job.into(), origin: None }
}

fn fixed(sources: Sources) -> Vec<Planned> {
    let mut pages = vec![
        page("", PageJob::Home),
        page("404.html", PageJob::NotFound),
        page("contribute/", PageJob::Contribute),
        page("search/", PageJob::Search),
        page("sitemap.xml", FileJob::Sitemap),
        page("robots.txt", FileJob::Robots),
        page("llms.txt", FileJob::Llms),
        page("weaver.json", FileJob::WeaverJson),
    ];
    pages.extend(feeds("", &FeedOf::Site));
    if !sources.weave.is_empty() {
        pages.push(page("changes/", PageJob::Changes));
        pages.extend(weaver_pages(sources));
    }
    pages
}

fn feeds(folder: &str, of: &FeedOf) -> impl Iterator<Item = Planned> {
    FeedFormat::ALL
        .map(|format| page(format!("{folder}{}", format.file()), FileJob::Feed { of: of.clone(), format }))
        .into_iter()
}

/// One page of a list for every [`PAGE_SIZE`] entries, at `folder`, `folder/page/2/` …
fn paged(folder: &str, entries: usize, job: impl Fn(usize) -> PageJob) -> Vec<Planned> {
    (1..=page_count(entries)).map(|number| page(page_path(folder, number), job(number))).collect()
}

/// How many pages a list of that many entries has; an empty list still has one.
pub fn page_count(entries: usize) -> usize {
    entries.div_ceil(PAGE_SIZE).max(1)
}

/// The path of a list's page; the first stands at the list's own path.
pub fn page_path(folder: &str, number: usize) -> String {
    if number == 1 { folder.to_owned() } else { format!("{folder}page/{number}/") }
}

/// Kinds whose entries are terms have the taxonomy's index in place of a list.
fn is_listed(kind: &Kind) -> bool {
    !kind.folder.is_empty() && !Taxonomy::ALL.iter().any(|taxonomy| taxonomy.kind() == Some(&*kind.name))
}

fn lists(sources: Sources) -> Vec<Planned> {
    let counts = counts_by_kind(sources);
    let mut pages = Vec::new();
    for kind in sources.kinds.kinds.iter().filter(|kind| is_listed(kind)) {
        let Some(count) = counts.get(&kind.name) else { continue };
        let folder = format!("{}/", kind.folder);
        pages.extend(paged(&folder, *count, |page| PageJob::KindIndex { kind: kind.name.clone(), page }));
        pages.extend(feeds(&folder, &FeedOf::Kind(kind.name.clone())));
    }
    let count_of = |wanted: &dyn Fn(&Kind) -> bool| -> usize {
        sources.kinds.kinds.iter().filter(|kind| wanted(kind)).filter_map(|kind| counts.get(&kind.name)).sum()
    };
    let practice = count_of(&|kind| kind.group == Group::Practice);
    if practice > 0 {
        pages.extend(paged("practice/", practice, |page| PageJob::Practice { page }));
    }
    let journal = count_of(&|kind| kind.dated);
    if journal > 0 {
        pages.extend(paged("journal/", journal, |page| PageJob::Journal { page }));
    }
    if counts.contains_key("event") {
        pages.push(page("calendar/", PageJob::Calendar));
    }
    pages
}

fn counts_by_kind(sources: Sources) -> BTreeMap<Arc<str>, usize> {
    let mut counts = BTreeMap::new();
    for entry in sources.weave.newest() {
        *counts.entry(sources.weave.doc(*entry).id.kind.clone()).or_default() += 1;
    }
    counts
}

fn terms(taxonomy: Taxonomy, sources: Sources) -> Vec<Planned> {
    let terms = sources.weave.terms();
    let mut pages = Vec::new();
    if terms.all(taxonomy).len() > 0 {
        pages.push(page(format!("{}/", folder_of(taxonomy, sources.kinds)), PageJob::Terms(taxonomy)));
    }
    for term in terms.all(taxonomy) {
        let path = term_path(taxonomy, term, sources.weave, sources.kinds);
        if terms.get(taxonomy, term).entry.is_none() {
            pages.push(page(path.clone(), PageJob::Term { taxonomy, term }));
        }
        pages.extend(feeds(&path, &FeedOf::Term(taxonomy, term)));
        pages.extend(shelves(taxonomy, term, &path, sources));
    }
    pages
}

/// The folder of a taxonomy: that of its kind, which a site may have renamed.
pub fn folder_of(taxonomy: Taxonomy, kinds: &Kinds) -> &str {
    match taxonomy.kind().and_then(|kind| kinds.get(kind)) {
        Some(kind) => &kind.folder,
        None => taxonomy.key(),
    }
}

/// Where a term's page stands: at its entry, or in the taxonomy's folder.
pub fn term_path(taxonomy: Taxonomy, term: TermIx, weave: &Weave, kinds: &Kinds) -> String {
    let one = weave.terms().get(taxonomy, term);
    match one.entry {
        Some(entry) => weave.address(entry).to_string(),
        None => format!("{}/{}/", folder_of(taxonomy, kinds), one.slug),
    }
}

fn shelves(taxonomy: Taxonomy, term: TermIx, path: &str, sources: Sources) -> Vec<Planned> {
    let mut counts: BTreeMap<&Arc<str>, usize> = BTreeMap::new();
    for entry in &sources.weave.terms().get(taxonomy, term).members {
        *counts.entry(&sources.weave.doc(*entry).id.kind).or_default() += 1;
    }
    let mut pages = Vec::new();
    for (name, count) in counts {
        if let Some(kind) =
            sources.kinds.get(name).filter(|kind| count > shelf_size(taxonomy) && !kind.folder.is_empty())
        {
            let folder = format!("{path}{}/", kind.folder);
            pages.extend(paged(&folder, count, |page| PageJob::TermKind { taxonomy, term, kind: name.clone(), page }));
        }
    }
    pages
}
