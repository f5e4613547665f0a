//! What remains of an entry after the consent to a part of it has ended.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use jiff::Timestamp;

use super::blanks::{apart, blank, with_names};
use super::consent::{Hidden, Lapse, PERSON};
use super::identity::{fold, slugify};
use super::markdown::quotations;
use super::target::unwrap_wiki;
use super::{Doc, LinkUse, Target};

/// The moments from which something of an entry is not told any more, with all that is hidden from then on.
/// What withdraws the entry as a whole is not among them.
pub fn moments(lapses: &[Lapse]) -> Vec<(Timestamp, BTreeSet<Hidden>)> {
    let parts = || lapses.iter().filter(|lapse| !lapse.hides.is_empty());
    let moments: BTreeSet<Timestamp> = parts().map(|lapse| lapse.at).collect();
    let hidden_at = |moment: Timestamp| {
        let lapsed = parts().filter(|lapse| lapse.at <= moment);
        (moment, lapsed.flat_map(|lapse| lapse.hides.iter().map(|hidden| hidden.value.clone())).collect())
    };
    moments.into_iter().map(hidden_at).collect()
}

/// The whole file with blanks in place of what is hidden, and where they stand.
pub fn without(text: &str, doc: &Doc, hidden: &BTreeSet<Hidden>) -> (String, Vec<Range<usize>>) {
    let mut ranges: Vec<Range<usize>> = Vec::new();
    if hidden.contains(&Hidden::Quotes) {
        let start = doc.markdown_start as usize;
        ranges.extend(quotations(&text[start..]).into_iter().map(|range| start + range.start..start + range.end));
    }
    let pictures = doc.facts.links.iter().filter(|link| link.use_ == LinkUse::Image);
    for link in pictures.filter(|link| hides_picture(hidden, &link.target)) {
        ranges.push(link.span.start as usize..link.span.end as usize);
    }
    ranges.extend(definitions(text, doc, hidden));
    let ranges = apart(ranges.into_iter().map(|range| with_names(text, range)).collect());
    (blank(text, &ranges), ranges)
}

/// Lines that give the address of a hidden picture to references: `[sea]: waves.png`.
fn definitions(text: &str, doc: &Doc, hidden: &BTreeSet<Hidden>) -> Vec<Range<usize>> {
    let names: Vec<&str> = files_of(doc, hidden).into_iter().filter_map(|file| name_of(file)).collect();
    let mut at = doc.markdown_start as usize;
    let mut found = Vec::new();
    for line in text[at..].split_inclusive('\n') {
        let is_definition = line.trim_start().starts_with('[') && line.contains("]:");
        if is_definition && names.iter().any(|name| line.contains(name)) {
            found.push(at..at + line.len());
        }
        at += line.len();
    }
    found
}

fn name_of(target: &Target) -> Option<&str> {
    match target {
        Target::File { path, .. } | Target::Path { path, .. } | Target::Called { path, .. } => path.rsplit('/').next(),
        _ => None,
    }
}

fn hides_picture(hidden: &BTreeSet<Hidden>, target: &Target) -> bool {
    // Wiki-links find files whatever the case of their letters.
    let is_named =
        |name: &str| hidden.iter().any(|hidden| matches!(hidden, Hidden::File(file) if fold(file) == fold(name)));
    hidden.contains(&Hidden::Pictures) || name_of(target).is_some_and(is_named)
}

fn files_of<'d>(doc: &'d Doc, hidden: &BTreeSet<Hidden>) -> Vec<&'d Target> {
    let pictures = doc.facts.links.iter().filter(|link| link.use_ == LinkUse::Image).map(|link| &link.target);
    pictures.filter(|target| hides_picture(hidden, target)).collect()
}

/// The picture of the front matter, where it is hidden.
fn hidden_image(doc: &Doc, hidden: &BTreeSet<Hidden>) -> Option<Target> {
    let image = doc.image_target()?;
    (hidden.contains(&Hidden::Image) || hides_picture(hidden, &image)).then_some(image)
}

/// What the front matter says once `hidden` is not told: without the picture and the people, and with the files
/// that must not be published.
pub fn withdraw(doc: &Doc, hidden: &BTreeSet<Hidden>, told: &mut Doc) {
    let image = hidden_image(doc, hidden);
    let mut files: BTreeSet<Arc<str>> = BTreeSet::new();
    let mut names: BTreeSet<(Arc<str>, Arc<str>)> = BTreeSet::new();
    for target in files_of(doc, hidden).into_iter().chain(&image) {
        match target {
            Target::File { path, .. } => files.extend([path.clone()]),
            Target::Called { name, path, .. } => names.extend([(name.clone(), path.clone())]),
            Target::Path { path, .. } => {
                files.extend(["static", "content"].map(|root| format!("{root}/{path}").into()))
            }
            _ => {}
        }
    }
    // A picture that lies beside the entry need not be shown in it.
    let folder = doc.file.rsplit_once('/').map_or("", |(folder, _)| folder);
    files.extend(hidden.iter().filter_map(|hidden| match hidden {
        Hidden::File(name) => Some(format!("{folder}/{name}").into()),
        _ => None,
    }));
    if image.is_some() {
        told.facts.image = None;
    }
    let people = || hidden.iter().filter_map(|hidden| if let Hidden::Person(id) = hidden { Some(id) } else { None });
    let is_hidden = |name: &str| people().any(|id| is_called(id, unwrap_wiki(name)));
    told.facts.people.retain(|person| !is_hidden(&person.name.value));
    if let Some(reviewed) = &mut told.facts.reviewed {
        reviewed.by.take_if(|by| is_hidden(by));
    }
    told.facts.withdrawn_people = people().cloned().collect();
    told.facts.withdrawn_files = files.into_iter().collect();
    told.facts.withdrawn_names = names.into_iter().collect();
}

/// Whether a name is that of a person with an id, as far as both can tell. What else the person is called, the weave knows.
pub fn is_called(id: &str, name: &str) -> bool {
    let slug = id.strip_prefix(PERSON).unwrap_or(id);
    slugify(name.strip_prefix(PERSON).unwrap_or(name)) == *slug
}

/// The pictures of an entry by the names of their files, in its text and its front matter.
pub fn picture_names(doc: &Doc) -> BTreeSet<Arc<str>> {
    let of_text = doc.facts.links.iter().filter(|link| link.use_ == LinkUse::Image).map(|link| link.target.clone());
    of_text.chain(doc.image_target()).filter_map(|target| name_of(&target).map(Arc::from)).collect()
}

impl Doc {
    /// The entry as it may be told at a moment.
    pub fn as_told(self: &Arc<Doc>, now: Timestamp) -> Arc<Doc> {
        let passed = self.later.iter().rev().find(|(moment, _)| *moment <= now);
        passed.map_or_else(|| self.clone(), |(_, told)| told.clone())
    }
}
