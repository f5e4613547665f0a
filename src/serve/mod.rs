//! The preview: a site answered over HTTP while it is being written.
//!
//! A request renders its page from an immutable snapshot, with no lock held; a change on disk makes a
//! new snapshot and tells the browsers. While files are broken, what was good last is shown, with
//! the problems over it.
//!
//! This room writes nothing to disk. What a request names is only ever looked up in the plan, so
//! that no request reaches a file that the site does not publish. The script that reloads a page is
//! put in here and never in `render`.

#![expect(clippy::disallowed_methods, reason = "a server lives in time, and watches the folders it serves")]

mod address;
mod answer;
mod asked;
mod conditions;
mod crew;
mod hosts;
mod last_good;
mod listen;
mod nudge;
mod overlay;
mod preview;
mod server;
mod streams;
mod watch;
mod writer;

pub use answer::{Answer, answer};
pub use asked::Asked;
pub use hosts::Hosts;
pub use listen::listen;
pub use preview::{Preview, Reporter, Shown, Taken};
pub use server::{Service, serve};
pub use streams::Streams;
pub use watch::{Watch, poll};
pub use writer::{WRITER_PATH, Writer};
