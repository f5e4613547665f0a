//! Single values of `copsite.toml`: each either stands, or is reported and replaced by its default.

use std::sync::Arc;

use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::at::{At, Ordered};
use super::language::{LANGUAGE_HELP, language_help, primary_language};
use super::raw::{Level, RawLevel, RawNotExpected};
use super::report::Report;
use super::zones::zone_help;
use crate::diagnostics::{Checks, Code, Severity, did_you_mean};

/// How a problem can be treated, as it is written.
const LEVELS: [&str; 3] = ["error", "warning", "off"];

/// Problems whose severity is fixed: a build cannot begin with most of them, and nobody should switch off leaks in passing.
const FIXED: [Code; 6] = [
    Code::InvalidConfig,
    Code::UnreadableFile,
    Code::InvalidTheme,
    Code::TemplateError,
    Code::RefusedOutput,
    Code::Leak,
];

pub fn title(raw: Option<At<String>>, report: &mut Report) -> String {
    match raw {
        Some(title) if title.value().trim().is_empty() => {
            report.at(&title, "the title is empty").help = Some("write the site's name".to_string());
            String::new()
        }
        Some(title) => title.value().trim().to_string(),
        // A title that was misspelt or of a wrong type has been reported already.
        None if report.has_problems() => String::new(),
        None => {
            report.file("the site has no title").help = Some("add `title = \"…\"` at the top".to_string());
            String::new()
        }
    }
}

pub fn language(raw: Option<At<String>>, report: &mut Report) -> String {
    let Some(tag) = raw else { return "en".to_string() };
    if let Some(help) = language_help(tag.value()) {
        report.at(&tag, format!("`{}` is not a language tag", tag.value())).help = Some(help);
    }
    tag.value().clone()
}

/// Languages by which folders are called: there are no longer ones than three letters (ISO 639).
pub fn languages(raw: Option<Vec<At<String>>>, report: &mut Report) -> Vec<Arc<str>> {
    let mut languages: Vec<Arc<str>> = Vec::new();
    for tag in raw.unwrap_or_default() {
        let text = tag.value().as_str();
        let is_long = primary_language(text).len() > 3;
        let help = language_help(text).or_else(|| is_long.then(|| LANGUAGE_HELP.to_string()));
        if let Some(help) = help {
            report.at(&tag, format!("`{text}` is not a language tag")).help = Some(help);
        } else if languages.iter().any(|known| known.eq_ignore_ascii_case(text)) {
            report.at(&tag, format!("`{text}` is there already")).help = Some("leave it out".to_string());
        } else {
            languages.push(text.into());
        }
    }
    languages
}

pub fn timezone(raw: Option<At<String>>, report: &mut Report) -> TimeZone {
    let Some(name) = raw else { return TimeZone::UTC };
    TimeZone::get(name.value()).unwrap_or_else(|_| {
        report.at(&name, format!("`{}` is not a time zone", name.value())).help = Some(zone_help(name.value()));
        TimeZone::UTC
    })
}

/// A link with `{file}` in it, such as `edit_url`.
pub fn file_link(raw: Option<At<String>>, name: &str, report: &mut Report) -> Option<String> {
    let link = raw?;
    if !is_web_address(link.value()) {
        report.at(&link, format!("`{name}` must start with `https://` or `http://`"));
    } else if !link.value().contains("{file}") {
        report.at(&link, format!("`{name}` does not say where the file's path goes")).help =
            Some("put `{file}` there".to_string());
    }
    Some(link.value().clone())
}

/// Links are printed on pages: what could run code must not get there.
pub fn contact(raw: Option<At<String>>, report: &mut Report) -> Option<String> {
    let contact = raw?;
    let text = contact.value();
    let is_mail = text.strip_prefix("mailto:").unwrap_or(text).contains('@') && !text.contains("//");
    if !is_web_address(text) && !(is_mail && (text.starts_with("mailto:") || !text.contains(':'))) {
        report.at(&contact, format!("`{text}` is neither a mail address nor a link")).help =
            Some("write `name@example.org` or `https://…`".to_string());
    }
    Some(text.clone())
}

/// An address that a mail can come from, and no link.
pub fn mail_address(raw: Option<At<String>>, report: &mut Report) -> Option<String> {
    let address = raw?;
    let text = address.value();
    let is_refused = |c: char| c.is_whitespace() || c.is_control() || "<>,;:\"()".contains(c);
    if text.matches('@').count() != 1 || text.starts_with('@') || text.ends_with('@') || text.contains(is_refused) {
        report.at(&address, format!("`{text}` is no mail address")).help = Some("write `name@example.org`".to_string());
    }
    Some(text.clone())
}

fn is_web_address(text: &str) -> bool {
    text.starts_with("https://") || text.starts_with("http://")
}

/// The name of a folder, so nothing that leads elsewhere.
pub fn theme_name(raw: Option<&At<String>>, report: &mut Report) -> String {
    let Some(name) = raw else { return "loom".to_string() };
    let plain = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
    if name.value().is_empty() || !name.value().chars().all(plain) {
        report.at(name, format!("`{}` cannot be the name of a theme", name.value())).help =
            Some("use the name of a bundled theme or of a folder under `themes/`".to_string());
    }
    name.value().clone()
}

/// Who reads what is for nobody in particular. Another first name would publish what is meant for its readers alone.
pub const WIDEST: &str = "public";

pub fn audiences(raw: Option<At<Vec<At<String>>>>, report: &mut Report) -> Vec<Arc<str>> {
    let Some(order) = raw else { return vec![Arc::from(WIDEST)] };
    if order.value().is_empty() {
        report.at(&order, "there must be an audience").help = Some("for example `order = [\"public\"]`".to_string());
    }
    if let Some(widest) = order.value().first().filter(|name| name.value() != WIDEST && !name.value().trim().is_empty())
    {
        report.at(widest, format!("`{}` cannot be the widest audience", widest.value())).help =
            Some(format!("begin with `{WIDEST}`: what is for the first audience is read by everybody"));
    }
    let mut names: Vec<Arc<str>> = Vec::new();
    for name in order.value() {
        if name.value().trim().is_empty() {
            report.at(name, "an audience without a name");
        } else if names.iter().any(|known| **known == **name.value()) {
            report.at(name, format!("the audience `{}` is listed twice", name.value()));
        } else {
            names.push(Arc::from(name.value().as_str()));
        }
    }
    names
}

/// "09-01" → (9, 1). The 29th of February is refused: most years do not have it.
pub fn year_starts(raw: Option<At<String>>, report: &mut Report) -> (i8, i8) {
    let Some(text) = raw else { return (1, 1) };
    month_and_day(text.value()).unwrap_or_else(|| {
        report.at(&text, format!("`{}` is not a day that every year has", text.value())).help =
            Some("write month and day as `MM-DD`, for example `09-01`".to_string());
        (1, 1)
    })
}

fn month_and_day(text: &str) -> Option<(i8, i8)> {
    let (month, day) = text.split_once('-')?;
    let number = |part: &str| part.parse::<i8>().ok().filter(|_| part.len() == 2 && !part.starts_with('+'));
    let (month, day) = (number(month)?, number(day)?);
    const COMMON_YEAR: i16 = 2001;
    Date::new(COMMON_YEAR, month, day).ok().map(|_| (month, day))
}

/// One that names nothing would silence every gap. That a key was misspelt has been reported already.
pub fn not_expected(raw: Vec<At<RawNotExpected>>, report: &mut Report) -> Vec<At<RawNotExpected>> {
    let has_problems = report.has_problems();
    for one in &raw {
        let RawNotExpected { domain, community, kind } = one.value();
        if domain.is_none() && community.is_none() && kind.is_none() && !has_problems {
            report.at(one, "this says nothing of what is not expected").help =
                Some("name a `domain`, a `community` or a `kind`, or several of them".to_string());
        }
    }
    raw
}

pub fn checks(raw: Ordered<At<RawLevel>>, report: &mut Report) -> Checks {
    let mut checks = Checks::default();
    for (name, level) in raw.0 {
        let code = Code::from_name(name.value());
        if code.is_none() {
            unknown_code(&name, report);
        }
        let severity = match level.value() {
            RawLevel::Known(Level::Error) => Some(Severity::Error),
            RawLevel::Known(Level::Warning) => Some(Severity::Warning),
            RawLevel::Known(Level::Off) => None,
            RawLevel::Wrong(written) => {
                unknown_level(&name, &level, written, report);
                continue;
            }
        };
        match code {
            Some(code) if FIXED.contains(&code) && severity != Some(Severity::Error) => {
                report.at(&level, format!("`{}` is always an error", name.value())).help =
                    Some("nothing is published where it occurs: remove this line".to_string());
            }
            Some(code) => {
                checks.0.insert(code, severity);
            }
            None => {}
        }
    }
    checks
}

fn unknown_level(name: &At<String>, level: &At<RawLevel>, written: &toml::Value, report: &mut Report) {
    let near = written.as_str().and_then(|written| did_you_mean(written, LEVELS));
    report.at(level, format!("`checks.{}` cannot be `{written}`", name.value())).help = Some(match near {
        Some(near) => format!("did you mean \"{near}\"?"),
        None => "write \"error\", \"warning\" or \"off\"".to_string(),
    });
}

fn unknown_code(name: &At<String>, report: &mut Report) {
    let close = did_you_mean(name.value(), Code::ALL.iter().map(|code| code.name()));
    let problem = report.at(name, format!("no check is called `{}`", name.value()));
    problem.help = Some(match close {
        Some(known) => format!("did you mean `{known}`?"),
        None => "the code of a problem stands beside it in every report".to_string(),
    });
}
