//! Questions that a community of practice asks of its knowledge: when people meet, what was promised
//! and what came of it.
//!
//! Answers are made from the weave, and so from what the viewer may see. The one exception is the harvest, which counts
//! drafts whose writers agreed to it, and tells no more of them than how many there are. This room never reads a file,
//! plans no page and writes no words for readers.

pub mod calendar;
pub mod charter;
pub mod harvest;

pub use calendar::{Calendar, calendar};
pub use harvest::{Harvest, harvest};
pub mod expedition;
pub mod newsletter;
pub mod people;
pub mod value;
