//! What joins the communities and what is missing, as it stands: bridges, missing bridges, gaps.

use super::rows::counted;
use super::scope::Scope;
use crate::view::{Snapshot, bridges, gap_words};
use crate::weaver::{Connector, Gap, Pair, Taxonomy, TermIx};

/// Bridges, brokers and missing bridges that are shown.
const SHOWN: usize = 10;
/// Gaps of one type that are shown.
const GAPS: usize = 3;

/// Types of gaps that the rest of the desk tells.
const SAID: [&str; 2] = ["missing-bridge", "undefined-term"];

/// Sections as text; empty ones are left out.
pub fn state(snapshot: &Snapshot, scope: &Scope) -> String {
    let weave = &snapshot.weave;
    let joined = weave.pairs().iter().filter_map(|pair| joined(snapshot, scope, pair));
    let brokers = weave.brokers().iter().filter(|broker| broker.pairs.iter().any(|pair| scope.joins(*pair)));
    let only = brokers.map(|broker| {
        let pairs: Vec<String> = broker.pairs.iter().map(|pair| two(snapshot, *pair)).collect();
        format!("{}: {}", connector(snapshot, broker.connector), pairs.join("; "))
    });
    let missing = weave.missing_bridges().iter().filter(|missing| scope.joins(missing.communities));
    let lang = snapshot.lang();
    let shared = |missing| bridges::shared_words(snapshot.voice(&lang), missing);
    let missing = missing.map(|missing| format!("{}: {}", two(snapshot, missing.communities), shared(missing)));
    let mut text = String::new();
    section(&mut text, "Bridges between communities", joined.collect());
    section(&mut text, "Who or what is the only bridge", only.collect());
    section(&mut text, "Communities that share something and have no bridge", missing.collect());
    for of in Gap::TYPES.into_iter().filter(|of| !SAID.contains(of)) {
        push_gaps(&mut text, snapshot, scope, of);
    }
    text
}

fn section(text: &mut String, heading: &str, lines: Vec<String>) {
    if lines.is_empty() {
        return;
    }
    text.push_str(&format!("{heading}\n\n"));
    lines.iter().take(SHOWN).for_each(|line| text.push_str(&format!("  {line}\n")));
    push_rest(text, lines.len().saturating_sub(SHOWN));
    text.push('\n');
}

fn push_rest(text: &mut String, more: usize) {
    if more > 0 {
        text.push_str(&format!("  and {more} more: `--format json` has all\n"));
    }
}

/// What joins two communities, counted; nothing where only mentions do.
fn joined(snapshot: &Snapshot, scope: &Scope, pair: &Pair) -> Option<String> {
    let weave = &snapshot.weave;
    if !scope.joins(pair.communities) {
        return None;
    }
    let is_shown = |number: &&u32| {
        let bridge = &weave.bridges()[**number as usize];
        scope.holds(weave, bridge.from) || scope.holds(weave, bridge.to)
    };
    let relations = pair.relations.iter().filter(is_shown).count();
    let entries = pair.entries.iter().filter(|entry| scope.holds(weave, **entry)).count();
    let counts = [
        (relations, "relation", "relations"),
        (entries, "entry of both", "entries of both"),
        (pair.people.len(), "person", "people"),
    ];
    let told: Vec<String> =
        counts.iter().filter(|(count, ..)| *count > 0).map(|(count, one, many)| counted(*count, one, many)).collect();
    (!told.is_empty()).then(|| format!("{}: {}", two(snapshot, pair.communities), told.join(", ")))
}

fn two(snapshot: &Snapshot, (a, b): (TermIx, TermIx)) -> String {
    let title = |term| snapshot.weave.terms().get(Taxonomy::Communities, term).title.to_string();
    format!("{} and {}", title(a), title(b))
}

fn connector(snapshot: &Snapshot, connector: Connector) -> String {
    match connector {
        Connector::Entry(entry) => {
            let doc = snapshot.weave.doc(entry);
            format!("{} \"{}\"", doc.id, doc.facts.title)
        }
        Connector::Person(person) => snapshot.weave.terms().get(Taxonomy::People, person).title.to_string(),
    }
}

fn push_gaps(text: &mut String, snapshot: &Snapshot, scope: &Scope, of: &str) {
    let weave = &snapshot.weave;
    let found: Vec<&Gap> = weave.gaps().iter().filter(|gap| gap.of() == of && scope.has_gap(weave, gap)).collect();
    if found.is_empty() {
        return;
    }
    text.push_str(&format!("{} ({})\n\n", snapshot.phrase(&format!("gaps-{of}"), None, &[]), found.len()));
    for gap in found.iter().take(GAPS) {
        let gap = gap_words::gap(snapshot.voice(&snapshot.lang()), gap);
        text.push_str(&format!("  {}\n      {}\n", gap.title, gap.reason));
    }
    push_rest(text, found.len().saturating_sub(GAPS));
    text.push('\n');
}
