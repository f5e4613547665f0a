//! Entries that embed one another in a circle could never be rendered, and those that double with every
//! step would fill any disk: errors that name them.

use super::Resolved;
use crate::content::LinkUse;
use crate::diagnostics::{Code, Diagnostic};
use crate::weaver::{EntryIx, Fabric};

/// Texts that a page embeds, with all that these embed.
pub const MOST_EMBEDS: usize = 1_000;

/// Texts that are embedded in one another.
pub const DEEPEST_EMBED: usize = 30;

/// One diagnostic for each circle, at the embed that closes it, and for each entry that embeds too much.
pub fn check_embeds(fabric: &Fabric) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    let mut held: Vec<Option<Held>> = vec![None; fabric.len()];
    for start in fabric.all() {
        if held[start.index()].is_none() && embeds(fabric, start).next().is_some() {
            walk(fabric, start, &mut held, &mut diagnostics);
        }
    }
    diagnostics
}

/// What an entry embeds, with all that is embedded there.
#[derive(Clone, Copy, Default)]
struct Held {
    texts: usize,
    deep: usize,
}

impl Held {
    fn is_too_much(self) -> bool {
        self.texts > MOST_EMBEDS || self.deep > DEEPEST_EMBED
    }

    /// With another text that itself holds `inner`.
    fn and(self, inner: Held) -> Held {
        Held { texts: self.texts.saturating_add(inner.texts).saturating_add(1), deep: self.deep.max(inner.deep + 1) }
    }
}

/// Depth first with a path of our own: a chain of embeds may be as long as the site.
fn walk(fabric: &Fabric, start: EntryIx, held: &mut [Option<Held>], diagnostics: &mut Vec<Diagnostic>) {
    let mut path: Vec<(EntryIx, Vec<(usize, EntryIx)>)> = vec![(start, embeds(fabric, start).collect())];
    while let Some((entry, rest)) = path.last_mut() {
        let entry = *entry;
        let Some((link, target)) = rest.pop() else {
            held[entry.index()] = Some(hold(fabric, entry, held, diagnostics));
            path.pop();
            continue;
        };
        if let Some(from) = path.iter().position(|(on_path, _)| *on_path == target) {
            let circle: Vec<EntryIx> = path[from..].iter().map(|(on_path, _)| *on_path).collect();
            diagnostics.push(circle_error(fabric, entry, link, &circle));
        } else if held[target.index()].is_none() {
            path.push((target, embeds(fabric, target).collect()));
        }
    }
}

/// What an entry holds whose embeds are known; those that close a circle hold nothing. It is told where that
/// has become too much, and not again by those that embed it.
fn hold(fabric: &Fabric, entry: EntryIx, held: &[Option<Held>], diagnostics: &mut Vec<Diagnostic>) -> Held {
    let known = |target: EntryIx| held[target.index()].unwrap_or_default();
    let all = embeds(fabric, entry).fold(Held::default(), |all, (_, target)| all.and(known(target)));
    let largest = embeds(fabric, entry).max_by_key(|(_, target)| (known(*target).texts, known(*target).deep));
    match largest {
        Some((link, target)) if all.is_too_much() && !known(target).is_too_much() => {
            diagnostics.push(too_many_error(fabric, entry, link));
        }
        _ => {}
    }
    all
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

fn too_many_error(fabric: &Fabric, entry: EntryIx, link: usize) -> Diagnostic {
    let message = format!(
        "with what is embedded there this page embeds more than {MOST_EMBEDS} texts, or more than {DEEPEST_EMBED} in one another"
    );
    Diagnostic::new(Code::EmbedsTooMany, message)
        .at(fabric.doc(entry).facts.links[link].span.clone())
        .help("replace some of the embeds by links")
}
