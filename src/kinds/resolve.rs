//! Built-in schemas and the site's own `[kinds]` and `[relations]` → [`Kinds`].

use super::{Kinds, builtin, check, extend, relations};
use crate::config::{Config, Report};
use crate::diagnostics::Diagnostic;

/// All kinds and relations, and what is wrong with the site's own and with its `[fields]`.
pub fn resolve(config: &Config) -> (Kinds, Vec<Diagnostic>) {
    let mut report = Report::new(&config.file);
    let mut kinds = builtin::kinds().to_vec();
    let mut all_relations = builtin::relations().clone();
    relations::extend_all(&mut all_relations, &config.relations, &mut report);
    extend::extend_all(&mut kinds, &config.kinds, &mut report);
    check::folders(&config.kinds, &kinds, &mut report);
    check::references(&config.kinds, &kinds, &all_relations, &mut report);
    check::renamed(&config.fields_written, &config.kinds, &kinds, &mut report);
    (Kinds::new(kinds, all_relations, config.fields.clone()), report.problems())
}
