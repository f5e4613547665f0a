//! Dates in the words of a page's language.

use super::patterns::{Part, Pattern};

/// Months, weekdays and patterns of a language, taken out of its strings once.
#[derive(Clone, Debug, Default)]
pub struct DateWords {
    months: Vec<String>,
    short_months: Vec<String>,
    /// From Monday.
    weekdays: Vec<String>,
    /// Patterns by format; a format without one gives the plain date.
    patterns: Vec<(&'static str, Vec<Part>)>,
}

/// Formats that are patterns of the language, with the key of their string.
const PATTERNS: [(&str, &str); 4] = [
    ("long", "date-long"),
    ("day_month", "date-day-month"),
    ("month_year", "date-month-year"),
    ("short_month_year", "date-short-month-year"),
];

/// All formats, for messages.
pub const FORMATS: &str = "long, day_month, month_year, short_month_year, day, weekday, year, time";

impl DateWords {
    /// Those that `text` gives for their keys; numbers where it has none.
    pub fn new<'t>(text: impl Fn(&str) -> Option<&'t str>) -> DateWords {
        let words = |stem: &str, count: usize| {
            (1..=count)
                .map(|number| {
                    let key = format!("{stem}-{number}");
                    text(&key).map_or_else(|| number.to_string(), str::to_owned)
                })
                .collect()
        };
        let patterns =
            PATTERNS.iter().filter_map(|(format, key)| Some((*format, Pattern::new(text(key)?).parts))).collect();
        DateWords {
            months: words("month", 12),
            short_months: words("month-short", 12),
            weekdays: words("weekday", 7),
            patterns,
        }
    }

    /// `text` (ISO 8601, a day or a day and a time) in one of [`FORMATS`]. Times are on the clock
    /// of the place where they were written, 24 hours.
    pub fn format(&self, text: &str, format: &str) -> Result<String, String> {
        let moment = Moment::parse(text).ok_or_else(|| format!("`{text}` is not a date like 2026-03-01"))?;
        match format {
            "day" => Ok(moment.day.to_string()),
            "year" => Ok(moment.year.to_string()),
            "weekday" => Ok(self.weekday(&moment).to_owned()),
            "time" => moment.time.map(str::to_owned).ok_or_else(|| format!("`{text}` has no time")),
            _ => match self.patterns.iter().find(|(known, _)| *known == format) {
                Some((_, parts)) => Ok(self.fill(parts, &moment, format)),
                None if PATTERNS.iter().any(|(known, _)| *known == format) => Ok(text[..10].to_owned()),
                None => Err(format!("there is no date format `{format}`; there are {FORMATS}")),
            },
        }
    }

    fn fill(&self, parts: &[Part], moment: &Moment<'_>, format: &str) -> String {
        let mut out = String::with_capacity(24);
        for part in parts {
            match part {
                Part::Text(text) => out.push_str(text),
                Part::Placeholder(name) => match &**name {
                    "day" => out.push_str(&moment.day.to_string()),
                    "month" if format.starts_with("short") => out.push_str(&self.short_months[moment.month - 1]),
                    "month" => out.push_str(&self.months[moment.month - 1]),
                    "month-short" => out.push_str(&self.short_months[moment.month - 1]),
                    "weekday" => out.push_str(self.weekday(moment)),
                    "year" => out.push_str(&moment.year.to_string()),
                    _ => out.push_str(name),
                },
            }
        }
        out
    }

    fn weekday(&self, moment: &Moment<'_>) -> &str {
        &self.weekdays[moment.weekday]
    }
}

/// A day that exists, and the time on its clock.
struct Moment<'a> {
    year: i16,
    month: usize,
    day: i8,
    /// From Monday, 0.
    weekday: usize,
    /// `HH:MM`.
    time: Option<&'a str>,
}

impl Moment<'_> {
    fn parse(text: &str) -> Option<Moment<'_>> {
        let (date, rest) = text.split_at_checked(10)?;
        let date: jiff::civil::Date = date.parse().ok()?;
        let time = match rest.strip_prefix(['T', ' ']) {
            Some(time) => Some(clock(time)?),
            None if rest.is_empty() => None,
            None => return None,
        };
        Some(Moment {
            year: date.year(),
            month: usize::from(date.month().unsigned_abs()),
            day: date.day(),
            weekday: usize::from(date.weekday().to_monday_zero_offset().unsigned_abs()),
            time,
        })
    }
}

fn clock(text: &str) -> Option<&str> {
    let clock = text.get(..5)?;
    let digits = |part: &str, most: u8| part.parse::<u8>().is_ok_and(|number| number <= most);
    let (hours, minutes) = clock.split_once(':')?;
    (hours.len() == 2 && digits(hours, 23) && digits(minutes, 59)).then_some(clock)
}
