//! Diagnostics as workflow commands, which GitHub shows beside the changed lines.
//!
//! The form is described under "Workflow commands for GitHub Actions", "Setting an error message".

use std::io::{self, Write};

use super::place::{Place, Texts};
use crate::diagnostics::{Diagnostic, Severity};

pub fn print(diagnostics: &[Diagnostic], texts: &mut Texts<'_>, out: &mut dyn Write) -> io::Result<()> {
    for diagnostic in diagnostics {
        writeln!(out, "{}", command(diagnostic, texts))?;
    }
    Ok(())
}

fn command(diagnostic: &Diagnostic, texts: &mut Texts<'_>) -> String {
    let name = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    let mut properties = Vec::new();
    if let Some(span) = &diagnostic.span {
        properties.push(format!("file={}", escape_property(&span.file)));
        properties.extend(texts.place(span).map(position));
    }
    properties.push(format!("title={}", diagnostic.code.name()));
    let help = diagnostic.help.as_ref().map(|help| format!("\nhelp: {help}")).unwrap_or_default();
    let message = escape_data(&format!("{}{help}", diagnostic.message));
    format!("::{name} {}::{message}", properties.join(","))
}

/// Columns are given for places on one line only: GitHub refuses them on others.
fn position(place: Place) -> String {
    let Place { line, column, end_line, end_column } = place;
    if line == end_line {
        format!("line={line},col={column},endLine={end_line},endColumn={end_column}")
    } else {
        format!("line={line},endLine={end_line}")
    }
}

fn escape_data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn escape_property(text: &str) -> String {
    escape_data(text).replace(':', "%3A").replace(',', "%2C")
}
