//! Any text as a rule by which an event comes again. Its first line may be the day from which it is asked.

use copsite::content::repeat::{self, End, Repeat, Rule};
use jiff::civil::{Date, date};

/// As many days as are looked at.
const DAYS: usize = 400;

pub fn check(text: &str) {
    let (first, rule) = begin(text);
    match repeat::parse(rule) {
        Ok(repeat) => {
            days(&repeat.rule, first);
            printed(&repeat);
        }
        Err(refused) => assert!(!refused.message.is_empty() && !refused.help.is_empty()),
    }
}

fn begin(text: &str) -> (Date, &str) {
    let dated = text.split_once('\n').and_then(|(day, rule)| Some((day.trim().parse().ok()?, rule)));
    let (first, rule): (Date, &str) = dated.unwrap_or((date(2026, 1, 1), text));
    // The years that a date of a site can have.
    if (1..=9999).contains(&first.year()) { (first, rule) } else { (date(2026, 1, 1), rule) }
}

/// Days come in their order, from the first on, before the end, and are what the rule names.
fn days(rule: &Rule, first: Date) {
    let days: Vec<Date> = repeat::dates(rule, first).take(DAYS).collect();
    assert!(days.is_sorted_by(|a, b| a < b), "{rule:?} goes back in time: {days:?}");
    assert!(days.first().is_none_or(|day| *day >= first), "{rule:?} begins before {first}");
    match rule.end {
        End::After(count) => assert!(days.len() <= count as usize),
        End::OnDay(last) => assert!(days.last().is_none_or(|day| *day <= last)),
        End::Until(last) => assert!(days.last().is_none_or(|day| *day <= last.date())),
        End::Never | End::At(_) => {}
    }
    let is_named = |day: &Date| {
        let in_month = rule.months.is_empty() || rule.months.contains(&day.month());
        in_month && (rule.weekdays.is_empty() || rule.weekdays.iter().any(|named| named.weekday == day.weekday()))
    };
    assert!(days.iter().all(is_named), "{rule:?} has not named all of {days:?}");
}

/// What is printed is read as the same rule.
fn printed(repeat: &Repeat) {
    let written = repeat.rule.to_rrule();
    let again = repeat::parse(&written).unwrap_or_else(|refused| panic!("{written}: {}", refused.message));
    // The end depends on the zone, and only a number of times is part of the text.
    let end = again.rule.end;
    assert!(end == repeat.rule.end || end == End::Never && !matches!(repeat.rule.end, End::After(_)), "{written}");
    assert_eq!(Rule { end, ..repeat.rule.clone() }, again.rule, "{written}");
}
