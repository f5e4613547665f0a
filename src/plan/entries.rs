//! The pages of entries and their sources.

use std::collections::{BTreeMap, BTreeSet};

use super::{FileJob, Job, PageJob, Planned, Route, Sources};
use crate::diagnostics::Span;
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
    if address == NOT_FOUND { Route::new("404.html") } else { Route::new(address) }
}

/// The address that `content/404.md` would have if it were a page like others.
const NOT_FOUND: &str = "404/";

pub fn entries(sources: Sources, introductions: &BTreeMap<Route, EntryIx>) -> Vec<Planned> {
    let introducing: BTreeSet<EntryIx> = introductions.values().copied().collect();
    let mut pages = Vec::with_capacity(sources.weave.len() * 2);
    for entry in sources.weave.all() {
        let doc = sources.weave.doc(entry);
        let address = sources.weave.address(entry);
        let planned = |path: &str, job: Job| {
            let origin = Some(Span::file(&doc.file));
            Planned { route: Route::new(path), job, origin }
        };
        let introduces = introducing.contains(&entry);
        if introduces && &**address == NOT_FOUND {
            // Whoever links to it all the same gets there; there is nothing to read of it elsewhere.
            let to = introduced(address);
            pages.push(planned(address, PageJob::Redirect { to, title: doc.facts.title.clone() }.into()));
            continue;
        }
        if !introduces {
            pages.push(planned(address, PageJob::Entry(entry).into()));
        }
        pages.push(planned(&format!("{address}index.md"), FileJob::Source(entry).into()));
    }
    pages
}
