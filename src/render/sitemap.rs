//! `sitemap.xml` (sitemaps.org protocol 0.9), with the languages of each page.

use std::fmt::Write;

use crate::content::Moment;
use crate::plan::{Job, PageJob, Planned, encode};
use crate::view::Snapshot;
use crate::view::escape::xml;
use crate::weaver::EntryIx;

/// The protocol's limit for one file.
const MOST: usize = 50_000;

struct Url {
    /// Absolute, percent-encoded.
    address: String,
    /// W3C date and time.
    changed: Option<String>,
    /// Language and address of all versions, this one included; empty where it is the only one.
    versions: Vec<(String, String)>,
    /// A further page of a list: its entries are on the map themselves.
    minor: bool,
}

/// Every page for readers, but for what search engines are told to leave: redirects, search, the
/// page for errors, and what the public may not see.
pub fn sitemap(snapshot: &Snapshot) -> String {
    let urls = snapshot.plan.pages().iter().filter(|planned| is_indexable(snapshot, planned));
    write(urls.map(|planned| url(snapshot, planned)).collect())
}

fn is_indexable(snapshot: &Snapshot, planned: &Planned) -> bool {
    let Job::Page(page) = &planned.job else { return false };
    match page {
        PageJob::Entry(entry) => snapshot.weave.status(*entry).is_none(),
        PageJob::Home
        | PageJob::KindIndex { .. }
        | PageJob::Practice { .. }
        | PageJob::Journal { .. }
        | PageJob::Calendar
        | PageJob::Terms(_)
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
        versions: entry.map(|entry| versions(snapshot, entry)).unwrap_or_default(),
        minor: matches!(
            planned.job,
            Job::Page(
                PageJob::KindIndex { page: 2.., .. }
                    | PageJob::Practice { page: 2.. }
                    | PageJob::Journal { page: 2.. }
                    | PageJob::TermKind { .. }
                    | PageJob::KindValue { .. }
                    | PageJob::Bridges { page: 2.. }
                    | PageJob::Coverage { page: 2.. }
                    | PageJob::CoverageList { page: 2.. }
                    | PageJob::WeaverList { page: 2.., .. }
            )
        ),
    }
}

/// The last day somebody wrote, as far as it has come.
fn changed(snapshot: &Snapshot, entry: EntryIx) -> Option<String> {
    let facts = &snapshot.weave.doc(entry).facts;
    let past = |moment: &Moment| moment.civil.date() <= snapshot.today;
    facts.updated.filter(past).max(facts.date.filter(past)).map(|moment| moment.iso())
}

fn versions(snapshot: &Snapshot, entry: EntryIx) -> Vec<(String, String)> {
    let weave = &snapshot.weave;
    let address = |version| snapshot.config.base_url.absolute(&encode(weave.address(version)));
    let public = weave.versions(entry).filter(|version| weave.status(*version).is_none());
    let versions: Vec<(String, String)> =
        public.map(|version| (weave.doc(version).lang.to_string(), address(version))).collect();
    if versions.len() < 2 { Vec::new() } else { versions }
}

/// A site with more pages than one map may hold leaves out the later pages of lists first.
fn write(mut urls: Vec<Url>) -> String {
    if urls.len() > MOST {
        urls.sort_by_key(|url| url.minor);
        urls.truncate(MOST);
    }
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
        Url { address: address.into(), changed: None, versions: Vec::new(), minor: false }
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
    fn later_pages_of_lists_go_first_where_there_are_too_many() {
        let mut urls: Vec<Url> = (0..MOST - 1).map(|n| url(&format!("https://example.org/{n}/"))).collect();
        urls.insert(0, Url { minor: true, ..url("https://example.org/stories/page/2/") });
        urls.push(url("https://example.org/last/"));
        let written = write(urls);
        assert_eq!(written.matches("<loc>").count(), MOST);
        assert!(written.contains("https://example.org/last/") && !written.contains("page/2"));
    }
}
