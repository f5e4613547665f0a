//! Diagnostics as one SARIF 2.1.0 document, for code scanning.
//!
//! The form is the OASIS standard "Static Analysis Results Interchange Format", version 2.1.0.

use std::collections::BTreeSet;
use std::io::{self, Write};

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use serde_json::{Value, json};

use super::place::{Place, Texts};
use crate::diagnostics::{Code, Diagnostic, Fix, Related, Severity, Span};

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

/// What cannot stand as it is in the path of a relative reference (RFC 3986, section 3.3). A colon
/// in the first segment would be read as the end of a scheme.
const PATH: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b':')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

pub fn print(diagnostics: &[Diagnostic], texts: &mut Texts<'_>, out: &mut dyn Write) -> io::Result<()> {
    let codes: BTreeSet<Code> = diagnostics.iter().map(|diagnostic| diagnostic.code).collect();
    let rules: Vec<Code> = codes.into_iter().collect();
    let results: Vec<Value> = diagnostics.iter().map(|diagnostic| result(diagnostic, &rules, texts)).collect();
    let document = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "copsite",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": rules.iter().map(|code| rule(*code)).collect::<Vec<_>>(),
            } },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    serde_json::to_writer_pretty(&mut *out, &document)?;
    writeln!(out)
}

fn rule(code: Code) -> Value {
    json!({
        "id": code.name(),
        "shortDescription": { "text": code.meaning() },
        "defaultConfiguration": { "level": level(code.default_severity()) },
    })
}

fn result(diagnostic: &Diagnostic, rules: &[Code], texts: &mut Texts<'_>) -> Value {
    let help = diagnostic.help.as_ref().map(|help| format!("\nhelp: {help}")).unwrap_or_default();
    let mut result = json!({
        "ruleId": diagnostic.code.name(),
        "ruleIndex": rules.binary_search(&diagnostic.code).ok(),
        "level": level(diagnostic.severity),
        "message": { "text": format!("{}{help}", diagnostic.message) },
    });
    if let Some(span) = &diagnostic.span {
        result["locations"] = json!([{ "physicalLocation": physical_location(span, texts) }]);
    }
    if !diagnostic.related.is_empty() {
        result["relatedLocations"] =
            diagnostic.related.iter().map(|related| related_location(related, texts)).collect();
    }
    if let Some(fix) = diagnostic.fix.as_ref().and_then(|fix| replacement(fix, texts)) {
        result["fixes"] = json!([fix]);
    }
    result
}

fn related_location(related: &Related, texts: &mut Texts<'_>) -> Value {
    json!({
        "physicalLocation": physical_location(&related.span, texts),
        "message": { "text": related.label },
    })
}

/// A fix needs a region, so it is left out where the text is not to be had.
fn replacement(fix: &Fix, texts: &mut Texts<'_>) -> Option<Value> {
    let place = texts.place(&fix.span)?;
    Some(json!({
        "artifactChanges": [{
            "artifactLocation": artifact_location(&fix.span),
            "replacements": [{
                "deletedRegion": region(place),
                "insertedContent": { "text": fix.replacement },
            }],
        }],
    }))
}

fn physical_location(span: &Span, texts: &mut Texts<'_>) -> Value {
    let mut location = json!({ "artifactLocation": artifact_location(span) });
    if let Some(place) = texts.place(span) {
        location["region"] = region(place);
    }
    location
}

fn artifact_location(span: &Span) -> Value {
    json!({ "uri": utf8_percent_encode(&span.file, PATH).to_string() })
}

fn region(place: Place) -> Value {
    json!({
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": place.end_line,
        "endColumn": place.end_column,
    })
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}
