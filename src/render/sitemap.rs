//! `sitemap.xml` (sitemaps.org protocol 0.9), with the languages of each page; of a very large site the
//! index of several such files.

use std::collections::BTreeMap;
use std::fmt::Write;

use crate::content::Moment;
use crate::plan::{Job, PageJob, Planned, encode, sitemap_part_path};
use crate::view::Snapshot;
use crate::view::escape::xml;
use crate::view::languages::{language_of, of_list};
use crate::weaver::EntryIx;

struct Url {
    /// Absolute, percent-encoded.
    address: String,
    /// W3C date and time.
    changed: Option<String>,
    /// Language and address of all versions, this one included; empty where it is the only one.
    versions: Vec<(String, String)>,
}

/// Every page for readers, but for what search engines are told to leave: redirects, search, the
/// page for errors, what the public may not see, and what its writers keep out of them. Of several parts, one.
pub fn sitemap(snapshot: &Snapshot, part: usize, of: usize) -> String {
    let pages: Vec<&Planned> = snapshot.plan.pages().iter().filter(|planned| is_indexable(snapshot, planned)).collect();
    let part = pages.chunks(pages.len().div_ceil(of).max(1)).nth(part).unwrap_or_default();
    write(part.iter().map(|planned| url(snapshot, planned)).collect())
}

/// The parts of the map, by their addresses.
pub fn index(snapshot: &Snapshot, of: usize) -> String {
    write_index((0..of).map(|part| snapshot.config.base_url.absolute(&sitemap_part_path(part))))
}

fn write_index(addresses: impl Iterator<Item = String>) -> String {
    let parts: String = addresses.map(|address| format!("<sitemap><loc>{}</loc></sitemap>\n", xml(&address))).collect();
    format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n\
         <sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n{parts}</sitemapindex>\n"
    )
}

fn is_indexable(snapshot: &Snapshot, planned: &Planned) -> bool {
    let Job::Page(page) = &planned.job else { return false };
    if snapshot.plan.introduction(planned.route.path()).is_some_and(|entry| snapshot.is_unlisted(entry)) {
        return false;
    }
    match page {
        PageJob::Entry(entry) | PageJob::Toolkit(entry) | PageJob::Value { entry, .. } => !snapshot.is_unlisted(*entry),
        PageJob::Home
        | PageJob::KindIndex { .. }
        | PageJob::Practice { .. }
        | PageJob::Journal { .. }
        | PageJob::Calendar(_)
        | PageJob::Harvest(_)
        | PageJob::Terms { .. }
        | PageJob::Term { .. }
        | PageJob::TermKind { .. }
        | PageJob::KindValue { .. }
        | PageJob::Weave
        | PageJob::Bridges { .. }
        | PageJob::Coverage { .. }
        | PageJob::CoverageList { .. }
        | PageJob::Gaps
        | PageJob::WeaverList { .. }
        | PageJob::Graph(_)
        | PageJob::Changes
        | PageJob::Contribute => true,
        PageJob::Search | PageJob::NotFound | PageJob::Redirect { .. } => false,
    }
}

fn url(snapshot: &Snapshot, planned: &Planned) -> Url {
    let entry = match planned.job {
        Job::Page(PageJob::Entry(entry)) => Some(entry),
        _ => snapshot.plan.introduction(planned.route.path()),
    };
    Url {
        address: snapshot.config.base_url.absolute(&planned.route.href()),
        changed: entry.and_then(|entry| changed(snapshot, entry)),
        versions: versions(snapshot, planned, entry),
    }
}

/// The last day somebody wrote, as far as it has come.
fn changed(snapshot: &Snapshot, entry: EntryIx) -> Option<String> {
    let updated = snapshot.weave.doc(entry).facts.updated;
    let past = |moment: &Moment| moment.civil.date() <= snapshot.today;
    updated.filter(past).max(snapshot.weave.written_on(entry).filter(past)).map(|moment| moment.iso())
}

/// `entry` is the one whose text the page shows.
fn versions(snapshot: &Snapshot, planned: &Planned, entry: Option<EntryIx>) -> Vec<(String, String)> {
    let weave = &snapshot.weave;
    let address = |path: &str| snapshot.config.base_url.absolute(&encode(path));
    let written = entry.into_iter().flat_map(|entry| weave.versions(entry));
    let public = written.filter(|version| !snapshot.is_unlisted(*version));
    let mut versions: BTreeMap<String, String> =
        public.map(|version| (weave.doc(version).lang.to_string(), address(weave.address(version)))).collect();
    if let Job::Page(page) = &planned.job
        && let Some(lang) = language_of(snapshot, page)
    {
        versions.insert(lang.to_string(), address(planned.route.path()));
        for (lang, path) in of_list(snapshot, &planned.route) {
            versions.entry(lang.to_string()).or_insert_with(|| address(&path));
        }
    }
    if versions.len() < 2 {
        return Vec::new();
    }
    // For readers of all other languages.
    let of_site = versions.get(&snapshot.config.language).map(|address| ("x-default".to_owned(), address.clone()));
    versions.into_iter().chain(of_site).collect()
}

fn write(urls: Vec<Url>) -> String {
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\"",
    );
    if urls.iter().any(|url| !url.versions.is_empty()) {
        out.push_str(" xmlns:xhtml=\"http://www.w3.org/1999/xhtml\"");
    }
    out.push_str(">\n");
    for url in &urls {
        let _ = write!(out, "<url><loc>{}</loc>", xml(&url.address));
        if let Some(changed) = &url.changed {
            let _ = write!(out, "<lastmod>{}</lastmod>", xml(changed));
        }
        for (lang, address) in &url.versions {
            let _ = write!(out, "<xhtml:link rel=\"alternate\" hreflang=\"{}\" href=\"{}\"/>", xml(lang), xml(address));
        }
        out.push_str("</url>\n");
    }
    out.push_str("</urlset>\n");
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(address: &str) -> Url {
        Url { address: address.into(), changed: None, versions: Vec::new() }
    }

    #[test]
    fn pages_have_their_date_and_languages() {
        let versions = vec![
            ("en".to_owned(), "https://example.org/x/".to_owned()),
            ("cy".into(), "https://example.org/cy/x/".into()),
        ];
        let urls = vec![
            url("https://example.org/"),
            Url { changed: Some("2026-03-01".into()), versions, ..url("https://example.org/x/") },
        ];
        assert_eq!(
            write(urls),
            "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n\
             <urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n\
             <url><loc>https://example.org/</loc></url>\n\
             <url><loc>https://example.org/x/</loc><lastmod>2026-03-01</lastmod>\
             <xhtml:link rel=\"alternate\" hreflang=\"en\" href=\"https://example.org/x/\"/>\
             <xhtml:link rel=\"alternate\" hreflang=\"cy\" href=\"https://example.org/cy/x/\"/></url>\n\
             </urlset>\n"
        );
    }

    #[test]
    fn an_address_is_escaped_once_more_for_xml() {
        let written = write(vec![url("https://example.org/a&b/'<x>/")]);
        let document = roxmltree::Document::parse(&written).unwrap();
        let address = document.descendants().find(|node| node.has_tag_name("loc")).and_then(|node| node.text());
        assert_eq!(address, Some("https://example.org/a&b/'<x>/"));
    }

    #[test]
    fn an_index_names_the_parts() {
        let parts = ["https://example.org/a&b/sitemap-1.xml".to_owned()];
        let written = write_index(parts.into_iter());
        let document = roxmltree::Document::parse(&written).unwrap();
        assert!(document.root_element().has_tag_name(("http://www.sitemaps.org/schemas/sitemap/0.9", "sitemapindex")));
        let address = document.descendants().find(|node| node.has_tag_name("loc")).and_then(|node| node.text());
        assert_eq!(address, Some("https://example.org/a&b/sitemap-1.xml"));
    }
}
