//! Two entries of one id: the first keeps it, the others go by one of their own.
//!
//! A site that has made this a warning wants its pages published; none of them may be lost for it.

use std::hash::{BuildHasher, BuildHasherDefault};
use std::sync::Arc;

use foldhash::{HashMap, HashSet};
use rayon::prelude::*;
use twox_hash::XxHash3_64;

use crate::content::identity::{fold, folded};
use crate::content::{Doc, EntryId, Lang};
use crate::diagnostics::{Code, Diagnostic, Span};

/// What an entry is told apart by; letter case and Unicode form do not count.
type Key = (String, Lang);

/// Gives every entry of `sorted`, which is in the order of ids, languages and files, an id of its own:
/// `story/a-2` for the second `story/a`. The order may be another afterwards.
pub fn set_apart<T: Sync>(sorted: &mut [(Arc<Doc>, T)]) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    // Nearly always all are apart by their fingerprints already.
    let prints: Vec<u64> = sorted.par_iter().map(|(doc, _)| print(&doc.id, &doc.lang)).collect();
    if prints.iter().copied().collect::<HashSet<u64>>().len() == sorted.len() {
        return diagnostics;
    }
    let mut taken: HashSet<Key> = sorted.iter().map(|(doc, _)| key(&doc.id, &doc.lang)).collect();
    let mut first: HashMap<Key, (Arc<Doc>, usize)> = HashMap::default();
    for (doc, _) in sorted {
        let (other, number) = match first.get_mut(&key(&doc.id, &doc.lang)) {
            Some((other, number)) => (other, number),
            None => {
                first.insert(key(&doc.id, &doc.lang), (doc.clone(), 2));
                continue;
            }
        };
        let id = free_id(doc, number, &mut taken);
        diagnostics.push(problem(doc, other, &id));
        *doc = Arc::new(Doc { id, ..Doc::clone(doc) });
    }
    diagnostics
}

fn key(id: &EntryId, lang: &Lang) -> Key {
    (fold(&id.to_string()), lang.clone())
}

/// Of equal keys equal.
fn print(id: &EntryId, lang: &Lang) -> u64 {
    let key = (folded(&id.site), folded(&id.kind), folded(&id.slug), lang);
    BuildHasherDefault::<XxHash3_64>::default().hash_one(key)
}

/// The next numbered id that no entry has; `number` goes on from there.
fn free_id(doc: &Doc, number: &mut usize, taken: &mut HashSet<Key>) -> EntryId {
    loop {
        let slug = format!("{}-{number}", doc.id.slug);
        let id = EntryId { slug: slug.into(), ..doc.id.clone() };
        *number += 1;
        if taken.insert(key(&id, &doc.lang)) {
            return id;
        }
    }
}

fn problem(doc: &Doc, other: &Doc, id: &EntryId) -> Diagnostic {
    Diagnostic::new(Code::DuplicateId, format!("two entries have the id `{}`; this one is `{id}` for now", doc.id))
        .at(Span::file(&doc.file))
        .related(Span::file(&other.file), "this one keeps it")
        .help("rename one of the files, or give one a `slug` of its own: links and addresses stay with it then")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::testing::site;

    #[test]
    fn the_first_keeps_its_id_and_the_others_get_free_numbers() {
        let site = site("");
        let files = ["a/same.md", "b/same.md", "c/same.md", "same-2.md", "d/same.cy.md"];
        let read = |file: &&str| (Arc::new(site.read(&format!("content/stories/{file}"), "# T\n")), ());
        let mut docs: Vec<(Arc<Doc>, ())> = files.iter().map(read).collect();
        let problems = set_apart(&mut docs);
        let ids: Vec<String> = docs.iter().map(|(doc, ())| doc.id.to_string()).collect();
        assert_eq!(ids, ["story/same", "story/same-3", "story/same-4", "story/same-2", "story/same"]);
        let said: Vec<&str> = problems.iter().map(|problem| &*problem.message).collect();
        assert_eq!(
            said,
            [
                "two entries have the id `story/same`; this one is `story/same-3` for now",
                "two entries have the id `story/same`; this one is `story/same-4` for now",
            ]
        );
    }
}
