//! Snapshot + job → bytes: one pure function, for `build` and for `serve` alike.
//!
//! Rendering reads nothing but the snapshot: no file, no clock, no other page.

mod components;
mod context;
mod entries;
mod feed;
pub mod highlight;
mod lines;
mod llms;
mod memo;
mod page;
mod prose;
mod robots;
mod sitemap;
mod source;
mod weaver_json;

pub use components::check;
pub use memo::Memo;
pub use weaver_json::{SCHEMA as WEAVER_SCHEMA, weaver_json};

use std::sync::Arc;

use crate::diagnostics::Diagnostic;
use crate::plan::{FileJob, Job, Planned};
use crate::view::Snapshot;

/// What stands at a URL: bytes, or a file of the site as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rendered {
    Bytes(Vec<u8>),
    /// Relative to the site's root.
    Copy(Arc<str>),
}

/// Renders one job. `memo` keeps code that was highlighted before; it changes no result. The error is
/// that of a template, with its place.
pub fn render(snapshot: &Snapshot, memo: &Memo, planned: &Planned) -> Result<Rendered, Box<Diagnostic>> {
    match &planned.job {
        Job::Page(job) => page::page(snapshot, memo, &planned.route, job).map(text),
        Job::File(job) => file(snapshot, memo, job),
    }
}

fn text(text: String) -> Rendered {
    Rendered::Bytes(text.into_bytes())
}

fn file(snapshot: &Snapshot, memo: &Memo, job: &FileJob) -> Result<Rendered, Box<Diagnostic>> {
    Ok(match job {
        FileJob::Feed { of, format } => {
            let home = snapshot.config.base_url.absolute("");
            let prose = |entry| prose::prose(snapshot, memo, entry, &home).unwrap_or_default();
            text(feed::feed(snapshot, of, *format, &prose))
        }
        FileJob::Entries(of) => text(entries::entries(snapshot, of)?),
        FileJob::Source(entry) => text(source::source(snapshot, *entry)),
        FileJob::Sitemap => text(sitemap::sitemap(snapshot)),
        FileJob::Robots => text(robots::robots(snapshot)),
        FileJob::Llms => text(llms::llms(snapshot)),
        FileJob::WeaverJson => text(weaver_json(snapshot)),
        FileJob::Copy(file) => Rendered::Copy(file.clone()),
        FileJob::Theme(url) => Rendered::Bytes(snapshot.theme.file(url).unwrap_or_default().to_vec()),
    })
}
