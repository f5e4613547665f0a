//! The template contract: what a template receives, as types.
//!
//! Every struct here is public to theme authors: a field may be added, never renamed or removed
//! without a new major version. Views are filled from a snapshot by the functions of this room;
//! templates never fetch anything themselves.
//!
//! Addresses (`url`) are relative to the site's home without a leading slash (`methods/x/`, and
//! the empty string for the home page); a template writes `{{ base }}{{ ref.url }}`, where `base`
//! leads from the page to the home (`../../`, `./`). Dates are ISO 8601 texts for the filter
//! `date`. Fields that end in `_html` are safe HTML; all others are plain text to be escaped.

mod actions;
pub mod bridges;
pub mod calendar;
pub mod cards;
pub mod choices;
pub mod citation;
pub mod community;
mod community_cards;
pub mod contract;
pub mod coverage;
pub mod crumbs;
pub mod desk;
mod direction;
pub mod escape;
pub mod events;
pub mod expedition;
pub mod facts;
pub mod filter;
pub mod gap_words;
pub mod gaps;
pub mod graph;
pub mod harvest;
pub mod home;
pub mod hub;
pub mod images;
pub mod issue;
pub mod item;
pub mod json_ld;
pub mod languages;
mod licence;
pub mod listing;
mod navigation;
pub mod page;
mod once;
mod pager;
pub mod pictures;
pub mod plain;
mod policy;
pub mod related;
pub mod relations;
mod repeats;
pub mod search;
pub mod section;
pub mod site;
mod snapshot;
pub mod social_cards;
pub mod steps;
mod voice;
pub mod value;
pub mod weave;
pub mod web_site;
pub mod withheld;

pub use policy::Policies;
pub use snapshot::{Parts, Snapshot};
pub use voice::Voice;
