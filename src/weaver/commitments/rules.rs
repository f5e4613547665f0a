//! What counts: which kinds of entry, which types of event, in which states.

use std::sync::Arc;

/// What keeps a commitment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rule {
    pub kinds: Vec<Arc<str>>,
    /// For events: their types; empty for all.
    pub types: Vec<Arc<str>>,
    /// States in which an entry counts as kept; empty for kinds that have none.
    pub kept: Vec<Arc<str>>,
    /// States in which it is under way.
    pub under_way: Vec<Arc<str>>,
}

/// The commitments that a community of practice usually makes, in the order in which they are listed.
pub const NAMES: [&str; 6] = ["seminar", "blog", "article", "bid", "project", "network"];

struct Usual {
    kinds: &'static [&'static str],
    types: &'static [&'static str],
    kept: &'static [&'static str],
    under_way: &'static [&'static str],
}

/// In the order of [`NAMES`].
const USUAL: [Usual; 6] = [
    Usual { kinds: &["event"], types: &["seminar", "webinar"], kept: &[], under_way: &[] },
    Usual { kinds: &["post"], types: &[], kept: &[], under_way: &[] },
    Usual { kinds: &["article"], types: &[], kept: &[], under_way: &[] },
    Usual {
        kinds: &["bid"],
        types: &[],
        kept: &["submitted", "won", "lost"],
        under_way: &["drafting", "outline-accepted"],
    },
    Usual { kinds: &["project"], types: &[], kept: &["done"], under_way: &["under-way"] },
    Usual { kinds: &["network"], types: &[], kept: &[], under_way: &[] },
];

impl Rule {
    /// The usual rule of that name; for any other name, entries of the kind that is called so.
    pub fn of(what: &str) -> Rule {
        let list = |names: &[&str]| names.iter().map(|name| Arc::from(*name)).collect();
        match NAMES.iter().position(|name| *name == what) {
            Some(at) => {
                let Usual { kinds, types, kept, under_way } = &USUAL[at];
                Rule { kinds: list(kinds), types: list(types), kept: list(kept), under_way: list(under_way) }
            }
            None => Rule { kinds: vec![what.into()], ..Rule::default() },
        }
    }

    /// The same with what a community says in place of it. Types without kinds are types of event.
    pub fn changed(mut self, kinds: Vec<Arc<str>>, types: Vec<Arc<str>>, states: Vec<Arc<str>>) -> Rule {
        if !kinds.is_empty() {
            self = Rule { kinds, ..Rule::default() };
        } else if !types.is_empty() {
            self.kinds = vec!["event".into()];
        }
        if !types.is_empty() {
            self.types = types;
        }
        if !states.is_empty() {
            self.under_way.retain(|state| !states.contains(state));
            self.kept = states;
        }
        self
    }
}
