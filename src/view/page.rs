//! `page`: where a page stands, and what its head says.

use std::sync::Arc;

use tera::Value;

use super::Snapshot;
use super::cards::{iso, term_ref_in};
use super::contract::{Crumb, FeedLink, Meta, Page, TocItem, Translation};
use super::direction::direction;
use super::images::own_picture;
use super::plain::{self, spoken};
use super::section::section_of;
use super::{crumbs, languages, social_cards};
use crate::content::Lang;
use crate::plan::{CALENDAR_FILE, EVENT_FILE, FeedFormat, Route, encode, page_number, term_path};
use crate::social::SIZE;
use crate::weaver::{EntryIx, Taxonomy};

/// What differs from page to page; [`page`] adds the rest.
pub struct Head<'a> {
    pub title: String,
    pub route: &'a Route,
    pub lang: Lang,
    pub description: Option<String>,
    pub template: &'static str,
    pub section: Option<Arc<str>>,
    pub crumbs: Vec<Crumb>,
    /// Folders whose feeds belong to the page, with a title: `("Stories", "stories/")`; those of the site's language.
    pub feeds: Vec<(String, String)>,
}

/// A page that is no entry.
pub fn page(snapshot: &Snapshot, head: Head) -> Page {
    let introduction = snapshot.plan.introduction(head.route.path());
    page_of(snapshot, head, introduction)
}

/// A page, in the languages of the entry whose text it shows.
fn page_of(snapshot: &Snapshot, head: Head, entry: Option<EntryIx>) -> Page {
    let calendars = calendars(snapshot, &head);
    let card = social_cards::url(snapshot, head.route);
    let translations = languages::translations(snapshot, head.route, entry);
    let canonical = canonical(snapshot, &head);
    Page {
        homes: languages::homes(snapshot, &head.lang, &translations),
        x_default: x_default(snapshot, &head.lang, &canonical, &translations),
        canonical,
        url: head.route.href(),
        lang: head.lang.to_string(),
        dir: direction(&head.lang),
        description: head.description,
        body_html: None,
        template: head.template,
        number: page_number(head.route.path()),
        section: head.section,
        updated: None,
        crumbs: head.crumbs,
        toc: Vec::new(),
        translations,
        feeds: feeds(snapshot, &head.lang, head.feeds).chain(calendars).collect(),
        edit_url: None,
        history_url: None,
        markdown_url: None,
        meta: Meta {
            og_type: "website",
            image_alt: card.as_ref().map(|_| head.title.clone()),
            image_size: card.as_ref().map(|_| SIZE),
            image: card,
            published: None,
            json_ld_html: None,
            noindex: snapshot.is_partly_withheld || matches!(head.template, "404" | "search"),
        },
        title: head.title,
    }
}

fn x_default(snapshot: &Snapshot, lang: &Lang, canonical: &str, translations: &[Translation]) -> Option<String> {
    let is_it = |other: &&Translation| other.lang == snapshot.config.language && !other.noindex;
    let of_site = translations.iter().find(is_it);
    let own = (*lang == snapshot.lang() && !translations.is_empty()).then(|| canonical.to_owned());
    own.or_else(|| of_site.map(|other| other.canonical.clone()))
}

/// A server shows the page for what is not there at any address, so it has none of its own.
fn canonical(snapshot: &Snapshot, head: &Head) -> String {
    if head.template == "404" { String::new() } else { snapshot.config.base_url.absolute(&head.route.href()) }
}

/// The page of an entry.
pub fn entry_page(snapshot: &Snapshot, entry: EntryIx, route: &Route, template: &'static str) -> Page {
    let doc = snapshot.weave.doc(entry);
    let facts = &doc.facts;
    let kind = snapshot.kinds_in(&doc.lang).get(&doc.id.kind);
    let head = Head {
        title: facts.title.to_string(),
        route,
        lang: doc.lang.clone(),
        description: super::plain::summary(snapshot, entry, 240).map(|text| text.to_string()),
        template,
        section: kind.and_then(|kind| section_of(snapshot, kind)),
        crumbs: crumbs::of_entry(snapshot, entry),
        feeds: entry_feeds(snapshot, entry),
    };
    let base = with_text(snapshot, head, entry);
    let written = snapshot.weave.written_on(entry);
    Page {
        updated: iso(facts.updated.or(written)),
        toc: if facts.toc { toc(snapshot, entry) } else { Vec::new() },
        meta: Meta {
            og_type: "article",
            published: iso(written),
            json_ld_html: Some(super::json_ld::json_ld(snapshot, entry, &base.crumbs)),
            ..with_own_image(snapshot, entry, base.meta)
        },
        ..base
    }
}

/// A page that copsite makes, with the text that the site has written for it in `entry`.
pub fn introduced_page(snapshot: &Snapshot, mut head: Head, entry: EntryIx, body_html: Option<Value>) -> Page {
    let summary = super::plain::summary(snapshot, entry, 240).map(|text| text.to_string());
    head.description = summary.or(head.description);
    Page { body_html, ..with_text(snapshot, head, entry) }
}

/// A page of which somebody has written the text: where it is, and who may find it.
fn with_text(snapshot: &Snapshot, head: Head, entry: EntryIx) -> Page {
    let doc = snapshot.weave.doc(entry);
    let page = page_of(snapshot, head, Some(entry));
    let file_link = |pattern: &Option<String>| pattern.as_ref().map(|url| url.replace("{file}", &encode(&doc.file)));
    Page {
        edit_url: file_link(&snapshot.config.edit_url),
        history_url: file_link(&snapshot.config.history_url),
        markdown_url: Some(format!("{}index.md", encode(snapshot.weave.address(entry)))),
        meta: Meta { noindex: page.meta.noindex || snapshot.is_unlisted(entry), ..page.meta },
        ..page
    }
}

/// An entry's own image stands for it, if it has one, and others can tell where it lies.
fn with_own_image(snapshot: &Snapshot, entry: EntryIx, meta: Meta) -> Meta {
    let has_address = !snapshot.config.base_url.origin.is_empty();
    let Some(picture) = own_picture(snapshot, entry).filter(|_| has_address) else { return meta };
    let alt = snapshot.weave.doc(entry).facts.image.as_ref().and_then(|image| image.alt.as_deref());
    Meta {
        image: Some(snapshot.config.base_url.absolute(&picture.url)),
        image_alt: alt.map(str::to_owned),
        image_size: None,
        ..meta
    }
}

/// Headings of level 2 with those of level 3 under them; none where the page has fewer than two, that of
/// a guide's parts included.
pub fn toc(snapshot: &Snapshot, entry: EntryIx) -> Vec<TocItem> {
    let mut items: Vec<TocItem> = Vec::new();
    for heading in &snapshot.weave.doc(entry).facts.headings {
        let title = spoken(snapshot, entry, &heading.text).into();
        let item = TocItem { id: heading.id.clone(), title, items: Vec::new() };
        match (heading.level, items.last_mut()) {
            (3, Some(parent)) => parent.items.push(item),
            (2 | 3, _) => items.push(item),
            _ => {}
        }
    }
    let all: usize = items.iter().map(|item| 1 + item.items.len()).sum();
    let parts = usize::from(!plain::entries(snapshot, entry, "parts").is_empty());
    if all + parts < 2 { Vec::new() } else { items }
}

/// The feeds in which an entry appears, or which it is the subject of.
fn entry_feeds(snapshot: &Snapshot, entry: EntryIx) -> Vec<(String, String)> {
    let weave = &snapshot.weave;
    let (id, lang) = (&weave.doc(entry).id, &weave.doc(entry).lang);
    for taxonomy in Taxonomy::ALL {
        if taxonomy.kind() == Some(&*id.kind)
            && let Some(term) = weave.terms().find(taxonomy, &id.slug)
        {
            return vec![(
                term_ref_in(snapshot, taxonomy, term, lang).title.to_string(),
                term_path(taxonomy, term, &snapshot.weave, &snapshot.kinds),
            )];
        }
    }
    let kind = snapshot.kinds_in(lang).get(&id.kind).filter(|kind| !kind.folder.is_empty());
    kind.map(|kind| (kind.plural.clone(), format!("{}/", kind.folder))).into_iter().collect()
}

/// The site's feeds, then those of the given folders, in the language of the page where it has them.
fn feeds(snapshot: &Snapshot, lang: &Lang, folders: Vec<(String, String)>) -> impl Iterator<Item = FeedLink> {
    let site = (snapshot.config.title.clone(), String::new());
    std::iter::once(site).chain(folders).flat_map(move |(title, folder)| {
        // Where a feed is, it is in each format.
        let first = languages::place(snapshot, lang, &format!("{folder}{}", FeedFormat::Atom.file()));
        let folder = first.and_then(|url| Some(url.strip_suffix(FeedFormat::Atom.file())?.to_owned()));
        folder.into_iter().flat_map(move |folder| {
            FeedFormat::ALL.map(|format| FeedLink {
                title: title.clone(),
                url: format!("{folder}{}", format.file()),
                mime: format.mime(),
            })
        })
    })
}

/// The calendar that stands beside the page; pages of the calendar have the whole site's.
fn calendars(snapshot: &Snapshot, head: &Head) -> Vec<FeedLink> {
    let (folder, title) = match head.section.as_deref() {
        Some("calendar") if head.template == "calendar" => ("", &snapshot.config.title),
        _ => (head.route.path(), &head.title),
    };
    let files = [CALENDAR_FILE, EVENT_FILE].into_iter().map(|file| format!("{folder}{file}"));
    let link = |path: String| FeedLink {
        title: format!("{}: {title}", snapshot.say(&head.lang, "calendar")),
        url: encode(&path),
        mime: "text/calendar",
    };
    files.filter(|path| snapshot.plan.at(path).is_some()).map(link).collect()
}
