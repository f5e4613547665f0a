//! Components called from the text: `{{ query(…) }}`, `{{ toc() }}`, and the theme's own.

use std::cell::LazyCell;
use std::sync::Arc;

use tera::Value;

use super::context::render_part;
use super::highlight::language_known;
use crate::content::{Call, Doc, FieldValue, Fill};
use crate::diagnostics::{Code, Diagnostic, Span, did_you_mean};
use crate::view::{Snapshot, cards, page, plain};
use crate::weaver::{EntryIx, Query, Wording};

/// Everything wrong with the component calls of an entry, its code and the template it names.
pub fn check(snapshot: &Snapshot, entry: EntryIx) -> Vec<Diagnostic> {
    let doc = snapshot.weave.doc(entry);
    let calls = doc.body.holes.iter().filter_map(|hole| match &hole.fill {
        Fill::Component(call) => Some(call),
        _ => None,
    });
    let mut found: Vec<Diagnostic> = calls.flat_map(|call| check_call(snapshot, call)).collect();
    found.extend(unknown_languages(doc));
    if let Some(template) = &doc.facts.template
        && !snapshot.engine.contains_template(&template.value)
    {
        let problem = Diagnostic::new(Code::TemplateError, format!("there is no template `{}`", template.value));
        let near = did_you_mean(&template.value, snapshot.engine.get_template_names());
        found.push(match near {
            Some(near) => problem.at(template.span.clone()).help(format!("did you mean `{near}`?")),
            None => problem.at(template.span.clone()).help("templates stand in `templates/` of the site or its theme"),
        });
    }
    found
}

/// Code in languages that nothing can highlight; the report keeps one for each language.
fn unknown_languages(doc: &Doc) -> Vec<Diagnostic> {
    let blocks = doc.body.holes.iter().filter_map(|hole| match &hole.fill {
        Fill::Code(block) if !language_known(&block.language) => Some(block),
        _ => None,
    });
    let markdown = LazyCell::new(|| doc.markdown.read());
    blocks
        .map(|block| {
            let message = format!("`{}` is not a language that can be highlighted", block.language);
            Diagnostic::new(Code::UnknownLanguage, message)
                .at(fence_of(doc, &markdown, &block.language))
                .help("the code is shown plain; name another language, or `text`")
        })
        .collect()
}

/// Where the first block of a language opens, as far as the text tells.
fn fence_of(doc: &Doc, markdown: &str, language: &str) -> Span {
    let mut at = doc.markdown_start as usize;
    for line in markdown.split_inclusive('\n') {
        let info = line.trim_start_matches([' ', '>', '\t']).trim_start_matches(['`', '~']).trim_start();
        let is_fence = line.contains("```") || line.contains("~~~");
        if is_fence && info.to_lowercase().starts_with(language) {
            let start = at + (line.len() - info.len());
            return Span::new(&doc.file, start..start + language.len());
        }
        at += line.len();
    }
    Span::file(&doc.file)
}

fn check_call(snapshot: &Snapshot, call: &Call) -> Vec<Diagnostic> {
    match &*call.name {
        "query" => Query::new(call, &snapshot.weave, &snapshot.kinds).err().unwrap_or_default(),
        "toc" => match call.arguments.first() {
            Some((name, _)) => {
                let problem = Diagnostic::new(Code::InvalidBlock, format!("`toc` has no argument `{name}`"));
                vec![problem.at(call.span.clone()).help("write `{{ toc() }}`")]
            }
            None => Vec::new(),
        },
        name if snapshot.engine.contains_template(&template_of(name)) => Vec::new(),
        name => vec![unknown(snapshot, name, call)],
    }
}

fn unknown(snapshot: &Snapshot, name: &str, call: &Call) -> Diagnostic {
    let all = component_names(snapshot);
    let problem =
        Diagnostic::new(Code::UnknownComponent, format!("there is no component `{name}`")).at(call.span.clone());
    match did_you_mean(name, all.iter().map(|name| &**name)) {
        Some(near) => problem.help(format!("did you mean `{near}`?")),
        None => problem.help(format!(
            "the theme has {}",
            all.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
        )),
    }
}

fn component_names(snapshot: &Snapshot) -> Vec<Arc<str>> {
    let names = snapshot.engine.get_template_names();
    let component = |name: &str| Some(name.strip_prefix("components/")?.strip_suffix(".html")?.into());
    let mut all: Vec<Arc<str>> = names.filter_map(component).filter(|name: &Arc<str>| **name != *"embed").collect();
    all.sort();
    all
}

fn template_of(name: &str) -> String {
    format!("components/{name}.html")
}

/// The call as HTML.
pub fn render(snapshot: &Snapshot, call: &Call, entry: EntryIx, base: &str) -> Result<String, Box<Diagnostic>> {
    let doc = snapshot.weave.doc(entry);
    let url = snapshot.weave.address(entry);
    let template = template_of(&call.name);
    // A call that was reported and let pass leaves nothing behind.
    if !snapshot.engine.contains_template(&template) {
        return Ok(String::new());
    }
    let wording = snapshot.weave.wording(entry, &snapshot.config);
    let mut values: Vec<(String, Value)> =
        call.arguments.iter().map(|(name, value)| (name.to_string(), argument(value, wording))).collect();
    match &*call.name {
        "query" => {
            let query = Query::new(call, &snapshot.weave, &snapshot.kinds).ok();
            if query.as_ref().is_some_and(Query::names_what_is_not_there) {
                values.clear();
            }
            let found = query.map(|query| query.run(&snapshot.weave, entry)).unwrap_or_default();
            values.push(("items".into(), Value::from_serializable(&cards::cards(snapshot, found))));
        }
        "toc" => values.push(("toc".into(), Value::from_serializable(&page::toc(snapshot, entry)))),
        _ => {}
    }
    render_part(snapshot, &template, base, &doc.lang, values, url).map_err(|error| Box::new(met_at(call, *error)))
}

/// What a component cannot do with what it was given is said where it was given: only the writer knows
/// whether the call is wrong or the component is, so both places are named.
fn met_at(call: &Call, error: Diagnostic) -> Diagnostic {
    let message = format!("the component `{}` fails: {}", call.name, error.message);
    let mut problem = Diagnostic { message, related: Vec::new(), ..error.clone() }.at(call.span.clone());
    if let Some(place) = error.span {
        problem = problem.related(place, "it fails here");
    }
    error.related.into_iter().for_each(|place| problem.related.push(place));
    problem
}

/// A value as the component gets it. Like a text of the front matter, it may name what must not be told.
fn argument(value: &FieldValue, wording: Wording) -> Value {
    match value {
        FieldValue::Text(text) => Value::normal_string(wording.plain(text).as_ref().unwrap_or(text)),
        FieldValue::Bool(value) => Value::from_serializable(value),
        FieldValue::Integer(value) => Value::from_serializable(value),
        FieldValue::Number(value) => Value::from_serializable(value),
        FieldValue::List(values) => {
            Value::from_serializable(&values.iter().map(|value| argument(value, wording)).collect::<Vec<_>>())
        }
        other => Value::from_serializable(&plain::words(other).join(", ")),
    }
}
