//! What a link's preview shows of an entry, for the script that shows it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use crate::view::Snapshot;
use crate::view::contract::{Preview, Previews};
use crate::weaver::EntryIx;

/// One file of previews as JSON.
pub fn previews(snapshot: &Snapshot, number: usize) -> String {
    let entries = snapshot.plan.previews().get(number).map(Vec::as_slice).unwrap_or_default();
    let cards: BTreeMap<String, Preview> = entries.iter().map(|entry| preview(snapshot, *entry)).collect();
    let previews = Previews { sprite: sprite(snapshot, &cards), cards };
    // Texts and maps of them always serialise.
    serde_json::to_string(&previews).unwrap_or_default() + "\n"
}

fn preview(snapshot: &Snapshot, entry: EntryIx) -> (String, Preview) {
    let card = crate::view::cards::card(snapshot, entry);
    let preview = Preview {
        kind: card.kind_label,
        icon: card.icon,
        hue: card.hue,
        lang: card.lang,
        title: card.title,
        summary: card.summary,
    };
    (card.url, preview)
}

/// A page's own sprite has only the icons that it uses.
fn sprite(snapshot: &Snapshot, cards: &BTreeMap<String, Preview>) -> String {
    let icons: BTreeSet<&str> = cards.values().map(|preview| &*preview.icon).collect();
    let mut uses = String::new();
    for icon in icons {
        let _ = write!(uses, "\"#_i-{icon}\"");
    }
    snapshot.theme.sprite(&uses)
}
