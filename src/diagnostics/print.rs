//! Printing diagnostics: for people, and as JSON lines, GitHub annotations and SARIF.
//!
//! Never decides what is printed or how severe it is.

use std::io::{self, Write};

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
    fn text(&self, file: &str) -> Option<String>;
}

/// Writes all `diagnostics` to `out`, in the order given.
pub fn print(diagnostics: &[Diagnostic], sources: &dyn Sources, format: Format, out: &mut dyn Write) -> io::Result<()> {
    todo!()
}
