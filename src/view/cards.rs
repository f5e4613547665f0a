//! Cards: what a list, a relation or a backlink shows of an entry.

use std::collections::BTreeMap;
use std::sync::Arc;

use tera::Value;

use super::Snapshot;
use super::contract::{KindInfo, PersonLine, Ref, TermRef};
use super::languages::place;
use crate::content::{Lang, Moment, PersonRef};
use crate::kinds::Kind;
use crate::plan::{ListOf, encode, list_path};
use crate::weaver::{EntryIx, Taxonomy, TermIx};

pub fn card(snapshot: &Snapshot, entry: EntryIx) -> Ref {
    let weave = &snapshot.weave;
    let doc = weave.doc(entry);
    let kind = snapshot.kinds_in(&doc.lang).get(&doc.id.kind);
    Ref {
        id: doc.id.to_string(),
        kind: doc.id.kind.clone(),
        kind_label: kind.map_or_else(String::new, |kind| kind.title.clone()),
        icon: kind.map_or_else(String::new, |kind| kind.icon.clone()),
        hue: kind.and_then(|kind| kind.hue.clone()),
        title: doc.facts.title.clone(),
        url: encode(weave.address(entry)),
        lang: doc.lang.to_string(),
        summary: super::plain::summary(snapshot, entry, 240),
        date: weave.date(entry).map(|date| date.iso()),
        communities: shared_terms(snapshot, Taxonomy::Communities, entry),
        domains: shared_terms(snapshot, Taxonomy::Domains, entry),
    }
}

/// The terms an entry names, with their pages, in the entry's language where they have one in it.
pub fn terms_of(snapshot: &Snapshot, taxonomy: Taxonomy, entry: EntryIx) -> Vec<TermRef> {
    let lang = &snapshot.weave.doc(entry).lang;
    let terms = snapshot.weave.terms().of_entry(taxonomy, entry).iter();
    terms.map(|term| term_ref_in(snapshot, taxonomy, *term, lang)).collect()
}

/// A term as readers of a language have it: its page in theirs, where it has one.
pub fn term_ref_in(snapshot: &Snapshot, taxonomy: Taxonomy, term: TermIx, lang: &Lang) -> TermRef {
    own_version(snapshot, taxonomy, term, lang).unwrap_or_else(|| term_ref(snapshot, taxonomy, term))
}

/// What readers of a language call a term.
pub fn term_title_in(snapshot: &Snapshot, taxonomy: Taxonomy, term: TermIx, lang: &Lang) -> Arc<str> {
    let own = own_version(snapshot, taxonomy, term, lang).map(|version| version.title);
    own.unwrap_or_else(|| snapshot.weave.terms().get(taxonomy, term).title.clone())
}

/// The same as values, of which each is there once for all entries that name it.
pub fn shared_terms(snapshot: &Snapshot, taxonomy: Taxonomy, entry: EntryIx) -> Vec<Value> {
    let lang = &snapshot.weave.doc(entry).lang;
    let terms = snapshot.weave.terms().of_entry(taxonomy, entry).iter();
    let shared = |term: &TermIx| match own_version(snapshot, taxonomy, *term, lang) {
        Some(version) => Value::from_serializable(&version),
        None => snapshot.term(taxonomy, *term),
    };
    terms.map(shared).collect()
}

/// A term as its page in another language than the site's calls it; nothing where there is no such page.
fn own_version(snapshot: &Snapshot, taxonomy: Taxonomy, term: TermIx, lang: &Lang) -> Option<TermRef> {
    let weave = &snapshot.weave;
    let version = weave.version(weave.terms().get(taxonomy, term).entry?, lang);
    let doc = weave.doc(version);
    (!weave.is_primary(version)).then(|| TermRef {
        title: doc.facts.title.clone(),
        lang: Some(doc.lang.0.clone()),
        url: Some(encode(weave.address(version)).into()),
    })
}

pub fn term_ref(snapshot: &Snapshot, taxonomy: Taxonomy, term: TermIx) -> TermRef {
    let one = snapshot.weave.terms().get(taxonomy, term);
    TermRef {
        title: one.title.clone(),
        lang: one.entry.map(|entry| snapshot.weave.doc(entry).lang.0.clone()),
        url: Some(term_url(snapshot, taxonomy, term)),
    }
}

/// The URL of a term's page, percent-encoded.
pub fn term_url(snapshot: &Snapshot, taxonomy: Taxonomy, term: TermIx) -> Arc<str> {
    snapshot.term_url(taxonomy, term)
}

/// The entry behind a term that the index of its taxonomy in a language leads to: the version in that language; in the
/// site's, where all have their place, the one that lists show.
pub fn term_entry(snapshot: &Snapshot, taxonomy: Taxonomy, term: TermIx, lang: &Lang) -> Option<EntryIx> {
    let weave = &snapshot.weave;
    let entry = weave.terms().get(taxonomy, term).entry?;
    if *lang == snapshot.lang() { Some(entry) } else { weave.in_language(&weave.doc(entry).id, lang) }
}

/// Who made an entry, in its order, with the roles they had in it.
pub fn authors(snapshot: &Snapshot, entry: EntryIx) -> Vec<PersonLine> {
    authors_in(snapshot, entry, &snapshot.weave.doc(entry).lang).collect()
}

/// The same by the names that readers of a language have for them.
pub fn authors_in(snapshot: &Snapshot, entry: EntryIx, lang: &Lang) -> impl Iterator<Item = PersonLine> {
    let weave = &snapshot.weave;
    let people = weave.terms().of_entry(Taxonomy::People, entry);
    let written = &weave.doc(entry).facts.people;
    // A role stands beside a name as written, which may be a spelling of the term's.
    let with_role = written.iter().filter(|one| one.role.is_some());
    let role = |one: &PersonRef| Some((weave.person_called(&one.name.value)?, one.role.clone()));
    let roles: BTreeMap<TermIx, Option<Arc<str>>> = with_role.rev().filter_map(role).collect();
    people.iter().map(move |term| {
        let role = roles.get(term).cloned().flatten();
        let TermRef { title, url, .. } = term_ref_in(snapshot, Taxonomy::People, *term, lang);
        PersonLine { name: title, url, role }
    })
}

pub fn kind_info(kind: &Kind) -> KindInfo {
    KindInfo {
        name: kind.name.clone(),
        label: kind.title.clone(),
        plural: kind.plural.clone(),
        definition: kind.definition.clone(),
        icon: kind.icon.clone(),
        hue: kind.hue.clone(),
        url: if kind.folder.is_empty() { String::new() } else { format!("{}/", encode(&kind.folder)) },
    }
}

/// A kind whose list is the one in a language, where there is one.
pub fn kind_info_in(snapshot: &Snapshot, kind: &Kind, lang: &Lang) -> KindInfo {
    let info = kind_info(kind);
    let own = (!kind.folder.is_empty()).then(|| place(snapshot, lang, &format!("{}/", kind.folder))).flatten();
    KindInfo { url: own.unwrap_or(info.url), ..info }
}

/// Where all entries of a kind stand: in its list, else among all entries from A to Z.
pub fn list_url(snapshot: &Snapshot, kind: &Kind) -> String {
    let own = format!("{}/", kind.folder);
    encode(if snapshot.plan.at(&own).is_some() { &own } else { list_path(ListOf::Letters) })
}

/// The cards of several entries, in their order.
pub fn cards(snapshot: &Snapshot, entries: impl IntoIterator<Item = EntryIx>) -> Vec<Value> {
    entries.into_iter().map(|entry| snapshot.card(entry)).collect()
}

/// `text` cut at a word, with `…` where something was left out; at most `limit` characters.
pub fn shorten(text: &str, limit: usize) -> Arc<str> {
    let Some((end, _)) = text.char_indices().nth(limit) else { return text.into() };
    let cut = text[..end].rfind(char::is_whitespace).unwrap_or(end);
    format!("{}…", text[..cut].trim_end_matches(|c: char| c.is_whitespace() || ",;:–—-".contains(c))).into()
}

pub fn iso(moment: Option<Moment>) -> Option<String> {
    moment.map(|moment| moment.iso())
}
