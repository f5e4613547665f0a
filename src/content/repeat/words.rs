//! "fourth Thursday each month 12:00–13:00" → a rule and hours. English words, in any letter case.

use std::ops::ControlFlow;

use jiff::ToSpan;
use jiff::civil::{Date, Time, Weekday};

use super::{End, Frequency, Hours, NthWeekday, Refused, Rule, push_new};
use crate::diagnostics::did_you_mean;

/// The most times or periods that words can ask for.
const MOST: u32 = 10_000;

const NOON: Time = Time::constant(12, 0, 0, 0);

#[derive(Clone, Copy, Debug, PartialEq)]
enum Word {
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

/// What the words say so far.
#[derive(Default)]
struct Said {
    every: bool,
    nths: Vec<i16>,
    /// "every second Tuesday", "every 2 weeks".
    interval: Option<u32>,
    unit: Option<(Frequency, u32)>,
    weekdays: Vec<Weekday>,
    /// The weekdays stand for Monday to Friday or the weekend, so that a number before them counts days.
    is_group: bool,
    months: Vec<i8>,
    clock: Vec<Time>,
    end: Option<End>,
    /// A number that waits for what it counts.
    number: Option<u32>,
}

pub fn read(text: &str) -> Result<(Rule, Option<Hours>), Refused> {
    let words = from_the_end(words(text)?)?;
    let mut said = Said::default();
    for (at, word) in words.iter().enumerate() {
        let before = at.checked_sub(1).map(|at| words[at].1);
        if let ControlFlow::Break(reason) = said.take(word.1, before) {
            return Err(Refused::new(format!("`{}` {reason}", word.0)));
        }
    }
    if let Some(number) = said.number {
        return Err(Refused::new(format!("it does not say what the {number} counts")));
    }
    let names_half = words.iter().any(|(written, _)| written.ends_with("am") || written.ends_with("pm"));
    let hours = said.hours(names_half)?;
    Ok((said.rule()?, hours))
}

/// The words of a text, each as it is written and as it is understood.
fn words(text: &str) -> Result<Vec<(String, Word)>, Refused> {
    let spaced = text.to_lowercase().replace([',', '&', ';'], " and ").replace(" am", "am").replace(" pm", "pm");
    let joined = spaced.replace(['\u{2013}', '\u{2014}', '\u{2212}'], "-").replace(" - ", "-");
    let joined = joined.replace("-to-", " to ").replace("-last", " last");
    let mut words = Vec::new();
    for written in joined.split_whitespace() {
        match word(written) {
            Some(word) => words.push((written.to_owned(), word)),
            None => return Err(unknown(written)),
        }
    }
    Ok(words)
}

/// "second to last" and "second last" count from the end, as one word.
fn from_the_end(words: Vec<(String, Word)>) -> Result<Vec<(String, Word)>, Refused> {
    let mut counted: Vec<(String, Word)> = Vec::with_capacity(words.len());
    for (written, word) in words {
        if word == Word::Nth(-1)
            && let Some((at, nth)) = nth_before(&counted)
        {
            let phrase: Vec<String> = counted.drain(at..).map(|(written, _)| written).chain([written]).collect();
            let phrase = phrase.join(" ");
            if nth == 1 {
                return Err(Refused::new(format!("`{phrase}` is not understood here")));
            }
            counted.push((phrase, Word::Nth(-nth)));
        } else {
            counted.push((written, word));
        }
    }
    Ok(counted)
}

/// Where the number stands that a `last` behind these words belongs to, and what it is.
fn nth_before(words: &[(String, Word)]) -> Option<(usize, i16)> {
    match *words {
        [.., (_, Word::Nth(nth @ 1..)), (_, Word::To)] => Some((words.len() - 2, nth)),
        [.., (_, Word::Nth(nth @ 2..))] => Some((words.len() - 1, nth)),
        _ => None,
    }
}

fn unknown(word: &str) -> Refused {
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

fn word(text: &str) -> Option<Word> {
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

impl Said {
    /// Takes the next word in; breaks with what is wrong with it.
    fn take(&mut self, word: Word, before: Option<Word>) -> ControlFlow<&'static str> {
        match word {
            Word::Filler | Word::To => {}
            Word::Every => self.every = true,
            Word::Other => self.interval = Some(2),
            Word::Nth(nth) => push_new(&mut self.nths, nth),
            Word::Number(number) => return self.count(number),
            Word::Weekday(day) => push_new(&mut self.weekdays, day),
            Word::Workday => self.group(&WORKDAYS),
            Word::Weekend => self.group(&WEEKEND),
            Word::Unit(unit) => return self.unit(unit, 1, before),
            Word::Adverb(unit, times) => return self.unit(unit, times, before),
            Word::Month(month) => push_new(&mut self.months, month),
            Word::Until if self.end.is_some() => return ControlFlow::Break("says once more when it ends"),
            Word::Until => {}
            Word::Day(day) if before == Some(Word::Until) => self.end = Some(End::OnDay(day)),
            Word::Day(_) => return ControlFlow::Break("stands where no day is looked for: write `until` before it"),
            Word::Times => return self.times(),
            Word::Clock(time) => self.clock.push(time),
            Word::Hours(from, to) => self.clock.extend([from, to]),
        }
        ControlFlow::Continue(())
    }

    fn group(&mut self, days: &[Weekday]) {
        days.iter().for_each(|day| push_new(&mut self.weekdays, *day));
        self.is_group = true;
    }

    fn count(&mut self, number: u32) -> ControlFlow<&'static str> {
        match self.number.replace(number) {
            Some(_) => ControlFlow::Break("follows another number"),
            None => ControlFlow::Continue(()),
        }
    }

    fn times(&mut self) -> ControlFlow<&'static str> {
        match (self.number.take(), self.end) {
            (Some(number), None) => {
                self.end = Some(End::After(number));
                ControlFlow::Continue(())
            }
            (None, _) => ControlFlow::Break("needs a number before it"),
            (_, Some(_)) => ControlFlow::Break("says once more when it ends"),
        }
    }

    fn unit(&mut self, unit: Frequency, times: u32, before: Option<Word>) -> ControlFlow<&'static str> {
        // "last day of the month", "first day of March": the day is what is numbered.
        let is_numbered_day = unit == Frequency::Daily && matches!(before, Some(Word::Nth(_))) && !self.every;
        if is_numbered_day {
            return ControlFlow::Continue(());
        }
        if self.unit.is_some() {
            return ControlFlow::Break("says once more how often");
        }
        let counted = match before {
            // "every third month"
            Some(Word::Nth(nth)) if self.every && nth > 1 => {
                self.nths.pop();
                Some(nth.unsigned_abs().into())
            }
            _ => self.number.take(),
        };
        if let Some(counted) = counted {
            self.interval = Some(counted);
        }
        self.unit = Some((unit, times));
        ControlFlow::Continue(())
    }

    /// Without `am` or `pm`, an end before the start is in the afternoon: `12:30-1:30`.
    fn hours(&self, names_half: bool) -> Result<Option<Hours>, Refused> {
        let is_afternoon = |from: Time, to: Time| {
            !names_half && to < from && (1..=12).contains(&from.hour()) && (1..12).contains(&to.hour())
        };
        match *self.clock.as_slice() {
            [] => Ok(None),
            [from] => Ok(Some(Hours { from, to: None })),
            [from, to] if from == to => Err(Refused::new("it ends at the time at which it begins")),
            [from, to] if is_afternoon(from, to) => Ok(Some(Hours { from, to: Some(to.saturating_add(12.hours())) })),
            [from, to] => Ok(Some(Hours { from, to: Some(to) })),
            _ => Err(Refused::new("it names more than two times of day")),
        }
    }

    fn rule(self) -> Result<Rule, Refused> {
        let (frequency, nths, interval) = self.frequency()?;
        let mut rule = Rule::every(frequency);
        rule.interval = interval.clamp(1, MOST);
        rule.end = self.end.unwrap_or(End::Never);
        rule.months = self.months;
        match (nths.is_empty(), self.weekdays.is_empty()) {
            (_, true) => rule.month_days = nths.iter().filter_map(|nth| i8::try_from(*nth).ok()).collect(),
            (true, false) => {
                rule.weekdays =
                    self.weekdays.iter().map(|weekday| NthWeekday { nth: None, weekday: *weekday }).collect()
            }
            (false, false) if self.is_group => {
                rule.weekdays =
                    self.weekdays.iter().map(|weekday| NthWeekday { nth: None, weekday: *weekday }).collect();
                rule.positions = nths;
            }
            (false, false) => {
                let nth = |nth: &i16| {
                    self.weekdays
                        .iter()
                        .map(|weekday| NthWeekday { nth: Some(*nth), weekday: *weekday })
                        .collect::<Vec<_>>()
                };
                rule.weekdays = nths.iter().flat_map(nth).collect();
            }
        }
        Ok(rule)
    }

    /// How often, the numbers of days or weekdays in that period, and every how many of them.
    fn frequency(&self) -> Result<(Frequency, Vec<i16>, u32), Refused> {
        let interval = self.interval.unwrap_or(1);
        let numbered = self.nths.clone();
        if let Some(nth) = numbered.iter().find(|nth| !self.weekdays.is_empty() && **nth > 5) {
            return Err(Refused::new(format!("no month has a weekday for the {nth}th time")));
        }
        match (self.unit, numbered.as_slice()) {
            (Some((Frequency::Monthly | Frequency::Yearly, _)), _) | (None, _) if !self.months.is_empty() => {
                match self.weekdays.is_empty() && numbered.is_empty() {
                    true => Err(Refused::new("it does not say on which day of the month")),
                    false => Ok((Frequency::Yearly, numbered, interval)),
                }
            }
            (Some((Frequency::Yearly, _)), [_, ..]) => Err(Refused::new("it does not say in which month of the year")),
            (Some((Frequency::Daily | Frequency::Weekly, _)), [_, ..]) => {
                Err(Refused::new("a number of a weekday or day needs a month: write `first Thursday of each month`"))
            }
            (Some((Frequency::Daily, times)), _) if self.weekdays.is_empty() => {
                Ok((Frequency::Daily, numbered, times * interval))
            }
            (Some((Frequency::Monthly | Frequency::Yearly, _)), []) if !self.weekdays.is_empty() => Err(Refused::new(
                "it does not say which of these weekdays of the month: write `first Thursday of each month`",
            )),
            (Some((unit, times)), _) => Ok((unit, numbered, times * interval)),
            // "every second Tuesday"
            (None, [nth]) if self.every && *nth > 1 && !self.weekdays.is_empty() => {
                Ok((Frequency::Weekly, Vec::new(), nth.unsigned_abs().into()))
            }
            (None, []) if !self.weekdays.is_empty() => Ok((Frequency::Weekly, numbered, interval)),
            (None, [_, ..]) => Err(Refused::new("it does not say of what: add `each month`, or the name of a month")),
            (None, []) => Err(Refused::new("it does not say how often")),
        }
    }
}

const WORKDAYS: [Weekday; 5] =
    [Weekday::Monday, Weekday::Tuesday, Weekday::Wednesday, Weekday::Thursday, Weekday::Friday];
const WEEKEND: [Weekday; 2] = [Weekday::Saturday, Weekday::Sunday];
