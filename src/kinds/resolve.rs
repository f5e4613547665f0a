//! Built-in schemas and the site's own `[kinds]` and `[relations]` → [`Kinds`].

use super::{Kinds, check, extend, languages, relations};
use crate::config::{Config, Report};
use crate::diagnostics::Diagnostic;

/// All kinds and relations, and what is wrong with the site's own and with its `[fields]`.
pub fn resolve(config: &Config) -> (Kinds, Vec<Diagnostic>) {
    let mut report = Report::new(&config.file);
    let kinds = extended(config, &config.language, &mut report);
    (kinds, report.problems())
}

/// The same kinds and relations with the names that readers of `lang` have for them. What the site
/// itself calls them, it calls them in every language.
pub fn resolve_in(config: &Config, lang: &str) -> Kinds {
    extended(config, lang, &mut Report::new(&config.file))
}

fn extended(config: &Config, lang: &str, report: &mut Report) -> Kinds {
    let (mut kinds, mut all_relations) = languages::builtin_in(lang);
    relations::extend_all(&mut all_relations, &config.relations, report);
    extend::extend_all(&mut kinds, &config.kinds, report);
    check::folders(&config.kinds, &kinds, report);
    check::references(&config.kinds, &kinds, &all_relations, report);
    check::renamed(&config.fields_written, &config.kinds, &kinds, report);
    Kinds::new(kinds, all_relations, config)
}
