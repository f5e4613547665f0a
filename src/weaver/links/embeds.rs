//! Texts that embed one another in a circle could never be rendered, and those that double with every
//! step would fill any disk: errors that name them.

use foldhash::{HashMap, HashSet};

use super::Resolved;
use crate::content::EmbedPlace;
use crate::diagnostics::{Code, Diagnostic};
use crate::weaver::{EntryIx, Fabric};

/// Texts that a page embeds, with all that these embed.
pub const MOST_EMBEDS: usize = 1_000;

/// Texts that are embedded in one another.
pub const DEEPEST_EMBED: usize = 30;

/// One diagnostic for each circle, at the embed that closes it, and for each text that embeds too much.
pub fn check_embeds(fabric: &Fabric) -> Vec<Diagnostic> {
    let texts = texts(fabric);
    let mut diagnostics = Vec::new();
    let mut held = Known::default();
    for entry in fabric.all().filter(|entry| !fabric.doc(*entry).facts.embeds.is_empty()) {
        walk(fabric, &texts, (entry, None), &mut held, &mut diagnostics);
    }
    diagnostics
}

/// The text of an entry, or the part of it at an anchor: a section may well stand twice on its own page.
type Shown<'f> = (EntryIx, Option<&'f str>);

/// For each text and each part of one, the links by which it embeds others, and these.
type Texts<'f> = HashMap<Shown<'f>, Vec<(usize, Shown<'f>)>>;

/// What is held by all texts that have been looked at.
type Known<'f> = HashMap<Shown<'f>, Held>;

/// Only embeds of a text can close a circle: those of a section, since a whole entry is embedded
/// as its card.
fn texts(fabric: &Fabric) -> Texts<'_> {
    let mut texts = Texts::default();
    for entry in fabric.all() {
        for EmbedPlace { link, inside } in &fabric.doc(entry).facts.embeds {
            let target = match fabric.links(entry).get(*link as usize) {
                Some(Resolved::Entry { entry: target, anchor: Some(anchor) }) => (*target, Some(&**anchor)),
                Some(Resolved::Anchor(anchor)) => (entry, Some(&**anchor)),
                _ => continue,
            };
            for part in inside.iter().map(|anchor| Some(&**anchor)).chain([None]) {
                texts.entry((entry, part)).or_default().push((*link as usize, target));
            }
        }
    }
    texts
}

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
fn walk<'f>(
    fabric: &Fabric,
    texts: &Texts<'f>,
    start: Shown<'f>,
    held: &mut Known<'f>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let embeds = |shown: Shown<'f>| texts.get(&shown).map_or(&[][..], Vec::as_slice);
    let mut path: Vec<(Shown, usize)> = vec![(start, 0)];
    let mut on_path: HashSet<Shown> = HashSet::from_iter([start]);
    while let Some((shown, done)) = path.last_mut() {
        let shown = *shown;
        let Some((link, target)) = embeds(shown).get(*done).copied() else {
            held.insert(shown, hold(fabric, shown, embeds(shown), held, diagnostics));
            on_path.remove(&shown);
            path.pop();
            continue;
        };
        *done += 1;
        if on_path.contains(&target) {
            let circle = path.iter().map(|(shown, _)| *shown).skip_while(|shown| *shown != target);
            let circle: Vec<EntryIx> = circle.map(|(entry, _)| entry).collect();
            diagnostics.push(circle_error(fabric, shown.0, link, &circle));
        } else if !held.contains_key(&target) {
            on_path.insert(target);
            path.push((target, 0));
        }
    }
}

/// What a text holds whose embeds are known; those that close a circle hold nothing. It is told where that
/// has become too much, and not again by those that embed it.
fn hold(
    fabric: &Fabric,
    (entry, _): Shown,
    embeds: &[(usize, Shown)],
    held: &Known,
    diagnostics: &mut Vec<Diagnostic>,
) -> Held {
    let known = |target: Shown| held.get(&target).copied().unwrap_or_default();
    let all = embeds.iter().fold(Held::default(), |all, (_, target)| all.and(known(*target)));
    let largest = embeds.iter().max_by_key(|(_, target)| (known(*target).texts, known(*target).deep));
    match largest {
        Some((link, target)) if all.is_too_much() && !known(*target).is_too_much() => {
            diagnostics.push(too_many_error(fabric, entry, *link));
        }
        _ => {}
    }
    all
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
