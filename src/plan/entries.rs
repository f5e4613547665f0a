//! The pages of entries, their sources, and redirects from their old addresses.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use percent_encoding::percent_decode_str;

use super::{Job, Planned, Route, Sources};
use crate::content::Placed;
use crate::content::identity::fold;
use crate::diagnostics::{Code, Diagnostic, Span};
use crate::weaver::EntryIx;

/// Pages written for a generated page, by its URL: `content/index.md`, `content/stories/_index.md`.
pub fn introductions(sources: Sources, sections: &[Planned]) -> BTreeMap<Route, EntryIx> {
    let generated: BTreeSet<&Route> = sections.iter().map(|planned| &planned.route).collect();
    let weave = sources.weave;
    weave
        .all()
        .filter(|entry| *weave.doc(*entry).id.kind == *"page")
        .map(|entry| (introduced(weave.address(entry)), entry))
        .filter(|(route, _)| generated.contains(route))
        .collect()
}

/// `content/404.md` is written for `404.html`; all others for the folder of their own name.
fn introduced(address: &str) -> Route {
    if address == "404/" { Route::new("404.html") } else { Route::new(address) }
}

pub fn entries(sources: Sources, introductions: &BTreeMap<Route, EntryIx>) -> Vec<Planned> {
    let introducing: BTreeSet<EntryIx> = introductions.values().copied().collect();
    let mut pages = Vec::with_capacity(sources.weave.len() * 2);
    for entry in sources.weave.all() {
        let doc = sources.weave.doc(entry);
        let address = sources.weave.address(entry);
        let origin = Some(Span::file(&doc.file));
        if !introducing.contains(&entry) {
            pages.push(Planned { route: Route::new(address.clone()), job: Job::Entry(entry), origin: origin.clone() });
        }
        pages.push(Planned { route: Route::new(format!("{address}index.md")), job: Job::Source(entry), origin });
    }
    pages
}

/// Redirects from aliases. An alias that is a page's URL, or stands on two pages, is reported and
/// the first one kept.
pub fn redirects(sources: Sources, pages: &[Planned]) -> (Vec<Planned>, Vec<Diagnostic>) {
    let mut taken: HashMap<String, Option<Span>> =
        pages.iter().map(|planned| (fold(&planned.route.file()), planned.origin.clone())).collect();
    let mut redirects = Vec::new();
    let mut diagnostics = Vec::new();
    for entry in sources.weave.all() {
        let doc = sources.weave.doc(entry);
        for alias in doc.facts.aliases.iter().filter(|alias| alias.value.starts_with('/')) {
            let Some(route) = alias_route(&alias.value, &sources.config.base_url.prefix) else {
                diagnostics.push(invalid_alias(alias));
                continue;
            };
            if route.path() == &**sources.weave.address(entry) {
                continue;
            }
            let key = fold(&route.file());
            // `feed.xml/index.html` and `feed.xml` cannot both be there.
            let mut folders = key.match_indices('/').map(|(end, _)| &key[..end]);
            if let Some(other) = taken.get(&key).or_else(|| folders.find_map(|folder| taken.get(folder))) {
                diagnostics.push(duplicate_alias(alias, other.as_ref()));
                continue;
            }
            taken.insert(key, Some(alias.span.clone()));
            let to = Route::new(sources.weave.address(entry).clone());
            let job = Job::Redirect { to, title: doc.facts.title.clone() };
            redirects.push(Planned { route, job, origin: Some(alias.span.clone()) });
        }
    }
    (redirects, diagnostics)
}

/// An alias as people write it (`/old/place`, `/network/old/place.html`) → its route.
fn alias_route(alias: &str, prefix: &str) -> Option<Route> {
    let decoded = percent_decode_str(alias).decode_utf8().ok()?;
    let path = decoded.split(['?', '#']).next().unwrap_or_default();
    let path = path.strip_prefix(prefix).or_else(|| path.strip_prefix('/'))?;
    let path = path.trim_start_matches('/');
    let safe = path.trim_end_matches('/').split('/').all(|part| {
        !part.is_empty() && part != "." && part != ".." && !part.contains(|c: char| c == '\\' || c.is_control())
    });
    if !safe {
        return None;
    }
    let is_file = path.ends_with(".html") || path.ends_with(".htm");
    Some(Route::new(if path.ends_with('/') || is_file { path.to_owned() } else { format!("{path}/") }))
}

fn invalid_alias(alias: &Placed<std::sync::Arc<str>>) -> Diagnostic {
    Diagnostic::new(Code::InvalidAlias, format!("the alias `{}` is not a path inside the site", alias.value))
        .at(alias.span.clone())
        .help("write the old address from the site's home, for example `/old/place/`")
}

fn duplicate_alias(alias: &Placed<std::sync::Arc<str>>, other: Option<&Span>) -> Diagnostic {
    let problem = Diagnostic::new(Code::DuplicateAlias, format!("the alias `{}` is taken already", alias.value))
        .at(alias.span.clone())
        .help("an old address can lead to one page only; remove it from one of them");
    match other {
        Some(span) => problem.related(span.clone(), "taken here"),
        None => problem,
    }
}
