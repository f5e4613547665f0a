//! Snapshot + job → bytes: one pure function, for `build` and for `serve` alike.
//!
//! Rendering reads nothing but the snapshot: no file, no clock, no other page.

mod components;
mod context;
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
pub use weaver_json::SCHEMA as WEAVER_SCHEMA;

use std::sync::Arc;

use crate::diagnostics::Diagnostic;
use crate::plan::{Job, Planned};
use crate::view::Snapshot;

/// What stands at a URL: bytes, or a file of the site as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rendered {
    Bytes(Vec<u8>),
    /// Relative to the site's root.
    Copy(Arc<str>),
}

/// Renders one job. `memo` keeps code that was highlighted before; it changes no result.
pub fn render(snapshot: &Snapshot, memo: &Memo, planned: &Planned) -> Result<Rendered, Box<Diagnostic>> {
    let text = match &planned.job {
        Job::File(file) => return Ok(Rendered::Copy(file.clone())),
        Job::ThemeFile(url) => return Ok(Rendered::Bytes(snapshot.theme.file(url).unwrap_or_default().to_vec())),
        Job::Feed { of, format } => {
            let home = snapshot.config.base_url.absolute("");
            feed::feed(snapshot, of, *format, &|entry| prose::prose(snapshot, memo, entry, &home).unwrap_or_default())
        }
        Job::Source(entry) => source::source(snapshot, *entry),
        Job::Sitemap => sitemap::sitemap(snapshot),
        Job::Robots => robots::robots(snapshot),
        Job::Llms => llms::llms(snapshot),
        Job::WeaverJson => weaver_json::weaver_json(snapshot),
        _ => page::page(snapshot, memo, planned)?,
    };
    Ok(Rendered::Bytes(text.into_bytes()))
}
