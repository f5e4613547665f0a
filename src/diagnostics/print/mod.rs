//! Printing diagnostics: for people, and as JSON lines, GitHub annotations and SARIF.
//!
//! Never decides what is printed or how severe it is, and never reads a file itself.

mod excerpt;
mod github;
mod human;
mod json;
mod place;
mod sarif;

use std::io::{self, Write};

pub use place::{Place, Texts};

use super::Diagnostic;

/// How reports are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Human { colour: bool },
    Json,
    Github,
    Sarif,
}

/// Where the text of a file comes from when its line is to be shown.
pub trait Sources {
    /// The whole text of `file`, as the spans of its diagnostics count it; asked once a file.
    /// `None` where there is no text: the place is then printed as the file alone.
    fn text(&self, file: &str) -> Option<String>;
}

/// Writes all `diagnostics` to `out`, in the order given.
///
/// Nothing but the diagnostics is written; an empty list gives an empty report, which in SARIF is
/// a document without results. Fails only where `out` fails.
pub fn print(diagnostics: &[Diagnostic], sources: &dyn Sources, format: Format, out: &mut dyn Write) -> io::Result<()> {
    let mut texts = Texts::new(sources);
    match format {
        Format::Human { colour } => human::print(diagnostics, &mut texts, colour, out),
        Format::Json => json::print(diagnostics, &mut texts, out),
        Format::Github => github::print(diagnostics, &mut texts, out),
        Format::Sarif => sarif::print(diagnostics, &mut texts, out),
    }
}

#[cfg(test)]
mod tests;
