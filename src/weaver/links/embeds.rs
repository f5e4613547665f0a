//! Texts that embed one another in a circle could never be rendered, and those that double with every
//! step would fill any disk: errors that name them.

use foldhash::HashMap;

use super::Resolved;
use crate::content::{Fill, LinkUse};
use crate::diagnostics::{Code, Diagnostic};
use crate::weaver::{EntryIx, Fabric};

/// Texts that a page embeds, with all that these embed.
pub const MOST_EMBEDS: usize = 1_000;

/// Texts that are embedded in one another.
pub const DEEPEST_EMBED: usize = 30;

/// One diagnostic for each circle, at the embed that closes it, and for each text that embeds too much.
pub fn check_embeds(fabric: &Fabric) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    let mut held = HashMap::default();
    for entry in fabric.all() {
        if fabric.doc(entry).facts.links.iter().any(|link| link.use_ == LinkUse::Embed) {
            walk(fabric, whole(fabric, entry), &mut held, &mut diagnostics);
        }
    }
    diagnostics
}

/// The text of an entry, or a part of it that others embed: a section may well stand twice on its own page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Shown {
    entry: EntryIx,
    /// In the HTML of its body.
    start: usize,
    end: usize,
}

fn whole(fabric: &Fabric, entry: EntryIx) -> Shown {
    Shown { entry, start: 0, end: fabric.doc(entry).body.html.length() }
}

/// What is held by all texts that have been looked at.
type Known = HashMap<Shown, Held>;

/// What a text embeds, with all that is embedded there.
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
fn walk(fabric: &Fabric, start: Shown, held: &mut Known, diagnostics: &mut Vec<Diagnostic>) {
    let mut path: Vec<(Shown, Vec<(usize, Shown)>)> = vec![(start, embeds(fabric, start).collect())];
    while let Some((shown, rest)) = path.last_mut() {
        let shown = *shown;
        let Some((link, target)) = rest.pop() else {
            let holds = hold(fabric, shown, held, diagnostics);
            held.insert(shown, holds);
            path.pop();
            continue;
        };
        if let Some(from) = path.iter().position(|(on_path, _)| *on_path == target) {
            let circle: Vec<EntryIx> = path[from..].iter().map(|(on_path, _)| on_path.entry).collect();
            diagnostics.push(circle_error(fabric, shown.entry, link, &circle));
        } else if !held.contains_key(&target) {
            path.push((target, embeds(fabric, target).collect()));
        }
    }
}

/// What a text holds whose embeds are known; those that close a circle hold nothing. It is told where that
/// has become too much, and not again by those that embed it.
fn hold(fabric: &Fabric, shown: Shown, held: &Known, diagnostics: &mut Vec<Diagnostic>) -> Held {
    let known = |target: Shown| held.get(&target).copied().unwrap_or_default();
    let all = embeds(fabric, shown).fold(Held::default(), |all, (_, target)| all.and(known(target)));
    let largest = embeds(fabric, shown).max_by_key(|(_, target)| (known(*target).texts, known(*target).deep));
    match largest {
        Some((link, target)) if all.is_too_much() && !known(target).is_too_much() => {
            diagnostics.push(too_many_error(fabric, shown.entry, link));
        }
        _ => {}
    }
    all
}

/// Only embeds of a text can close a circle: those of a section, since a whole entry is embedded
/// as its card.
fn embeds(fabric: &Fabric, shown: Shown) -> impl Iterator<Item = (usize, Shown)> + '_ {
    let Shown { entry, start, end } = shown;
    fabric.doc(entry).holes_in(&(start..end)).iter().filter_map(move |hole| {
        let Fill::Embed { link, .. } = &hole.fill else { return None };
        let (target, anchor) = match fabric.links(entry).get(*link as usize)? {
            Resolved::Entry { entry: target, anchor: Some(anchor) } => (*target, anchor),
            Resolved::Anchor(anchor) => (entry, anchor),
            _ => return None,
        };
        let section = fabric.doc(target).section(anchor)?;
        Some((*link as usize, Shown { entry: target, start: section.start, end: section.end }))
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
