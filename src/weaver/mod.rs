//! All facts together → the [`Weave`]: how a site's knowledge hangs together.
//!
//! Always made whole, never patched, and immutable afterwards. It knows facts, never HTML, and it
//! decides nothing about pages: those are planned from it.

mod address;
pub mod audience;
mod bridges;
mod duplicates;
mod brokers;
mod coverage;
mod edges;
mod embeds;
mod gaps;
mod index;
mod missing;
mod names;
mod not_expected;
mod pairs;
mod query;
mod redact;
mod related;
mod resolve;
pub mod suggestions;
mod terms;
mod wording;

pub use address::address;
pub use audience::{Viewer, Withheld};
pub use bridges::Bridge;
pub use brokers::{Broker, Connector};
pub use coverage::{Across, Coverage};
pub use edges::{Edge, Origin};
pub use gaps::{Due, Gap};
pub use index::RelationEnds;
pub use missing::MissingBridge;
pub use pairs::Pair;
pub use query::Query;
pub use related::{Reason, Related};
pub use resolve::{Resolved, Wanted};
pub use terms::{Taxonomy, Term, TermIx, Terms};
pub use wording::Wording;

use std::sync::Arc;

use rayon::prelude::*;

use crate::config::Config;
use crate::content::{Doc, EntryId, Lang, Moment};
use crate::diagnostics::Diagnostic;
use crate::kinds::Kinds;
use edges::Adjacency;
use index::Index;
use names::Names;
use related::Grounds;

/// An entry's place in the weave: entries are sorted by id, then language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntryIx(u32);

impl EntryIx {
    fn new(index: usize) -> EntryIx {
        EntryIx(index as u32)
    }

    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// Everything the weave is made from.
#[derive(Clone, Copy)]
pub struct Sources<'a> {
    pub config: &'a Config,
    pub kinds: &'a Kinds,
    /// In the order of their files' paths.
    pub docs: &'a [Arc<Doc>],
    /// Paths of all files that are no entries (attachments, `static/`), relative to the root, sorted.
    pub files: &'a [Arc<str>],
    pub viewer: &'a Viewer,
}

/// The index of all entries that the viewer may see. All of it but the entries is shared by its clones.
#[derive(Clone, Debug)]
pub struct Weave {
    entries: Vec<Arc<Doc>>,
    addresses: Arc<Vec<Arc<str>>>,
    statuses: Arc<Vec<Option<Withheld>>>,
    /// For each entry, whether lists show it: the site's language, or the only version there is.
    primary: Arc<Vec<bool>>,
    resolved: Arc<Vec<Vec<Resolved>>>,
    edges: Arc<Vec<Edge>>,
    adjacency: Arc<Adjacency>,
    terms: Arc<Terms>,
    wanted: Arc<Vec<Wanted>>,
    newest: Arc<Vec<EntryIx>>,
    dates: Arc<Vec<Option<Moment>>>,
    bridges: Arc<Vec<Bridge>>,
    grounds: Arc<Grounds>,
    pairs: Arc<Vec<Pair>>,
    missing: Arc<Vec<MissingBridge>>,
    brokers: Arc<Vec<Broker>>,
    coverage: Arc<Coverage>,
    gaps: Arc<Vec<Gap>>,
    index: Arc<Index>,
    names: Arc<Names>,
}

/// Weaves all entries that the viewer may see. Diagnostics name every link, relation and term that
/// leads nowhere.
pub fn weave(sources: Sources) -> (Weave, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let Selection { entries, statuses, withheld } = select(sources, &mut diagnostics);
    let addresses = entries.iter().map(|doc| address(doc, sources.kinds, sources.config)).collect::<Vec<_>>();
    let primary = primaries(&entries, &sources.config.language);
    let names = Names::new(&entries, &addresses, &withheld, sources);
    let mut resolution = resolve::resolve(&entries, &names, sources);
    diagnostics.append(&mut resolution.diagnostics);
    let (mut terms, problems) = terms::terms(&entries, &primary, &withheld, &names, sources);
    diagnostics.extend(problems);
    let entries = redacted(&entries, &names, &resolution.links, sources);
    let edges = edges::edges(&entries, &resolution);
    let adjacency = Adjacency::new(&edges, entries.len());
    let dates: Vec<Option<Moment>> = entries.iter().map(|doc| date_of(doc)).collect();
    let newest = newest_first(&dates, &primary);
    terms.sort_members(&newest);
    let mut weave = Weave {
        entries,
        addresses: addresses.into(),
        statuses: statuses.into(),
        primary: primary.into(),
        resolved: resolution.links.into(),
        edges: edges.into(),
        adjacency: adjacency.into(),
        terms: terms.into(),
        wanted: resolution.wanted.into(),
        newest: newest.into(),
        dates: dates.into(),
        bridges: Arc::default(),
        grounds: Arc::default(),
        pairs: Arc::default(),
        missing: Arc::default(),
        brokers: Arc::default(),
        coverage: Arc::default(),
        gaps: Arc::default(),
        index: Arc::default(),
        names: names.into(),
    };
    weave.index = index::index(&weave).into();
    weave.bridges = bridges::bridges(&weave).into();
    weave.grounds = Grounds::new(&weave).into();
    weave.pairs = pairs::pairs(&weave).into();
    weave.missing = missing::missing(&weave, sources.kinds).into();
    weave.brokers = brokers::brokers(&weave).into();
    weave.coverage = coverage::coverage(&weave, sources.kinds).into();
    let (not_expected, problems) = not_expected::resolve(sources, &weave);
    diagnostics.extend(problems);
    weave.gaps = gaps::gaps(&weave, &not_expected, sources).into();
    diagnostics.extend(embeds::cycles(&weave));
    (weave, diagnostics)
}

impl Weave {
    /// The same weave with other texts of some entries: `edits` are docs as they were read before and as
    /// they are now, with equal [`crate::content::Facts::woven_print`]s. None where an entry is not shown
    /// as it was read, and only weaving anew can tell how.
    pub fn with_texts(&self, edits: &[(Arc<Doc>, Arc<Doc>)], config: &Config) -> Option<Weave> {
        let mut weave = self.clone();
        for (old, new) in edits {
            // What is withheld has no place.
            let Some(entry) = self.find(old) else { continue };
            let redacted =
                |doc: &Arc<Doc>| redact::redact(Wording { doc, ..self.wording(entry, config) }, doc, self.links(entry));
            let shown = self.doc(entry);
            // What the weave has by now are the titles as readers see them, which may say less.
            if shown.file != old.file || redacted(old).facts.woven_print() != shown.facts.woven_print() {
                return None;
            }
            weave.entries[entry.index()] = redacted(new);
        }
        Some(weave)
    }

    /// The place of an entry, by its id and language.
    pub fn find(&self, doc: &Doc) -> Option<EntryIx> {
        let place = (&doc.id, &doc.lang);
        self.entries.binary_search_by(|doc| (&doc.id, &doc.lang).cmp(&place)).ok().map(EntryIx::new)
    }

    pub fn len(&self) -> usize {
        self.entries.len()
    }

    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    pub fn all(&self) -> impl DoubleEndedIterator<Item = EntryIx> + use<> {
        (0..self.entries.len()).map(EntryIx::new)
    }

    pub fn doc(&self, entry: EntryIx) -> &Arc<Doc> {
        &self.entries[entry.index()]
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

    /// All languages of one entry.
    pub fn versions(&self, entry: EntryIx) -> impl ExactSizeIterator<Item = EntryIx> + Clone + use<> {
        self.names.versions(entry).map(EntryIx::new)
    }

    /// Relative to the site's home, not percent-encoded: `methods/x/`.
    pub fn address(&self, entry: EntryIx) -> &Arc<str> {
        &self.addresses[entry.index()]
    }

    /// Why only some readers may see the entry; none for what everybody may.
    pub fn status(&self, entry: EntryIx) -> Option<Withheld> {
        self.statuses[entry.index()]
    }

    pub fn is_primary(&self, entry: EntryIx) -> bool {
        self.primary[entry.index()]
    }

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

    pub fn terms(&self) -> &Terms {
        &self.terms
    }

    pub fn wanted(&self) -> &[Wanted] {
        &self.wanted
    }

    /// All primary entries, newest first; those without a date last, by id.
    pub fn newest(&self) -> &[EntryIx] {
        &self.newest
    }

    /// The entry that a field of `from` names; nothing for what is not there.
    pub fn resolve_named(&self, from: EntryIx, named: &crate::content::EntryName) -> Option<EntryIx> {
        match self.names.resolve_named(named, &self.entries[from.index()].lang) {
            Resolved::Entry { entry, .. } => Some(entry),
            _ => None,
        }
    }

    /// Where a file or path named in a field of an entry leads.
    pub fn resolve_target(&self, from: EntryIx, target: &crate::content::Target) -> Resolved {
        self.names.resolve(target, &self.entries[from.index()].lang)
    }

    /// How texts of an entry are read: what in them must not be told, and what their wiki-links say.
    pub fn wording<'a>(&'a self, entry: EntryIx, config: &'a Config) -> Wording<'a> {
        Wording {
            doc: &self.entries[entry.index()],
            entries: &self.entries,
            names: &self.names,
            base_url: &config.written_base_url,
        }
    }

    /// What a name or path leads to for a reader of `lang`.
    pub fn lookup(&self, target: &crate::content::Target, lang: &Lang) -> Resolved {
        self.names.resolve(target, lang)
    }

    /// The date an entry is listed by: its own, else when it starts.
    pub fn date(&self, entry: EntryIx) -> Option<Moment> {
        self.dates[entry.index()]
    }
}

/// The entries as readers may see them.
fn redacted(entries: &[Arc<Doc>], names: &Names, links: &[Vec<Resolved>], sources: Sources) -> Vec<Arc<Doc>> {
    let base_url = &sources.config.written_base_url;
    let redact = |(index, doc): (usize, &Arc<Doc>)| {
        redact::redact(Wording { doc, entries, names, base_url }, doc, &links[index])
    };
    entries.par_iter().enumerate().map(redact).collect()
}

/// Who may be seen, and who not.
struct Selection {
    /// Sorted by id and language, each id once.
    entries: Vec<Arc<Doc>>,
    /// For each of them, why only some readers may see it.
    statuses: Vec<Option<Withheld>>,
    withheld: Vec<Arc<Doc>>,
}

fn select(sources: Sources, diagnostics: &mut Vec<Diagnostic>) -> Selection {
    let mut shown = Vec::with_capacity(sources.docs.len());
    let mut withheld = Vec::new();
    for doc in sources.docs {
        match sources.viewer.judge(&doc.facts, sources.config) {
            audience::Verdict::Shown(status) => shown.push((doc.clone(), status)),
            audience::Verdict::Withheld => withheld.push(doc.clone()),
        }
    }
    let by_id =
        |(a, _): &(Arc<Doc>, _), (b, _): &(Arc<Doc>, _)| (&a.id, &a.lang, &a.file).cmp(&(&b.id, &b.lang, &b.file));
    shown.sort_by(by_id);
    duplicates::set_apart(&mut shown, diagnostics);
    shown.sort_by(by_id);
    let (entries, statuses) = shown.into_iter().unzip();
    Selection { entries, statuses, withheld }
}

/// Marks one version of each entry: the site's language, else the first. None of the text for what is
/// not there: no list leads to that page.
fn primaries(entries: &[Arc<Doc>], language: &str) -> Vec<bool> {
    let mut primary = vec![false; entries.len()];
    let mut start = 0;
    while start < entries.len() {
        let versions = entries[start..].iter().take_while(|doc| doc.id == entries[start].id).count();
        let of_site = (start..start + versions).find(|index| *entries[*index].lang.0 == *language);
        primary[of_site.unwrap_or(start)] = !is_not_found(&entries[start].id);
        start += versions;
    }
    primary
}

/// Whether an entry is the text of `404.html`.
fn is_not_found(id: &EntryId) -> bool {
    *id.kind == *"page" && *id.slug == *"404"
}

fn newest_first(dates: &[Option<Moment>], primary: &[bool]) -> Vec<EntryIx> {
    let mut newest: Vec<(Option<Moment>, EntryIx)> =
        (0..dates.len()).filter(|index| primary[*index]).map(|index| (dates[index], EntryIx::new(index))).collect();
    newest.par_sort_unstable_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    newest.into_iter().map(|(_, entry)| entry).collect()
}

fn date_of(doc: &Doc) -> Option<Moment> {
    doc.facts.date.or_else(|| match doc.facts.field("start") {
        Some(crate::content::FieldValue::Date(start)) => Some(*start),
        _ => None,
    })
}
