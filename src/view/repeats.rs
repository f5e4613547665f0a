//! How an event comes again, in the words of a page's language.
//!
//! Writers put it in English words or as a rule of iCalendar. One that no words of a theme fit stays as they put it.

use jiff::civil::Weekday;

use super::Voice;
use crate::content::repeat::{End, Frequency, Hours, NthWeekday, Repeat, Rule};

/// Monday to Friday.
const WORKDAYS: [Weekday; 5] =
    [Weekday::Monday, Weekday::Tuesday, Weekday::Wednesday, Weekday::Thursday, Weekday::Friday];

/// "every second Tuesday, until 30 June 2027, 18:00–19:30".
pub fn in_words(voice: Voice, repeat: &Repeat) -> String {
    let is_known = voice.snapshot.theme.strings.has(&voice.lang.0, "repeat-on");
    match days(voice, &repeat.rule).filter(|_| is_known) {
        Some(days) => with_hours(voice, with_end(voice, days, &repeat.rule.end), repeat.hours),
        None => repeat.written.to_string(),
    }
}

/// The days of a rule; none where there are no words for it.
fn days(voice: Voice, rule: &Rule) -> Option<String> {
    if !rule.months.is_empty() || !rule.year_days.is_empty() {
        return None;
    }
    let every = |key: &str| Some(voice.phrase(key, Some(rule.interval as usize), &[]));
    let weekdays = positioned(rule)?;
    let is_plain = weekdays.iter().all(|day| day.nth.is_none());
    match (rule.frequency, &*rule.month_days, &*weekdays) {
        (Frequency::Daily, [], []) => every("repeat-days"),
        (Frequency::Weekly, [], []) => every("repeat-weeks"),
        (Frequency::Monthly, [], []) => every("repeat-months"),
        (Frequency::Yearly, [], []) => every("repeat-years"),
        (Frequency::Daily | Frequency::Weekly, [], weekdays) if is_plain => on_weekdays(voice, rule, weekdays),
        (Frequency::Monthly, [], weekdays) => {
            let days: Option<Vec<String>> = weekdays.iter().map(|day| nth_weekday(voice, *day)).collect();
            Some(in_month(voice, rule, &days?))
        }
        (Frequency::Monthly, month_days, []) => {
            let days: Option<Vec<String>> = month_days.iter().map(|day| month_day(voice, *day)).collect();
            Some(in_month(voice, rule, &days?))
        }
        _ => None,
    }
}

/// The weekdays of a rule, each with its place in the month where the rule says it as one of all its days; none where that
/// is said of several days together.
fn positioned(rule: &Rule) -> Option<Vec<NthWeekday>> {
    match (&*rule.positions, &*rule.weekdays) {
        ([], weekdays) => Some(weekdays.to_vec()),
        (positions, [NthWeekday { nth: None, weekday }]) => {
            Some(positions.iter().map(|nth| NthWeekday { nth: Some(*nth), weekday: *weekday }).collect())
        }
        _ => None,
    }
}

fn on_weekdays(voice: Voice, rule: &Rule, weekdays: &[NthWeekday]) -> Option<String> {
    let is_workdays = rule.interval == 1 && weekdays.len() == WORKDAYS.len();
    if is_workdays && weekdays.iter().all(|day| WORKDAYS.contains(&day.weekday)) {
        return Some(voice.phrase("repeat-workdays", None, &[]));
    }
    if rule.frequency == Frequency::Daily && rule.interval > 1 {
        return None;
    }
    let mut weekdays: Vec<Weekday> = weekdays.iter().map(|day| day.weekday).collect();
    weekdays.sort_by_key(|day| day.to_monday_one_offset());
    let names: Vec<String> = weekdays.into_iter().map(|day| weekday(voice, day)).collect();
    let list = voice.list(&names.iter().map(String::as_str).collect::<Vec<_>>());
    Some(voice.phrase("repeat-on", Some(rule.interval as usize), &[("days", &list)]))
}

fn in_month(voice: Voice, rule: &Rule, days: &[String]) -> String {
    let list = voice.list(&days.iter().map(String::as_str).collect::<Vec<_>>());
    voice.phrase("repeat-in-month", Some(rule.interval as usize), &[("days", &list)])
}

fn nth_weekday(voice: Voice, day: NthWeekday) -> Option<String> {
    let key = match day.nth? {
        nth @ 1..=5 => format!("repeat-nth-{nth}"),
        -1 => "repeat-nth-last".to_owned(),
        -2 => "repeat-nth-last-but-one".to_owned(),
        _ => return None,
    };
    Some(voice.phrase(&key, None, &[("day", &*weekday(voice, day.weekday))]))
}

fn month_day(voice: Voice, day: i8) -> Option<String> {
    match day {
        1 => Some(voice.phrase("repeat-first-day", None, &[])),
        2.. => Some(voice.phrase("repeat-month-day", None, &[("day", &*day.to_string())])),
        -1 => Some(voice.phrase("repeat-last-day", None, &[])),
        _ => None,
    }
}

/// A weekday within a sentence.
fn weekday(voice: Voice, day: Weekday) -> String {
    let number = day.to_monday_one_offset();
    let own = format!("repeat-weekday-{number}");
    match voice.snapshot.theme.strings.has(&voice.lang.0, &own) {
        true => voice.phrase(&own, None, &[]),
        false => voice.phrase(&format!("weekday-{number}"), None, &[]),
    }
}

fn with_end(voice: Voice, days: String, end: &End) -> String {
    let until = |day| voice.phrase("repeat-until", None, &[("repeat", &*days), ("date", &*voice.date(day, "long"))]);
    match end {
        End::Never => days,
        End::After(times) => voice.phrase("repeat-times", Some(*times as usize), &[("repeat", &*days)]),
        End::OnDay(day) => until(*day),
        End::Until(moment) => until(moment.date()),
        // The day depends on the event's zone, whose last date the list beneath has.
        End::At(_) => days,
    }
}

fn with_hours(voice: Voice, days: String, hours: Option<Hours>) -> String {
    let clock = |time: jiff::civil::Time| time.strftime("%H:%M").to_string();
    let Some(Hours { from, to }) = hours else { return days };
    let hours = to.map_or_else(|| clock(from), |to| format!("{}–{}", clock(from), clock(to)));
    voice.phrase("repeat-hours", None, &[("repeat", &*days), ("hours", &*hours)])
}
