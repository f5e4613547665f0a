//! A template and what it receives → a page's HTML.

use serde::Serialize;
use tera::{Context, Value};

use crate::content::Lang;
use crate::diagnostics::Diagnostic;
use crate::theme::{Bounded, endless, render_error, silent};
use crate::view::Snapshot;
use crate::view::contract::Page;
use crate::view::escape::xml;

/// Most pages fit into this many bytes while they are put together.
const PAGE: usize = 48 * 1024;

/// What a page's template receives: `site`, `page`, `base`, `lang`, and `value` under `name`.
pub fn page_context<T: Serialize>(
    snapshot: &Snapshot,
    base: &str,
    page: &Page,
    name: &'static str,
    value: &T,
) -> Context {
    let mut context = shared(snapshot, base, &Lang(page.lang.as_str().into()));
    context.insert("page", page);
    context.insert(name, value);
    context
}

/// Renders `template` for `page`, which leads home by `base`.
pub fn render_page(
    snapshot: &Snapshot,
    template: &str,
    base: &str,
    page: &Page,
    context: &Context,
) -> Result<Vec<u8>, Box<Diagnostic>> {
    let html = rendered(snapshot, template, &Lang(page.lang.as_str().into()), context, &page.url)?;
    if html.trim_ascii().is_empty() {
        return Err(Box::new(silent(template, &snapshot.theme, &page.url)));
    }
    Ok(snapshot.theme.complete(&html, &xml(base)))
}

/// What is wrong is said about the templates as they are written. Templates write text and nothing else, so that pages
/// need not be looked through for what is none.
fn rendered(
    snapshot: &Snapshot,
    template: &str,
    lang: &Lang,
    context: &Context,
    url: &str,
) -> Result<Vec<u8>, Box<Diagnostic>> {
    let mut html = Bounded::with_capacity(PAGE);
    let outcome = snapshot.engine(lang).render_to(template, context, &mut html);
    if html.is_full() {
        return Err(Box::new(endless(template, &snapshot.theme, url)));
    }
    if outcome.is_ok() {
        return Ok(html.into_bytes());
    }
    let html = snapshot.engine.render(template, context).map(String::into_bytes);
    html.map_err(|error| Box::new(render_error(&error, &snapshot.theme, url)))
}

/// Renders a part of a page, such as a card in the text.
pub fn render_part(
    snapshot: &Snapshot,
    template: &str,
    base: &str,
    lang: &Lang,
    values: impl IntoIterator<Item = (String, Value)>,
    url: &str,
) -> Result<String, Box<Diagnostic>> {
    let mut context = shared(snapshot, base, lang);
    for (name, value) in values {
        context.insert_value(name, value);
    }
    let html = rendered(snapshot, template, lang, &context, url)?;
    Ok(snapshot.theme.complete_part(&html, &xml(base)))
}

fn shared(snapshot: &Snapshot, base: &str, lang: &Lang) -> Context {
    let mut context = Context::new();
    context.insert_value("site", snapshot.site(lang));
    context.insert("base", base);
    context.insert("lang", &*lang.0);
    context
}
