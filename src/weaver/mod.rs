//! All facts together → the [`Weave`]: how a site's knowledge hangs together.
//!
//! Always made whole, never patched, and immutable afterwards. It knows facts, never HTML, and it
//! decides nothing about pages: those are planned from it.
//!
//! Its folders stand in the order of the passes. `entries`, `links` and `terms`, told as `audience` allows,
//! make the [`Fabric`]; `bridges`, `coverage` and `gaps` are read off it. What is only of use when somebody
//! asks is made then: [`Weave::related`], [`Query`], [`suggestions`].
//!
//! Links are flat, sorted lists with the places at which each entry's begin, and the graph of the
//! communities is a union of sets. A graph library was measured (petgraph's page rank took six times as long as one
//! over such lists), and has no betweenness or communities to offer.

mod audience;
mod bridges;
mod chosen_pages;
pub mod commitments;
mod coverage;
mod entries;
mod fabric;
mod gaps;
mod index;
mod language;
mod links;
mod lists;
mod query;
mod related;
pub mod suggestions;
mod terms;

pub use audience::{Drafts, Viewer, Withheld, Wording};
pub use bridges::{Bridge, Broker, Connector, MissingBridge, Pair};
pub use chosen_pages::{ChosenPage, chosen_page, usual_page};
pub use coverage::{Across, Coverage};
pub use entries::{EntryIx, address, date_of, joined};
pub use fabric::Fabric;
pub use gaps::{Due, Gap};
pub use index::RelationEnds;
pub use language::Stems;
pub use links::{DEEPEST_EMBED, Edge, MOST_EMBEDS, Origin, Resolved, Wanted};
pub use lists::Lists;
pub use query::Query;
pub use related::{Reason, Related};
pub use terms::{Taxonomy, Term, TermIx, Terms};

use std::ops::Deref;
use std::sync::Arc;

use jiff::civil::Date;

use crate::config::Config;
use crate::content::Doc;
use crate::content::defaults::Closed;
use crate::diagnostics::Diagnostic;
use crate::kinds::Kinds;
use audience::redact;
use bridges::Bridges;
use index::Index;
use related::{Grounds, Texts};

/// Everything the weave is made from.
#[derive(Clone, Copy)]
pub struct Sources<'a> {
    pub config: &'a Config,
    pub kinds: &'a Kinds,
    /// In the order of their files' paths.
    pub docs: &'a [Arc<Doc>],
    /// Paths of all files that are no entries (attachments, `static/`), relative to the root, sorted.
    pub files: &'a [Arc<str>],
    /// What folders keep from the viewer.
    pub closed: &'a Closed,
    pub viewer: &'a Viewer,
}

impl Sources<'_> {
    /// The viewer's day, in the site's time zone.
    fn today(&self) -> Date {
        self.config.timezone.to_datetime(self.viewer.now).date()
    }
}

/// The index of all entries that the viewer may see: their fabric, and what can be read off it. All but
/// the entries is shared by its clones.
#[derive(Clone, Debug)]
pub struct Weave {
    fabric: Fabric,
    index: Arc<Index>,
    grounds: Arc<Grounds>,
    bridges: Arc<Bridges>,
    coverage: Arc<Coverage>,
    gaps: Arc<Vec<Gap>>,
}

/// Weaves all entries that the viewer may see. Diagnostics name every link, relation and term that
/// leads nowhere.
pub fn weave(sources: Sources) -> (Weave, Vec<Diagnostic>) {
    let (fabric, mut diagnostics) = fabric::fabric(sources);
    let missing = || {
        let (bridges, coverage) =
            rayon::join(|| bridges::bridges(&fabric, sources.kinds), || coverage::coverage(&fabric, sources.kinds));
        let (not_expected, mut problems) = coverage::not_expected(&fabric, sources);
        let gaps = gaps::gaps(&fabric, &bridges, &coverage, &not_expected, sources);
        problems.extend(links::check_embeds(&fabric));
        problems.extend(chosen_pages::unknown_pages(&fabric, sources));
        problems.extend(commitments::unkeepable(&fabric, sources.kinds));
        (bridges, coverage, gaps, problems)
    };
    let index = || index::index(&fabric, sources);
    // All threads read the texts. What is made of them then one thread does mostly alone, while others do the rest.
    let texts = Texts::read(&fabric.entries);
    let (grounds, ((bridges, coverage, gaps, problems), index)) =
        rayon::join(|| Grounds::new(&fabric, texts), || rayon::join(missing, index));
    diagnostics.extend(problems);
    let weave = Weave {
        index: index.into(),
        grounds: grounds.into(),
        bridges: bridges.into(),
        coverage: coverage.into(),
        gaps: gaps.into(),
        fabric,
    };
    (weave, diagnostics)
}

/// A weave is its fabric, and more.
impl Deref for Weave {
    type Target = Fabric;

    fn deref(&self) -> &Fabric {
        &self.fabric
    }
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
                |doc: &Arc<Doc>| redact(Wording { doc, ..self.wording(entry, config) }, doc, self.links(entry));
            // Which of its texts is told depends on the day, and which files are published on what it hides.
            let is_plain = |doc: &Doc| doc.later.is_empty() && doc.whole.is_none();
            if !is_plain(old) || !is_plain(new) {
                return None;
            }
            let shown = self.doc(entry);
            // What the weave has by now are the titles as readers see them, which may say less.
            if shown.file != old.file || redacted(old).facts.woven_print() != shown.facts.woven_print() {
                return None;
            }
            weave.fabric.entries[entry.index()] = redacted(new);
        }
        Some(weave)
    }
}
