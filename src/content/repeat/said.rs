//! What words have said so far, and the rule that they come to.

use std::ops::ControlFlow;

use jiff::ToSpan;
use jiff::civil::{Time, Weekday};

use super::vocabulary::{MOST, Word};
use super::{End, Frequency, Hours, NthWeekday, Refused, Rule, push_new};

const WORKDAYS: [Weekday; 5] =
    [Weekday::Monday, Weekday::Tuesday, Weekday::Wednesday, Weekday::Thursday, Weekday::Friday];
const WEEKEND: [Weekday; 2] = [Weekday::Saturday, Weekday::Sunday];

/// What the words say so far.
#[derive(Default)]
pub struct Said {
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

impl Said {
    /// Takes the next word in; breaks with what is wrong with it.
    pub fn take(&mut self, word: Word, before: Option<Word>) -> ControlFlow<&'static str> {
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

    /// What all words come to; `names_half` where one of them says which half of the day is meant.
    pub fn finish(self, names_half: bool) -> Result<(Rule, Option<Hours>), Refused> {
        if let Some(number) = self.number {
            return Err(Refused::new(format!("it does not say what the {number} counts")));
        }
        let hours = self.hours(names_half)?;
        Ok((self.rule()?, hours))
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
        let weekdays = |nth| self.weekdays.iter().map(move |weekday| NthWeekday { nth, weekday: *weekday });
        if self.weekdays.is_empty() {
            rule.month_days = nths.iter().filter_map(|nth| i8::try_from(*nth).ok()).collect();
        } else if nths.is_empty() || self.is_group {
            rule.weekdays = weekdays(None).collect();
            rule.positions = nths;
        } else {
            rule.weekdays = nths.iter().flat_map(|nth| weekdays(Some(*nth))).collect();
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
