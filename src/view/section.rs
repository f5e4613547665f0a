//! The sections of a site's header.

use std::sync::Arc;

use super::Snapshot;
use crate::kinds::addresses::{self, bare};
use crate::kinds::{Group, Kind};
use crate::weaver::Taxonomy;

/// The header's section that a kind's pages belong to: its own list, where the site leads to that from the header.
pub fn section_of(snapshot: &Snapshot, kind: &Kind) -> Option<Arc<str>> {
    let leads_to_list = |name: &str| name == &*kind.folder && !kind.folder.is_empty();
    if snapshot.config.header_pages.iter().flatten().any(|name| leads_to_list(name.value())) {
        return Some(section_of_list(kind));
    }
    usual_section(kind).map(Arc::from)
}

/// The header's section that the pages of a taxonomy's terms belong to.
pub fn section_of_terms(snapshot: &Snapshot, taxonomy: Taxonomy) -> Option<Arc<str>> {
    match taxonomy.kind() {
        Some(kind) => snapshot.kinds.get(kind).and_then(|kind| section_of(snapshot, kind)),
        None => section_called(snapshot, taxonomy.key(), None),
    }
}

/// The header's section that a page which copsite makes, and those below it, belong to: its own, where the site leads to it
/// from the header. `key` is the interface string that it goes by.
pub fn section_called(snapshot: &Snapshot, key: &str, usual: Option<&str>) -> Option<Arc<str>> {
    let mut chosen = snapshot.config.header_pages.iter().flatten();
    let is_chosen = chosen.any(|name| key_of(name.value()) == key);
    if is_chosen { Some(key.into()) } else { usual.map(Arc::from) }
}

/// The interface strings that pages of the weaver index go by, with their addresses. All others go by theirs.
const OF_WEAVER: [(&str, &str); 8] = [
    ("weave", addresses::WEAVER),
    ("bridges", addresses::BRIDGES),
    ("coverage", addresses::COVERAGE),
    ("coverage-as-list", addresses::COVERAGE_LIST),
    ("gaps", addresses::GAPS),
    ("graph", addresses::GRAPH),
    ("letters-of-all", addresses::LETTERS),
    ("relations", addresses::RELATIONS),
];

/// The interface string that a page which copsite makes goes by, by its address without slashes around it.
pub fn key_of(address: &str) -> &str {
    OF_WEAVER.iter().find(|(_, known)| bare(known) == address).map_or(address, |(key, _)| key)
}

/// The address of a page that goes by an interface string, without its last slash.
pub fn address_of(key: &str) -> &str {
    OF_WEAVER.iter().find(|(known, _)| *known == key).map_or(key, |(_, address)| bare(address))
}

/// The section of a header that a kind's own list is.
pub fn section_of_list(kind: &Kind) -> Arc<str> {
    match &*kind.name {
        "domain" => "domains".into(),
        "community" => "communities".into(),
        _ => kind.name.clone(),
    }
}

/// The section of the usual header.
pub fn usual_section(kind: &Kind) -> Option<&'static str> {
    match (&*kind.name, kind.group) {
        ("domain", _) => Some("domains"),
        ("community" | "person" | "organisation", _) => Some("communities"),
        (_, Group::Practice) => Some("practice"),
        _ if kind.dated => Some("journal"),
        ("event", _) => Some("calendar"),
        _ => None,
    }
}
