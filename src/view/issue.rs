//! `issue`: an issue of the newsletter, and what it shows of its articles and dates.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::cards::{authors, shorten};
use super::contract::{Email, Issue, IssueSection, IssueTwins, Item, KindInk, Piece};
use super::direction::direction;
use super::site::contact_url;
use super::{Snapshot, events, plain};
use crate::plan::{EmailFormat, encode};
use crate::practice::newsletter::{self, Articles, Section};
use crate::theme::Mode;
use crate::weaver::EntryIx;

/// Characters that a list of mails shows behind the subject.
const PREHEADER: usize = 90;
/// Characters of a summary cut from the text: about as many words as the short version of an article has.
const SUMMARY: usize = 480;

/// Fields that stand in the head of an issue.
pub const SHOWN: [&str; 2] = ["number", "sections"];

pub fn issue(snapshot: &Snapshot, entry: EntryIx, item: Item) -> Issue {
    let weave = &snapshot.weave;
    let primary = weave.primary(entry);
    let lang = &weave.doc(entry).lang;
    let all = snapshot.issues();
    let place = all.iter().position(|issue| *issue == primary);
    let neighbour =
        |index: Option<usize>| index.and_then(|index| all.get(index)).map(|issue| weave.version(*issue, lang));
    let sections = match newsletter::articles(weave, primary) {
        Articles::InText(_) => Vec::new(),
        Articles::Named(sections) => sections,
    };
    Issue {
        item,
        number: newsletter::number(weave, primary),
        sections: sections
            .into_iter()
            .enumerate()
            .map(|(index, one)| section(snapshot, primary, one, index == 0))
            .collect(),
        previous: neighbour(place.map(|place| place + 1)).map(|issue| snapshot.card(issue)),
        next: neighbour(place.and_then(|place| place.checked_sub(1))).map(|issue| snapshot.card(issue)),
        twins: twins(snapshot, entry),
    }
}

/// The first section stands right under the title of the issue, and needs none of its own.
fn section(snapshot: &Snapshot, issue: EntryIx, section: Section, is_first: bool) -> IssueSection {
    let pieces = section.articles.into_iter().enumerate();
    IssueSection {
        title: section.title.filter(|_| !is_first),
        pieces: pieces
            .map(|(index, article)| {
                piece(snapshot, issue, article, is_first && index == 0, if is_first { 2 } else { 3 })
            })
            .collect(),
    }
}

/// An entry as an issue shows it: what was sent is a record, and its dates are those of its own day. `leads` is true of the
/// first article; `level` is that of its heading.
pub fn piece(snapshot: &Snapshot, issue: EntryIx, entry: EntryIx, leads: bool, level: u8) -> Piece {
    let doc = snapshot.weave.doc(entry);
    let is_event = *doc.id.kind == *"event";
    let day = || newsletter::end_of(&snapshot.weave, snapshot.weave.primary(issue)).unwrap_or(snapshot.today);
    let short = plain::text(doc, "short").map(Arc::from).filter(|_| *doc.id.kind == *"article");
    Piece {
        card: snapshot.card(entry),
        text: short.or_else(|| plain::summary(snapshot, entry, SUMMARY)),
        authors: authors(snapshot, entry),
        event: is_event.then(|| events::line_as_of(snapshot, entry, day())),
        leads,
        level,
    }
}

/// The articles that name an issue whose text shows none.
pub fn named_articles(snapshot: &Snapshot, entry: EntryIx) -> Vec<EntryIx> {
    if *snapshot.weave.doc(entry).id.kind != *"newsletter" {
        return Vec::new();
    }
    match newsletter::articles(&snapshot.weave, snapshot.weave.primary(entry)) {
        Articles::InText(_) => Vec::new(),
        named => named.all(),
    }
}

/// Whether `entry` is the first article that the text of `issue` shows.
pub fn leads(snapshot: &Snapshot, issue: EntryIx, entry: EntryIx) -> bool {
    match newsletter::articles(&snapshot.weave, issue) {
        Articles::InText(articles) => articles.first() == Some(&snapshot.weave.primary(entry)),
        Articles::Named(_) => false,
    }
}

fn twins(snapshot: &Snapshot, entry: EntryIx) -> IssueTwins {
    let address = encode(snapshot.weave.address(entry));
    let twin = |format: EmailFormat| format!("{address}{}", format.file());
    IssueTwins { html: twin(EmailFormat::Html), text: twin(EmailFormat::Text), message: twin(EmailFormat::Message) }
}

pub fn email(snapshot: &Snapshot, entry: EntryIx) -> Email {
    let doc = snapshot.weave.doc(entry);
    let newsletter = &snapshot.config.newsletter;
    Email {
        subject: doc.facts.title.clone(),
        lang: doc.lang.to_string(),
        dir: direction(&doc.lang),
        preheader: plain::summary(snapshot, entry, PREHEADER).map(|text| shorten(&text, PREHEADER)),
        url: snapshot.config.base_url.absolute(&encode(snapshot.weave.address(entry))),
        why: newsletter.why.clone(),
        address: newsletter.address.clone(),
        unsubscribe: newsletter.unsubscribe.as_deref().map(contact_url),
        light: colours(snapshot, Mode::Light),
        dark: colours(snapshot, Mode::Dark),
        inks: inks(snapshot),
    }
}

/// The colour tokens by name, with `_` for `-`, as templates write them.
pub fn colours(snapshot: &Snapshot, mode: Mode) -> BTreeMap<String, String> {
    let is_colour = |text: &str| text.starts_with('#');
    let tokens = snapshot.theme.tokens.iter().map(|(name, token)| (name.replace('-', "_"), &token.shade(mode).text));
    tokens.filter(|(_, text)| is_colour(text)).map(|(name, text)| (name, text.to_string())).collect()
}

fn inks(snapshot: &Snapshot) -> Vec<KindInk> {
    let ink = |(name, hue): (&Arc<str>, &crate::theme::Hue)| KindInk {
        hue: name.to_string(),
        light: hue.ink.shade(Mode::Light).text.to_string(),
        dark: hue.ink.shade(Mode::Dark).text.to_string(),
    };
    snapshot.theme.hues.iter().map(ink).collect()
}
