//! Which sections and named blocks an embed stands in: what shows one of these shows the embed too.

use std::sync::Arc;

use crate::content::{Body, EmbedPlace, Fill, Heading};

/// An anchor of the page, and what it shows of the body.
struct Shown<'b> {
    anchor: &'b Arc<str>,
    start: usize,
    end: usize,
}

/// All embeds of a text, in order.
pub fn embeds(body: &Body, headings: &[Heading]) -> Vec<EmbedPlace> {
    let mut embeds = body.holes.iter().filter_map(|hole| match hole.fill {
        Fill::Embed { link, .. } => Some((hole.at as usize, link)),
        _ => None,
    });
    let Some(first) = embeds.next() else { return Vec::new() };
    let mut shown = shown(body, headings).into_iter().peekable();
    let mut open: Vec<Shown> = Vec::new();
    let place = |(at, link)| {
        while let Some(next) = shown.next_if(|next| next.start <= at) {
            open.push(next);
        }
        open.retain(|shown| at < shown.end);
        EmbedPlace { link, inside: open.iter().map(|shown| shown.anchor.clone()).collect() }
    };
    std::iter::once(first).chain(embeds).map(place).collect()
}

/// What each anchor shows, by where it begins; see [`crate::content::Doc::section`].
fn shown<'b>(body: &'b Body, headings: &'b [Heading]) -> Vec<Shown<'b>> {
    let length = body.html.length();
    // An embed at the very end of a text belongs to its last section.
    let end = |end: usize| if end == length { usize::MAX } else { end };
    let mut shown: Vec<Shown> = Vec::with_capacity(headings.len() + body.places.len());
    // Sections that have not ended, with their levels.
    let mut open: Vec<(u8, usize)> = Vec::new();
    for heading in headings {
        let at = heading.at as usize;
        while let Some((_, number)) = open.pop_if(|(level, _)| *level >= heading.level) {
            shown[number].end = at;
        }
        open.push((heading.level, shown.len()));
        shown.push(Shown { anchor: &heading.id, start: at, end: usize::MAX });
    }
    let place = |place: &'b crate::content::Place| Shown {
        anchor: &place.name,
        start: place.html.start as usize,
        end: end(place.html.end as usize),
    };
    shown.extend(body.places.iter().map(place));
    shown.sort_by_key(|shown| shown.start);
    shown
}
