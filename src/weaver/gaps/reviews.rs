//! Entries whose review is due: on the day they name, or after the months that their kind allows.

use jiff::ToSpan;
use jiff::civil::Date;

use super::{Due, Gap};
use crate::content::Facts;
use crate::kinds::Kinds;
use crate::weaver::Fabric;

/// The longest due first.
pub fn stale(fabric: &Fabric, kinds: &Kinds, today: Date) -> Vec<Gap> {
    let mut found: Vec<(Date, Gap)> = fabric
        .newest()
        .iter()
        .filter_map(|entry| {
            let doc = fabric.doc(*entry);
            let months = kinds.get(&doc.id.kind).and_then(|kind| kind.review_after_months);
            let (day, due) = due(&doc.facts, months)?;
            (day < today).then_some((day, Gap::Stale { entry: *entry, due }))
        })
        .collect();
    found.sort_by_key(|(day, gap)| (*day, gap.entry()));
    found.into_iter().map(|(_, gap)| gap).collect()
}

/// The last day on which the entry still counts as reviewed; the day that it names says more than its kind.
fn due(facts: &Facts, months: Option<u16>) -> Option<(Date, Due)> {
    if let Some(day) = facts.review_by {
        return Some((day.civil.date(), Due::On(day.civil.date())));
    }
    let reviewed = facts.reviewed.as_ref().and_then(|reviewed| reviewed.on);
    let last = [reviewed, facts.updated, facts.date].into_iter().flatten().map(|day| day.civil.date()).max()?;
    let months = months?;
    Some((last.checked_add(i64::from(months).months()).ok()?, Due::Since(last, months)))
}
