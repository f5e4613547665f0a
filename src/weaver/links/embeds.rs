//! Entries that embed one another in a circle could never be rendered: an error that names the circle.

use super::Resolved;
use crate::content::LinkUse;
use crate::diagnostics::{Code, Diagnostic};
use crate::weaver::{EntryIx, Fabric};

/// One diagnostic for each circle, at the embed that closes it.
pub fn embed_cycles(fabric: &Fabric) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    let mut done = vec![false; fabric.len()];
    for start in fabric.all() {
        if !done[start.index()] && embeds(fabric, start).next().is_some() {
            walk(fabric, start, &mut done, &mut diagnostics);
        }
    }
    diagnostics
}

/// Depth first with a path of our own: a chain of embeds may be as long as the site.
fn walk(fabric: &Fabric, start: EntryIx, done: &mut [bool], diagnostics: &mut Vec<Diagnostic>) {
    let mut path: Vec<(EntryIx, Vec<(usize, EntryIx)>)> = vec![(start, embeds(fabric, start).collect())];
    while let Some((entry, rest)) = path.last_mut() {
        let entry = *entry;
        let Some((link, target)) = rest.pop() else {
            done[entry.index()] = true;
            path.pop();
            continue;
        };
        if let Some(from) = path.iter().position(|(on_path, _)| *on_path == target) {
            let circle: Vec<EntryIx> = path[from..].iter().map(|(on_path, _)| *on_path).collect();
            diagnostics.push(circle_error(fabric, entry, link, &circle));
        } else if !done[target.index()] {
            path.push((target, embeds(fabric, target).collect()));
        }
    }
}

/// Only embeds of a text can close a circle: those of a section, since a whole entry is embedded
/// as its card.
fn embeds(fabric: &Fabric, entry: EntryIx) -> impl Iterator<Item = (usize, EntryIx)> + '_ {
    let links = &fabric.doc(entry).facts.links;
    fabric.links(entry).iter().enumerate().filter_map(move |(number, resolved)| match resolved {
        Resolved::Entry { entry: target, anchor: Some(_) } if links[number].use_ == LinkUse::Embed => {
            Some((number, *target))
        }
        Resolved::Anchor(_) if links[number].use_ == LinkUse::Embed => Some((number, entry)),
        _ => None,
    })
}

fn circle_error(fabric: &Fabric, entry: EntryIx, link: usize, circle: &[EntryIx]) -> Diagnostic {
    let mut names: Vec<String> = circle.iter().map(|entry| fabric.doc(*entry).id.to_string()).collect();
    names.push(names[0].clone());
    Diagnostic::new(Code::EmbedCycle, format!("entries embed one another in a circle: {}", names.join(" → ")))
        .at(fabric.doc(entry).facts.links[link].span.clone())
        .help("replace one of the embeds by a link")
}
