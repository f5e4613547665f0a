//! What a change to a file changes beyond its own page, as two numbers.
//!
//! Spans never enter them, so moving text around changes nothing; nor does anything that only the
//! entry's own page shows.

use std::hash::{Hash, Hasher};
use std::sync::Arc;

use twox_hash::XxHash3_64;

use super::{Facts, FieldValue, Placed};
use crate::diagnostics::Span;

/// The fingerprint of a file, [`Doc::print`]. Its name is part of it, because two files with the same
/// bytes are two entries.
pub fn print(file: &str, bytes: &[u8]) -> u64 {
    XxHash3_64::oneshot_with_seed(XxHash3_64::oneshot(file.as_bytes()), bytes)
}

impl Facts {
    /// Changes whenever the weave could, which is whenever anything but the words of the text does: all of
    /// the front matter, where links lead, headings. An edit of prose that touches none of these leaves
    /// it alone.
    pub fn woven_print(&self) -> u64 {
        // A new fact must be sorted in here before it compiles.
        let Facts {
            title,
            linked_title,
            summary,
            excerpt: _,
            pull: _,
            date,
            dated_at: _,
            updated,
            is_commit,
            revision,
            publish,
            held_elsewhere,
            expires,
            draft,
            unreadable,
            audience,
            domains,
            communities,
            people,
            tags,
            aliases,
            image,
            source,
            reviewed,
            review_by,
            consent,
            lapses,
            refused,
            withdrawn_files,
            withdrawn_names,
            withdrawn_people,
            pinned,
            toc,
            noindex,
            template,
            relations,
            links,
            headings,
            anchors,
            embeds,
            fields,
            extra,
            words: _,
        } = self;
        let mut hasher = XxHash3_64::with_seed(0);
        (title, linked_title, summary, revision, consent, lapses).hash(&mut hasher);
        (withdrawn_files, withdrawn_names, withdrawn_people).hash(&mut hasher);
        [date, updated, publish, expires, review_by].hash(&mut hasher);
        held_elsewhere.as_ref().map(|held| held.value).hash(&mut hasher);
        refused.is_some().hash(&mut hasher);
        [draft, unreadable, pinned, toc, noindex, is_commit].hash(&mut hasher);
        for terms in [domains, communities, tags, aliases] {
            terms.len().hash(&mut hasher);
            hash_values(terms, &mut hasher);
        }
        for optional in [audience, template] {
            optional.as_ref().map(|placed| &placed.value).hash(&mut hasher);
        }
        people.iter().for_each(|person| (&person.name.value, &person.role).hash(&mut hasher));
        image.as_ref().map(|image| (&image.src.value, &image.alt, &image.credit)).hash(&mut hasher);
        source.as_ref().map(|source| (&source.name, &source.url, &source.licence)).hash(&mut hasher);
        reviewed.as_ref().map(|reviewed| (&reviewed.on, &reviewed.by)).hash(&mut hasher);
        for relation in relations {
            (&relation.relation.value, &relation.target.value).hash(&mut hasher);
        }
        for link in links {
            (&link.target, link.use_, &link.relation).hash(&mut hasher);
        }
        for heading in headings {
            (heading.level, &heading.id, &heading.text).hash(&mut hasher);
        }
        anchors.hash(&mut hasher);
        embeds.hash(&mut hasher);
        for (name, value) in fields.iter().map(|(name, value)| (name, value)).chain(extra) {
            name.hash(&mut hasher);
            hash_field(value, &mut hasher);
        }
        hasher.finish()
    }

    /// Where what the weave sees is written. With the same [`Facts::woven_print`] the same things stand
    /// in the same order, wherever the text has moved to.
    pub fn spans(&self) -> Vec<&Span> {
        let terms = [&self.domains, &self.communities, &self.tags, &self.aliases].into_iter().flatten();
        let placed = terms.chain(&self.audience).chain(&self.template).map(|placed| &placed.span);
        let people = self.people.iter().map(|person| &person.name.span);
        let image = self.image.iter().map(|image| &image.src.span);
        let hides = self.lapses.iter().flat_map(|lapse| &lapse.hides).map(|hidden| &hidden.span);
        let held = self.held_elsewhere.iter().map(|held| &held.span);
        let others = image.chain(&self.dated_at).chain(hides).chain(held).chain(&self.refused);
        let mut spans: Vec<&Span> = placed.chain(people).chain(others).collect();
        for relation in &self.relations {
            spans.extend([&relation.relation.span, &relation.target.span]);
        }
        spans.extend(self.links.iter().map(|link| &link.span));
        self.fields.iter().for_each(|(_, value)| field_spans(value, &mut spans));
        self.extra.values().for_each(|value| field_spans(value, &mut spans));
        spans
    }

    /// Changes whenever the entry's card could: what lists, relations and backlinks show of it.
    pub fn card_print(&self) -> u64 {
        let mut hasher = XxHash3_64::with_seed(1);
        (&self.title, &self.summary, &self.excerpt).hash(&mut hasher);
        self.date.hash(&mut hasher);
        hash_terms(self, &mut hasher);
        hasher.finish()
    }
}

fn hash_terms(facts: &Facts, hasher: &mut XxHash3_64) {
    for terms in [&facts.domains, &facts.communities, &facts.tags] {
        terms.len().hash(hasher);
        hash_values(terms, hasher);
    }
    for person in &facts.people {
        (&person.name.value, &person.role).hash(hasher);
    }
}

fn field_spans<'a>(value: &'a FieldValue, spans: &mut Vec<&'a Span>) {
    match value {
        FieldValue::Entry(named) => spans.push(&named.target.span),
        FieldValue::File(target) => spans.push(&target.span),
        FieldValue::Person(person) => spans.push(&person.name.span),
        FieldValue::Repeat(repeat) => spans.push(&repeat.span),
        FieldValue::List(values) => values.iter().for_each(|value| field_spans(value, spans)),
        FieldValue::Table(values) => values.values().for_each(|value| field_spans(value, spans)),
        _ => {}
    }
}

fn hash_values<'a>(values: impl IntoIterator<Item = &'a Placed<Arc<str>>>, hasher: &mut XxHash3_64) {
    values.into_iter().for_each(|value| value.value.hash(hasher));
}

fn hash_field(value: &FieldValue, hasher: &mut XxHash3_64) {
    std::mem::discriminant(value).hash(hasher);
    match value {
        FieldValue::Bool(value) => value.hash(hasher),
        FieldValue::Integer(value) => value.hash(hasher),
        FieldValue::Number(value) => value.to_bits().hash(hasher),
        FieldValue::Text(text) => text.hash(hasher),
        FieldValue::Date(moment) => moment.hash(hasher),
        FieldValue::Entry(named) => (&named.target.value, &named.kind).hash(hasher),
        FieldValue::File(target) => target.value.hash(hasher),
        FieldValue::Person(person) => (&person.name.value, &person.role).hash(hasher),
        FieldValue::Repeat(repeat) => repeat.value.written.hash(hasher),
        FieldValue::List(values) => values.iter().for_each(|value| hash_field(value, hasher)),
        FieldValue::Table(values) => values.iter().for_each(|(name, value)| {
            name.hash(hasher);
            hash_field(value, hasher);
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::site;

    const BEFORE: &str = "---\ntitle: Letters\nsummary: One by one.\nsource: https://example.org/\ndate: 2026-03-01\ntags: [post]\n---\nWe read [[method/reading]] aloud.\n\n## Why\n\nBecause.\n";

    fn prints(text: &str) -> (u64, u64) {
        let facts = site("").read("content/stories/x.md", text).facts;
        (facts.woven_print(), facts.card_print())
    }

    #[test]
    fn an_edit_of_prose_leaves_the_weave_alone() {
        let edited = BEFORE.replace("Because.", "Because it was time, and nobody else would.");
        assert_eq!(prints(&edited), prints(BEFORE));
    }

    #[test]
    fn an_edit_of_the_first_paragraph_changes_the_card_only() {
        let edited = BEFORE.replace("aloud", "together");
        assert_eq!(prints(&edited).0, prints(BEFORE).0);
        assert_ne!(prints(&edited).1, prints(BEFORE).1);
    }

    #[test]
    fn moving_text_changes_nothing() {
        let moved = BEFORE.replace("tags: [post]\n---\n", "tags:\n  - post\n---\n\n\n");
        assert_eq!(prints(&moved), prints(BEFORE));
    }

    #[test]
    fn titles_terms_dates_links_and_headings_change_the_weave() {
        for (from, to) in [
            ("title: Letters", "title: Post"),
            ("One by one.", "In pairs."),
            ("example.org", "example.com"),
            ("[post]", "[letters]"),
            ("2026-03-01", "2026-03-02"),
            ("tags:", "pinned: true\ntags:"),
            ("tags:", "review_by: 2027-01-01\ntags:"),
            ("method/reading", "method/listening"),
            ("## Why", "## Why not"),
        ] {
            assert_ne!(prints(&BEFORE.replace(from, to)).0, prints(BEFORE).0, "{from} → {to}");
        }
    }

    #[test]
    fn an_embed_that_moves_into_another_section_changes_the_weave() {
        let before = "---\ntitle: A\n---\n## One\n\nText.\n\n## Two\n\n![[#One]]\n";
        let circle = "---\ntitle: A\n---\n## One\n\nText.\n\n![[#One]]\n\n## Two\n";
        let moved = before.replace("Text.", "More text.\n\nAnd more.");
        assert_eq!(prints(&moved).0, prints(before).0);
        assert_ne!(prints(circle).0, prints(before).0);
    }

    #[test]
    fn what_the_weave_sees_is_found_again_where_text_has_moved_it() {
        let places = |text: &str| -> Vec<String> {
            let facts = site("").read("content/stories/x.md", text).facts;
            facts.spans().iter().map(|span| text[span.start as usize..span.end as usize].to_string()).collect()
        };
        let moved = BEFORE.replace("We read", "\n> Nobody else did, so we read");
        assert_eq!(places(&moved), places(BEFORE));
        assert_eq!(places(BEFORE), ["post", "2026-03-01", "[[method/reading]]"]);
    }

    #[test]
    fn a_whole_day_and_its_first_minute_differ() {
        let zone = jiff::tz::TimeZone::UTC;
        let day = super::super::dates::parse("2026-03-01", &zone, &zone);
        let minute = super::super::dates::parse("2026-03-01T00:00", &zone, &zone);
        assert_ne!(day, minute);
    }
}
