//! Breadcrumbs: the pages above a page.

use super::Snapshot;
use super::contract::Crumb;
use super::page::section_of;
use crate::content::{EntryId, Lang, PAGE};
use crate::kinds::Kind;
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

/// The home page in a language, which is the site's own where nobody has written one.
pub fn home_url(snapshot: &Snapshot, lang: &Lang) -> String {
    let own = snapshot.weave.in_language(&EntryId::own(PAGE, "index"), lang);
    own.map_or_else(String::new, |home| encode(snapshot.weave.address(home)))
}

pub fn home_crumb(snapshot: &Snapshot, lang: &Lang) -> Vec<Crumb> {
    vec![Crumb { title: snapshot.say(lang, "home"), url: home_url(snapshot, lang) }]
}

/// Home, the section, the kind's own list: those of them that exist.
pub fn of_kind(snapshot: &Snapshot, kind: &Kind, lang: &Lang) -> Vec<Crumb> {
    let mut crumbs = home_crumb(snapshot, lang);
    let section = match section_of(kind) {
        Some("practice") => Some(("practice", "practice/")),
        Some("journal") => Some(("journal", "journal/")),
        Some("calendar") => Some(("calendar", "calendar/")),
        _ => None,
    };
    if let Some((key, url)) = section.filter(|(_, url)| snapshot.plan.at(url).is_some()) {
        crumbs.push(Crumb { title: snapshot.say(lang, key), url: url.to_owned() });
    }
    let list = format!("{}/", kind.folder);
    if !kind.folder.is_empty() && snapshot.plan.at(&list).is_some() {
        crumbs.push(Crumb { title: kind.plural.clone(), url: encode(&list) });
    }
    crumbs
}
