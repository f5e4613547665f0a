//! Data that templates name and that no page has, found before any page is rendered.
//!
//! The engine says nothing of a misspelt name in a condition, and of any other only once a page meets it. Here each
//! template is followed from the pages that use it, with the shapes of what they give it. Never guesses: the result of
//! a filter, a computed index, a variable that another template sets are taken for anything, and what one page has
//! and another has not is no mistake.

mod paths;
mod scope;
mod shape;
mod tags;
#[cfg(test)]
mod tests;
mod walk;

use serde_json::Value;

use super::Theme;
use crate::diagnostics::Diagnostic;

/// A problem for each name that nothing has in any page that meets it. `contract` is a JSON Schema of an object that
/// holds, under the name of each template that is rendered by itself, what that template gets.
pub fn unknown(theme: &Theme, contract: &Value) -> Vec<Diagnostic> {
    walk::walk(theme, contract).into_values().flatten().collect()
}
