//! The entries that a viewer may see: in which order, under which address, by which names.

mod address;
mod ahead;
mod called;
mod duplicates;
mod file_names;
mod names;
mod other_times;
mod own_names;
mod paths;
mod refused;
mod spellings;
mod tables;
mod told_elsewhere;
mod translations;
mod unfound;
mod unnamed_languages;
mod withdrawn_people;
mod withheld;

pub use address::address;
pub use names::{Found, Names};
pub use own_names::written_names;
pub use translations::joined;
pub use unfound::unfound;
pub use withdrawn_people::without_withdrawn_people;

use std::sync::Arc;

use rayon::iter::Either;
use rayon::prelude::*;

use super::Sources;
use super::audience::{Verdict, Withheld};
use crate::content::{Doc, EntryId, Moment};
use crate::diagnostics::Diagnostic;

/// An entry's place in the weave: entries are sorted by id, then language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntryIx(u32);

impl EntryIx {
    pub(super) fn new(index: usize) -> EntryIx {
        EntryIx(index as u32)
    }

    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// Who may be seen, and who not.
pub struct Selection {
    /// Sorted by id and language, each id once.
    pub entries: Vec<Arc<Doc>>,
    /// For each of them, why only some readers may see it.
    pub statuses: Vec<Option<Withheld>>,
    pub withheld: Vec<Arc<Doc>>,
}

pub fn select(sources: Sources) -> (Selection, Vec<Diagnostic>) {
    let judged = sources.docs.par_iter().map(|doc| {
        let doc = doc.as_told(sources.viewer.now);
        match sources.viewer.judge(&doc, sources.config) {
            Verdict::Shown(status) => Either::Left((doc, status)),
            Verdict::Withheld => Either::Right(doc),
        }
    });
    let (mut shown, withheld): (Vec<_>, Vec<_>) = judged.partition_map(|judged| judged);
    let by_id =
        |(a, _): &(Arc<Doc>, _), (b, _): &(Arc<Doc>, _)| (&a.id, &a.lang, &a.file).cmp(&(&b.id, &b.lang, &b.file));
    let mut diagnostics = spellings::differing(&shown);
    shown.par_sort_by(by_id);
    let duplicates = duplicates::set_apart(&mut shown, sources.kinds);
    if !duplicates.is_empty() {
        shown.sort_by(by_id);
    }
    diagnostics.extend(duplicates);
    diagnostics.extend(unnamed_languages::unnamed(&shown, sources.kinds));
    diagnostics.extend(ahead::dated_ahead(&shown, sources));
    diagnostics.extend(other_times::other_times(&shown, sources));
    diagnostics.extend(told_elsewhere::told_elsewhere(sources));
    diagnostics.extend(refused::refused(sources));
    let (entries, statuses) = shown.into_iter().unzip();
    (Selection { entries, statuses, withheld }, diagnostics)
}

/// Marks one version of each entry: the site's language, else the first. None of the text for what is
/// not there: no list leads to that page.
pub fn primaries(entries: &[Arc<Doc>], language: &str) -> Vec<bool> {
    let mut primary = vec![false; entries.len()];
    let mut start = 0;
    while start < entries.len() {
        let versions = entries[start..].iter().take_while(|doc| doc.id == entries[start].id).count();
        let of_site = (start..start + versions).find(|index| *entries[*index].lang.0 == *language);
        primary[of_site.unwrap_or(start)] = !is_not_found(&entries[start].id);
        start += versions;
    }
    primary
}

/// Whether an entry is the text of `404.html`.
pub fn is_not_found(id: &EntryId) -> bool {
    *id.kind == *"page" && *id.slug == *"404"
}

/// The date an entry is listed by: its own, else when it starts. An event is listed where it begins: its own date is
/// when it was announced.
pub fn date_of(doc: &Doc) -> Option<Moment> {
    let start = doc.facts.date_in("start").copied();
    if *doc.id.kind == *"event" { start.or(doc.facts.date) } else { doc.facts.date.or(start) }
}

/// The dates that entries are listed by. A translation without a date has that of the version that lists show; a translation
/// of an event always has that one, because the event takes place once.
pub fn dates(entries: &[Arc<Doc>], primary: &[bool], names: &Names) -> Vec<Option<Moment>> {
    let own: Vec<Option<Moment>> = entries.iter().map(|doc| date_of(doc)).collect();
    let of_primary = |index| names.versions(EntryIx::new(index)).find(|version| primary[*version]);
    let date = |index: usize| match *entries[index].id.kind == *"event" {
        true => of_primary(index).and_then(|primary| own[primary]).or(own[index]),
        false => own[index].or_else(|| own[of_primary(index)?]),
    };
    (0..own.len()).map(date).collect()
}

/// Entries, newest first; those without a date last, by id.
pub fn newest_first(entries: impl Iterator<Item = EntryIx>, dates: &[Option<Moment>]) -> Vec<EntryIx> {
    let mut newest: Vec<(Option<Moment>, EntryIx)> = entries.map(|entry| (dates[entry.index()], entry)).collect();
    newest.par_sort_unstable_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    newest.into_iter().map(|(_, entry)| entry).collect()
}
