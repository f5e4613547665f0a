//! Languages of entries that the theme has no words for: what copsite writes around them is English.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::config::Config;
use crate::content::Lang;
use crate::diagnostics::{Diagnostic, Span};
use crate::theme::Theme;
use crate::weaver::Weave;

/// A warning for each, at the first file of an entry in it. The site's own language is told at its place in the configuration.
pub fn wordless(weave: &Weave, theme: &Theme, config: &Config) -> Vec<Diagnostic> {
    let mut firsts: BTreeMap<&Lang, &Arc<str>> = BTreeMap::new();
    for doc in weave.all().map(|entry| weave.doc(entry)).filter(|doc| *doc.lang.0 != *config.language) {
        let first = firsts.entry(&doc.lang).or_insert(&doc.file);
        *first = (*first).min(&doc.file);
    }
    let without = firsts.into_iter().filter(|(lang, _)| !theme.strings.has_language(&lang.0));
    without.map(|(lang, file)| theme.strings.no_words(&lang.0).at(Span::file(file))).collect()
}
