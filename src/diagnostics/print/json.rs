//! Diagnostics as JSON, one object a line, for editors and scripts.

use std::io::{self, Write};

use serde::Serialize;

use super::place::Texts;
use crate::diagnostics::{Diagnostic, Severity, Span};

/// The keys and their order are part of the command line's contract.
#[derive(Serialize)]
struct Line<'a> {
    severity: &'static str,
    code: &'static str,
    message: &'a str,
    #[serde(flatten)]
    place: FilePlace<'a>,
    help: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related: Vec<RelatedPlace<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fix: Option<FixPlace<'a>>,
}

#[derive(Serialize)]
struct RelatedPlace<'a> {
    #[serde(flatten)]
    place: FilePlace<'a>,
    label: &'a str,
}

#[derive(Serialize)]
struct FixPlace<'a> {
    #[serde(flatten)]
    place: FilePlace<'a>,
    replacement: &'a str,
}

/// Null is what is not known.
#[derive(Default, Serialize)]
struct FilePlace<'a> {
    file: Option<&'a str>,
    line: Option<usize>,
    column: Option<usize>,
    end_line: Option<usize>,
    end_column: Option<usize>,
}

pub fn print(diagnostics: &[Diagnostic], texts: &mut Texts<'_>, out: &mut dyn Write) -> io::Result<()> {
    for diagnostic in diagnostics {
        let mut line = serde_json::to_vec(&line(diagnostic, texts))?;
        line.push(b'\n');
        out.write_all(&line)?;
    }
    Ok(())
}

fn line<'a>(diagnostic: &'a Diagnostic, texts: &mut Texts<'_>) -> Line<'a> {
    Line {
        severity: severity(diagnostic.severity),
        code: diagnostic.code.name(),
        message: &diagnostic.message,
        place: diagnostic.span.as_ref().map(|span| file_place(span, texts)).unwrap_or_default(),
        help: diagnostic.help.as_deref(),
        related: diagnostic
            .related
            .iter()
            .map(|related| RelatedPlace { place: file_place(&related.span, texts), label: &related.label })
            .collect(),
        fix: diagnostic
            .fix
            .as_ref()
            .map(|fix| FixPlace { place: file_place(&fix.span, texts), replacement: &fix.replacement }),
    }
}

fn file_place<'a>(span: &'a Span, texts: &mut Texts<'_>) -> FilePlace<'a> {
    let place = texts.place(span);
    FilePlace {
        file: Some(&span.file),
        line: place.map(|place| place.line),
        column: place.map(|place| place.column),
        end_line: place.map(|place| place.end_line),
        end_column: place.map(|place| place.end_column),
    }
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}
