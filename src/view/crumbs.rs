//! Breadcrumbs: the pages above a page.

use super::Snapshot;
use super::contract::Crumb;
use super::languages::{home_url, place};
use super::section::usual_section;
use crate::content::{EntryId, Lang};
use crate::kinds::{Kind, addresses};
use crate::plan::encode;
use crate::weaver::EntryIx;

/// What stands above an entry: its kind's list, and the entries of the folders that its kind keeps. Nothing above the home
/// page of a language.
pub fn of_entry(snapshot: &Snapshot, entry: EntryIx) -> Vec<Crumb> {
    let doc = snapshot.weave.doc(entry);
    let kind = snapshot.kinds_in(&doc.lang).get(&doc.id.kind);
    let mut crumbs = kind.map_or_else(|| home_crumb(snapshot, &doc.lang), |kind| of_kind(snapshot, kind, &doc.lang));
    crumbs.extend(folders(snapshot, entry));
    let own = encode(snapshot.weave.address(entry));
    crumbs.retain(|crumb| crumb.url != own);
    crumbs
}

/// The entries `kind/a` and `kind/a/b` above `kind/a/b/c`, where there are such.
fn folders(snapshot: &Snapshot, entry: EntryIx) -> impl Iterator<Item = Crumb> {
    let doc = snapshot.weave.doc(entry);
    doc.id.slug.match_indices('/').filter_map(move |(end, _)| {
        let id = EntryId { slug: doc.id.slug[..end].into(), ..doc.id.clone() };
        let above = snapshot.weave.called(&id, &doc.lang)?;
        let title = snapshot.weave.doc(above).facts.title.to_string();
        Some(Crumb { title, url: encode(snapshot.weave.address(above)) })
    })
}

pub fn home_crumb(snapshot: &Snapshot, lang: &Lang) -> Vec<Crumb> {
    vec![Crumb { title: snapshot.say(lang, "home"), url: home_url(snapshot, lang) }]
}

/// A page that copsite makes, in the reader's language where it has one; nothing where there is no such page.
pub fn crumb(snapshot: &Snapshot, lang: &Lang, title: String, path: &str) -> Option<Crumb> {
    Some(Crumb { title, url: place(snapshot, lang, path)? })
}

/// Home, the section, the kind's own list: those of them that exist.
pub fn of_kind(snapshot: &Snapshot, kind: &Kind, lang: &Lang) -> Vec<Crumb> {
    let mut crumbs = home_crumb(snapshot, lang);
    let section = match usual_section(kind) {
        Some("practice") => Some(("practice", addresses::PRACTICE)),
        Some("journal") => Some(("journal", addresses::JOURNAL)),
        Some("calendar") => Some(("calendar", addresses::CALENDAR)),
        _ => None,
    };
    crumbs.extend(section.and_then(|(key, path)| crumb(snapshot, lang, snapshot.say(lang, key), path)));
    if !kind.folder.is_empty() {
        crumbs.extend(crumb(snapshot, lang, kind.plural.clone(), &format!("{}/", kind.folder)));
    }
    crumbs
}
