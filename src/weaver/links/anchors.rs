//! Which place of a page an anchor means.

use std::ops::Range;
use std::sync::{Arc, OnceLock};

use foldhash::HashMap;

use crate::content::identity::{fold, latin_slug};
use crate::content::{Doc, Heading};
use crate::diagnostics::{Code, Diagnostic, Span, Suggestions};
use crate::kinds::Kinds;
use crate::weaver::EntryIx;

/// Headings stand in each other no deeper than that.
const LEVELS: usize = 6;

/// How many headings are named where none is near to what was written.
const MOST_NAMED: usize = 8;

/// The places of all pages.
pub struct Anchors<'a> {
    entries: &'a [Arc<Doc>],
    kinds: &'a Kinds,
    /// Made for the pages of which somebody asks for more than an id.
    headings: Vec<OnceLock<Box<Headings>>>,
}

/// The headings of a page as people may write them.
struct Headings {
    /// Folded words → which of the headings have them, in order.
    by_words: HashMap<String, Vec<usize>>,
    ids: Suggestions,
}

impl<'a> Anchors<'a> {
    pub fn new(entries: &'a [Arc<Doc>], kinds: &'a Kinds) -> Anchors<'a> {
        Anchors { entries, kinds, headings: entries.iter().map(|_| OnceLock::new()).collect() }
    }

    /// The id of the heading or named block that `anchor` means: by id, or by the heading's words. Obsidian writes the
    /// headings around it as well: `#Section#Subsection`.
    ///
    /// Nothing, and `top`, are the top of any page (HTML Living Standard, "find a potential indicated element"). A page
    /// that copsite makes has more places than the headings of the text for it.
    pub fn find(&self, entry: EntryIx, anchor: &str) -> Option<Arc<str>> {
        let doc = &*self.entries[entry.index()];
        let facts = &doc.facts;
        if anchor.is_empty() {
            return Some("".into());
        }
        let by_id = facts.headings.iter().map(|heading| &heading.id).chain(&facts.anchors).find(|id| ***id == *anchor);
        by_id.cloned().or_else(|| {
            let in_text =
                self.in_section(entry, 0..facts.headings.len(), anchor).or_else(|| self.at_title(entry, anchor));
            let is_made = *doc.id.kind == *"page" && self.kinds.is_made(&doc.id.slug);
            in_text.or_else(|| (is_made || anchor.eq_ignore_ascii_case("top")).then(|| anchor.into()))
        })
    }

    /// The title is no heading of the text any more, and the top of the page. What else is written lies under it.
    fn at_title(&self, entry: EntryIx, words: &str) -> Option<Arc<str>> {
        let facts = &self.entries[entry.index()].facts;
        let slug = latin_slug(&facts.title);
        let (first, rest) = words.split_once('#').map_or((words, None), |(first, rest)| (first, Some(rest)));
        match rest.filter(|_| latin_slug(first) == slug) {
            Some(rest) => self.in_section(entry, 0..facts.headings.len(), rest),
            None => (latin_slug(words) == slug).then(|| "".into()),
        }
    }

    /// The heading of these words among some of a page's. Of `Section#Subsection` each part lies in the section that the
    /// one before it names, or in the next section of that name.
    fn in_section(&self, entry: EntryIx, section: Range<usize>, words: &str) -> Option<Arc<str>> {
        let headings = &self.entries[entry.index()].facts.headings;
        let of_words = |words: &str| {
            let found = self.headings(entry).by_words.get(&fold(words.trim())).map_or(&[][..], Vec::as_slice);
            found[found.partition_point(|at| *at < section.start)..].iter().copied().take_while(|at| *at < section.end)
        };
        if let Some(at) = of_words(words).next() {
            return Some(headings[at].id.clone());
        }
        let is_nested = words.matches('#').count() < LEVELS;
        let nested = words.split_once('#').filter(|_| is_nested).and_then(|(first, rest)| {
            // Obsidian writes the words of a heading without most of its signs.
            let slug = latin_slug(first);
            let of_slug = section.clone().filter(|at| *headings[*at].id == *slug);
            of_words(first).chain(of_slug).find_map(|at| {
                let inside = at + 1..at + 1 + Heading::inside(headings, at).len();
                self.in_section(entry, inside, rest)
            })
        });
        nested.or_else(|| by_slug(&headings[section], words))
    }

    fn headings(&self, entry: EntryIx) -> &Headings {
        self.headings[entry.index()].get_or_init(|| {
            let headings = &self.entries[entry.index()].facts.headings;
            let mut by_words: HashMap<String, Vec<usize>> = HashMap::default();
            for (at, heading) in headings.iter().enumerate() {
                by_words.entry(fold(&heading.text)).or_default().push(at);
            }
            Box::new(Headings { by_words, ids: Suggestions::new(headings.iter().map(|heading| &*heading.id)) })
        })
    }

    /// That a page has no such place, and which may be meant.
    pub fn broken(&self, entry: EntryIx, anchor: &str, span: &Span) -> Diagnostic {
        let doc = &*self.entries[entry.index()];
        let what = if anchor.starts_with('^') { "block" } else { "heading" };
        let problem =
            Diagnostic::new(Code::BrokenAnchor, format!("`{}` has no {what} `#{anchor}`", doc.id)).at(span.clone());
        if anchor.starts_with('^') {
            return problem.help(format!(
                "write ` {anchor}` at the end of the paragraph that is meant, or by itself behind a list or table"
            ));
        }
        match self.headings(entry).ids.did_you_mean(&latin_slug(anchor)) {
            Some(near) => problem.help(format!("did you mean `#{near}`?")),
            None if doc.facts.headings.is_empty() => problem.help("the page has no headings; link to the page itself"),
            None => {
                let all = doc.facts.headings.iter().take(MOST_NAMED).map(|heading| format!("`#{}`", heading.id));
                problem.help(format!("its headings are {}", all.collect::<Vec<_>>().join(", ")))
            }
        }
    }
}

/// The heading of an id that the words would have. Much that is different reads alike in Latin letters, so that the
/// words themselves come first.
fn by_slug(headings: &[Heading], words: &str) -> Option<Arc<str>> {
    let slug = latin_slug(words);
    headings.iter().map(|heading| &heading.id).find(|id| ***id == *slug).cloned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::testing::site;

    #[test]
    fn an_anchor_is_an_id_or_words_or_the_headings_around_it_as_well() {
        let site = site("");
        let text = "# The title\n\n## A B\n\n## A\n\n### C\n\n## A\n\n### B\n\n#### D\n\n## Caf\u{e9} #1\n\n### E: F\n\nNamed. ^one\n";
        let entries = [Arc::new(site.read("content/x.md", text))];
        let anchors = Anchors::new(&entries, &site.kinds);
        let find = |anchor: &str| anchors.find(EntryIx::new(0), anchor);
        for (anchor, id) in [
            ("a-b", "a-b"),
            ("A B", "a-b"),
            ("A#B", "b"),
            ("a#b#d", "d"),
            ("A#C", "c"),
            ("A#D", "d"),
            ("CAFE\u{301} #1", "cafe-1"),
            ("^one", "^one"),
            ("", ""),
            ("Top", "Top"),
            ("The title", ""),
            ("the-title", ""),
            ("The title#A#C", "c"),
            ("Cafe 1#E F", "e-f"),
        ] {
            assert_eq!(find(anchor).as_deref(), Some(id), "{anchor}");
        }
        for anchor in ["B#A", "Nope#B", "^two", "A#"] {
            assert_eq!(find(anchor), None, "{anchor}");
        }
    }
}
