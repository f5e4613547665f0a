//! The pages of terms: each taxonomy's index, terms without an entry, their feeds, and their entries of one kind.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::paging::{feeds, page, paged};
use super::{Choice, FeedOf, ListedBy, Lists, PageJob, Planned, Sources, shelf_size};
use crate::kinds::Kinds;
use crate::weaver::{Taxonomy, TermIx, Weave};

/// All of a taxonomy. `offered` are the lists of [`offered`].
pub fn terms(taxonomy: Taxonomy, sources: Sources, lists: &Lists, offered: &BTreeSet<Offer>) -> Vec<Planned> {
    let terms = sources.weave.terms();
    let mut pages = Vec::new();
    if terms.all(taxonomy).len() > 0 {
        let lang = sources.lang();
        pages.push(page(format!("{}/", folder_of(taxonomy, sources.kinds)), PageJob::Terms { lang, taxonomy }));
    }
    for term in terms.all(taxonomy) {
        let path = term_path(taxonomy, term, sources.weave, sources.kinds);
        if terms.get(taxonomy, term).entry.is_none() {
            pages.push(page(path.clone(), PageJob::Term { taxonomy, term }));
        }
        pages.extend(feeds(&path, &FeedOf::Term(taxonomy, term)));
        pages.extend(shelves(taxonomy, term, &path, sources, lists, offered));
    }
    pages
}

/// The folder of a taxonomy: that of its kind, which a site may have renamed.
pub fn folder_of(taxonomy: Taxonomy, kinds: &Kinds) -> &str {
    match taxonomy.kind().and_then(|kind| kinds.get(kind)) {
        Some(kind) => &kind.folder,
        None => taxonomy.key(),
    }
}

/// Where a term's page stands: at its entry, or in the taxonomy's folder.
pub fn term_path(taxonomy: Taxonomy, term: TermIx, weave: &Weave, kinds: &Kinds) -> String {
    let one = weave.terms().get(taxonomy, term);
    match one.entry {
        Some(entry) => weave.address(entry).to_string(),
        None => format!("{}/{}/", folder_of(taxonomy, kinds), one.slug),
    }
}

/// A kind, and a term that its index can be narrowed by.
pub type Offer<'a> = (&'a Arc<str>, Taxonomy, TermIx);

pub fn offered<'a>(sources: Sources<'a>, lists: &'a Lists) -> BTreeSet<Offer<'a>> {
    let mut offered = BTreeSet::new();
    for kind in &sources.kinds.kinds {
        let facets = lists.facets(&ListedBy::Kind(kind.name.clone()));
        for narrowed in facets.iter().flat_map(|facet| &facet.choices) {
            if let Choice::Term(taxonomy, term) = narrowed.choice {
                offered.insert((&kind.name, taxonomy, term));
            }
        }
    }
    offered
}

fn shelves(
    taxonomy: Taxonomy,
    term: TermIx,
    path: &str,
    sources: Sources,
    lists: &Lists,
    offered: &BTreeSet<Offer>,
) -> Vec<Planned> {
    let counts = lists.of_term(taxonomy, term).iter().map(|(name, entries)| (name, entries.len()));
    let has_page =
        |name: &Arc<str>, count: usize| count > shelf_size(taxonomy) || offered.contains(&(name, taxonomy, term));
    let mut pages = Vec::new();
    for (name, count) in counts.filter(|(name, count)| has_page(name, *count)) {
        if let Some(kind) = sources.kinds.get(name).filter(|kind| !kind.folder.is_empty()) {
            let folder = format!("{path}{}/", kind.folder);
            pages.extend(paged(&folder, count, |page| PageJob::TermKind { taxonomy, term, kind: name.clone(), page }));
        }
    }
    pages
}
