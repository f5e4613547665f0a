//! The pages of entries and their sources.

use std::collections::{BTreeMap, BTreeSet};

use super::{EmailFormat, FileJob, Job, PageJob, Planned, Route, Sources};
use crate::content::{EntryId, Lang, PAGE};
use crate::diagnostics::Span;
use crate::practice::expedition::expedition;
use crate::practice::value::is_told;
use crate::weaver::{EntryIx, Taxonomy};

/// Pages written for a generated page, by its URL: `content/index.md`, `content/stories/_index.md`.
pub fn introductions(sources: Sources, sections: &[Planned]) -> BTreeMap<Route, EntryIx> {
    let generated: BTreeMap<&Route, &Job> = sections.iter().map(|planned| (&planned.route, &planned.job)).collect();
    let weave = sources.weave;
    let site = sources.lang();
    let is_in = |lang: &Lang, job: &Job| match job {
        Job::Page(page) => *lang == *page.lang().unwrap_or(&site),
        Job::File(_) => false,
    };
    weave
        .all()
        .filter(|entry| is_introduction(&weave.doc(*entry).id))
        .map(|entry| (introduced(weave.address(entry)), entry))
        .filter(|(route, entry)| generated.get(route).is_some_and(|job| is_in(&weave.doc(*entry).lang, job)))
        .collect()
}

/// A page in a folder is one of its own, wherever that is.
fn is_introduction(id: &EntryId) -> bool {
    *id.kind == *PAGE && !id.slug.contains('/')
}

/// `content/404.md` is written for `404.html`; all others for the folder of their own name.
fn introduced(address: &str) -> Route {
    if address == NOT_FOUND { Route::new("404.html") } else { Route::new(address) }
}

/// The address that `content/404.md` would have if it were a page like others.
const NOT_FOUND: &str = "404/";

/// Where a community at `address` has what is told of its value.
pub fn community_value_path(address: &str) -> String {
    format!("{address}value/")
}

/// Where an expedition at `address` has its toolkit.
pub fn toolkit_path(address: &str) -> String {
    format!("{address}toolkit/")
}

/// Where the same stands as one file.
pub fn toolkit_file(address: &str) -> String {
    format!("{address}toolkit.html")
}

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
            let job = PageJob::Redirect { to, title: doc.facts.title.clone(), lang: doc.lang.clone() };
            pages.push(planned(address, job.into()));
            continue;
        }
        if !introduces {
            pages.push(planned(address, PageJob::Entry(entry).into()));
        }
        pages.push(planned(&format!("{address}index.md"), FileJob::Source(entry).into()));
        if let Some(term) = sources.weave.as_term(Taxonomy::Communities, entry)
            && sources.weave.is_primary(entry)
            && is_told(sources.weave, term)
        {
            pages.push(planned(&community_value_path(address), PageJob::Value { term, entry }.into()));
        }
        if *doc.id.kind == *"expedition" && expedition(sources.weave, entry).has_toolkit() {
            pages.push(planned(&toolkit_path(address), PageJob::Toolkit(entry).into()));
            pages.push(planned(&toolkit_file(address), FileJob::Toolkit(entry).into()));
        }
        if *doc.id.kind == *"newsletter" {
            let mails = EmailFormat::ALL.map(|format| {
                planned(&format!("{address}{}", format.file()), FileJob::Email { issue: entry, format }.into())
            });
            pages.extend(mails);
        }
    }
    pages
}
