//! What many pages of one snapshot look up, each made when the first of them asks.
//!
//! A list of many pages is packed and addressed as a whole: made on each of them, it took the square of its length. What is
//! kept here is made by one thread alone, so that any page may be the first to ask.

use std::sync::OnceLock;

use super::Snapshot;
use super::bridges::BridgeLists;
use super::coverage::CoverageLists;
use crate::practice::newsletter;
use crate::practice::people::{Roles, roles};
use crate::weaver::EntryIx;

#[derive(Default)]
pub struct Once {
    issues: OnceLock<Vec<EntryIx>>,
    bridges: OnceLock<BridgeLists>,
    coverage: OnceLock<CoverageLists>,
    roles: OnceLock<Roles>,
}

impl Snapshot {
    /// [`newsletter::issues`], answered once.
    pub fn issues(&self) -> &[EntryIx] {
        self.once.issues.get_or_init(|| newsletter::issues(&self.weave))
    }

    /// Where and in what order bridges are listed.
    pub fn bridge_lists(&self) -> &BridgeLists {
        self.once.bridges.get_or_init(|| BridgeLists::new(self))
    }

    /// Where the cells of the coverage are listed, and what all pages of it say.
    pub fn coverage_lists(&self) -> &CoverageLists {
        self.once.coverage.get_or_init(|| CoverageLists::new(self))
    }

    /// The roles of people in communities.
    pub fn roles(&self) -> &Roles {
        self.once.roles.get_or_init(|| roles(&self.weave))
    }
}
