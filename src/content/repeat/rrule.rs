//! `FREQ=MONTHLY;BYDAY=1TH` ⇄ [`Rule`] (RFC 5545 section 3.3.10).
//!
//! Parts that make several occurrences of one day (BYHOUR and finer) are refused: nobody meets so.

use std::collections::BTreeSet;
use std::str::FromStr;

use jiff::civil::{Date, DateTime, Weekday};
use jiff::tz::TimeZone;

use super::{End, Frequency, NthWeekday, Refused, Rule, push_new};
use crate::diagnostics::did_you_mean;

const PARTS: [&str; 10] =
    ["FREQ", "INTERVAL", "COUNT", "UNTIL", "BYMONTH", "BYYEARDAY", "BYMONTHDAY", "BYDAY", "BYSETPOS", "WKST"];

const WEEKDAYS: [(&str, Weekday); 7] = [
    ("MO", Weekday::Monday),
    ("TU", Weekday::Tuesday),
    ("WE", Weekday::Wednesday),
    ("TH", Weekday::Thursday),
    ("FR", Weekday::Friday),
    ("SA", Weekday::Saturday),
    ("SU", Weekday::Sunday),
];

const FREQUENCIES: [(&str, Frequency); 4] = [
    ("DAILY", Frequency::Daily),
    ("WEEKLY", Frequency::Weekly),
    ("MONTHLY", Frequency::Monthly),
    ("YEARLY", Frequency::Yearly),
];

/// The most that INTERVAL and COUNT can be: beyond it nothing is left of a calendar.
const MOST: u32 = 10_000;

pub fn read(text: &str) -> Result<Rule, Refused> {
    let upper = text.to_ascii_uppercase();
    let parts = upper.strip_prefix("RRULE:").unwrap_or(&upper);
    let mut rule = Rule::every(Frequency::Daily);
    let mut seen = BTreeSet::new();
    for part in parts.split(';').map(str::trim).filter(|part| !part.is_empty()) {
        let (name, value) =
            part.split_once('=').ok_or_else(|| Refused::new(format!("`{part}` has no `=` and a value")))?;
        let (name, value) = (name.trim(), value.trim());
        if !seen.insert(name) {
            return Err(Refused::new(format!("`{name}` stands twice in the rule")).help("keep one of them"));
        }
        set(&mut rule, name, value)?;
    }
    if !seen.contains("FREQ") {
        return Err(Refused::new("the rule does not say how often: `FREQ` is missing")
            .help("begin it with `FREQ=WEEKLY;`, `FREQ=MONTHLY;` or the like"));
    }
    if seen.contains("COUNT") && seen.contains("UNTIL") {
        return Err(Refused::new("the rule has both `COUNT` and `UNTIL`").help("keep one of them: both end it"));
    }
    whole(rule)
}

fn set(rule: &mut Rule, name: &str, value: &str) -> Result<(), Refused> {
    match name {
        "FREQ" => rule.frequency = frequency(value)?,
        "INTERVAL" => rule.interval = number(name, value, 1, MOST as i32)? as u32,
        "COUNT" => rule.end = End::After(number(name, value, 1, MOST as i32)? as u32),
        "UNTIL" => rule.end = until(value)?,
        "BYMONTH" => rule.months = numbers(name, value, 1, 12, false)?,
        "BYYEARDAY" => rule.year_days = numbers(name, value, 1, 366, true)?,
        "BYMONTHDAY" => rule.month_days = numbers(name, value, 1, 31, true)?,
        "BYDAY" => rule.weekdays = list(value, nth_weekday)?,
        "BYSETPOS" => rule.positions = numbers(name, value, 1, 366, true)?,
        "WKST" => rule.week_starts = weekday(value).ok_or_else(|| no_weekday(value))?,
        "BYHOUR" | "BYMINUTE" | "BYSECOND" | "BYWEEKNO" => {
            let help = "write `start` with the hours, and which days with `BYMONTH`, `BYMONTHDAY` and `BYDAY`";
            return Err(Refused::new(format!("copsite knows no `{name}`")).help(help));
        }
        _ => {
            let meant = did_you_mean(name, PARTS).map(|meant| format!("did you mean `{meant}`? ")).unwrap_or_default();
            let help = format!("{meant}a rule has the parts {}", PARTS.map(|part| format!("`{part}`")).join(", "));
            return Err(Refused::new(format!("a rule has no part `{name}`")).help(help));
        }
    }
    Ok(())
}

/// Refuses what says nothing together.
fn whole(rule: Rule) -> Result<Rule, Refused> {
    let is_numbered = rule.weekdays.iter().any(|day| day.nth.is_some());
    if is_numbered && matches!(rule.frequency, Frequency::Daily | Frequency::Weekly) {
        return Err(Refused::new("a week has only one of each weekday: the number in `BYDAY` needs months or years")
            .help("write `FREQ=MONTHLY` for the first Thursday of a month, and `BYDAY=TH` for each Thursday"));
    }
    if !rule.positions.is_empty()
        && rule.weekdays.is_empty()
        && rule.month_days.is_empty()
        && rule.year_days.is_empty()
        && rule.months.is_empty()
    {
        return Err(Refused::new("`BYSETPOS` chooses from other parts, and there is none")
            .help("add the days to choose from: `BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1`"));
    }
    Ok(rule)
}

fn frequency(value: &str) -> Result<Frequency, Refused> {
    let known = FREQUENCIES.iter().find(|(name, _)| *name == value).map(|(_, frequency)| *frequency);
    known.ok_or_else(|| {
        Refused::new(format!("`FREQ` cannot be `{value}`"))
            .help("it is `DAILY`, `WEEKLY`, `MONTHLY` or `YEARLY`: nothing of a community comes again sooner")
    })
}

fn number<T: FromStr + PartialOrd + std::fmt::Display>(
    name: &str,
    value: &str,
    least: T,
    most: T,
) -> Result<T, Refused> {
    let digits = value.trim_start_matches('+');
    let number = digits.parse().ok().filter(|number| (&least..=&most).contains(&number));
    number.ok_or_else(|| {
        Refused::new(format!("`{name}` cannot be `{value}`")).help(format!("it is a number from {least} to {most}"))
    })
}

/// Values with commas between them, each once.
fn list<T: PartialEq>(value: &str, one: impl Fn(&str) -> Result<T, Refused>) -> Result<Vec<T>, Refused> {
    let mut values = Vec::new();
    for text in value.split(',') {
        push_new(&mut values, one(text.trim())?);
    }
    Ok(values)
}

/// Numbers with commas between them; `from_end` allows those below zero too.
fn numbers<T: TryFrom<i32> + PartialEq>(
    name: &str,
    value: &str,
    least: i32,
    most: i32,
    from_end: bool,
) -> Result<Vec<T>, Refused> {
    let one = |text: &str| {
        let number: i32 = number(name, text, if from_end { -most } else { least }, most)?;
        let in_range = (least..=most).contains(&number.abs());
        let number = T::try_from(number).ok().filter(|_| in_range);
        number.ok_or_else(|| {
            Refused::new(format!("`{name}` cannot hold `{text}`")).help(format!("it is from {least} to {most}"))
        })
    };
    list(value, one)
}

fn nth_weekday(text: &str) -> Result<NthWeekday, Refused> {
    let at = text.len().checked_sub(2).filter(|at| text.is_char_boundary(*at)).ok_or_else(|| no_weekday(text))?;
    let (nth, day) = text.split_at(at);
    let weekday = weekday(day).ok_or_else(|| no_weekday(text))?;
    let nth = match nth {
        "" => None,
        nth => Some(numbers("BYDAY", nth, 1, 53, true)?[0]),
    };
    Ok(NthWeekday { nth, weekday })
}

fn weekday(text: &str) -> Option<Weekday> {
    WEEKDAYS.iter().find(|(name, _)| *name == text).map(|(_, weekday)| *weekday)
}

fn no_weekday(text: &str) -> Refused {
    Refused::new(format!("`{text}` is no weekday")).help(
        "weekdays are `MO`, `TU`, `WE`, `TH`, `FR`, `SA`, `SU`, with a number before them where it counts: `-1FR`",
    )
}

/// `20270731`, `20270731T180000` or `20270731T180000Z`.
fn until(value: &str) -> Result<End, Refused> {
    let wrong = || {
        Refused::new(format!("`UNTIL` cannot be `{value}`"))
            .help("write a day, `UNTIL=20270731`, or a time in UTC, `UNTIL=20270731T225959Z`")
    };
    let compact = value.replace(['-', ':'], "");
    let (text, is_utc) = match compact.strip_suffix('Z') {
        Some(text) => (text, true),
        None => (&*compact, false),
    };
    if text.len() == 8 {
        return Date::strptime("%Y%m%d", text).map(End::OnDay).map_err(|_| wrong());
    }
    let civil = DateTime::strptime("%Y%m%dT%H%M%S", text).map_err(|_| wrong())?;
    match is_utc {
        false => Ok(End::Until(civil)),
        true => TimeZone::UTC.to_timestamp(civil).map(End::At).map_err(|_| wrong()),
    }
}

pub fn write(rule: &Rule) -> String {
    let frequency = FREQUENCIES.iter().find(|(_, of)| *of == rule.frequency).map_or("DAILY", |(name, _)| name);
    let mut text = format!("FREQ={frequency}");
    if rule.interval > 1 {
        text.push_str(&format!(";INTERVAL={}", rule.interval));
    }
    if rule.week_starts != Weekday::Monday {
        text.push_str(&format!(";WKST={}", name_of(rule.week_starts)));
    }
    let weekdays = rule
        .weekdays
        .iter()
        .map(|day| format!("{}{}", day.nth.map(|nth| nth.to_string()).unwrap_or_default(), name_of(day.weekday)));
    push_list(&mut text, "BYMONTH", rule.months.iter().map(i8::to_string));
    push_list(&mut text, "BYYEARDAY", rule.year_days.iter().map(i16::to_string));
    push_list(&mut text, "BYMONTHDAY", rule.month_days.iter().map(i8::to_string));
    push_list(&mut text, "BYDAY", weekdays);
    push_list(&mut text, "BYSETPOS", rule.positions.iter().map(i16::to_string));
    if let End::After(count) = rule.end {
        text.push_str(&format!(";COUNT={count}"));
    }
    text
}

fn push_list(text: &mut String, name: &str, values: impl Iterator<Item = String>) {
    let values: Vec<String> = values.collect();
    if !values.is_empty() {
        text.push_str(&format!(";{name}={}", values.join(",")));
    }
}

fn name_of(weekday: Weekday) -> &'static str {
    WEEKDAYS.iter().find(|(_, of)| *of == weekday).map_or("MO", |(name, _)| name)
}
