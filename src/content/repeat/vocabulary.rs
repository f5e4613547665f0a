//! The words that say how an event comes again, and what each of them means by itself.

use jiff::civil::{Date, Time, Weekday};

use super::{Frequency, Refused};
use crate::diagnostics::did_you_mean;

/// The most times or periods that words can ask for.
pub const MOST: u32 = 10_000;

const NOON: Time = Time::constant(12, 0, 0, 0);

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Word {
    Every,
    Other,
    /// `first`, `3rd`; `last` is -1.
    Nth(i16),
    Number(u32),
    Weekday(Weekday),
    /// Monday to Friday.
    Workday,
    /// Saturday and Sunday.
    Weekend,
    Unit(Frequency),
    /// `monthly`: so many of a unit.
    Adverb(Frequency, u32),
    Month(i8),
    Until,
    Times,
    Day(Date),
    Clock(Time),
    /// `5-7pm`, `12:00–13:00`
    Hours(Time, Time),
    /// Between two times of day, or before `last`.
    To,
    Filler,
}

const WORDS: &[(&str, Word)] = &[
    ("every", Word::Every),
    ("each", Word::Every),
    ("other", Word::Other),
    ("alternate", Word::Other),
    ("first", Word::Nth(1)),
    ("second", Word::Nth(2)),
    ("third", Word::Nth(3)),
    ("fourth", Word::Nth(4)),
    ("fifth", Word::Nth(5)),
    ("last", Word::Nth(-1)),
    ("penultimate", Word::Nth(-2)),
    ("one", Word::Number(1)),
    ("two", Word::Number(2)),
    ("three", Word::Number(3)),
    ("four", Word::Number(4)),
    ("five", Word::Number(5)),
    ("six", Word::Number(6)),
    ("seven", Word::Number(7)),
    ("eight", Word::Number(8)),
    ("nine", Word::Number(9)),
    ("ten", Word::Number(10)),
    ("twelve", Word::Number(12)),
    ("monday", Word::Weekday(Weekday::Monday)),
    ("tuesday", Word::Weekday(Weekday::Tuesday)),
    ("wednesday", Word::Weekday(Weekday::Wednesday)),
    ("thursday", Word::Weekday(Weekday::Thursday)),
    ("friday", Word::Weekday(Weekday::Friday)),
    ("saturday", Word::Weekday(Weekday::Saturday)),
    ("sunday", Word::Weekday(Weekday::Sunday)),
    ("mon", Word::Weekday(Weekday::Monday)),
    ("tue", Word::Weekday(Weekday::Tuesday)),
    ("tues", Word::Weekday(Weekday::Tuesday)),
    ("wed", Word::Weekday(Weekday::Wednesday)),
    ("thu", Word::Weekday(Weekday::Thursday)),
    ("thur", Word::Weekday(Weekday::Thursday)),
    ("thurs", Word::Weekday(Weekday::Thursday)),
    ("fri", Word::Weekday(Weekday::Friday)),
    ("sat", Word::Weekday(Weekday::Saturday)),
    ("sun", Word::Weekday(Weekday::Sunday)),
    ("weekday", Word::Workday),
    ("workday", Word::Workday),
    ("weekend", Word::Weekend),
    ("day", Word::Unit(Frequency::Daily)),
    ("week", Word::Unit(Frequency::Weekly)),
    ("month", Word::Unit(Frequency::Monthly)),
    ("year", Word::Unit(Frequency::Yearly)),
    ("daily", Word::Adverb(Frequency::Daily, 1)),
    ("weekly", Word::Adverb(Frequency::Weekly, 1)),
    ("fortnight", Word::Adverb(Frequency::Weekly, 2)),
    ("fortnightly", Word::Adverb(Frequency::Weekly, 2)),
    ("monthly", Word::Adverb(Frequency::Monthly, 1)),
    ("quarter", Word::Adverb(Frequency::Monthly, 3)),
    ("quarterly", Word::Adverb(Frequency::Monthly, 3)),
    ("yearly", Word::Adverb(Frequency::Yearly, 1)),
    ("annually", Word::Adverb(Frequency::Yearly, 1)),
    ("january", Word::Month(1)),
    ("february", Word::Month(2)),
    ("march", Word::Month(3)),
    ("april", Word::Month(4)),
    ("may", Word::Month(5)),
    ("june", Word::Month(6)),
    ("july", Word::Month(7)),
    ("august", Word::Month(8)),
    ("september", Word::Month(9)),
    ("october", Word::Month(10)),
    ("november", Word::Month(11)),
    ("december", Word::Month(12)),
    ("until", Word::Until),
    ("till", Word::Until),
    ("times", Word::Times),
    ("noon", Word::Clock(NOON)),
    ("the", Word::Filler),
    ("a", Word::Filler),
    ("on", Word::Filler),
    ("of", Word::Filler),
    ("in", Word::Filler),
    ("at", Word::Filler),
    ("and", Word::Filler),
    ("from", Word::Filler),
    ("to", Word::To),
    ("per", Word::Filler),
    ("once", Word::Filler),
    ("o'clock", Word::Filler),
];

/// What a word means, in lower case: one of the list or its plural, a number, a day, a time of day.
pub fn word(text: &str) -> Option<Word> {
    let find = |text: &str| WORDS.iter().find(|(known, _)| *known == text).map(|(_, word)| *word);
    let singular = || find(text.strip_suffix('s').filter(|text| text.len() > 2)?);
    find(text).or_else(singular).or_else(|| ordinal(text)).or_else(|| number(text)).or_else(|| day(text)).or_else(
        || match text.split_once('-') {
            Some((from, to)) => span_of_hours(from, to),
            None => clock(text).map(Word::Clock),
        },
    )
}

/// `1st`, `22nd`.
fn ordinal(text: &str) -> Option<Word> {
    let digits = ["st", "nd", "rd", "th"].into_iter().find_map(|ending| text.strip_suffix(ending))?;
    digits.parse().ok().filter(|number| (1..=31).contains(number)).map(Word::Nth)
}

fn number(text: &str) -> Option<Word> {
    text.parse().ok().filter(|number| (1..=MOST).contains(number)).map(Word::Number)
}

fn day(text: &str) -> Option<Word> {
    (text.len() == 10).then(|| text.parse().ok().map(Word::Day)).flatten()
}

/// `5-7pm` is from five in the afternoon.
fn span_of_hours(from: &str, to: &str) -> Option<Word> {
    let end = clock(to)?;
    let half = ["am", "pm"].into_iter().find(|half| to.ends_with(half));
    let start = match half.filter(|_| !from.ends_with("am") && !from.ends_with("pm")) {
        Some(half) => {
            clock(&format!("{from}{half}")).filter(|start| *start < end).or_else(|| clock(&format!("{from}am")))?
        }
        None => clock(from)?,
    };
    Some(Word::Hours(start, end))
}

/// `17:30`, `5.30pm`, `5pm`, `12:00`.
fn clock(text: &str) -> Option<Time> {
    if text == "noon" {
        return Some(NOON);
    }
    let (digits, half) = match (text.strip_suffix("am"), text.strip_suffix("pm")) {
        (Some(digits), _) => (digits, Some(0)),
        (_, Some(digits)) => (digits, Some(12)),
        _ => (text, None),
    };
    let (hour, minute) = match digits.split_once([':', '.']) {
        Some((hour, minute)) if minute.len() == 2 => (hour.parse::<i8>().ok()?, minute.parse::<i8>().ok()?),
        Some(_) => return None,
        // A bare number is a number, not an hour.
        None if half.is_none() => return None,
        None => (digits.parse::<i8>().ok()?, 0),
    };
    let hour = match half {
        Some(half) if (1..=12).contains(&hour) => hour % 12 + half,
        Some(_) => return None,
        None => hour,
    };
    Time::new(hour, minute, 0, 0).ok()
}

pub fn unknown(word: &str) -> Refused {
    let known =
        WORDS.iter().filter(|(_, meaning)| !matches!(meaning, Word::Filler | Word::To)).map(|(known, _)| *known);
    let refused = Refused::new(format!("`{word}` is not understood here"));
    match did_you_mean(word, known) {
        Some(meant) => {
            let help = format!("did you mean `{meant}`? {}", refused.help);
            refused.help(help)
        }
        None => refused,
    }
}
