//! The lists of kinds, in every language: by themselves, together, and narrowed by a value.

use super::paging::{feeds, page, paged};
use super::{Choice, FeedOf, FileJob, ListedBy, Lists, PageJob, Planned, Sorted, Sources};
use crate::content::Lang;
use crate::content::identity::slugify;
use crate::kinds::{Kind, Kinds, addresses};
use crate::weaver::Taxonomy;

/// Entries of a list that a script narrows in place: of a longer one it would have to load too many.
const FILTERED_UP_TO: usize = 1_000;
/// The file of a theme that narrows lists in place.
const NARROWING_SCRIPT: &str = "assets/js/list.js";

/// Kinds whose entries are terms have the taxonomy's index in place of a list.
pub fn is_listed(kind: &Kind) -> bool {
    !kind.folder.is_empty() && !Taxonomy::ALL.iter().any(|taxonomy| taxonomy.kind() == Some(&*kind.name))
}

pub fn kind_indexes(sources: Sources, lists: &Lists) -> Vec<Planned> {
    let mut pages = Vec::new();
    for kind in sources.kinds.kinds.iter().filter(|kind| is_listed(kind)) {
        if lists.site().of_kind(&kind.name).is_empty() {
            continue;
        }
        pages.extend(kind_index(kind, &sources.lang(), lists.site(), sources));
        pages.extend(feeds(&format!("{}/", kind.folder), &FeedOf::Kind(sources.lang(), kind.name.clone())));
        pages.extend(values(kind, lists));
        pages.extend(entries(ListedBy::Kind(kind.name.clone()), sources, lists));
    }
    pages
}

/// The list of a kind in one language; nothing where there is none of it.
pub fn kind_index(kind: &Kind, lang: &Lang, sorted: &Sorted, sources: Sources) -> Vec<Planned> {
    let count = sorted.of_kind(&kind.name).len();
    if count == 0 {
        return Vec::new();
    }
    let folder = sources.config.path_in(&lang.0, &format!("{}/", kind.folder));
    let index = |page| PageJob::KindIndex { lang: lang.clone(), kind: kind.name.clone(), page };
    paged(&folder, count, index)
}

/// A page for each value of a field that the kind's index can be narrowed by.
fn values(kind: &Kind, lists: &Lists) -> Vec<Planned> {
    let of = ListedBy::Kind(kind.name.clone());
    let mut pages = Vec::new();
    for narrowed in lists.facets(&of).iter().flat_map(|facet| &facet.choices) {
        if let Choice::Value { field, value } = &narrowed.choice {
            let folder = value_path(kind, field, value);
            let job =
                |page| PageJob::KindValue { kind: kind.name.clone(), field: field.clone(), value: value.clone(), page };
            pages.extend(paged(&folder, narrowed.entries.len(), job));
        }
    }
    pages
}

/// Where the entries of a kind for which a field has a value stand.
pub fn value_path(kind: &Kind, field: &str, value: &str) -> String {
    format!("{}/{field}/{}/", kind.folder, slugify(value))
}

/// The entries of a list that can be narrowed, for the script that does it where the theme has one.
pub fn entries(of: ListedBy, sources: Sources, lists: &Lists) -> Option<Planned> {
    let has_script = sources.theme_files.iter().any(|url| **url == *NARROWING_SCRIPT);
    let is_narrowed = !lists.facets(&of).is_empty() && lists.entries(&of).len() <= FILTERED_UP_TO;
    (has_script && is_narrowed).then(|| page(entries_path(&of, sources.kinds), FileJob::Entries(of)))
}

pub fn entries_path(of: &ListedBy, kinds: &Kinds) -> String {
    format!("{}entries.js", list_folder(of, kinds))
}

/// Where a list stands.
pub fn list_folder(of: &ListedBy, kinds: &Kinds) -> String {
    match of {
        ListedBy::Kind(kind) => kinds.get(kind).map_or_else(String::new, |kind| format!("{}/", kind.folder)),
        ListedBy::Practice => addresses::PRACTICE.to_owned(),
    }
}

/// The lists that hold several kinds, in one language.
pub fn together(lang: &Lang, sorted: &Sorted, sources: Sources) -> Vec<Planned> {
    let path = |path| sources.config.path_in(&lang.0, path);
    let mut pages = Vec::new();
    if !sorted.practice.is_empty() {
        let practice = |page| PageJob::Practice { lang: lang.clone(), page };
        pages.extend(paged(&path(addresses::PRACTICE), sorted.practice.len(), practice));
    }
    if !sorted.journal.is_empty() {
        let journal = |page| PageJob::Journal { lang: lang.clone(), page };
        pages.extend(paged(&path(addresses::JOURNAL), sorted.journal.len(), journal));
    }
    pages
}
