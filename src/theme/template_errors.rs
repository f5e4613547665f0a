//! Template errors as diagnostics: template, line, column, the trail of includes, and the page.

use std::ops::Range;

use tera::{Error, ErrorKind, ReportError, Tera};

use super::below::as_written;
use super::bounded::MOST;
use super::{Template, Theme};
use crate::diagnostics::{Code, Diagnostic, Span};

/// A failure while `page` was rendered.
pub fn render_error(error: &Error, theme: &Theme, page: &str) -> Diagnostic {
    let diagnostic = match error.kind() {
        ErrorKind::RenderingError(report) | ErrorKind::SyntaxError(report) => reported(report, theme),
        _ => without_place(error, theme),
    };
    let diagnostic = trail(&error.to_string(), theme, diagnostic);
    met_on(page, diagnostic)
}

/// Says on which page a problem was met.
fn met_on(page: &str, diagnostic: Diagnostic) -> Diagnostic {
    let page = if page.is_empty() { "the home page".to_owned() } else { format!("`{page}`") };
    match diagnostic.help {
        Some(ref help) => {
            let help = format!("{help}; met while rendering {page}");
            diagnostic.help(help)
        }
        None => diagnostic.help(format!("met while rendering {page}")),
    }
}

/// A template that does not come to an end while `page` is rendered.
pub fn endless(template: &str, theme: &Theme, page: &str) -> Diagnostic {
    let most = MOST / 1_000_000;
    let diagnostic = problem(&format!("the template `{template}` writes more than {most} MB for one page"));
    met_on(page, in_template(template, theme, diagnostic).help("look for a loop that goes on for very long"))
}

/// A template of which nothing comes for `page`: readers would get an empty file.
pub fn silent(template: &str, theme: &Theme, page: &str) -> Diagnostic {
    let diagnostic = problem(&format!("the template `{template}` writes nothing"));
    let help = "one that extends another writes what stands in its blocks, as `{% block main %}`";
    met_on(page, in_template(template, theme, diagnostic).help(help))
}

/// A problem with a template as a whole.
fn in_template(template: &str, theme: &Theme, diagnostic: Diagnostic) -> Diagnostic {
    match theme.templates.get(template) {
        Some(template) => diagnostic.at(Span::file(&template.file)),
        None => diagnostic,
    }
}

/// A page asks for a template that no theme of the chain has.
fn missing(template: &str, theme: &Theme) -> Diagnostic {
    let diagnostic = problem(&format!("there is no template `{template}`"))
        .help("a theme has one for each sort of page, or another's by `extends = \"loom\"`");
    match theme.files.get("theme.toml") {
        Some(file) => diagnostic.at(Span::file(&file.place)),
        None => diagnostic,
    }
}

/// All that is wrong with the templates, where the engine refused them with `error`.
pub fn parsing(error: &Error, theme: &Theme) -> Vec<Diagnostic> {
    let mut found = match error.kind() {
        ErrorKind::SyntaxError(_) => all_syntax_errors(theme),
        ErrorKind::Msg(message) => reports(message, theme),
        _ => Vec::new(),
    };
    if found.is_empty() {
        found.push(without_place(error, theme));
    }
    // A theme's template is there under two names and is reported once.
    found.sort_by(|a, b| (&a.span, &a.message).cmp(&(&b.span, &b.message)));
    found.dedup();
    found
}

/// The engine stops at the first syntax error: here each template is parsed by itself.
fn all_syntax_errors(theme: &Theme) -> Vec<Diagnostic> {
    theme
        .templates
        .iter()
        .filter_map(|(name, template)| match Tera::default().add_raw_template(name, &template.text).err()?.kind() {
            ErrorKind::SyntaxError(report) => Some(reported(report, theme)),
            _ => None,
        })
        .collect()
}

fn reported(report: &ReportError, theme: &Theme) -> Diagnostic {
    let diagnostic = problem(report.message());
    match theme.templates.get(report.filename()) {
        Some(template) => diagnostic.at(span(template, report.span().range.clone())),
        None => diagnostic,
    }
}

/// The engine's messages start with a capital and may end with a stop; ours do not.
fn problem(message: &str) -> Diagnostic {
    let message = as_written(message.strip_suffix('.').unwrap_or(message));
    let mut letters = message.chars();
    let message = match letters.next() {
        // `Unknown`, but not `HTML`.
        Some(first) if !letters.as_str().starts_with(char::is_uppercase) => {
            first.to_lowercase().chain(letters).collect()
        }
        _ => message.clone(),
    };
    Diagnostic::new(Code::TemplateError, message)
}

fn span(template: &Template, range: Range<usize>) -> Span {
    let end = range.end.min(template.text.len());
    Span::new(&template.file, range.start.min(end)..end)
}

/// Errors found when templates are put together come as printed reports:
/// `error: Unknown filter `x``, then ` --> name:line:column`.
fn reports(message: &str, theme: &Theme) -> Vec<Diagnostic> {
    let lines: Vec<&str> = message.lines().collect();
    lines
        .windows(2)
        .filter_map(|pair| {
            let message = pair[0].strip_prefix("error: ")?;
            let place = pair[1].trim_start().strip_prefix("--> ")?;
            Some(match located(place, theme) {
                Some(span) => problem(message).at(span),
                None => problem(message),
            })
        })
        .collect()
}

/// The trail of includes is only in the printed report: `note: called from name:line:column`.
fn trail(printed: &str, theme: &Theme, mut diagnostic: Diagnostic) -> Diagnostic {
    for place in printed.lines().filter_map(|line| line.strip_prefix("note: called from ")) {
        if let Some(span) = located(place, theme) {
            diagnostic = diagnostic.related(span, "called from here");
        }
    }
    diagnostic
}

/// `name:line:column` (both from 1, in characters) as a span up to the tag's end.
fn located(place: &str, theme: &Theme) -> Option<Span> {
    let (rest, column) = place.rsplit_once(':')?;
    let (name, line) = rest.rsplit_once(':')?;
    let template = theme.templates.get(name)?;
    let (line, column): (usize, usize) = (line.parse().ok()?, column.parse().ok()?);
    let text = template.text.split('\n').nth(line.checked_sub(1)?)?;
    let before: usize = template.text.split_inclusive('\n').take(line - 1).map(str::len).sum();
    let start = text.char_indices().nth(column.checked_sub(1)?).map_or(text.len(), |(index, _)| index);
    let length = text[start..].find(['}', '%', '\r']).unwrap_or(text.len() - start);
    let named = text[start..start + length].trim_end().len();
    Some(span(template, before + start..before + start + named.max(1)))
}

/// Errors without a place of their own are put where their template names the culprit.
fn without_place(error: &Error, theme: &Theme) -> Diagnostic {
    match error.kind() {
        ErrorKind::CircularExtend { tpl, inheritance_chain } => {
            let names: Vec<&str> = std::iter::once(tpl).chain(inheritance_chain).map(String::as_str).collect();
            circle("extend", &names, theme)
        }
        ErrorKind::CircularInclude { include_chain, .. } => {
            circle("include", &include_chain.iter().map(String::as_str).collect::<Vec<_>>(), theme)
        }
        ErrorKind::MissingParent { current, parent } => {
            naming(as_written(&format!("there is no template `{parent}` to extend")), current, parent, theme)
        }
        ErrorKind::TemplateNotFound(template) => missing(template, theme),
        _ => problem(&error.to_string()),
    }
}

/// `names` lead into a circle that ends where it began.
fn circle(verb: &str, names: &[&str], theme: &Theme) -> Diagnostic {
    let first = names.iter().position(|name| Some(name) == names.last()).unwrap_or_default();
    let round = &names[first..];
    let listed = round.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(" → ");
    let message = as_written(&format!("templates {verb} one another in a circle: {listed}"));
    match round {
        [from, to, ..] => naming(message, from, to, theme),
        _ => Diagnostic::new(Code::TemplateError, message),
    }
}

/// A problem where `template` names `other`.
fn naming(message: String, template: &str, other: &str, theme: &Theme) -> Diagnostic {
    let diagnostic = Diagnostic::new(Code::TemplateError, message);
    match theme.templates.get(template) {
        Some(template) => diagnostic.at(quoted(template, other)),
        None => diagnostic,
    }
}

/// Where the template names another one in quotes.
fn quoted(template: &Template, name: &str) -> Span {
    let found = ['"', '\''].iter().find_map(|quote| template.text.find(&format!("{quote}{name}{quote}")));
    match found {
        Some(at) => span(template, at + 1..at + 1 + name.len()),
        None => Span::file(&template.file),
    }
}
