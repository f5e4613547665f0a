//! Diagnostics as people read them in a terminal.

use std::io::{self, Write};

use annotate_snippets::{
    AnnotationKind, Element, Group, Level, Message, Origin, Renderer, Snippet, normalize_untrusted_str,
};

use super::excerpt::excerpt;
use super::place::Texts;
use crate::diagnostics::{Diagnostic, Fix, Related, Severity, Span};

/// A fix shows so many characters of what it replaces.
const SHOWN_OF_FIX: usize = 60;

pub fn print(diagnostics: &[Diagnostic], texts: &mut Texts<'_>, colour: bool, out: &mut dyn Write) -> io::Result<()> {
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    for (index, diagnostic) in diagnostics.iter().enumerate() {
        if index > 0 {
            writeln!(out)?;
        }
        for group in groups(diagnostic, texts) {
            writeln!(out, "{}", renderer.render(&[group]))?;
        }
    }
    Ok(())
}

fn groups<'a>(diagnostic: &'a Diagnostic, texts: &mut Texts<'_>) -> Vec<Group<'a>> {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let mut group = Group::with_title(level.primary_title(&diagnostic.message).id(diagnostic.code.name()));
    if let Some(span) = &diagnostic.span {
        group = group.elements(place(span, AnnotationKind::Primary, None, texts));
    }
    for related in &diagnostic.related {
        group = group.elements(related_place(related, texts));
    }
    let help = diagnostic.help.as_deref().map(normalize_untrusted_str);
    if diagnostic.span.is_none() && diagnostic.related.is_empty() {
        // By itself, since a line would lead to it from the excerpt that there is not.
        let help = help.map(|help| Group::with_title(Level::HELP.secondary_title(help)));
        return std::iter::once(group).chain(help).collect();
    }
    let help = help.map(|help| Level::HELP.message(help));
    let fix = diagnostic.fix.as_ref().map(|fix| fix_line(fix, texts));
    vec![group.elements(help).elements(fix)]
}

/// The arrow with the place, and the line below it where the text is to be had.
fn place<'a>(span: &Span, kind: AnnotationKind, label: Option<&'a str>, texts: &mut Texts<'_>) -> Vec<Element<'a>> {
    // A file's name is as foreign as its text: control characters in it must not reach a terminal.
    let file = normalize_untrusted_str(&span.file);
    let Some(text) = texts.text(span) else {
        return vec![Origin::path(file).into()];
    };
    let place = text.place(span);
    let excerpt = excerpt(text, span);
    let snippet =
        Snippet::source(excerpt.line).line_start(place.line).annotation(kind.span(excerpt.marked).label(label));
    if excerpt.is_cut {
        // The renderer would count the column from the start of the window.
        return vec![Origin::path(file).line(place.line).char_column(place.column).into(), snippet.into()];
    }
    vec![snippet.path(file).into()]
}

fn related_place<'a>(related: &'a Related, texts: &mut Texts<'_>) -> Vec<Element<'a>> {
    if texts.text(&related.span).is_some() {
        return place(&related.span, AnnotationKind::Context, Some(&related.label), texts);
    }
    let note = format!("{}: {}", related.label, related.span.file);
    vec![Level::NOTE.message(normalize_untrusted_str(&note)).into()]
}

fn fix_line<'a>(fix: &Fix, texts: &mut Texts<'_>) -> Message<'a> {
    let is_insertion = fix.span.start == fix.span.end;
    let replacement = shortened(&fix.replacement);
    let replaced = texts.text(&fix.span).map(|text| shortened(text.slice(text.range(&fix.span))));
    let advice = match replaced {
        _ if is_insertion => format!("insert `{replacement}`"),
        Some(replaced) if replacement.is_empty() => format!("remove `{replaced}`"),
        Some(replaced) => format!("write `{replacement}` instead of `{replaced}`"),
        None => format!("write `{replacement}`"),
    };
    Level::HELP.with_name(Some("fix")).message(normalize_untrusted_str(&advice))
}

fn shortened(text: &str) -> String {
    let line = text.trim_end().lines().next().unwrap_or_default();
    let shown: String = line.chars().take(SHOWN_OF_FIX).collect();
    let cut = if shown.len() < text.trim_end().len() { "…" } else { "" };
    shown + cut
}
