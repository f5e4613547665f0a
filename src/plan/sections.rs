//! The pages that copsite makes itself: home, lists, terms, feeds, and what machines read.

use super::calendar_pages::calendar_pages;
use super::harvest_pages::harvest_pages;
use super::kind_lists::{entries, kind_indexes, together};
use super::languages::in_other_languages;
use super::paging::{feeds, page};
use super::previews::previews_path;
use super::search::search;
use super::terms::{offered, terms};
use super::weaver_pages::weaver_pages;
use super::{FeedOf, FileJob, ListedBy, Lists, PageJob, Planned, Sources};
use crate::kinds::addresses;
use crate::weaver::Taxonomy;

/// What hosts read to answer with headers of the site's own.
pub const HEADERS: &str = "_headers";

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

fn fixed(sources: Sources) -> Vec<Planned> {
    let mut pages = vec![
        page("", PageJob::Home),
        page("404.html", PageJob::NotFound),
        page(addresses::CONTRIBUTE, PageJob::Contribute),
        page(addresses::SEARCH, PageJob::Search),
        page("weaver.json", FileJob::WeaverJson),
    ];
    pages.extend(replaceable(sources));
    pages.extend(feeds("", &FeedOf::Site(sources.lang())));
    if !sources.weave.is_empty() {
        pages.push(page(addresses::CHANGES, PageJob::Changes));
        pages.extend(weaver_pages(sources));
    }
    pages
}

/// Files for machines, but for those that a site replaces by a file of the same name under `static/`.
fn replaceable(sources: Sources) -> impl Iterator<Item = Planned> {
    let files = [("robots.txt", FileJob::Robots), ("llms.txt", FileJob::Llms), (HEADERS, FileJob::Headers)];
    let is_own = move |name: &str| sources.files.iter().any(|file| file.strip_prefix("static/") == Some(name));
    files.into_iter().filter(move |(name, _)| !is_own(name)).map(|(name, job)| page(name, job))
}

/// The files of previews.
pub fn previews(files: usize) -> impl Iterator<Item = Planned> {
    (0..files).map(|number| page(previews_path(number), FileJob::Previews(number)))
}
