//! How many files the map of the site needs.

use super::paging::page;
use super::{FileJob, Job, Planned};

/// The sitemap protocol's limit for one file, which may have no more than 50 MB either.
const MOST: usize = 50_000;

/// `sitemap.xml`; of a site with too many pages for one file it is the index of several. Each page names its versions in
/// all `languages`, so that a file holds fewer pages the more these are.
pub fn sitemaps(pages: &[Planned], languages: usize) -> Vec<Planned> {
    let most = MOST / languages.clamp(1, MOST);
    let of = pages.iter().filter(|planned| matches!(planned.job, Job::Page(_))).count().div_ceil(most);
    if of < 2 {
        return vec![page("sitemap.xml", FileJob::Sitemap { part: 0, of: 1 })];
    }
    let parts = (0..of).map(|part| page(sitemap_part_path(part), FileJob::Sitemap { part, of }));
    parts.chain([page("sitemap.xml", FileJob::SitemapIndex { of })]).collect()
}

pub fn sitemap_part_path(part: usize) -> String {
    format!("sitemap-{}.xml", part + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::PageJob;

    fn paths(pages: usize, languages: usize) -> Vec<String> {
        let pages: Vec<Planned> = (0..pages).map(|n| page(format!("{n}/"), PageJob::Home)).collect();
        sitemaps(&pages, languages).iter().map(|planned| planned.route.path().to_owned()).collect()
    }

    #[test]
    fn a_site_has_one_map_as_long_as_it_may_hold_all_pages() {
        assert_eq!(paths(0, 1), ["sitemap.xml"]);
        assert_eq!(paths(MOST, 1), ["sitemap.xml"]);
        assert_eq!(paths(MOST + 1, 1), ["sitemap-1.xml", "sitemap-2.xml", "sitemap.xml"]);
        assert_eq!(paths(MOST / 12 + 1, 12), ["sitemap-1.xml", "sitemap-2.xml", "sitemap.xml"]);
    }
}
