//! Dates of a repeated event that are left out, moved or cancelled, against those that it has.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::{Date, DateTime};

use super::written::{Written, named, skipped};
use super::{Schedule, on_clock};
use crate::content::repeat::Repeat;
use crate::content::tree::{Node, NodeValue};
use crate::content::{Moment, dates};
use crate::diagnostics::{Code, Diagnostic, Severity, Span};

/// Everything that is wrong with them. `days` are those of the rule.
pub(super) fn changed(written: &Written, days: &[Date], schedule: &Schedule, repeat: &Repeat) -> Vec<Diagnostic> {
    let changes: Vec<Change> = written.changes.iter().filter_map(|row| Change::of(row, schedule)).collect();
    let named_days = written.except.iter().chain(changes.iter().filter_map(|change| Some(change.on.as_ref()?.0)));
    let mut problems: Vec<Diagnostic> = named_days.filter_map(|node| unmatched(node, days, schedule, repeat)).collect();
    problems.extend(changes.iter().flat_map(|change| change.alone(schedule)));
    problems.extend(twice(&changes));
    let left_out = written.except.iter().filter_map(|node| day_of(node, schedule));
    problems.extend(taken(&changes, days, left_out.collect(), schedule));
    problems
}

/// One row of `changes`: each date with its place.
struct Change<'n> {
    on: Option<(&'n Node, Date)>,
    to: Option<(&'n Node, Moment)>,
    until: Option<(&'n Node, Moment)>,
}

impl<'n> Change<'n> {
    fn of(row: &'n Node, schedule: &Schedule) -> Option<Change<'n>> {
        let NodeValue::Table(tree) = &row.value else { return None };
        let at = |key: &str| {
            let (_, node) = tree.get(key)?;
            Some((node, moment_of(node, schedule)?))
        };
        let on = tree.get("on").and_then(|(_, node)| Some((node, day_of(node, schedule)?)));
        Some(Change { on, to: at("to"), until: at("until") })
    }

    fn alone(&self, schedule: &Schedule) -> Vec<Diagnostic> {
        let times = [self.to, self.until].into_iter().flatten();
        let mut problems: Vec<Diagnostic> = times.filter_map(|(node, _)| skipped(node, &schedule.zone)).collect();
        if let (Some((_, to)), Some((node, until))) = (self.to, self.until)
            && until.at < to.at
        {
            let problem = Diagnostic::new(Code::InvalidDate, "`until` is before `to`").at(node.span.clone());
            problems.push(problem.help("the two may have been exchanged, or the year is an old one"));
        }
        problems
    }
}

fn moment_of(node: &Node, schedule: &Schedule) -> Option<Moment> {
    dates::parse(node.text()?, &schedule.zone, &schedule.zone)
}

fn day_of(node: &Node, schedule: &Schedule) -> Option<Date> {
    Some(on_clock(&moment_of(node, schedule)?, &schedule.zone).date())
}

/// A date of the series that it does not have.
fn unmatched(node: &Node, days: &[Date], schedule: &Schedule, repeat: &Repeat) -> Option<Diagnostic> {
    let day = day_of(node, schedule)?;
    if days.binary_search(&day).is_ok() || days.last().is_none_or(|last| day > *last && schedule.is_endless()) {
        return None;
    }
    let nearest = days.iter().min_by_key(|known| apart(**known, day))?;
    let message = format!("`{}` does not come on {}", repeat.written, named(day));
    let help = format!("the nearest of its dates is {}, `{nearest}`", named(*nearest));
    Some(Diagnostic::new(Code::UnmatchedDate, message).at(node.span.clone()).help(help))
}

fn apart(a: Date, b: Date) -> u32 {
    a.since(b).map_or(u32::MAX, |span| span.get_days().unsigned_abs())
}

/// Dates that are changed once more: only the first change holds.
fn twice(changes: &[Change]) -> Vec<Diagnostic> {
    let mut seen: BTreeMap<Date, &Span> = BTreeMap::new();
    let again = changes.iter().filter_map(|change| change.on).filter_map(|(node, day)| {
        let first = *seen.entry(day).or_insert(&node.span);
        (first != &node.span).then(|| {
            let message = format!("{} is changed once more", named(day));
            let problem = Diagnostic::new(Code::InvalidDate, message).at(node.span.clone());
            problem.related(first.clone(), "first changed here").help("keep one of them: a date can be moved once")
        })
    });
    again.collect()
}

/// Dates that are moved to a time at which there is one already.
fn taken(changes: &[Change], days: &[Date], left_out: BTreeSet<Date>, schedule: &Schedule) -> Vec<Diagnostic> {
    let hour = schedule.first.time();
    let changed: BTreeSet<Date> = changes.iter().filter_map(|change| Some(change.on?.1)).collect();
    let is_kept = |day: &Date| days.binary_search(day).is_ok() && !changed.contains(day) && !left_out.contains(day);
    let mut moved: BTreeSet<DateTime> = BTreeSet::new();
    let onto = changes.iter().filter_map(|change| change.to).filter_map(|(node, to)| {
        let on = on_clock(&to, &schedule.zone);
        let on = if to.all_day { on.date().to_datetime(hour) } else { on };
        let is_taken = (on.time() == hour && is_kept(&on.date())) || !moved.insert(on);
        is_taken.then(|| {
            let message = format!("there is a date at that time on {} already", named(on.date()));
            let mut problem = Diagnostic::new(Code::InvalidDate, message).at(node.span.clone());
            problem.severity = Severity::Warning;
            problem.help("move it to another time, or cancel one of the two: leave out `to`")
        })
    });
    onto.collect()
}
