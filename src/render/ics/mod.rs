//! `calendar.ics` and `event.ics` (RFC 5545), as Google, Apple and Outlook take them.
//!
//! The same events give the same bytes on any day: nothing here knows when the site is built.

mod event;
mod lines;
mod zone;

use std::collections::BTreeMap;

use jiff::Timestamp;

use crate::plan::IcsOf;
use crate::practice::calendar::Series;
use crate::view::Snapshot;
use crate::weaver::Taxonomy;
use lines::Lines;

/// Years of changes of the clock that are written for what repeats without end.
const ENDLESS: i16 = 20;

pub fn ics(snapshot: &Snapshot, of: IcsOf) -> String {
    let series: Vec<&Series> =
        snapshot.calendar.series().iter().filter(|series| belongs(snapshot, of, series)).collect();
    let mut lines = Lines::default();
    lines.push("BEGIN", "VCALENDAR");
    lines.push("VERSION", "2.0");
    lines.push("PRODID", concat!("-//copsite//copsite ", env!("CARGO_PKG_VERSION"), "//EN"));
    lines.push("CALSCALE", "GREGORIAN");
    lines.push("METHOD", "PUBLISH");
    if !matches!(of, IcsOf::Event(_)) {
        name(snapshot, of, &mut lines);
    }
    zones(&series, &mut lines);
    for series in series {
        event::events(snapshot, series, &mut lines);
    }
    lines.push("END", "VCALENDAR");
    lines.into_text()
}

fn belongs(snapshot: &Snapshot, of: IcsOf, series: &Series) -> bool {
    match of {
        IcsOf::Site => true,
        IcsOf::Term(taxonomy, term) => snapshot.weave.terms().of_entry(taxonomy, series.entry).contains(&term),
        IcsOf::Event(entry) => series.entry == entry,
    }
}

/// What programs call a calendar that somebody subscribes to, and how often they look again.
fn name(snapshot: &Snapshot, of: IcsOf, lines: &mut Lines) {
    let site = &snapshot.config.title;
    let name = match of {
        IcsOf::Term(taxonomy @ (Taxonomy::Communities | Taxonomy::Domains), term) => {
            format!("{} · {site}", snapshot.weave.terms().get(taxonomy, term).title)
        }
        _ => site.clone(),
    };
    lines.text("NAME", &name);
    lines.text("X-WR-CALNAME", &name);
    if let Some(zone) = snapshot.config.timezone.iana_name() {
        lines.push("X-WR-TIMEZONE", zone);
    }
    lines.push("REFRESH-INTERVAL;VALUE=DURATION", "PT12H");
    lines.push("X-PUBLISHED-TTL", "PT12H");
}

/// The rules of each zone's clock, from before the first event to after the last.
fn zones(series: &[&Series], lines: &mut Lines) {
    let mut reaches: BTreeMap<&str, (&Series, Timestamp, i16)> = BTreeMap::new();
    for one in series.iter().filter(|series| has_hours(series)) {
        let Some(name) = zone::written_name(&one.schedule.zone) else { continue };
        let Some((first, last_year)) = reach(one) else { continue };
        let reach = reaches.entry(name).or_insert((one, first, last_year));
        reach.1 = reach.1.min(first);
        reach.2 = reach.2.max(last_year);
    }
    for (name, (series, first, last_year)) in reaches {
        zone::write(&series.schedule.zone, name, first, last_year, lines);
    }
}

/// Whether any of an event's dates has an hour; one of whole days may be moved to one.
fn has_hours(series: &Series) -> bool {
    let mut moved = series.changes.iter().filter_map(|change| change.to.as_ref());
    !series.schedule.is_all_day() || moved.any(|when| !when.is_all_day())
}

/// When an event first takes place, and the year in which it last does.
fn reach(series: &Series) -> Option<(Timestamp, i16)> {
    let schedule = &series.schedule;
    let first = crate::content::schedule::instant(&schedule.zone, schedule.first)?;
    let began = schedule.first.year();
    let far = began.saturating_add(ENDLESS);
    let last = series.times().map(|time| time.year()).take_while(|year| *year <= far).last().unwrap_or(began);
    let moved = series.changes.iter().filter_map(|change| change.to.as_ref());
    let first = moved.clone().map(|when| when.at()).fold(first, Timestamp::min);
    Some((first, moved.map(|when| when.starts.year()).fold(last, i16::max)))
}

#[cfg(test)]
mod tests;
