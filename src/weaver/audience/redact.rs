//! What an entry says of others in its front matter, and in plain texts made from its page, as its
//! readers may see it.
//!
//! A field would say the name it was written with, which tells that there is something to see, and
//! brackets that no reader knows. Never touches an entry that does neither.

use std::sync::Arc;

use rayon::prelude::*;

use super::wording::{SILENCE, Wording};
use crate::content::target::unwrap_wiki;
use crate::content::{Context, Doc, Facts, FieldValue, titles};
use crate::weaver::entries::Names;
use crate::weaver::{Resolved, Sources};

/// The entry with wiki-links of its front matter as words, and without what it must not tell of.
/// `resolved` is where the links of its text lead.
pub fn redact(wording: Wording, doc: &Arc<Doc>, resolved: &[Resolved]) -> Arc<Doc> {
    let silent = resolved.iter().position(|link| *link == Resolved::Withheld);
    let redactor = Redactor { wording };
    if silent.is_none() && !redactor.changes(&doc.facts) {
        return doc.clone();
    }
    let mut redacted = Doc::clone(doc);
    redactor.front_matter(&mut redacted.facts);
    if let Some(link) = silent {
        redacted.respell_headings(|link| resolved.get(link as usize) != Some(&Resolved::Withheld));
        redactor.page(&mut redacted.facts, link);
    }
    Arc::new(redacted)
}

/// The entries as readers may see them; `links` is where those of each one's text lead.
pub fn redacted(entries: &[Arc<Doc>], names: &Names, links: &[Vec<Resolved>], sources: Sources) -> Vec<Arc<Doc>> {
    let base_url = &sources.config.written_base_url;
    let redact =
        |(index, doc): (usize, &Arc<Doc>)| redact(Wording { doc, entries, names, base_url }, doc, &links[index]);
    entries.par_iter().enumerate().map(redact).collect()
}

struct Redactor<'a> {
    wording: Wording<'a>,
}

impl Redactor<'_> {
    /// Whether anything in the front matter is not for readers as it is written.
    fn changes(&self, facts: &Facts) -> bool {
        let changes = |text: &Arc<str>| self.wording.plain(text).is_some();
        let image = facts.image.iter().flat_map(|image| [&image.alt, &image.credit]).flatten();
        changes(&facts.title)
            || self.silent_title(facts).is_some()
            || reviewer(facts).is_some_and(|by| self.hides_person(by) || changes(by))
            || [&facts.summary, &facts.consent].into_iter().flatten().chain(image).any(changes)
            || facts.fields.iter().map(|(_, value)| value).chain(facts.extra.values()).any(|value| self.tells(value))
    }

    fn front_matter(&self, facts: &mut Facts) {
        let say = |text: &mut Arc<str>| {
            if let Some(plain) = self.wording.plain(text) {
                *text = plain;
            }
        };
        match self.silent_title(facts) {
            Some(title) => facts.title = title,
            None => say(&mut facts.title),
        }
        facts.summary.iter_mut().chain(&mut facts.consent).for_each(say);
        if let Some(reviewed) = &mut facts.reviewed {
            reviewed.by.take_if(|by| self.hides_person(by));
            reviewed.by.iter_mut().for_each(say);
        }
        if let Some(image) = &mut facts.image {
            image.alt.iter_mut().chain(&mut image.credit).for_each(say);
        }
        let fields = facts.fields.iter().filter_map(|(name, value)| Some((name.clone(), self.shown(value)?)));
        facts.fields = fields.collect();
        let extra = facts.extra.iter().filter_map(|(name, value)| Some((name.clone(), self.shown(value)?)));
        facts.extra = extra.collect();
    }

    fn hides_person(&self, name: &str) -> bool {
        let Wording { names, doc, .. } = self.wording;
        names.hides_person(doc, unwrap_wiki(name))
    }

    /// The title without the names of what is withheld, where it is a heading that links to such.
    fn silent_title(&self, facts: &Facts) -> Option<Arc<str>> {
        let linked = facts.linked_title.as_ref().filter(|linked| self.wording.links_to_withheld(linked))?;
        self.wording.plain(linked)
    }

    /// The texts made from the page, in which an address may stand that was a link to itself. What
    /// stands for the title of the withheld link stands for it too.
    fn page(&self, facts: &mut Facts, link: usize) {
        let silence = titles::mark(link as u32);
        let quiet = |text: &mut Arc<str>, silence: &str| {
            if let Some(plain) = self.wording.without_addresses(text, silence) {
                *text = plain.into();
            }
        };
        facts.excerpt.iter_mut().chain(&mut facts.pull).for_each(|text| quiet(text, &silence));
        // A heading's words are read where its links are not known.
        facts.headings.iter_mut().for_each(|heading| quiet(&mut heading.text, SILENCE));
        for link in &mut facts.links {
            let context = &link.context;
            let [before, after] =
                [context.before(), context.after()].map(|text| self.wording.without_addresses(text, &silence));
            let is_named = self.wording.names_withheld(context.marked());
            if before.is_some() || after.is_some() || is_named {
                let before = before.as_deref().unwrap_or(context.before());
                let after = after.as_deref().unwrap_or(context.after());
                link.context = Context::new(before, if is_named { "" } else { context.marked() }, after);
            }
        }
    }

    /// Whether a value, or one inside it, names what is withheld or holds a wiki-link.
    fn tells(&self, value: &FieldValue) -> bool {
        let holds_link = |leaf: &FieldValue| leaf.as_text().is_some_and(|text| self.wording.plain(text).is_some());
        value.leaves().any(|leaf| self.is_withheld(leaf) || holds_link(leaf))
    }

    fn is_withheld(&self, value: &FieldValue) -> bool {
        let Wording { names, doc, .. } = self.wording;
        match value {
            FieldValue::Entry(named) => names.resolve_named(named, doc) == Resolved::Withheld,
            FieldValue::File(target) => self.wording.is_withheld(&target.value),
            FieldValue::Person(person) => self.hides_person(&person.name.value),
            FieldValue::Text(text) => self.wording.names_withheld(text),
            _ => false,
        }
    }

    /// A value without what names something withheld; none where nothing is left.
    fn shown(&self, value: &FieldValue) -> Option<FieldValue> {
        match value {
            FieldValue::List(values) => {
                let left: Vec<FieldValue> = values.iter().filter_map(|value| self.shown(value)).collect();
                (!left.is_empty() || values.is_empty()).then_some(FieldValue::List(left))
            }
            FieldValue::Table(values) => {
                let left = values.iter().filter_map(|(name, value)| Some((name.clone(), self.shown(value)?)));
                Some(FieldValue::Table(left.collect()))
            }
            value if self.is_withheld(value) => None,
            FieldValue::Text(text) => Some(FieldValue::Text(self.wording.plain(text).unwrap_or_else(|| text.clone()))),
            value => Some(value.clone()),
        }
    }
}

fn reviewer(facts: &Facts) -> Option<&Arc<str>> {
    facts.reviewed.as_ref()?.by.as_ref()
}
