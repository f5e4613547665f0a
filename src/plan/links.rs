//! Links to what is no entry and no file, such as `/tags/trust/`, `/feed.xml` or `../tags/`: checked once all URLs are known.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use super::Plan;
use crate::content::{Link, Target};
use crate::diagnostics::{Code, Diagnostic, Suggestions};
use crate::weaver::{EntryIx, Resolved, Weave};

pub fn check(plan: &Plan, weave: &Weave) -> Vec<Diagnostic> {
    let broken: Vec<(&Link, &Arc<str>)> = weave.all().flat_map(|entry| broken_links(plan, weave, entry)).collect();
    if broken.is_empty() {
        return Vec::new();
    }
    // A page of an old site is often linked from many places: what it was is asked once.
    let paths: BTreeSet<&Arc<str>> = broken.iter().map(|(_, path)| *path).collect();
    let pages = by_last_part(plan);
    let names = Suggestions::new(pages.keys().copied());
    let near: BTreeMap<&Arc<str>, Option<&str>> =
        paths.into_par_iter().map(|path| (path, nearest(path, &pages, &names))).collect();
    broken.into_iter().map(|(link, path)| problem(link, path, near[path])).collect()
}

fn broken_links<'a>(plan: &Plan, weave: &'a Weave, entry: EntryIx) -> Vec<(&'a Link, &'a Arc<str>)> {
    let links = weave.doc(entry).facts.links.iter().zip(weave.links(entry));
    links
        .filter_map(|(link, resolved)| match resolved {
            Resolved::Path { path, .. } if plan.find(path).is_none() => Some((link, path)),
            _ => None,
        })
        .collect()
}

/// The last part of each page's path → that path, the first of several. Pages keep their own name when
/// they move, so it tells more than the folders before it.
fn by_last_part(plan: &Plan) -> BTreeMap<&str, &str> {
    let mut pages = BTreeMap::new();
    for path in plan.pages().iter().map(|planned| planned.route.path()).filter(|path| path.ends_with('/')) {
        pages.entry(last_part(path)).or_insert(path);
    }
    pages
}

fn last_part(path: &str) -> &str {
    path.trim_end_matches('/').rsplit('/').next().unwrap_or(path)
}

fn nearest<'p>(path: &str, pages: &BTreeMap<&'p str, &'p str>, names: &Suggestions) -> Option<&'p str> {
    let wanted = last_part(path);
    let same = pages.get(wanted).copied();
    same.or_else(|| names.did_you_mean(wanted).and_then(|near| pages.get(near).copied()))
}

fn problem(link: &Link, path: &str, near: Option<&str>) -> Diagnostic {
    let problem = Diagnostic::new(Code::BrokenLink, format!("the site has no page `/{path}`")).at(link.span.clone());
    if let Some(help) = link.target.help_with_scheme() {
        return problem.help(help);
    }
    match near {
        Some(near) => problem.help(format!("did you mean `/{near}`?")),
        None if matches!(link.target, Target::File { .. }) => problem
            .help("paths with a `/` at the end begin at the page's own address, as in browsers; others at its file"),
        None => problem.help("paths with a `/` at the start begin at the site's home"),
    }
}
