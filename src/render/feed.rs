//! Feeds: what is new on the site, of a kind, or under a term, as Atom and as JSON Feed.
//!
//! One [`Feed`] is gathered and written in either format. A feed never asks the clock: it says
//! when its entries were written, not when it was made.

mod atom;
mod json_feed;

use std::cmp::Reverse;
use std::sync::Arc;

use super::outside_its_page::outside_its_page;
use crate::content::{Lang, Moment};
use crate::plan::{FeedFormat, FeedOf, encode, term_path};
use crate::view::cards::{authors_in, terms_of};
use crate::view::languages::home_url;
use crate::view::{Snapshot, plain};
use crate::weaver::{EntryIx, Taxonomy};

const ITEMS: usize = 20;
/// Authors and tags that an item names. An assembly that hundreds have signed would fill the feeds of all of them.
const NAMES: usize = 24;
/// Characters of a summary cut from the text.
const SUMMARY: usize = 240;

/// What both formats say. Addresses are absolute as far as the site's is known.
#[derive(Clone, Debug, Default)]
struct Feed {
    /// A permanent URI.
    id: String,
    title: String,
    subtitle: Option<String>,
    rights: Option<String>,
    /// The site's name, for entries that name nobody.
    author: String,
    lang: String,
    home_url: String,
    feed_url: String,
    items: Arc<[Item]>,
}

#[derive(Clone, Debug, Default)]
struct Item {
    /// A permanent URI.
    id: String,
    url: String,
    title: String,
    lang: String,
    summary: Option<String>,
    /// The whole text as HTML; none in feeds of summaries.
    content_html: Option<String>,
    /// Both RFC 3339.
    published: String,
    updated: String,
    authors: Vec<Author>,
    tags: Vec<String>,
}

#[derive(Clone, Debug, Default)]
struct Author {
    name: String,
    url: Option<String>,
}

/// The newest twenty entries of `of`, in each of `formats`. `content` gives an entry's whole text with
/// absolute links; feeds of the site, a kind or a community carry it, all others summaries only.
pub fn feeds(
    snapshot: &Snapshot,
    of: &FeedOf,
    formats: &[FeedFormat],
    content: &dyn Fn(EntryIx) -> String,
) -> Vec<String> {
    let whole = !matches!(of, FeedOf::Term(Taxonomy::Domains | Taxonomy::People | Taxonomy::Tags, _));
    let with_text = |entry| whole.then(|| content(entry));
    let newest = newest(snapshot, of).into_iter();
    let items: Arc<[Item]> = newest.map(|(entry, date)| item(snapshot, entry, date, with_text(entry))).collect();
    let written = |format: &FeedFormat| {
        let feed = feed(snapshot, of, *format, items.clone());
        match format {
            FeedFormat::Atom => atom::write(&feed),
            FeedFormat::Json => json_feed::write(&feed),
        }
    };
    formats.iter().map(written).collect()
}

fn feed(snapshot: &Snapshot, of: &FeedOf, format: FeedFormat, items: Arc<[Item]>) -> Feed {
    let config = &snapshot.config;
    let (lang, name, folder) = subject(snapshot, of);
    let path = format!("{folder}{}", format.file());
    Feed {
        id: permanent(snapshot, &path, &format!("feed/{path}")),
        title: name.map_or_else(|| config.title.clone(), |name| format!("{name} · {}", config.title)),
        subtitle: config.summary.clone(),
        rights: config.licence.clone(),
        author: config.title.clone(),
        lang: lang.to_string(),
        home_url: config.base_url.absolute(&page_of(snapshot, of, &folder)),
        feed_url: config.base_url.absolute(&encode(&path)),
        items,
    }
}

/// The language of a feed, what it is about, where that is not the whole site, and the folder it stands in.
fn subject(snapshot: &Snapshot, of: &FeedOf) -> (Lang, Option<String>, String) {
    let in_language = |lang: &Lang, path: &str| snapshot.config.path_in(&lang.0, path);
    match of {
        FeedOf::Site(lang) => (lang.clone(), None, in_language(lang, "")),
        FeedOf::Kind(lang, name) => {
            let kind = snapshot.kinds_in(lang).get(name);
            let (title, path) = kind.map_or((&**name, &**name), |kind| (&*kind.plural, &*kind.folder));
            (lang.clone(), Some(title.to_string()), in_language(lang, &format!("{path}/")))
        }
        FeedOf::Term(taxonomy, term) => {
            let title = &snapshot.weave.terms().get(*taxonomy, *term).title;
            let path = term_path(*taxonomy, *term, &snapshot.weave, &snapshot.kinds);
            (snapshot.lang(), Some(title.to_string()), path)
        }
    }
}

/// The page that a feed belongs to, percent-encoded. A language may have news and no home page.
fn page_of(snapshot: &Snapshot, of: &FeedOf, folder: &str) -> String {
    match of {
        FeedOf::Site(lang) => home_url(snapshot, lang),
        FeedOf::Kind(..) | FeedOf::Term(..) => encode(folder),
    }
}

/// The newest entries with a date of their own: what says only when it begins was announced to nobody, and would be
/// told of when it is over. What is dated after today is no news yet.
fn newest(snapshot: &Snapshot, of: &FeedOf) -> Vec<(EntryIx, Moment)> {
    let weave = &snapshot.weave;
    let lists = snapshot.plan.lists();
    let all = match of {
        FeedOf::Site(lang) => &lists.in_language(lang).all,
        FeedOf::Kind(lang, kind) => lists.in_language(lang).of_kind(kind),
        FeedOf::Term(taxonomy, term) => &weave.terms().get(*taxonomy, *term).members,
    };
    let dated = all.iter().copied().filter_map(|entry| Some((entry, weave.written_on(entry)?)));
    let mut newest: Vec<(EntryIx, Moment)> = dated.filter(|(_, date)| date.civil.date() <= snapshot.today).collect();
    // Events stand where they begin among the others, and here where they were announced.
    newest.sort_by_key(|(_, date)| Reverse(*date));
    newest.truncate(ITEMS);
    newest
}

fn item(snapshot: &Snapshot, entry: EntryIx, date: Moment, content_html: Option<String>) -> Item {
    let doc = snapshot.weave.doc(entry);
    let facts = &doc.facts;
    let path = snapshot.weave.address(entry);
    let absolute = |path: &str| snapshot.config.base_url.absolute(path);
    let revised = facts.updated.filter(|moment| moment.civil.date() <= snapshot.today);
    let people = authors_in(snapshot, entry, &doc.lang).take(NAMES);
    let url = absolute(&encode(path));
    Item {
        id: permanent(snapshot, path, &doc.id.to_string()),
        content_html: content_html.map(|html| outside_its_page(&html, &url)),
        url,
        title: facts.title.to_string(),
        lang: doc.lang.to_string(),
        summary: plain::summary(snapshot, entry, SUMMARY).map(|text| text.to_string()),
        published: timestamp(date),
        updated: timestamp(revised.map_or(date, |moment| moment.max(date))),
        authors: people
            .map(|one| Author { name: one.name.to_string(), url: one.url.map(|url| absolute(&url)) })
            .collect(),
        tags: terms_of(snapshot, Taxonomy::Tags, entry)
            .into_iter()
            .take(NAMES)
            .map(|tag| tag.title.to_string())
            .collect(),
    }
}

/// The address of `path`, which readers know an entry by; where the site's own address is not
/// known, a name of its own.
fn permanent(snapshot: &Snapshot, path: &str, name: &str) -> String {
    let base_url = &snapshot.config.base_url;
    if base_url.origin.is_empty() { format!("urn:copsite:{}", encode(name)) } else { base_url.absolute(&encode(path)) }
}

/// RFC 3339; a whole day is its first moment in the site's zone.
fn timestamp(moment: Moment) -> String {
    Moment { all_day: false, ..moment }.iso()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A feed that does its best to break out of both formats.
    pub(super) fn hostile() -> Feed {
        let hostile = "<script>alert(1)</script> & \"]]>\u{0}\u{1b}\u{fffe} 'x'";
        let item = Item {
            id: "https://example.org/a/stories/x/".into(),
            url: "https://example.org/a/stories/x/?a=1&b=2".into(),
            title: hostile.into(),
            lang: "cy".into(),
            summary: Some(hostile.into()),
            content_html: Some("<p>One &amp; two</p>\u{1}".into()),
            published: "2026-03-01T00:00:00+00:00".into(),
            updated: "2026-07-01T10:00:00+01:00".into(),
            authors: vec![Author { name: hostile.into(), url: Some("https://example.org/a/people/y/".into()) }],
            tags: vec![hostile.into(), "trust".into()],
        };
        let bare = Item {
            id: "https://example.org/a/stories/y/".into(),
            url: "https://example.org/a/stories/y/".into(),
            title: "Bare".into(),
            lang: "en".into(),
            published: "2025-01-01T00:00:00+00:00".into(),
            updated: "2025-01-01T00:00:00+00:00".into(),
            ..Item::default()
        };
        Feed {
            id: "https://example.org/a/feed.xml".into(),
            title: hostile.into(),
            subtitle: Some(hostile.into()),
            rights: Some("CC BY 4.0".into()),
            author: "The site".into(),
            lang: "en".into(),
            home_url: "https://example.org/a/".into(),
            feed_url: "https://example.org/a/feed.xml".into(),
            items: [item, bare].into(),
        }
    }

    /// What is left of the hostile text where a format cannot hold control characters.
    pub(super) const CLEANED: &str = "<script>alert(1)</script> & \"]]> 'x'";
}
