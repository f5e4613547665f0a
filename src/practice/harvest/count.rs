//! What has come of one commitment.

use jiff::civil::Date;

use super::{Cell, Sources};
use crate::content::Doc;
use crate::content::consent::agrees_to;
use crate::content::identity::slugify;
use crate::practice::calendar::{Occurrence, Series, Status};
use crate::weaver::commitments::{Commitment, Progress, Year};
use crate::weaver::{EntryIx, Taxonomy, TermIx, Withheld, date_of};

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
    let agrees = |doc: &&std::sync::Arc<Doc>| {
        doc.facts.audience.is_none() && doc.facts.consent.as_deref().is_some_and(|consent| agrees_to(consent, CONSENT))
    };
    let term = |name: &str| weave.terms().find(Taxonomy::Communities, &slugify(name));
    let draft = |doc: &std::sync::Arc<Doc>| Draft {
        kind: doc.id.kind.clone(),
        facts: doc.clone(),
        communities: doc.facts.communities.iter().filter_map(|name| term(&name.value)).collect(),
    };
    docs.iter().filter(is_hidden).filter(is_draft).filter(agrees).map(draft).collect()
}

pub fn cell(sources: Sources, community: TermIx, year: &Year, commitment: Commitment, drafts: &[Draft]) -> Cell {
    let Sources { weave, today, .. } = sources;
    let members = &weave.terms().get(Taxonomy::Communities, community).members;
    let mut cell = Cell { commitment, done: 0, evidence: Vec::new(), under_way: Vec::new(), drafts: 0 };
    // The oldest first: members stand with the newest first.
    for entry in members.iter().rev() {
        match came_of(sources, &cell.commitment, *entry, year) {
            Some((Progress::Kept, times)) => {
                cell.done += times;
                cell.evidence.push(*entry);
            }
            Some((Progress::UnderWay, _)) => cell.under_way.push(*entry),
            None => {}
        }
    }
    cell.drafts = drafts.iter().filter(|draft| is_counted(draft, community, &cell.commitment, year, today)).count();
    cell
}

/// What an entry is to the commitment in the year, and how often.
fn came_of(sources: Sources, commitment: &Commitment, entry: EntryIx, year: &Year) -> Option<(Progress, usize)> {
    let Sources { weave, calendar, today, .. } = sources;
    match calendar.of(entry).filter(|series| series.repeats()) {
        Some(series) => of_series(sources, commitment, series, year),
        None => commitment.progress(weave, entry, year, today).map(|progress| (progress, 1)),
    }
}

/// Of an event that repeats the dates tell, and never its start, on which it may not have taken place.
fn of_series(sources: Sources, commitment: &Commitment, series: &Series, year: &Year) -> Option<(Progress, usize)> {
    let Sources { weave, calendar, .. } = sources;
    let entry = series.entry;
    let doc = weave.doc(entry);
    if !commitment.is_of_kind(&doc.id.kind, &doc.facts) || series.status == Status::Cancelled {
        return None;
    }
    let is_on = |date: &Occurrence| date.status != Status::Cancelled && year.holds(date.when.day());
    let held = calendar.past_of(entry).filter(|date| is_on(date)).count();
    if held > 0 && weave.status(entry).is_none() {
        return Some((Progress::Kept, held));
    }
    // What begins beyond the dates that the calendar lists is known by its first day alone.
    let begins_later = || calendar.dates_of(entry).next().is_none() && year.holds(series.schedule.first.date());
    let is_planned = calendar.dates_of(entry).any(is_on) || begins_later();
    is_planned.then_some((Progress::UnderWay, 0))
}

/// A draft is for the year that it is dated in, and without a date for the year that it is.
fn is_counted(draft: &Draft, community: TermIx, commitment: &Commitment, year: &Year, today: Date) -> bool {
    let day = date_of(&draft.facts).map_or(today, |date| date.day());
    let is_wanted = commitment.is_of_kind(&draft.kind, &draft.facts.facts);
    draft.communities.contains(&community) && is_wanted && year.holds(day)
}
