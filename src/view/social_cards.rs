//! Social cards: the words and colours on them, and their addresses.

use super::Snapshot;
use super::direction::direction;
use super::pictures::shape_of_hue;
use crate::content::Lang;
use crate::kinds::Kind;
use crate::plan::{CardOf, FileJob, Job, Route, encode, social_card_path};
use crate::social::{Badge, Card, Colours, Rgb};
use crate::theme::{Colour, Mode, Theme, Token};
use crate::weaver::{EntryIx, Taxonomy};

/// The absolute address of the card of a page, if it has one.
pub fn url(snapshot: &Snapshot, page: &Route) -> Option<String> {
    let path = social_card_path(page.path());
    let is_card = matches!(snapshot.plan.at(&path), Some(Job::File(FileJob::SocialCard(_))));
    is_card.then(|| snapshot.config.base_url.absolute(&encode(&path)))
}

pub fn card(snapshot: &Snapshot, of: CardOf) -> Card {
    match of {
        CardOf::Home => home(snapshot),
        CardOf::Communities => communities(snapshot),
        CardOf::Entry(entry) => of_entry(snapshot, entry),
    }
}

fn home(snapshot: &Snapshot) -> Card {
    let config = &snapshot.config;
    Card { owner: config.summary.clone(), ..card_in(snapshot, &snapshot.lang(), config.title.clone()) }
}

fn communities(snapshot: &Snapshot) -> Card {
    let lang = snapshot.lang();
    let title = snapshot.say(&lang, "communities");
    Card { site: Some(snapshot.config.title.clone()), ..card_in(snapshot, &lang, title) }
}

fn of_entry(snapshot: &Snapshot, entry: EntryIx) -> Card {
    let doc = snapshot.weave.doc(entry);
    let kind = snapshot.kinds_in(&doc.lang).get(&doc.id.kind);
    Card {
        kind: kind.filter(|kind| !kind.folder.is_empty()).map(|kind| badge(&snapshot.theme, kind)),
        owner: home_of(snapshot, entry),
        site: Some(snapshot.config.title.clone()),
        ..card_in(snapshot, &doc.lang, doc.facts.title.to_string())
    }
}

/// The community whose entry it is; a community's own card says it in its title.
fn home_of(snapshot: &Snapshot, entry: EntryIx) -> Option<String> {
    let weave = &snapshot.weave;
    let home = weave.home(entry).filter(|_| weave.as_term(Taxonomy::Communities, entry).is_none())?;
    Some(weave.terms().get(Taxonomy::Communities, home).title.to_string())
}

/// A card that says its title only.
fn card_in(snapshot: &Snapshot, lang: &Lang, title: String) -> Card {
    Card {
        title,
        kind: None,
        owner: None,
        site: None,
        colours: colours(&snapshot.theme),
        is_mirrored: direction(lang) == "rtl",
    }
}

fn badge(theme: &Theme, kind: &Kind) -> Badge {
    let hue = kind.hue.as_deref().and_then(|name| theme.hues.get(name));
    let ink = rgb(theme.tokens.get("ink"), INK);
    Badge {
        label: kind.title.clone(),
        shape: shape_of_hue(kind.hue.as_deref()),
        mark: hue.map_or(ink, |hue| rgb(Some(&hue.solid), ink)),
        ink: hue.map_or(ink, |hue| rgb(Some(&hue.ink), ink)),
    }
}

/// For a theme without such a token, or with one that is no colour.
const PAPER: Rgb = [255, 255, 255];
const INK: Rgb = [0, 0, 0];

fn colours(theme: &Theme) -> Colours {
    let colour = |name: &str, otherwise: Rgb| rgb(theme.tokens.get(name), otherwise);
    Colours {
        paper: colour("bg", PAPER),
        ink: colour("ink", INK),
        quiet: colour("ink-2", INK),
        line: colour("line", INK),
        thread: colour("thread", INK),
    }
}

fn rgb(token: Option<&Token>, otherwise: Rgb) -> Rgb {
    let colour = token.and_then(|token| Colour::parse(&token.shade(Mode::Light).text));
    colour.map_or(otherwise, |Colour { red, green, blue }| [red, green, blue])
}
