//! Replaces ids of headings that would give away the name of a withheld entry.
//!
//! A heading gets its id before any other file is known. When the entry that it names turns out to be withheld, it gets
//! another id here, and all places behind it are moved along. An id that somebody has written is never touched.

use std::ops::Range;
use std::sync::Arc;

use super::identity::latin_slug;
use super::markdown::Ids;
use super::{Doc, Text, titles};

/// What stands in the place of a range of the HTML.
type Edit = (Range<usize>, Arc<str>);

impl Doc {
    /// Makes the ids of headings without the names of links that `is_told` refuses.
    pub fn respell_headings(&mut self, is_told: impl Fn(u32) -> bool) {
        let renamed = self.respelled(is_told);
        if renamed.is_empty() {
            return;
        }
        let html = self.body.html.read().into_owned();
        let mut edits: Vec<Edit> = Vec::new();
        for (place, id) in renamed {
            let heading = &mut self.facts.headings[place];
            edits.extend(edits_of(&html, heading.at as usize, &heading.id).map(|range| (range, id.clone())));
            let old = std::mem::replace(&mut heading.id, id.clone());
            for inside in self.facts.embeds.iter_mut().flat_map(|embed| &mut embed.inside) {
                if *inside == old {
                    *inside = id.clone();
                }
            }
        }
        self.edit_html(&html, &edits);
    }

    /// The headings whose ids tell a name that is refused, and what their ids are to be.
    fn respelled(&self, is_told: impl Fn(u32) -> bool) -> Vec<(usize, Arc<str>)> {
        let links = &self.facts.links;
        let headings = self.facts.headings.iter().enumerate();
        let telling: Vec<(usize, String)> = headings
            .filter_map(|(place, heading)| {
                let told = titles::spelled(&heading.text, links, &is_told);
                let all = titles::spelled(&heading.text, links, |_| true);
                (told != all && is_made_of(&heading.id, &latin_slug(&all))).then(|| (place, latin_slug(&told)))
            })
            .collect();
        if telling.is_empty() {
            return Vec::new();
        }
        let mut ids = Ids::default();
        let others = self.facts.headings.iter().map(|heading| &heading.id).chain(&self.facts.anchors);
        others.for_each(|id| drop(ids.claim(id)));
        let named = |slug: String| ids.claim(if slug.is_empty() { "section" } else { &slug });
        let (places, slugs): (Vec<usize>, Vec<String>) = telling.into_iter().unzip();
        places.into_iter().zip(slugs.into_iter().map(named)).collect()
    }

    /// Changes the HTML of the body, and carries all places in it along. The edits stand in their order.
    fn edit_html(&mut self, html: &str, edits: &[Edit]) {
        let mut changed = String::with_capacity(html.len());
        let mut done = 0;
        let mut ends: Vec<(usize, usize)> = vec![(0, 0)];
        for (range, text) in edits {
            changed.push_str(&html[done..range.start]);
            changed.push_str(text);
            done = range.end;
            ends.push((done, changed.len()));
        }
        changed.push_str(&html[done..]);
        let moved = |at: u32| {
            let (old, new) = ends[ends.partition_point(|(old, _)| *old <= at as usize) - 1];
            (at as usize - old + new) as u32
        };
        self.body.holes.iter_mut().for_each(|hole| hole.at = moved(hole.at));
        self.facts.headings.iter_mut().for_each(|heading| heading.at = moved(heading.at));
        for place in &mut self.body.places {
            place.html = moved(place.html.start)..moved(place.html.end);
        }
        self.body.html = Text::from(&*changed);
    }
}

/// Whether an id is that slug, or one with the number that tells it from others.
fn is_made_of(id: &str, slug: &str) -> bool {
    let rest = id.strip_prefix(slug);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('-') && rest[1..].bytes().all(|b| b.is_ascii_digit()))
}

/// Where the id of a heading stands in its HTML, which begins at `at`: in its tag, and in the link to it.
fn edits_of(html: &str, at: usize, id: &str) -> impl Iterator<Item = Range<usize>> {
    let patterns = [format!("id=\"{id}\""), format!("<a class=\"anchor\" href=\"#{id}\"")];
    let mut from = at;
    let places = patterns.map(|pattern| {
        let end = from + html[from..].find(&pattern)? + pattern.len() - 1;
        from = end;
        Some(end - id.len()..end)
    });
    places.into_iter().flatten()
}
