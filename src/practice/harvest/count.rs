//! What has come of one commitment.

use jiff::civil::Date;

use super::{Cell, Sources};
use crate::content::{Doc, FieldValue, identity::slugify};
use crate::practice::calendar::Status;
use crate::weaver::commitments::{Commitment, Progress, Year};
use crate::weaver::{EntryIx, Taxonomy, TermIx, Withheld};

/// The word of a draft's `consent` that lets it be counted.
const CONSENT: &str = "harvest";

/// A draft that is counted and never named.
pub struct Draft {
    kind: std::sync::Arc<str>,
    facts: std::sync::Arc<Doc>,
    communities: Vec<TermIx>,
}

/// Drafts that viewers do not see, and whose writers agreed to be counted. What is withheld for another reason
/// as well is not among them.
pub fn drafts_with_consent(sources: Sources) -> Vec<Draft> {
    let Sources { weave, config, docs, viewer, .. } = sources;
    let is_hidden = |doc: &&std::sync::Arc<Doc>| weave.find(doc).is_none();
    let is_draft = |doc: &&std::sync::Arc<Doc>| viewer.reason(&doc.facts, config) == Some(Withheld::Draft);
    let agrees =
        |doc: &&std::sync::Arc<Doc>| doc.facts.audience.is_none() && doc.facts.consent.as_deref().is_some_and(says_so);
    let term = |name: &str| weave.terms().find(Taxonomy::Communities, &slugify(name));
    let draft = |doc: &std::sync::Arc<Doc>| Draft {
        kind: doc.id.kind.clone(),
        facts: doc.clone(),
        communities: doc.facts.communities.iter().filter_map(|name| term(&name.value)).collect(),
    };
    docs.iter().filter(is_hidden).filter(is_draft).filter(agrees).map(draft).collect()
}

/// Whether the word stands in a consent by itself, between commas.
fn says_so(consent: &str) -> bool {
    consent.split([',', ';']).any(|part| part.trim().trim_end_matches('.').eq_ignore_ascii_case(CONSENT))
}

pub fn cell(sources: Sources, community: TermIx, year: &Year, commitment: Commitment, drafts: &[Draft]) -> Cell {
    let Sources { weave, today, .. } = sources;
    let members = &weave.terms().get(Taxonomy::Communities, community).members;
    let mut cell = Cell { commitment, done: 0, evidence: Vec::new(), under_way: Vec::new(), drafts: 0 };
    // The oldest first: members stand with the newest first.
    for entry in members.iter().rev() {
        let held = held(sources, &cell.commitment, *entry, year);
        match cell.commitment.progress(weave, *entry, year, today) {
            _ if held > 0 => {
                cell.done += held;
                cell.evidence.push(*entry);
            }
            Some(Progress::Kept) => {
                cell.done += 1;
                cell.evidence.push(*entry);
            }
            Some(Progress::UnderWay) => cell.under_way.push(*entry),
            None => {}
        }
    }
    cell.drafts = drafts.iter().filter(|draft| is_counted(draft, community, &cell.commitment, year, today)).count();
    cell
}

/// How often an event that repeats took place in the year.
fn held(sources: Sources, commitment: &Commitment, entry: EntryIx, year: &Year) -> usize {
    let Sources { weave, calendar, .. } = sources;
    let doc = weave.doc(entry);
    let is_wanted = commitment.is_of_kind(&doc.id.kind, &doc.facts) && weave.status(entry).is_none();
    if !is_wanted || calendar.of(entry).is_none_or(|series| !series.repeats()) {
        return 0;
    }
    let took_place = |status: Status| status != Status::Cancelled;
    calendar.past().filter(|date| date.entry == entry && took_place(date.status) && year.holds(date.when.day())).count()
}

/// A draft is for the year that it is dated in, and without a date for the year that it is.
fn is_counted(draft: &Draft, community: TermIx, commitment: &Commitment, year: &Year, today: Date) -> bool {
    let facts = &draft.facts.facts;
    let start = match facts.field("start") {
        Some(FieldValue::Date(start)) => Some(start.day()),
        _ => None,
    };
    let day = facts.date.map(|date| date.day()).or(start).unwrap_or(today);
    draft.communities.contains(&community) && commitment.is_of_kind(&draft.kind, facts) && year.holds(day)
}
