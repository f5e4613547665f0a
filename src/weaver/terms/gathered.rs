//! The terms of one taxonomy while entries are read for them, and their order and titles in the end.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::Arc;

use foldhash::HashMap;

use super::{OneTaxonomy, Taxonomy, Term, TermIx};
use crate::config::TermRule;
use crate::content::Doc;
use crate::content::identity::slugify;
use crate::weaver::EntryIx;
use crate::weaver::entries::is_not_found;
use crate::weaver::lists::Lists;

/// Terms stand in the order in which they were found first.
#[derive(Default)]
pub struct Gathered {
    drafts: Vec<Draft>,
    by_slug: HashMap<Arc<str>, usize>,
    /// Each entry with the places of the terms it names, in its order, each once.
    named: Vec<(usize, usize)>,
}

struct Draft {
    slug: Arc<str>,
    entry: Option<EntryIx>,
    members: Vec<EntryIx>,
    /// The entry that named it last.
    named_by: Option<usize>,
}

impl Gathered {
    /// Every entry of the taxonomy's kind is a term, also while nothing names it.
    pub fn new(taxonomy: Taxonomy, entries: &[Arc<Doc>], primary: &[bool]) -> Gathered {
        let mut gathered = Gathered::default();
        let Some(kind) = taxonomy.kind() else { return gathered };
        for (index, doc) in entries.iter().enumerate() {
            if *doc.id.kind == *kind && primary[index] {
                let place = gathered.place(&doc.id.slug);
                gathered.drafts[place].entry = Some(EntryIx::new(index));
            }
        }
        gathered
    }

    /// The place of a term, which is new or known.
    pub fn place(&mut self, slug: &Arc<str>) -> usize {
        *self.by_slug.entry(slug.clone()).or_insert_with(|| {
            self.drafts.push(Draft { slug: slug.clone(), entry: None, members: Vec::new(), named_by: None });
            self.drafts.len() - 1
        })
    }

    /// Notes that an entry names a term; whether that is news. Entries come one after another, and all versions of one
    /// together: it is a member once, by the version that lists show where that names it.
    pub fn note(&mut self, term: usize, entry: usize, is_primary: bool, entries: &[Arc<Doc>]) -> bool {
        let draft = &mut self.drafts[term];
        if draft.named_by.replace(entry) == Some(entry) {
            return false;
        }
        let is_same = |member: &&mut EntryIx| entries[member.index()].id == entries[entry].id;
        match draft.members.last_mut().filter(is_same) {
            Some(member) if is_primary => *member = EntryIx::new(entry),
            Some(_) => {}
            // The text for what is not there is in no list.
            None if is_not_found(&entries[entry].id) => {}
            None => draft.members.push(EntryIx::new(entry)),
        }
        self.named.push((entry, term));
        true
    }

    /// Sorts the terms by slug and gives each its title: that of its entry, the one that the vocabulary's
    /// rule lists, or the usual spelling.
    pub fn finish(self, entries: &[Arc<Doc>], spellings: &HashMap<usize, &str>, rule: &TermRule) -> OneTaxonomy {
        let Gathered { drafts, named, .. } = self;
        // Who lists synonyms says which spelling is the right one.
        let chosen: BTreeMap<String, &String> = rule.synonyms.values().map(|title| (slugify(title), title)).collect();
        let mut sorted: Vec<(usize, Draft)> = drafts.into_iter().enumerate().collect();
        sorted.sort_unstable_by(|(_, a), (_, b)| a.slug.cmp(&b.slug));
        let mut numbers = vec![TermIx(0); sorted.len()];
        let mut terms = Vec::with_capacity(sorted.len());
        for (number, (place, draft)) in sorted.into_iter().enumerate() {
            numbers[place] = TermIx::new(number);
            let Draft { slug, entry, members, .. } = draft;
            let title = match (entry, chosen.get(&*slug), spellings.get(&place)) {
                (Some(entry), ..) => entries[entry.index()].facts.title.clone(),
                (None, Some(title), _) => title.as_str().into(),
                (None, None, Some(spelling)) => Arc::from(*spelling),
                (None, None, None) => slug.clone(),
            };
            terms.push(Term { slug, title, entry, members });
        }
        let of_entry = Lists::new(named.iter().map(|(entry, place)| (*entry, numbers[*place])), entries.len());
        OneTaxonomy { terms, of_entry }
    }
}

/// Of all spellings of each term, with how many entries write them, the most frequent; of several, the
/// first in the alphabet.
pub fn usual_spellings<'a>(spellings: impl Iterator<Item = (usize, &'a str, usize)>) -> HashMap<usize, &'a str> {
    let mut counted: HashMap<(usize, &str), usize> = HashMap::default();
    for (term, spelling, times) in spellings.filter(|(_, _, times)| *times > 0) {
        *counted.entry((term, spelling)).or_default() += times;
    }
    let mut usual: HashMap<usize, (Reverse<usize>, &str)> = HashMap::default();
    for ((term, spelling), times) in counted {
        let this = (Reverse(times), spelling);
        usual.entry(term).and_modify(|best| *best = this.min(*best)).or_insert(this);
    }
    usual.into_iter().map(|(term, (_, spelling))| (term, spelling)).collect()
}
