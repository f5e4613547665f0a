//! As written → as used.

use std::sync::Arc;

use super::Config;
use crate::diagnostics::Diagnostic;

/// What the command line says over the file.
#[derive(Clone, Debug, Default)]
pub struct Overrides {
    pub base_url: Option<String>,
}

/// The configuration in `text`, or everything that is wrong with it. `file` is `copsite.toml`.
pub fn resolve(file: &Arc<str>, text: &str, overrides: &Overrides) -> (Option<Config>, Vec<Diagnostic>) {
    todo!()
}
