//! Two real sites that nobody here wrote, built as their owners would build them on the first day.
//!
//! The corpora lie beside the checkout (`../shared/corpora`) or where `COPSITE_CORPORA` says. A clone
//! without them cannot run these tests: they say so on standard error and pass. With
//! `COPSITE_CORPORA` set, missing corpora are a failure. Nothing in a corpus is ever written to.

#![expect(clippy::disallowed_methods, reason = "tests copy a corpus and read what is published")]

mod corpus;
mod digitalgov;
mod digitalgov_events;
mod eighteen_f;
mod searches;
mod traces;
