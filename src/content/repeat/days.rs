//! The days that a rule gives, one period after the other.

use jiff::ToSpan;
use jiff::civil::Date;

use super::{End, Frequency, NthWeekday, Rule};

/// Years after which the calendar is the same again, weekdays too.
const CYCLE: usize = 400;
const DAYS_OF_CYCLE: usize = 146_097;

/// The days from `first` on which a rule gives, in order, without end where the rule has none. Ends
/// that name a time of day are for the caller, who knows the hour and the zone; the last day is right.
pub fn dates(rule: &Rule, first: Date) -> impl Iterator<Item = Date> + use<> {
    let rule = fitted(rule, first);
    let most = match rule.end {
        End::After(count) => count as usize,
        _ => usize::MAX,
    };
    let last = match rule.end {
        End::OnDay(day) => day,
        // A day more than any zone's clock can say.
        End::At(at) => jiff::tz::TimeZone::UTC.to_datetime(at).date().saturating_add(1.day()),
        End::Until(civil) => civil.date(),
        End::Never | End::After(_) => Date::MAX,
    };
    let patience = patience(rule.frequency);
    let periods = (0u32..).map_while(move |n| period(&rule, first, n)).scan(0usize, move |empty, days| {
        *empty = if days.is_empty() { *empty + 1 } else { 0 };
        (*empty < patience).then_some(days)
    });
    periods.flatten().filter(move |day| *day >= first).take_while(move |day| *day <= last).take(most)
}

/// Periods without a single day after which a rule gives no more, whatever its interval is: by then each period of the
/// calendar's cycle that it can meet has been met.
fn patience(frequency: Frequency) -> usize {
    match frequency {
        Frequency::Daily => DAYS_OF_CYCLE,
        Frequency::Weekly => DAYS_OF_CYCLE / 7,
        Frequency::Monthly => CYCLE * 12,
        Frequency::Yearly => CYCLE,
    }
}

/// What the rule leaves open it takes from the first day (RFC 5545 section 3.3.10, "information from the DTSTART").
fn fitted(rule: &Rule, first: Date) -> Rule {
    let mut rule = rule.clone();
    let says_days = !rule.weekdays.is_empty() || !rule.month_days.is_empty() || !rule.year_days.is_empty();
    match rule.frequency {
        _ if says_days => {}
        Frequency::Daily => {}
        Frequency::Weekly => rule.weekdays = vec![NthWeekday { nth: None, weekday: first.weekday() }],
        Frequency::Monthly => rule.month_days = vec![first.day()],
        Frequency::Yearly => {
            rule.month_days = vec![first.day()];
            if rule.months.is_empty() {
                rule.months = vec![first.month()];
            }
        }
    }
    rule
}

/// The days that the rule gives in its `n`th period; none where time itself ends.
fn period(rule: &Rule, first: Date, n: u32) -> Option<Vec<Date>> {
    let step = i64::from(n) * i64::from(rule.interval);
    let (start, end) = match rule.frequency {
        Frequency::Daily => {
            let day = first.checked_add(step.days()).ok()?;
            (day, day)
        }
        Frequency::Weekly => {
            let back = rule.week_starts.until(first.weekday());
            let start = first.checked_sub(i64::from(back).days()).ok()?.checked_add(step.weeks()).ok()?;
            (start, start.checked_add(6.days()).ok()?)
        }
        Frequency::Monthly => {
            let start = first.first_of_month().checked_add(step.months()).ok()?;
            (start, start.last_of_month())
        }
        Frequency::Yearly => {
            let start = first.first_of_year().checked_add(step.years()).ok()?;
            (start, start.last_of_year())
        }
    };
    let days = std::iter::successors(Some(start), |day| day.tomorrow().ok()).take_while(|day| *day <= end);
    Some(chosen(days.filter(|day| fits(rule, *day)).collect(), &rule.positions))
}

fn fits(rule: &Rule, day: Date) -> bool {
    let in_month = rule.months.is_empty() || rule.months.contains(&day.month());
    in_month && fits_year_day(rule, day) && fits_month_day(rule, day) && fits_weekday(rule, day)
}

fn fits_year_day(rule: &Rule, day: Date) -> bool {
    let from_end = day.day_of_year() - day.days_in_year() - 1;
    rule.year_days.is_empty() || rule.year_days.iter().any(|wanted| [day.day_of_year(), from_end].contains(wanted))
}

fn fits_month_day(rule: &Rule, day: Date) -> bool {
    let from_end = day.day() - day.days_in_month() - 1;
    rule.month_days.is_empty() || rule.month_days.iter().any(|wanted| [day.day(), from_end].contains(wanted))
}

fn fits_weekday(rule: &Rule, day: Date) -> bool {
    let of_year = rule.frequency == Frequency::Yearly && rule.months.is_empty();
    let (at, length) = match of_year {
        true => (day.day_of_year(), day.days_in_year()),
        false => (i16::from(day.day()), i16::from(day.days_in_month())),
    };
    let nth = [(at - 1) / 7 + 1, -((length - at) / 7 + 1)];
    let is_one =
        |wanted: &NthWeekday| wanted.weekday == day.weekday() && wanted.nth.is_none_or(|wanted| nth.contains(&wanted));
    rule.weekdays.is_empty() || rule.weekdays.iter().any(is_one)
}

/// Those at the positions that the rule names, in the order of time.
fn chosen(days: Vec<Date>, positions: &[i16]) -> Vec<Date> {
    if positions.is_empty() {
        return days;
    }
    let count = days.len() as i16;
    let is_wanted = |at: i16| positions.iter().any(|wanted| *wanted == at + 1 || *wanted == at - count);
    days.into_iter().zip(0..).filter(|(_, at)| is_wanted(*at)).map(|(day, _)| day).collect()
}
