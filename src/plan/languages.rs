//! What copsite makes in a language that is not the site's: lists, indexes of terms and feeds of what there is in it, in the
//! language's folder.
//!
//! Never a page for what a language does not have. What is read off the whole site (the weave, the calendar, the harvest)
//! there is once.

use super::kind_lists::{is_listed, kind_index, together};
use super::paging::{feeds, page};
use super::terms::folder_of;
use super::{FeedOf, Lists, PageJob, Planned, Sorted, Sources};
use crate::content::Lang;
use crate::weaver::{EntryIx, Taxonomy};

/// The pages of all languages of entries but the site's.
pub fn in_other_languages(sources: Sources, lists: &Lists) -> Vec<Planned> {
    lists.languages().flat_map(|lang| in_language(lang, lists.in_language(lang), sources)).collect()
}

fn in_language(lang: &Lang, sorted: &Sorted, sources: Sources) -> Vec<Planned> {
    let path = |folder: &str| sources.config.path_in(&lang.0, folder);
    let mut pages = news(&path(""), FeedOf::Site(lang.clone()), &sorted.all, sources);
    for kind in sources.kinds.kinds.iter().filter(|kind| is_listed(kind)) {
        let of = FeedOf::Kind(lang.clone(), kind.name.clone());
        pages.extend(kind_index(kind, lang, sorted, sources));
        pages.extend(news(&path(&format!("{}/", kind.folder)), of, sorted.of_kind(&kind.name), sources));
    }
    pages.extend(together(lang, sorted, sources));
    for taxonomy in Taxonomy::ALL {
        if taxonomy.kind().is_some_and(|kind| !sorted.of_kind(kind).is_empty()) {
            let path = path(&format!("{}/", folder_of(taxonomy, sources.kinds)));
            pages.push(page(path, PageJob::Terms { lang: lang.clone(), taxonomy }));
        }
    }
    pages
}

/// The feeds of some entries. Of entries without a date nothing would ever stand in them, and readers have more of the
/// site's.
fn news(folder: &str, of: FeedOf, entries: &[EntryIx], sources: Sources) -> Vec<Planned> {
    let is_dated = entries.iter().any(|entry| sources.weave.date(*entry).is_some());
    if is_dated { feeds(folder, &of).collect() } else { Vec::new() }
}
