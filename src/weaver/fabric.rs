//! The entries a viewer may see and everything that joins them: links both ways, and terms.
//!
//! What can be read off it (bridges, coverage, gaps, related entries) is made afterwards, from it alone.

mod versions;

use std::sync::Arc;

use rayon::prelude::*;

use super::Sources;
use super::audience::{Withheld, Wording, follow_headings, redacted};
use super::entries::{self, EntryIx, Names, Selection};
use super::links::{self, Adjacency, Edge, Resolved, Wanted};
use super::terms::{self, Taxonomy, TermIx, Terms};
use crate::config::Config;
use crate::content::{Doc, EntryName, FieldValue, Lang, Moment, Target};
use crate::diagnostics::Diagnostic;
use crate::kinds::{Kind, Kinds};

/// All of it but the entries is shared by its clones.
#[derive(Clone, Debug)]
pub struct Fabric {
    pub(super) entries: Vec<Arc<Doc>>,
    addresses: Arc<Vec<Arc<str>>>,
    statuses: Arc<Vec<Option<Withheld>>>,
    /// For each entry, whether lists show it: the site's language, or the only version there is.
    primary: Arc<Vec<bool>>,
    pub(super) resolved: Arc<Vec<Vec<Resolved>>>,
    edges: Arc<Vec<Edge>>,
    adjacency: Arc<Adjacency>,
    terms: Arc<Terms>,
    wanted: Arc<Vec<Wanted>>,
    newest: Arc<Vec<EntryIx>>,
    dates: Arc<Vec<Option<Moment>>>,
    pub(super) names: Arc<Names>,
}

/// Joins all entries that the viewer may see. Diagnostics name every link, relation and term that leads
/// nowhere.
pub fn fabric(sources: Sources) -> (Fabric, Vec<Diagnostic>) {
    let (Selection { mut entries, statuses, withheld }, mut diagnostics) = entries::select(sources);
    let address = |doc: &Arc<Doc>| entries::address(doc, sources.kinds, sources.config);
    let addresses: Vec<Arc<str>> = entries.par_iter().map(address).collect();
    let (primary, names) = rayon::join(
        || entries::primaries(&entries, &sources.config.language),
        || Names::new(&entries, &addresses, &withheld, sources),
    );
    diagnostics.extend(entries::unfound(sources.docs, &names, sources.viewer.now));
    entries::without_withdrawn_people(&mut entries, &names);
    let ((mut resolution, of_links), (mut terms, of_terms)) = rayon::join(
        || links::resolve(&entries, &names, sources),
        || terms::terms(&entries, &primary, &withheld, &names, sources),
    );
    diagnostics.extend(of_links.into_iter().chain(of_terms));
    let told = redacted(&entries, &names, &resolution.links, sources);
    follow_headings(&entries, &told, &mut resolution.links);
    let entries = told;
    let dates: Vec<Option<Moment>> = entries::dates(&entries, &primary, &names);
    let ((edges, adjacency), newest) = rayon::join(
        || {
            let edges = links::edges(&entries, &names, &resolution);
            let adjacency = Adjacency::new(&edges, entries.len());
            (edges, adjacency)
        },
        || {
            let is_primary = |entry: &EntryIx| primary[entry.index()];
            let newest = entries::newest_first((0..entries.len()).map(EntryIx::new).filter(is_primary), &dates);
            terms.sort_members(&newest, &names, entries.len());
            newest
        },
    );
    let fabric = Fabric {
        adjacency: adjacency.into(),
        entries,
        addresses: addresses.into(),
        statuses: statuses.into(),
        primary: primary.into(),
        resolved: resolution.links.into(),
        edges: edges.into(),
        terms: terms.into(),
        wanted: resolution.wanted.into(),
        newest: newest.into(),
        dates: dates.into(),
        names: names.into(),
    };
    (fabric, diagnostics)
}

/// Entries.
impl Fabric {
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The entry whose [`EntryIx::index`] it is.
    pub fn at(&self, index: usize) -> Option<EntryIx> {
        (index < self.entries.len()).then(|| EntryIx::new(index))
    }

    pub fn all(&self) -> impl DoubleEndedIterator<Item = EntryIx> + use<> {
        (0..self.entries.len()).map(EntryIx::new)
    }

    pub fn doc(&self, entry: EntryIx) -> &Arc<Doc> {
        &self.entries[entry.index()]
    }

    /// The place of an entry, by its id and language.
    pub fn find(&self, doc: &Doc) -> Option<EntryIx> {
        self.in_language(&doc.id, &doc.lang)
    }

    /// All primary entries, newest first; those without a date last, by id.
    pub fn newest(&self) -> &[EntryIx] {
        &self.newest
    }

    /// Relative to the site's home, not percent-encoded: `methods/x/`.
    pub fn address(&self, entry: EntryIx) -> &Arc<str> {
        &self.addresses[entry.index()]
    }

    /// Why only some readers may see the entry; none for what everybody may.
    pub fn status(&self, entry: EntryIx) -> Option<Withheld> {
        self.statuses[entry.index()]
    }

    /// The date an entry is listed by: its own, else when it starts, else that of what it is a translation of. An
    /// event's is when it starts.
    pub fn date(&self, entry: EntryIx) -> Option<Moment> {
        self.dates[entry.index()]
    }
}

/// Links.
impl Fabric {
    /// Where the links of the entry's text lead, in the order of `facts.links`.
    pub fn links(&self, entry: EntryIx) -> &[Resolved] {
        &self.resolved[entry.index()]
    }

    /// All edges, sorted by origin, target, relation.
    pub fn edges(&self) -> &[Edge] {
        &self.edges
    }

    /// What the entry links to.
    pub fn outgoing(&self, entry: EntryIx) -> &[Edge] {
        &self.edges[self.adjacency.outgoing(entry)]
    }

    /// What links to the entry, in the order of the linking entries.
    pub fn incoming(&self, entry: EntryIx) -> impl ExactSizeIterator<Item = &Edge> {
        self.adjacency.incoming(entry).iter().map(|edge| &self.edges[*edge as usize])
    }

    /// Whether any version of one of two entries links to any version of the other.
    pub fn are_linked(&self, one: EntryIx, other: EntryIx) -> bool {
        let leads = |from: EntryIx, to: EntryIx| {
            let to = self.primary(to);
            self.versions(from).any(|from| self.outgoing(from).iter().any(|edge| self.primary(edge.to) == to))
        };
        leads(one, other) || leads(other, one)
    }

    /// Entries that others link to and nobody has written.
    pub fn wanted(&self) -> &[Wanted] {
        &self.wanted
    }

    /// What a name or path leads to for a reader of `lang`.
    pub fn lookup(&self, target: &Target, lang: &Lang) -> Resolved {
        self.names.resolve(target, lang)
    }

    /// What a target in an entry leads to that may be withheld.
    pub fn lookup_in(&self, doc: &Doc, target: &Target) -> Resolved {
        self.names.resolve_in(doc, target)
    }

    /// Where a file or path named in a field of an entry leads.
    pub fn resolve_target(&self, from: EntryIx, target: &Target) -> Resolved {
        self.lookup_in(self.doc(from), target)
    }

    /// Where the image that an entry's front matter names leads.
    pub fn own_image(&self, entry: EntryIx) -> Option<Resolved> {
        Some(self.resolve_target(entry, &self.doc(entry).image_target()?))
    }

    /// A person by what somebody has written: an id, slug, title, alias, synonym or name.
    pub fn person_called(&self, written: &str) -> Option<TermIx> {
        self.terms.person_called(written, &self.entries, &self.names)
    }

    /// The entry that a field of `from` names; nothing for what is not there.
    pub fn resolve_named(&self, from: EntryIx, named: &EntryName) -> Option<EntryIx> {
        match self.names.resolve_named(named, self.doc(from)) {
            Resolved::Entry { entry, .. } => Some(entry),
            _ => None,
        }
    }

    /// Whether a field of `from` names what nobody has written, or what was deleted; not what is withheld.
    pub fn is_missing(&self, from: EntryIx, named: &EntryName) -> bool {
        matches!(self.names.resolve_named(named, self.doc(from)), Resolved::Wanted | Resolved::Broken)
    }

    /// The entries that a field of `from` names, as far as they exist, in its order.
    pub fn named_entries(&self, from: EntryIx, field: &str) -> Vec<EntryIx> {
        let leaves = self.doc(from).facts.field(field).into_iter().flat_map(FieldValue::leaves);
        leaves.filter_map(FieldValue::as_entry).filter_map(|named| self.resolve_named(from, named)).collect()
    }

    /// Whether a link leads to a picture that nobody agrees to any more.
    pub fn is_withdrawn(&self, target: &Target) -> bool {
        self.names.is_withdrawn(target)
    }

    /// Whether a file of the site must not be published.
    pub fn is_withheld_file(&self, file: &str) -> bool {
        self.names.withheld().has_file(file)
    }

    /// How texts of an entry are read: what in them must not be told, and what their wiki-links say.
    pub fn wording<'a>(&'a self, entry: EntryIx, config: &'a Config) -> Wording<'a> {
        Wording { doc: self.doc(entry), entries: &self.entries, names: &self.names, base_url: &config.written_base_url }
    }
}

/// Terms.
impl Fabric {
    pub fn terms(&self) -> &Terms {
        &self.terms
    }

    /// Whether an entry is a piece of the practice.
    pub fn is_practice(&self, entry: EntryIx, kinds: &Kinds) -> bool {
        kinds.get(&self.doc(entry).id.kind).is_some_and(Kind::is_practice)
    }

    /// The community an entry belongs to first.
    pub fn home(&self, entry: EntryIx) -> Option<TermIx> {
        self.terms().of_entry(Taxonomy::Communities, entry).first().copied()
    }

    /// The community an entry speaks for: its home, or for a community's own page that community.
    pub fn seat(&self, entry: EntryIx) -> Option<TermIx> {
        self.as_term(Taxonomy::Communities, entry).or_else(|| self.home(entry))
    }

    /// The term that an entry is the page of.
    pub fn as_term(&self, taxonomy: Taxonomy, entry: EntryIx) -> Option<TermIx> {
        let id = &self.doc(entry).id;
        (taxonomy.kind() == Some(&*id.kind)).then(|| self.terms().find(taxonomy, &id.slug)).flatten()
    }

    /// The community of a site that has no other.
    pub fn sole_community(&self) -> Option<TermIx> {
        let mut communities = self.terms().all(Taxonomy::Communities);
        communities.next().filter(|_| communities.len() == 0)
    }

    /// Whether an entry is a piece of knowledge: domains, communities and people are what pieces belong to.
    pub fn is_piece(&self, entry: EntryIx) -> bool {
        let kind = &self.doc(entry).id.kind;
        Taxonomy::ALL.iter().all(|taxonomy| taxonomy.kind() != Some(&**kind))
    }

    /// Whether two entries are at home in two communities.
    pub fn are_apart(&self, one: EntryIx, other: EntryIx) -> bool {
        matches!((self.home(one), self.home(other)), (Some(one), Some(other)) if one != other)
    }
}
