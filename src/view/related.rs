//! Related entries, with their reasons in words.

use std::sync::Arc;

use super::Snapshot;
use super::cards::term_title_in;
use super::contract;
use crate::content::in_sentence;
use crate::weaver::{EntryIx, Reason, Related, Taxonomy, TermIx};

/// How many names a reason tells; of more it tells the number.
const NAMES: usize = 3;

/// At most five entries that have something in common with this one; none for an entry that has a
/// page of its own sort (a domain, a community, a person).
pub fn related(snapshot: &Snapshot, entry: EntryIx) -> Vec<contract::Related> {
    rows(snapshot, entry, snapshot.related(entry))
}

/// At most three entries that might link to this one.
pub fn might_link(snapshot: &Snapshot, entry: EntryIx) -> Vec<contract::Related> {
    rows(snapshot, entry, &snapshot.weave.might_link(entry))
}

fn rows(snapshot: &Snapshot, entry: EntryIx, found: &[Related]) -> Vec<contract::Related> {
    let home = snapshot.weave.home(entry);
    let row = |related: &Related| contract::Related {
        card: snapshot.card(related.entry),
        reasons: related.reasons.iter().map(|reason| sentence(snapshot, entry, reason)).collect(),
        community: snapshot
            .weave
            .home(related.entry)
            .filter(|other| home.is_none_or(|home| home != *other))
            .map(|other| snapshot.weave.terms().get(Taxonomy::Communities, other).title.clone()),
    };
    found.iter().map(row).collect()
}

/// A reason as a sentence, in the language of `entry`.
pub fn sentence(snapshot: &Snapshot, entry: EntryIx, reason: &Reason) -> String {
    let teller = Teller { snapshot, entry, lang: &snapshot.weave.doc(entry).lang.0 };
    let quoted = |key, names: Vec<Arc<str>>| teller.tell(key, names.iter().map(|name| teller.quoted(name)).collect());
    match reason {
        Reason::SharedUse(entries) => quoted("reason-use", teller.entries(entries)),
        Reason::SharedLinks(entries) => quoted("reason-links", teller.entries(entries)),
        Reason::CitedTogether(from) => teller.cited(from),
        Reason::SameOutsidePage(pages) => {
            let key = if matches!(&**pages, [page] if is_front(page)) { "reason-site" } else { "reason-page" };
            teller.phrase(key, pages.len(), &[("site", pages.first().map_or("", |page| site(page)))])
        }
        Reason::SharedPeople(people) => teller.terms("reason-people", Taxonomy::People, people),
        Reason::SharedTags(tags) => quoted("reason-tags", teller.titles(Taxonomy::Tags, tags)),
        Reason::SharedWords(words) => quoted("reason-words", words.clone()),
        Reason::SharedDomains(domains) => teller.terms("reason-domains", Taxonomy::Domains, domains),
        Reason::SameCommunity(home) => teller.terms("reason-community", Taxonomy::Communities, &[*home]),
    }
}

/// Tells reasons to the readers of one page.
struct Teller<'a> {
    snapshot: &'a Snapshot,
    entry: EntryIx,
    lang: &'a str,
}

impl Teller<'_> {
    fn phrase(&self, key: &str, count: usize, names: &[(&str, &str)]) -> String {
        self.snapshot.theme.phrase(self.lang, key, Some(count), names)
    }

    fn quoted(&self, name: &str) -> String {
        self.phrase("name-quoted", 1, &[("name", name)])
    }

    fn terms(&self, key: &str, taxonomy: Taxonomy, terms: &[TermIx]) -> String {
        self.tell(key, self.titles(taxonomy, terms).iter().map(|title| title.to_string()).collect())
    }

    /// The phrase under `key` for so many names, of which it tells the first few.
    fn tell(&self, key: &str, names: Vec<String>) -> String {
        let told = &names[..names.len().min(NAMES)];
        let mut text = told.join(self.snapshot.theme.say(self.lang, "name-separator"));
        if names.len() > told.len() {
            text = self.phrase("more-names", names.len() - told.len(), &[("names", &text)]);
        }
        self.phrase(key, names.len(), &[("names", &text)])
    }

    /// One entry is named, of several the number says more.
    fn cited(&self, from: &[EntryIx]) -> String {
        let title = self.entries(from).first().map(|title| self.quoted(title)).unwrap_or_default();
        self.phrase("reason-cited", from.len(), &[("names", &title), ("kind", &self.kind_of(from))])
    }

    /// What the entries are called together: "cases" where all are cases.
    fn kind_of(&self, entries: &[EntryIx]) -> String {
        let mut kinds = entries.iter().map(|entry| &self.snapshot.weave.doc(*entry).id.kind);
        let first = kinds.next().filter(|first| kinds.all(|kind| kind == *first));
        let lang = &self.snapshot.weave.doc(self.entry).lang;
        match first.and_then(|kind| self.snapshot.kinds_in(lang).get(kind)) {
            Some(kind) => in_sentence(self.lang, &kind.plural),
            None => self.snapshot.theme.say(self.lang, "reason-kind-any").to_owned(),
        }
    }

    /// The titles of entries, in the language of the page where they are written in it.
    fn entries(&self, entries: &[EntryIx]) -> Vec<Arc<str>> {
        let weave = &self.snapshot.weave;
        let lang = &weave.doc(self.entry).lang;
        entries.iter().map(|entry| weave.doc(weave.version(*entry, lang)).facts.title.clone()).collect()
    }

    fn titles(&self, taxonomy: Taxonomy, terms: &[TermIx]) -> Vec<Arc<str>> {
        let lang = &self.snapshot.weave.doc(self.entry).lang;
        terms.iter().map(|term| term_title_in(self.snapshot, taxonomy, *term, lang)).collect()
    }
}

/// Whether an address is that of a whole site.
fn is_front(address: &str) -> bool {
    address.trim_end_matches('/').ends_with(site(address))
}

/// The name of the site that an address leads to.
fn site(address: &str) -> &str {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    let name = rest.split(['/', '?', '#']).next().unwrap_or(rest);
    name.strip_prefix("www.").unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::{is_front, site};

    #[test]
    fn a_site_is_named_without_scheme_and_path() {
        assert_eq!(site("https://www.example.org/a/b?c#d"), "example.org");
        assert_eq!(site("http://example.org?c"), "example.org");
        assert!(is_front("https://www.example.org/") && !is_front("https://example.org/a"));
    }
}
