//! `site`: what all pages of a language share.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Snapshot;
use super::cards::{kind_info_in, term_ref_in};
use super::contract::{FontFile, IconFile, KindInfo, PreviewFiles, Site, TermRef};
use super::direction::direction;
use super::languages::{home_url, place};
use super::navigation::{self, path_of};
use crate::content::Lang;
use crate::kinds::addresses;
use crate::plan::PREVIEWS;
use crate::weaver::Taxonomy;

pub fn site(snapshot: &Snapshot, lang: &Lang) -> Site {
    let config = &snapshot.config;
    Site {
        title: config.title.clone(),
        summary: config.summary.clone(),
        lang: lang.to_string(),
        language_name: snapshot.theme.language_name(&lang.0),
        dir: direction(lang),
        home: config.base_url.absolute(""),
        home_url: home_url(snapshot, lang),
        nav: navigation::header(snapshot, lang),
        footer: navigation::footer(snapshot, lang),
        legal: navigation::legal(snapshot, lang),
        pages: pages(snapshot, lang),
        domains: terms(snapshot, Taxonomy::Domains, lang),
        communities: terms(snapshot, Taxonomy::Communities, lang),
        kinds: kinds(snapshot, lang),
        licence: config.licence.clone(),
        contact: config.contact.as_deref().map(contact_url),
        build_date: snapshot.today.to_string(),
        options: snapshot.theme.options.clone(),
        data: snapshot.data.clone(),
        style_url: snapshot.theme.style.url.clone(),
        script_url: snapshot.theme.script.url.clone(),
        icons: ICONS.into_iter().filter(|icon| has_file(snapshot, icon.url)).collect(),
        touch_icon_url: Some(TOUCH_ICON).filter(|url| has_file(snapshot, url)),
        fonts: fonts(snapshot),
        search_script_url: Some(snapshot.theme.search.url.clone()).filter(|url| !url.is_empty()),
        previews: previews(snapshot),
        search_url: Some(addresses::SEARCH.to_owned()),
        generator: concat!("copsite ", env!("CARGO_PKG_VERSION")),
    }
}

fn kinds(snapshot: &Snapshot, lang: &Lang) -> BTreeMap<Arc<str>, KindInfo> {
    let kinds = snapshot.kinds_in(lang).kinds.iter();
    kinds.map(|kind| (kind.name.clone(), kind_info_in(snapshot, kind, lang))).collect()
}

fn terms(snapshot: &Snapshot, taxonomy: Taxonomy, lang: &Lang) -> Vec<TermRef> {
    snapshot.weave.terms().all(taxonomy).map(|term| term_ref_in(snapshot, taxonomy, term, lang)).collect()
}

/// In the order in which browsers are offered them.
const ICONS: [IconFile; 3] = [
    IconFile { url: "favicon.svg", mime: "image/svg+xml" },
    IconFile { url: "favicon.png", mime: "image/png" },
    IconFile { url: "favicon.ico", mime: "image/x-icon" },
];

const TOUCH_ICON: &str = "apple-touch-icon.png";

fn has_file(snapshot: &Snapshot, path: &str) -> bool {
    snapshot.sizes.contains_key(&*format!("static/{path}"))
}

fn fonts(snapshot: &Snapshot) -> Vec<FontFile> {
    let file = |url: &String| FontFile {
        url: url.clone(),
        mime: mime_guess::from_path(url).first_or_octet_stream().to_string(),
    };
    snapshot.theme.font_urls.iter().map(file).collect()
}

fn previews(snapshot: &Snapshot) -> Option<PreviewFiles> {
    let files = snapshot.plan.previews().len();
    (files > 0).then_some(PreviewFiles { folder: PREVIEWS, files })
}

/// A mail address becomes a `mailto:` link.
pub fn contact_url(contact: &str) -> String {
    if contact.contains('@') && !contact.contains(':') { format!("mailto:{contact}") } else { contact.to_owned() }
}

/// Pages that templates lead to by name.
fn pages(snapshot: &Snapshot, lang: &Lang) -> BTreeMap<&'static str, String> {
    let names = [
        "practice",
        "communities",
        "calendar",
        "harvest",
        "journal",
        "changes",
        "archive",
        "contribute",
        "weave",
        "bridges",
        "coverage",
        "gaps",
        "graph",
    ];
    names.into_iter().filter_map(|name| Some((name, place(snapshot, lang, &path_of(snapshot, name))?))).collect()
}
