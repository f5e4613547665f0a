//! Built-in schemas and the site's own `[kinds]` and `[relations]` → [`Kinds`].

use super::Kinds;
use crate::config::Config;
use crate::diagnostics::Diagnostic;

/// All kinds and relations, and what is wrong with the site's own.
pub fn resolve(config: &Config) -> (Kinds, Vec<Diagnostic>) {
    todo!()
}
