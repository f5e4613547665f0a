//! `{{ query(…) }}`: a list of entries by kind, domain, community, tag, person and period.

use jiff::civil::Date;

use super::entries::Found;
use super::{EntryIx, Taxonomy, TermIx, Weave};
use crate::content::identity::slugify;
use crate::content::{Call, FieldValue};
use crate::diagnostics::{Code, Diagnostic, did_you_mean};
use crate::kinds::Kinds;

/// What a query block asks for. An empty query is all entries, newest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    kinds: Vec<String>,
    terms: Vec<(Taxonomy, TermIx)>,
    /// The first and last day.
    period: Option<(Date, Date)>,
    limit: Option<usize>,
    /// It names a term that exists, but not in this build: nothing can match.
    nothing: bool,
}

const ARGUMENTS: [&str; 7] = ["kind", "domain", "community", "person", "tag", "period", "limit"];

impl Query {
    /// Reads the arguments of a `query` call; every wrong one is a diagnostic.
    pub fn new(call: &Call, weave: &Weave, kinds: &Kinds) -> Result<Query, Vec<Diagnostic>> {
        let mut query = Query::default();
        let mut problems = Vec::new();
        for (name, value) in &call.arguments {
            if let Err((message, help)) = query.set(name, value, weave, kinds) {
                problems.push(Diagnostic::new(Code::InvalidBlock, message).at(call.span.clone()).help(help));
            }
        }
        if problems.is_empty() { Ok(query) } else { Err(problems) }
    }

    fn set(&mut self, name: &str, value: &FieldValue, weave: &Weave, kinds: &Kinds) -> Result<(), (String, String)> {
        match name {
            "kind" => each(value, |kind| self.add_kind(kind, kinds)),
            "domain" => each(value, |term| self.add_term(Taxonomy::Domains, term, weave)),
            "community" => each(value, |term| self.add_term(Taxonomy::Communities, term, weave)),
            "person" => each(value, |term| self.add_term(Taxonomy::People, term, weave)),
            "tag" => each(value, |term| self.add_term(Taxonomy::Tags, term, weave)),
            "period" => each(value, |period| {
                self.period = Some(parse_period(period)?);
                Ok(())
            }),
            "limit" => match value {
                FieldValue::Integer(limit) if *limit > 0 => {
                    self.limit = Some(*limit as usize);
                    Ok(())
                }
                _ => Err(("`limit` must be a number above 0".into(), "for example `limit=5`".into())),
            },
            _ => Err((
                format!("`query` has no argument `{name}`"),
                match did_you_mean(name, ARGUMENTS) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => format!("it takes {}", ARGUMENTS.map(|name| format!("`{name}`")).join(", ")),
                },
            )),
        }
    }

    fn add_kind(&mut self, kind: &str, kinds: &Kinds) -> Result<(), (String, String)> {
        if kinds.get(kind).is_none() {
            let near = did_you_mean(kind, kinds.kinds.iter().map(|kind| &*kind.name));
            let help =
                near.map_or("see `copsite schema` for all kinds".into(), |near| format!("did you mean `{near}`?"));
            return Err((format!("there is no kind `{kind}`"), help));
        }
        self.kinds.push(kind.to_owned());
        Ok(())
    }

    /// A term that stands only in entries this build must not show matches nothing; it is no error,
    /// or the site would break on the day they are held back.
    fn add_term(&mut self, taxonomy: Taxonomy, name: &str, weave: &Weave) -> Result<(), (String, String)> {
        let terms = weave.terms();
        let slug = match taxonomy.kind().map(|kind| weave.names.term(kind, name)) {
            Some(Found::One(entry)) => weave.doc(entry).id.slug.to_string(),
            Some(Found::Withheld) | None => slugify(name),
            Some(Found::None) if terms.find(taxonomy, &slugify(name)).is_some() => slugify(name),
            Some(Found::None) => return Err(unknown(taxonomy, name, weave)),
        };
        match terms.find(taxonomy, &slug) {
            Some(term) => self.terms.push((taxonomy, term)),
            None => self.nothing = true,
        }
        Ok(())
    }

    /// Whether it asks for a term that this build does not have: nothing may tell its name.
    pub fn names_what_is_not_there(&self) -> bool {
        self.nothing
    }

    /// The entries that match, newest first, each in the version for readers of the entry that asks, which is not among
    /// them.
    pub fn run(&self, weave: &Weave, asks: EntryIx) -> Vec<EntryIx> {
        if self.nothing {
            return Vec::new();
        }
        let limit = self.limit.unwrap_or(usize::MAX);
        let lang = &weave.doc(asks).lang;
        let matching = weave.newest().iter().filter(|entry| self.matches(**entry, weave));
        matching.map(|entry| weave.version(*entry, lang)).filter(|entry| *entry != asks).take(limit).collect()
    }

    fn matches(&self, entry: EntryIx, weave: &Weave) -> bool {
        let kind = &weave.doc(entry).id.kind;
        (self.kinds.is_empty() || self.kinds.iter().any(|wanted| **wanted == **kind))
            && self.terms.iter().all(|(taxonomy, term)| {
                weave.versions(entry).any(|version| weave.terms().of_entry(*taxonomy, version).contains(term))
            })
            && self.period.is_none_or(|(first, last)| {
                weave.date(entry).is_some_and(|date| (first..=last).contains(&date.civil.date()))
            })
    }
}

fn unknown(taxonomy: Taxonomy, name: &str, weave: &Weave) -> (String, String) {
    let what = taxonomy.singular();
    let all = weave.terms().all(taxonomy).map(|term| &*weave.terms().get(taxonomy, term).slug);
    let help = match did_you_mean(name, all) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("write it as its page's address does, for example `{what}=\"the-slug\"`"),
    };
    (format!("there is no {what} `{name}`"), help)
}

/// Calls `take` for a text, or for each text of a list.
fn each(
    value: &FieldValue,
    mut take: impl FnMut(&str) -> Result<(), (String, String)>,
) -> Result<(), (String, String)> {
    match value {
        FieldValue::Text(text) => take(text),
        FieldValue::Integer(number) => take(&number.to_string()),
        FieldValue::List(values) => values.iter().try_for_each(|value| match value {
            FieldValue::Text(text) => take(text),
            _ => Err(("a list in a `query` holds texts".into(), "for example `kind=[\"story\", \"case\"]`".into())),
        }),
        _ => Err(("this argument takes a text or a list of texts".into(), "for example `kind=\"story\"`".into())),
    }
}

/// `2026`, `2026-03`, `2026-03-14` or `2026-01..2026-06`, both ends included.
fn parse_period(text: &str) -> Result<(Date, Date), (String, String)> {
    let (first, last) = text.split_once("..").unwrap_or((text, text));
    match (span_of(first.trim()), span_of(last.trim())) {
        (Some((start, _)), Some((_, end))) if start <= end => Ok((start, end)),
        _ => Err((
            format!("`{text}` is not a period"),
            "write a year, a month or a day, or two of them: `2026`, `2026-03`, `2026-01..2026-06`".into(),
        )),
    }
}

fn span_of(text: &str) -> Option<(Date, Date)> {
    let parts: Vec<&str> = text.split('-').collect();
    let number = |index: usize| parts.get(index)?.parse::<i16>().ok();
    let month = |index: usize| number(index).and_then(|month| i8::try_from(month).ok());
    match parts.len() {
        1 => Some((Date::new(number(0)?, 1, 1).ok()?, Date::new(number(0)?, 12, 31).ok()?)),
        2 => {
            let first = Date::new(number(0)?, month(1)?, 1).ok()?;
            Some((first, first.last_of_month()))
        }
        3 => {
            let day = Date::new(number(0)?, month(1)?, month(2)?).ok()?;
            Some((day, day))
        }
        _ => None,
    }
}
