//! The files of the search index.
//!
//! How many there are follows from the number of entries alone, so that a plan is made without the
//! index, which is a hundred times the work.

use super::paging::page;
use super::{FileJob, Planned, Sources};
use crate::content::Lang;

/// A file of the index of one language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SearchFile {
    /// What the other files hold, and the words of the interface.
    Start,
    /// Words in the order of the alphabet, counted from 0 like all other parts.
    Words(usize),
    /// Which entries have them.
    Postings(usize),
    /// What a result shows of an entry.
    Cards(usize),
    /// The texts that sentences are taken from.
    Texts(usize),
    /// Which entries belong to which domains and communities.
    Filters,
    /// The tags, for who finds nothing.
    Tags,
}

/// Entries whose cards are in one file.
pub const CARDS: usize = 64;
/// Entries whose texts are in one file.
pub const TEXTS: usize = 8;
/// Entries up to which a site is small enough to be read from a disk, where a page cannot look into
/// another: their texts are kept apart. Of larger sites sentences are taken from the pages themselves.
const SMALL: usize = 2000;

/// How many files of each sort an index has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SearchShards {
    pub words: usize,
    pub postings: usize,
    pub cards: usize,
    pub texts: usize,
}

impl SearchShards {
    /// For an index of that many entries. A vocabulary grows like a square root of the texts (Heaps' law),
    /// all else as they do.
    pub fn of(entries: usize) -> SearchShards {
        SearchShards {
            words: (entries.isqrt() / 4).max(1),
            postings: entries.div_ceil(100).max(1),
            cards: entries.div_ceil(CARDS),
            texts: if entries <= SMALL { entries.div_ceil(TEXTS) } else { 0 },
        }
    }

    fn files(self) -> impl Iterator<Item = SearchFile> {
        let words = (0..self.words).map(SearchFile::Words);
        let postings = (0..self.postings).map(SearchFile::Postings);
        let cards = (0..self.cards).map(SearchFile::Cards);
        let texts = (0..self.texts).map(SearchFile::Texts);
        [SearchFile::Start, SearchFile::Filters, SearchFile::Tags]
            .into_iter()
            .chain(words)
            .chain(postings)
            .chain(cards)
            .chain(texts)
    }
}

/// A file's name, without its ending.
pub fn search_name(file: SearchFile) -> String {
    match file {
        SearchFile::Start => "start".to_owned(),
        SearchFile::Words(part) => format!("words-{part}"),
        SearchFile::Postings(part) => format!("postings-{part}"),
        SearchFile::Cards(part) => format!("cards-{part}"),
        SearchFile::Texts(part) => format!("texts-{part}"),
        SearchFile::Filters => "filters".to_owned(),
        SearchFile::Tags => "tags".to_owned(),
    }
}

/// The files of all languages; none where the site does not want them.
pub fn search(sources: Sources) -> Vec<Planned> {
    if !sources.config.search {
        return Vec::new();
    }
    let languages = sources.weave.languages(&sources.lang());
    languages.into_iter().flat_map(|lang| of_language(lang, sources)).collect()
}

fn of_language(lang: Lang, sources: Sources) -> impl Iterator<Item = Planned> {
    let shards = SearchShards::of(sources.weave.searchable(&lang).len());
    shards.files().map(move |file| {
        page(format!("search/{lang}/{}.js", search_name(file)), FileJob::Search { lang: lang.clone(), file })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_small_site_has_few_files_and_a_large_one_no_texts() {
        assert_eq!(SearchShards::of(0), SearchShards { words: 1, postings: 1, cards: 0, texts: 0 });
        assert_eq!(SearchShards::of(500), SearchShards { words: 5, postings: 5, cards: 8, texts: 63 });
        assert_eq!(SearchShards::of(10_000), SearchShards { words: 25, postings: 100, cards: 157, texts: 0 });
    }
}
