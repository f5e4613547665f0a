//! A file's bytes → [`Doc`]: the one entry function of this room.

use std::sync::Arc;

use super::Doc;
use crate::config::Config;
use crate::diagnostics::Diagnostic;
use crate::kinds::Kinds;

/// What reading needs to know of the site.
#[derive(Clone, Copy, Debug)]
pub struct Rules<'a> {
    pub config: &'a Config,
    pub kinds: &'a Kinds,
}

/// Reads one content file. `file` is relative to the site's root (`content/…`). Files that cannot
/// be an entry at all (not UTF-8, too large, no usable slug) give diagnostics and no entry.
pub fn read(file: &Arc<str>, bytes: &[u8], rules: Rules) -> Result<Doc, Vec<Diagnostic>> {
    todo!()
}
