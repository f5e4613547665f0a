//! One entry in several languages, and what there is in each.

use std::collections::BTreeMap;

use super::Fabric;
use crate::content::collation::Collation;
use crate::content::{EntryId, Lang, Moment};
use crate::weaver::entries::{self, EntryIx};

impl Fabric {
    /// The version of an entry in one language, and in no other.
    pub fn in_language(&self, id: &EntryId, lang: &Lang) -> Option<EntryIx> {
        let place = (id, lang);
        self.entries.binary_search_by(|doc| (&doc.id, &doc.lang).cmp(&place)).ok().map(EntryIx::new)
    }

    /// An entry by its id, in the version for readers of a language: theirs, else the site's, else the first.
    pub fn called(&self, id: &EntryId, lang: &Lang) -> Option<EntryIx> {
        let first = self.entries.partition_point(|doc| doc.id < *id);
        let is_it = self.entries.get(first).is_some_and(|doc| doc.id == *id);
        is_it.then(|| self.version(EntryIx::new(first), lang))
    }

    /// All languages of one entry.
    pub fn versions(&self, entry: EntryIx) -> impl ExactSizeIterator<Item = EntryIx> + Clone + use<> {
        self.names.versions(entry).map(EntryIx::new)
    }

    /// The version of an entry that a reader of `lang` should get: their language, else the site's,
    /// else any.
    pub fn version(&self, entry: EntryIx, lang: &Lang) -> EntryIx {
        let mut versions = self.versions(entry);
        if versions.len() == 1 {
            return entry;
        }
        versions.find(|version| self.doc(*version).lang == *lang).unwrap_or_else(|| self.primary(entry))
    }

    /// The version of an entry of a list that a reader of `lang` should get: one that is listed in place of the primary one
    /// is what the list is about.
    pub fn listed_version(&self, entry: EntryIx, lang: &Lang) -> EntryIx {
        if self.is_primary(entry) { self.version(entry, lang) } else { entry }
    }

    pub fn is_primary(&self, entry: EntryIx) -> bool {
        self.primary[entry.index()]
    }

    /// The version of an entry that lists show.
    pub fn primary(&self, entry: EntryIx) -> EntryIx {
        if self.is_primary(entry) {
            return entry;
        }
        self.versions(entry).find(|version| self.is_primary(*version)).unwrap_or(entry)
    }

    /// When an entry was written. A translation that does not say so has the date of its original.
    pub fn written_on(&self, entry: EntryIx) -> Option<Moment> {
        self.doc(entry).facts.date.or_else(|| self.doc(self.primary(entry)).facts.date)
    }

    /// The languages of all entries, and `site`, which is the site's.
    pub fn languages(&self, site: &Lang) -> Vec<Lang> {
        let mut languages: Vec<Lang> = self.entries.iter().map(|doc| doc.lang.clone()).collect();
        languages.push(site.clone());
        languages.sort();
        languages.dedup();
        languages
    }

    /// For each language but `site`, which is the site's, the entries in it, newest first; those without a date last, by title.
    pub fn newest_in_languages(&self, site: &Lang) -> BTreeMap<Lang, Vec<EntryIx>> {
        let mut by_language: BTreeMap<Lang, Vec<EntryIx>> = BTreeMap::new();
        for entry in self.all().filter(|entry| self.doc(*entry).lang != *site && !self.is_not_found(*entry)) {
            by_language.entry(self.doc(entry).lang.clone()).or_default().push(entry);
        }
        let sorted = |listed: Vec<EntryIx>, lang: &Lang| {
            let newest = entries::newest_first(listed.into_iter(), &self.dates);
            let (mut newest, mut undated): (Vec<_>, Vec<_>) =
                newest.into_iter().partition(|entry| self.date(*entry).is_some());
            // Ids are in the language of the originals.
            let order = Collation::of(&lang.0);
            undated.sort_by_cached_key(|entry| order.key(&self.doc(*entry).facts.title));
            newest.extend(undated);
            newest
        };
        by_language.into_iter().map(|(lang, listed)| (lang.clone(), sorted(listed, &lang))).collect()
    }

    /// The entries of a language that readers may look for: all but the text for what is not there.
    pub fn searchable(&self, lang: &Lang) -> Vec<EntryIx> {
        self.all().filter(|entry| self.doc(*entry).lang == *lang && !self.is_not_found(*entry)).collect()
    }

    /// Whether an entry is the text for what is not there, which no list leads to.
    pub fn is_not_found(&self, entry: EntryIx) -> bool {
        entries::is_not_found(&self.doc(entry).id)
    }
}
