//! The pages that copsite makes itself: home, lists, terms, feeds, and what machines read.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::calendar_pages::calendar_pages;
use super::harvest_pages::harvest_pages;
use super::languages::in_other_languages;
use super::previews::previews_path;
use super::search::search;
use super::weaver_pages::weaver_pages;
use super::{
    Choice, FeedFormat, FeedOf, FileJob, Job, ListedBy, Lists, PAGE_SIZE, PageJob, Planned, Route, Sorted, Sources,
    shelf_size,
};
use crate::content::Lang;
use crate::content::identity::slugify;
use crate::kinds::{Kind, Kinds};
use crate::weaver::{Taxonomy, TermIx, Weave};

/// Entries of a list that a script narrows in place: of a longer one it would have to load too many.
const FILTERED_UP_TO: usize = 1_000;
/// What hosts read to answer with headers of the site's own; a site may bring one.
pub const HEADERS: &str = "_headers";
/// The file of a theme that narrows lists in place.
const NARROWING_SCRIPT: &str = "assets/js/list.js";

pub fn sections(sources: Sources, lists: &Lists) -> Vec<Planned> {
    let mut pages = fixed(sources);
    pages.extend(kind_indexes(sources, lists));
    pages.extend(together(&sources.lang(), lists.site(), sources));
    pages.extend(entries(ListedBy::Practice, sources, lists));
    pages.extend(in_other_languages(sources, lists));
    pages.extend(calendar_pages(sources));
    pages.extend(harvest_pages(sources));
    let offered = offered(sources, lists);
    for taxonomy in Taxonomy::ALL {
        pages.extend(terms(taxonomy, sources, lists, &offered));
    }
    pages.extend(search(sources));
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
        page("robots.txt", FileJob::Robots),
        page("llms.txt", FileJob::Llms),
        page("weaver.json", FileJob::WeaverJson),
    ];
    if !sources.files.iter().any(|file| **file == *"static/_headers") {
        pages.push(page(HEADERS, FileJob::Headers));
    }
    pages.extend(feeds("", &FeedOf::Site(sources.lang())));
    if !sources.weave.is_empty() {
        pages.push(page("changes/", PageJob::Changes));
        pages.extend(weaver_pages(sources));
    }
    pages
}

pub(super) fn feeds(folder: &str, of: &FeedOf) -> impl Iterator<Item = Planned> {
    FeedFormat::ALL
        .map(|format| page(format!("{folder}{}", format.file()), FileJob::Feed { of: of.clone(), format }))
        .into_iter()
}

/// The files of previews.
pub fn previews(files: usize) -> impl Iterator<Item = Planned> {
    (0..files).map(|number| page(previews_path(number), FileJob::Previews(number)))
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

/// The path of a list's first page, whichever of its pages stands at `path`.
pub fn first_page_path(path: &str) -> &str {
    let is_number = |number: &str| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    match path.strip_suffix('/').and_then(|path| path.rsplit_once("/page/")) {
        Some((folder, number)) if is_number(number) => &path[..=folder.len()],
        _ => path,
    }
}

/// Kinds whose entries are terms have the taxonomy's index in place of a list.
pub(super) fn is_listed(kind: &Kind) -> bool {
    !kind.folder.is_empty() && !Taxonomy::ALL.iter().any(|taxonomy| taxonomy.kind() == Some(&*kind.name))
}

fn kind_indexes(sources: Sources, lists: &Lists) -> Vec<Planned> {
    let mut pages = Vec::new();
    for kind in sources.kinds.kinds.iter().filter(|kind| is_listed(kind)) {
        if lists.site().of_kind(&kind.name).is_empty() {
            continue;
        }
        pages.extend(kind_index(kind, &sources.lang(), lists.site(), sources));
        pages.extend(feeds(&format!("{}/", kind.folder), &FeedOf::Kind(sources.lang(), kind.name.clone())));
        pages.extend(values(kind, lists));
        pages.extend(entries(ListedBy::Kind(kind.name.clone()), sources, lists));
    }
    pages
}

/// The list of a kind in one language; nothing where there is none of it.
pub(super) fn kind_index(kind: &Kind, lang: &Lang, sorted: &Sorted, sources: Sources) -> Vec<Planned> {
    let count = sorted.of_kind(&kind.name).len();
    if count == 0 {
        return Vec::new();
    }
    let folder = sources.config.path_in(&lang.0, &format!("{}/", kind.folder));
    let index = |page| PageJob::KindIndex { lang: lang.clone(), kind: kind.name.clone(), page };
    paged(&folder, count, index)
}

/// A page for each value of a field that the kind's index can be narrowed by.
fn values(kind: &Kind, lists: &Lists) -> Vec<Planned> {
    let of = ListedBy::Kind(kind.name.clone());
    let mut pages = Vec::new();
    for narrowed in lists.facets(&of).iter().flat_map(|facet| &facet.choices) {
        if let Choice::Value { field, value } = &narrowed.choice {
            let folder = value_path(kind, field, value);
            let job =
                |page| PageJob::KindValue { kind: kind.name.clone(), field: field.clone(), value: value.clone(), page };
            pages.extend(paged(&folder, narrowed.entries.len(), job));
        }
    }
    pages
}

/// Where the entries of a kind for which a field has a value stand.
pub fn value_path(kind: &Kind, field: &str, value: &str) -> String {
    format!("{}/{field}/{}/", kind.folder, slugify(value))
}

/// The entries of a list that can be narrowed, for the script that does it where the theme has one.
fn entries(of: ListedBy, sources: Sources, lists: &Lists) -> Option<Planned> {
    let has_script = sources.theme_files.iter().any(|url| **url == *NARROWING_SCRIPT);
    let is_narrowed = !lists.facets(&of).is_empty() && lists.entries(&of).len() <= FILTERED_UP_TO;
    (has_script && is_narrowed).then(|| page(entries_path(&of, sources.kinds), FileJob::Entries(of)))
}

pub fn entries_path(of: &ListedBy, kinds: &Kinds) -> String {
    format!("{}entries.js", list_folder(of, kinds))
}

/// Where a list stands.
pub fn list_folder(of: &ListedBy, kinds: &Kinds) -> String {
    match of {
        ListedBy::Kind(kind) => kinds.get(kind).map_or_else(String::new, |kind| format!("{}/", kind.folder)),
        ListedBy::Practice => "practice/".to_owned(),
    }
}

/// The lists that hold several kinds, in one language.
pub(super) fn together(lang: &Lang, sorted: &Sorted, sources: Sources) -> Vec<Planned> {
    let path = |path| sources.config.path_in(&lang.0, path);
    let mut pages = Vec::new();
    if !sorted.practice.is_empty() {
        let practice = |page| PageJob::Practice { lang: lang.clone(), page };
        pages.extend(paged(&path("practice/"), sorted.practice.len(), practice));
    }
    if !sorted.journal.is_empty() {
        let journal = |page| PageJob::Journal { lang: lang.clone(), page };
        pages.extend(paged(&path("journal/"), sorted.journal.len(), journal));
    }
    pages
}

fn terms(taxonomy: Taxonomy, sources: Sources, lists: &Lists, offered: &BTreeSet<Offer>) -> Vec<Planned> {
    let terms = sources.weave.terms();
    let mut pages = Vec::new();
    if terms.all(taxonomy).len() > 0 {
        let lang = sources.lang();
        pages.push(page(format!("{}/", folder_of(taxonomy, sources.kinds)), PageJob::Terms { lang, taxonomy }));
    }
    for term in terms.all(taxonomy) {
        let path = term_path(taxonomy, term, sources.weave, sources.kinds);
        if terms.get(taxonomy, term).entry.is_none() {
            pages.push(page(path.clone(), PageJob::Term { taxonomy, term }));
        }
        pages.extend(feeds(&path, &FeedOf::Term(taxonomy, term)));
        pages.extend(shelves(taxonomy, term, &path, sources, lists, offered));
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

/// A kind, and a term that its index can be narrowed by.
type Offer<'a> = (&'a Arc<str>, Taxonomy, TermIx);

fn offered<'a>(sources: Sources<'a>, lists: &'a Lists) -> BTreeSet<Offer<'a>> {
    let mut offered = BTreeSet::new();
    for kind in &sources.kinds.kinds {
        let facets = lists.facets(&ListedBy::Kind(kind.name.clone()));
        for narrowed in facets.iter().flat_map(|facet| &facet.choices) {
            if let Choice::Term(taxonomy, term) = narrowed.choice {
                offered.insert((&kind.name, taxonomy, term));
            }
        }
    }
    offered
}

fn shelves(
    taxonomy: Taxonomy,
    term: TermIx,
    path: &str,
    sources: Sources,
    lists: &Lists,
    offered: &BTreeSet<Offer>,
) -> Vec<Planned> {
    let counts = lists.of_term(taxonomy, term).iter().map(|(name, entries)| (name, entries.len()));
    let has_page =
        |name: &Arc<str>, count: usize| count > shelf_size(taxonomy) || offered.contains(&(name, taxonomy, term));
    let mut pages = Vec::new();
    for (name, count) in counts.filter(|(name, count)| has_page(name, *count)) {
        if let Some(kind) = sources.kinds.get(name).filter(|kind| !kind.folder.is_empty()) {
            let folder = format!("{path}{}/", kind.folder);
            pages.extend(paged(&folder, count, |page| PageJob::TermKind { taxonomy, term, kind: name.clone(), page }));
        }
    }
    pages
}
