//! All problems of all phases → the list that is reported.

use std::collections::BTreeSet;

use crate::diagnostics::{Checks, Code, Diagnostic};

/// Problems that are reported once for a whole site, at the first place, since one decision mends
/// all of them: whether to keep a language's code plain, what to do about another generator's
/// shortcode.
const ONCE: [Code; 2] = [Code::ForeignShortcode, Code::UnknownLanguage];

/// Gives every problem the severity the site has chosen, drops what is off, sorts by place, and
/// keeps one of those that are reported once.
pub fn settle(checks: &Checks, found: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut settled = checks.settle(found);
    let mut seen = BTreeSet::new();
    settled.retain(|diagnostic| {
        !ONCE.contains(&diagnostic.code) || seen.insert((diagnostic.code, diagnostic.message.clone()))
    });
    settled
}

/// The same template error on many pages is one error, met first on one of them.
pub fn merge_render_errors(errors: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut merged: Vec<(Diagnostic, usize)> = Vec::new();
    for error in errors {
        match merged.iter_mut().find(|(first, _)| first.span == error.span && first.message == error.message) {
            Some((_, times)) => *times += 1,
            None => merged.push((error, 0)),
        }
    }
    let named = |(error, others): (Diagnostic, usize)| match (others, error.help.clone()) {
        (0, _) => error,
        (others, Some(help)) => error.help(format!("{help}, and on {others} other pages")),
        (others, None) => error.help(format!("met on {} pages", others + 1)),
    };
    merged.into_iter().map(named).collect()
}
