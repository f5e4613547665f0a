//! Dates: events in lists and on their own pages, and the calendar.

use schemars::JsonSchema;
use serde::Serialize;
use tera::Value;

use super::{Ref, TermRef};

/// One date of an event.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct EventLine {
    #[schemars(with = "Ref")]
    pub card: Value,
    /// What kind of event, in words.
    pub label: String,
    /// On the clock of the event's own zone; empty where no day is known.
    pub start: String,
    /// For whole days the last one, where there are several.
    pub end: Option<String>,
    /// The last day it touches, on the site's clock: from the day after, it is over.
    pub last_day: Option<String>,
    pub all_day: bool,
    /// Its zone, where its clock does not show what the site's does: "CET, Europe/Paris".
    pub zone: Option<String>,
    pub place: Option<String>,
    /// How one takes part, in words that can stand in a sentence.
    pub mode: Option<String>,
    /// In words, where it does not take place as planned: moved or cancelled.
    pub status: Option<String>,
    /// Why, in a sentence.
    pub note: Option<String>,
    /// When it would have been.
    pub moved_from: Option<String>,
}

/// What stands on an event's page beside its date.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct EventDates {
    pub ics_url: String,
    /// How it comes again, in the words of the page.
    pub repeats: Option<String>,
    /// Whose clock the times are on.
    pub zone: Option<String>,
    /// Where one signs up or joins, as long as it is not over.
    pub join_url: Option<String>,
    /// For what repeats: the next dates.
    pub coming: Vec<EventLine>,
    /// No date is ahead.
    pub is_over: bool,
    /// It is over, and nobody has written how it went.
    pub untold: bool,
}

/// `calendar`: what is to come by month, or what took place in a year.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct CalendarPage {
    pub title: String,
    pub total: usize,
    pub months: Vec<CalendarMonth>,
    pub filters: Vec<CalendarFilter>,
    pub subscriptions: Vec<Subscription>,
    /// Years that have dates that are over, newest first.
    pub years: Vec<CalendarYear>,
    /// Where there is no date: when communities usually meet.
    pub rhythms: Vec<Rhythm>,
    /// Everything on the page is over.
    pub is_past: bool,
    /// The page of everything to come; none on that page itself.
    pub all_url: Option<String>,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct CalendarMonth {
    /// Its first day.
    pub date: String,
    pub events: Vec<EventLine>,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct CalendarFilter {
    /// `community` or `type`.
    pub name: &'static str,
    pub options: Vec<CalendarOption>,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct CalendarOption {
    pub label: String,
    pub count: usize,
    pub url: String,
    pub active: bool,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct CalendarYear {
    pub year: String,
    pub count: usize,
    pub url: String,
    pub active: bool,
}

/// A calendar that programs keep up to date.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Subscription {
    pub title: String,
    pub url: String,
    /// None where the site does not say at which address it is published.
    pub webcal_url: Option<String>,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Rhythm {
    pub community: TermRef,
    pub rhythm: String,
}
