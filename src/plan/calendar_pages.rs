//! The pages and files of the calendar.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::paging::page;
use super::terms::term_path;
use super::{CalendarOf, FileJob, IcsOf, PageJob, Planned, Sources};
use crate::content::identity::slugify;
use crate::kinds::addresses::CALENDAR;
use crate::practice::Calendar;
use crate::weaver::{Taxonomy, TermIx, Weave};

/// The name of a calendar's file in the folder of what it is of.
pub const CALENDAR_FILE: &str = "calendar.ics";
/// The name of an event's file beside its page.
pub const EVENT_FILE: &str = "event.ics";

/// Taxonomies whose terms one can subscribe to.
const SUBSCRIBED: [Taxonomy; 2] = [Taxonomy::Communities, Taxonomy::Domains];

pub fn calendar_pages(sources: Sources) -> Vec<Planned> {
    let Sources { calendar, weave, .. } = sources;
    if calendar.is_empty() {
        return Vec::new();
    }
    let mut pages = vec![page(calendar_path(&CalendarOf::All, weave), PageJob::Calendar(CalendarOf::All))];
    let communities = coming_communities(calendar, weave).into_keys().map(CalendarOf::Community);
    let types = coming_types(calendar, weave).into_keys().map(|of| CalendarOf::Type(of.clone()));
    let years = calendar.past_years().into_iter().map(|(year, _)| CalendarOf::Year(year));
    let parts = communities.chain(types).chain(years);
    pages.extend(parts.map(|of| page(calendar_path(&of, weave), PageJob::Calendar(of))));
    pages.push(page(CALENDAR_FILE, FileJob::Ics(IcsOf::Site)));
    pages.extend(SUBSCRIBED.into_iter().flat_map(|taxonomy| term_files(taxonomy, sources)));
    pages.extend(calendar.series().iter().map(|series| {
        page(format!("{}{EVENT_FILE}", weave.address(series.entry)), FileJob::Ics(IcsOf::Event(series.entry)))
    }));
    pages
}

/// Where a calendar page stands.
pub fn calendar_path(of: &CalendarOf, weave: &Weave) -> String {
    match of {
        CalendarOf::All => CALENDAR.to_owned(),
        CalendarOf::Year(year) => format!("{CALENDAR}{year:04}/"),
        CalendarOf::Type(of) => format!("{CALENDAR}type/{}/", slugify(of)),
        CalendarOf::Community(term) => {
            format!("{CALENDAR}community/{}/", weave.terms().get(Taxonomy::Communities, *term).slug)
        }
    }
}

/// The communities that have dates ahead, and how many.
pub fn coming_communities(calendar: &Calendar, weave: &Weave) -> BTreeMap<TermIx, usize> {
    let mut counts = BTreeMap::new();
    for occurrence in calendar.coming() {
        for term in weave.terms().of_entry(Taxonomy::Communities, occurrence.entry) {
            *counts.entry(*term).or_default() += 1;
        }
    }
    counts
}

/// The types of event that are ahead, and how many.
pub fn coming_types<'w>(calendar: &Calendar, weave: &'w Weave) -> BTreeMap<&'w Arc<str>, usize> {
    let mut counts = BTreeMap::new();
    for of in calendar.coming().filter_map(|occurrence| calendar.type_of(weave, occurrence.entry)) {
        *counts.entry(of).or_default() += 1;
    }
    counts
}

/// A file for each term that any event belongs to.
fn term_files(taxonomy: Taxonomy, sources: Sources) -> Vec<Planned> {
    let Sources { calendar, weave, kinds, .. } = sources;
    let mut terms: Vec<TermIx> =
        calendar.series().iter().flat_map(|series| weave.terms().of_entry(taxonomy, series.entry)).copied().collect();
    terms.sort();
    terms.dedup();
    let file = |term: TermIx| {
        page(
            format!("{}{CALENDAR_FILE}", term_path(taxonomy, term, weave, kinds)),
            FileJob::Ics(IcsOf::Term(taxonomy, term)),
        )
    };
    terms.into_iter().map(file).collect()
}
