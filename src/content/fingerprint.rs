//! What a change to a file changes beyond its own page, as two numbers.
//!
//! Spans never enter them, so moving text around changes nothing; nor does anything that only the
//! entry's own page shows.

use std::hash::{Hash, Hasher};
use std::sync::Arc;

use twox_hash::XxHash3_64;

use super::{Facts, FieldValue, Placed};

impl Facts {
    /// Changes whenever the weave could: names, summary, dates that decide what is shown, terms,
    /// relations, link targets, headings. An edit of prose that touches none of these leaves it alone.
    pub fn woven_print(&self) -> u64 {
        let mut hasher = XxHash3_64::with_seed(0);
        (&self.title, &self.summary).hash(&mut hasher);
        [self.date, self.publish, self.expires].hash(&mut hasher);
        self.draft.hash(&mut hasher);
        hash_values(self.audience.iter(), &mut hasher);
        hash_terms(self, &mut hasher);
        hash_values(self.aliases.iter(), &mut hasher);
        for relation in &self.relations {
            (&relation.relation.value, &relation.target.value).hash(&mut hasher);
        }
        for link in &self.links {
            (&link.target, link.use_, &link.relation).hash(&mut hasher);
        }
        for heading in &self.headings {
            (&heading.id, &heading.text).hash(&mut hasher);
        }
        self.anchors.hash(&mut hasher);
        for (name, value) in &self.fields {
            name.hash(&mut hasher);
            hash_field(value, &mut hasher);
        }
        hash_values(self.image.iter().map(|image| &image.src), &mut hasher);
        self.source.as_ref().map(|source| &source.url).hash(&mut hasher);
        hasher.finish()
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
        hash_values(terms.iter(), hasher);
    }
    for person in &facts.people {
        (&person.name.value, &person.role).hash(hasher);
    }
}

fn hash_values<'a>(values: impl Iterator<Item = &'a Placed<Arc<str>>>, hasher: &mut XxHash3_64) {
    values.for_each(|value| value.value.hash(hasher));
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
            ("method/reading", "method/listening"),
            ("## Why", "## Why not"),
        ] {
            assert_ne!(prints(&BEFORE.replace(from, to)).0, prints(BEFORE).0, "{from} → {to}");
        }
    }

    #[test]
    fn a_whole_day_and_its_first_minute_differ() {
        let zone = jiff::tz::TimeZone::UTC;
        let day = super::super::dates::parse("2026-03-01", &zone);
        let minute = super::super::dates::parse("2026-03-01T00:00", &zone);
        assert_ne!(day, minute);
    }
}
