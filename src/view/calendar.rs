//! `calendar`: dates to come by month, dates of a year that is over, and how to subscribe.

use std::collections::BTreeMap;

use super::cards::{term_ref, term_ref_in};
use super::contract::{
    CalendarFilter, CalendarMonth, CalendarOption, CalendarPage, CalendarYear, Rhythm, Subscription,
};
use super::{Snapshot, choices, events, plain};
use crate::content::Lang;
use crate::plan::{
    CALENDAR_FILE, CalendarOf, IcsOf, calendar_path, coming_communities, coming_types, encode, term_path,
};
use crate::practice::calendar::Occurrence;
use crate::weaver::{Taxonomy, TermIx};

/// One calendar page.
pub fn calendar(snapshot: &Snapshot, of: &CalendarOf) -> CalendarPage {
    let shown: Vec<&Occurrence> = match of {
        CalendarOf::Year(year) => {
            snapshot.calendar.past().filter(|occurrence| occurrence.when.day().year() == *year).collect()
        }
        _ => snapshot.calendar.coming().filter(|occurrence| is_shown(snapshot, of, occurrence)).collect(),
    };
    CalendarPage {
        title: title(snapshot, of),
        total: shown.len(),
        months: months(snapshot, &shown),
        filters: filters(snapshot, of),
        subscriptions: subscriptions(snapshot, of),
        years: years(snapshot, of),
        rhythms: if shown.is_empty() { rhythms(snapshot) } else { Vec::new() },
        is_past: matches!(of, CalendarOf::Year(_)),
        all_url: (*of != CalendarOf::All).then(|| url(snapshot, &CalendarOf::All)),
    }
}

/// What a page is called: "Calendar", "Calendar: Resilience", "Calendar 2026".
pub fn title(snapshot: &Snapshot, of: &CalendarOf) -> String {
    let calendar = snapshot.say(&snapshot.lang(), "calendar");
    match of {
        CalendarOf::All => calendar,
        CalendarOf::Year(year) => format!("{calendar} {year}"),
        CalendarOf::Community(term) => format!("{calendar}: {}", community(snapshot, *term)),
        CalendarOf::Type(of) => format!("{calendar}: {}", choices::in_words(snapshot, &snapshot.lang(), "event", of)),
    }
}

fn community(snapshot: &Snapshot, term: TermIx) -> &str {
    &snapshot.weave.terms().get(Taxonomy::Communities, term).title
}

fn is_shown(snapshot: &Snapshot, of: &CalendarOf, occurrence: &Occurrence) -> bool {
    let entry = occurrence.entry;
    match of {
        CalendarOf::Community(term) => snapshot.weave.terms().of_entry(Taxonomy::Communities, entry).contains(term),
        CalendarOf::Type(of) => snapshot.calendar.type_of(&snapshot.weave, entry) == Some(of),
        CalendarOf::All | CalendarOf::Year(_) => true,
    }
}

fn url(snapshot: &Snapshot, of: &CalendarOf) -> String {
    encode(&calendar_path(of, &snapshot.weave))
}

/// Dates under the month in which they begin, on their own clocks, in the order given.
fn months(snapshot: &Snapshot, shown: &[&Occurrence]) -> Vec<CalendarMonth> {
    let mut months: Vec<CalendarMonth> = Vec::new();
    for occurrence in shown {
        let date = occurrence.when.day().first_of_month().to_string();
        let line = events::line(snapshot, occurrence, &snapshot.lang());
        match months.last_mut().filter(|month| month.date == date) {
            Some(month) => month.events.push(line),
            None => months.push(CalendarMonth { date, events: vec![line] }),
        }
    }
    months
}

/// One community or one type of event, where there is a choice.
fn filters(snapshot: &Snapshot, of: &CalendarOf) -> Vec<CalendarFilter> {
    if matches!(of, CalendarOf::Year(_)) {
        return Vec::new();
    }
    let (calendar, weave) = (&snapshot.calendar, &snapshot.weave);
    let option = |label: String, to: CalendarOf, count: usize| CalendarOption {
        label,
        count,
        url: url(snapshot, &to),
        active: to == *of,
    };
    let communities = coming_communities(calendar, weave)
        .into_iter()
        .map(|(term, count)| option(community(snapshot, term).to_owned(), CalendarOf::Community(term), count));
    let types = coming_types(calendar, weave).into_iter().map(|(of, count)| {
        option(choices::in_words(snapshot, &snapshot.lang(), "event", of), CalendarOf::Type(of.clone()), count)
    });
    let filters = [("community", communities.collect::<Vec<_>>()), ("type", types.collect())];
    let is_choice = |(_, options): &(&str, Vec<CalendarOption>)| options.len() > 1;
    filters.into_iter().filter(is_choice).map(|(name, options)| CalendarFilter { name, options }).collect()
}

/// The whole site's calendar, and that of each community; a community's page offers its own.
fn subscriptions(snapshot: &Snapshot, of: &CalendarOf) -> Vec<Subscription> {
    let lang = snapshot.lang();
    match of {
        CalendarOf::Year(_) => Vec::new(),
        CalendarOf::Community(term) => {
            subscription(snapshot, IcsOf::Term(Taxonomy::Communities, *term), &lang).into_iter().collect()
        }
        CalendarOf::All | CalendarOf::Type(_) => {
            let communities = snapshot.weave.terms().all(Taxonomy::Communities);
            let each = communities.map(|term| IcsOf::Term(Taxonomy::Communities, term));
            std::iter::once(IcsOf::Site).chain(each).filter_map(|of| subscription(snapshot, of, &lang)).collect()
        }
    }
}

/// Called as readers of a language call what it is of. Nothing where no event is in it.
pub fn subscription(snapshot: &Snapshot, of: IcsOf, lang: &Lang) -> Option<Subscription> {
    let (title, path) = match of {
        IcsOf::Site => (snapshot.config.title.clone(), CALENDAR_FILE.to_owned()),
        IcsOf::Term(taxonomy, term) => {
            let folder = term_path(taxonomy, term, &snapshot.weave, &snapshot.kinds);
            (term_ref_in(snapshot, taxonomy, term, lang).title.to_string(), format!("{folder}{CALENDAR_FILE}"))
        }
        IcsOf::Event(_) => return None,
    };
    snapshot.plan.at(&path)?;
    let url = encode(&path);
    let absolute = snapshot.config.base_url.absolute(&url);
    let webcal_url = absolute.split_once("://").map(|(_, rest)| format!("webcal://{rest}"));
    Some(Subscription { title, url, webcal_url })
}

fn years(snapshot: &Snapshot, of: &CalendarOf) -> Vec<CalendarYear> {
    let year = |(year, count)| {
        let to = CalendarOf::Year(year);
        CalendarYear { year: format!("{year:04}"), count, url: url(snapshot, &to), active: to == *of }
    };
    snapshot.calendar.past_years().into_iter().map(year).collect()
}

/// When communities usually meet, for want of a date.
fn rhythms(snapshot: &Snapshot) -> Vec<Rhythm> {
    let terms = snapshot.weave.terms();
    let rhythm = |term: TermIx| {
        let entry = terms.get(Taxonomy::Communities, term).entry?;
        let rhythm = plain::text(snapshot.weave.doc(entry), "rhythm")?;
        Some(Rhythm { community: term_ref(snapshot, Taxonomy::Communities, term), rhythm })
    };
    let all: BTreeMap<TermIx, Rhythm> =
        terms.all(Taxonomy::Communities).filter_map(|term| Some((term, rhythm(term)?))).collect();
    all.into_values().collect()
}
