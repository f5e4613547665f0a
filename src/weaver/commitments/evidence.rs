//! Whether an entry keeps a commitment, or is on the way to it.

use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::{Commitment, Year};
use crate::content::repeat::End;
use crate::content::{Facts, FieldValue, Moment};
use crate::weaver::Fabric;
use crate::weaver::entries::EntryIx;

/// How far a piece of work has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Progress {
    Kept,
    UnderWay,
}

impl Commitment {
    /// What an entry is to the commitment in a year, as seen on `today`; none where it has nothing to do with it.
    pub fn progress(&self, fabric: &Fabric, entry: EntryIx, year: &Year, today: Date) -> Option<Progress> {
        let doc = fabric.doc(entry);
        let facts = &doc.facts;
        if !self.is_of_kind(&doc.id.kind, facts) {
            return None;
        }
        let progress = self.state(&doc.id.kind, facts, fabric.date(entry), year, today)?;
        // What not everybody may see is still being written.
        match fabric.status(entry) {
            Some(reason) if reason.is_under_way() => Some(Progress::UnderWay),
            _ => Some(progress),
        }
    }

    /// Whether entries of a kind and type are what was promised.
    pub fn is_of_kind(&self, kind: &str, facts: &Facts) -> bool {
        let is_kind = self.rule.kinds.iter().any(|of| **of == *kind);
        let is_type = self.rule.types.is_empty() || facts.text("type").is_some_and(|of| self.rule.types.contains(of));
        is_kind && is_type
    }

    fn state(&self, kind: &str, facts: &Facts, date: Option<Moment>, year: &Year, today: Date) -> Option<Progress> {
        let days = dated(facts, date);
        let in_year = || days.iter().any(|day| year.holds(*day));
        if kind == "event" {
            return event(facts, date?.day(), year, today);
        }
        if kind == "network" {
            return in_year().then_some(Progress::Kept);
        }
        if kind == "article" && facts.text("issue").is_some_and(|issue| **issue == *"next") {
            // It waits for its issue.
            return in_year().then_some(Progress::UnderWay);
        }
        if self.rule.kept.is_empty() && self.rule.under_way.is_empty() {
            let is_to_come = date.is_some_and(|date| date.day() > today);
            return in_year().then_some(if is_to_come { Progress::UnderWay } else { Progress::Kept });
        }
        let state = facts.text("state")?;
        if self.rule.kept.contains(state) {
            // It was done when it ended.
            let ended = day(facts, "end").or_else(|| day(facts, "deadline")).or(date.map(|date| date.day()));
            return ended.is_some_and(|day| year.holds(day)).then_some(Progress::Kept);
        }
        (self.rule.under_way.contains(state) && lasts_into(facts, date, year)).then_some(Progress::UnderWay)
    }
}

/// An event has kept it when it is over and was not called off.
fn event(facts: &Facts, day: Date, year: &Year, today: Date) -> Option<Progress> {
    let is_told = |word: &str| facts.text("status").is_some_and(|status| **status == *word);
    if is_told("cancelled") {
        return None;
    }
    if let Some(repeat) = facts.field("repeat").and_then(FieldValue::as_repeat) {
        // Which of its dates took place is known to the calendar alone.
        let goes_on = day <= year.last() && last_day(repeat.rule.end).is_none_or(|last| last >= year.first);
        return goes_on.then_some(Progress::UnderWay);
    }
    if !year.holds(day) {
        return None;
    }
    let is_over = day < today || (day == today && is_told("held"));
    Some(if is_over { Progress::Kept } else { Progress::UnderWay })
}

/// The day after which a rule gives no more, as far as it names one.
fn last_day(end: End) -> Option<Date> {
    match end {
        End::OnDay(day) => Some(day),
        End::Until(civil) => Some(civil.date()),
        End::At(at) => Some(TimeZone::UTC.to_datetime(at).date()),
        End::Never | End::After(_) => None,
    }
}

/// All days that tell when something was: its date, and for ties that are kept up, the last contact.
pub fn dated(facts: &Facts, date: Option<Moment>) -> Vec<Date> {
    let fields = ["since", "last_contact"].into_iter().filter_map(|name| day(facts, name));
    date.map(|date| date.day()).into_iter().chain(fields).collect()
}

/// Whether work that has begun goes on in a year.
fn lasts_into(facts: &Facts, date: Option<Moment>, year: &Year) -> bool {
    let begun = day(facts, "start").or(date.map(|date| date.day()));
    let ends = day(facts, "end").or_else(|| day(facts, "deadline"));
    begun.is_some_and(|begun| begun <= year.last()) && ends.is_none_or(|ends| ends >= year.first)
}

fn day(facts: &Facts, name: &str) -> Option<Date> {
    facts.date_in(name).map(Moment::day)
}
