//! Two entries of one id: the first keeps it, the others go by one of their own.
//!
//! A site that has made this a warning wants its pages published; none of them may be lost for it.

use std::collections::BTreeSet;
use std::hash::{BuildHasher, BuildHasherDefault};
use std::sync::Arc;

use foldhash::{HashMap, HashSet};
use rayon::prelude::*;
use twox_hash::XxHash3_64;

use crate::content::identity::{fold, folded};
use crate::content::{Doc, EntryId, Lang, language_folder};
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
    let mut twins = Twins::default();
    for (doc, _) in sorted {
        let (other, number) = match first.get_mut(&key(&doc.id, &doc.lang)) {
            Some((other, number)) => (other, number),
            None => {
                first.insert(key(&doc.id, &doc.lang), (doc.clone(), 2));
                continue;
            }
        };
        let id = free_id(doc, number, &mut taken);
        if !twins.take(doc, other) {
            diagnostics.push(problem(doc, other, &id));
        }
        *doc = Arc::new(Doc { id, ..Doc::clone(doc) });
    }
    diagnostics.extend(twins.problem());
    diagnostics
}

/// Files of one path in folders that are called like languages: one line of `copsite.toml` says of all of them what they
/// are.
#[derive(Default)]
struct Twins {
    tags: BTreeSet<Arc<str>>,
    first: Option<Arc<str>>,
    times: usize,
}

impl Twins {
    /// Whether two files are such; then they are counted.
    fn take(&mut self, doc: &Doc, other: &Doc) -> bool {
        let ((own, rest), (others, other_rest)) = (language_folder(&doc.file), language_folder(&other.file));
        if own == others || rest != other_rest {
            return false;
        }
        self.tags.extend([own, others].into_iter().flatten().map(Arc::from));
        self.first.get_or_insert_with(|| doc.file.clone());
        self.times += 1;
        true
    }

    fn problem(self) -> Option<Diagnostic> {
        let span = Span::file(&self.first?);
        let message = match self.times {
            1 => "this file has the id of another, and lies in a folder that is called like a language".to_owned(),
            times => {
                let others = times - 1;
                let files = if others == 1 { "another file" } else { &format!("{others} other files") };
                format!("this and {files} have the ids of others, and lie in folders that are called like languages")
            }
        };
        let tags: Vec<String> = self.tags.iter().map(|tag| format!("\"{tag}\"")).collect();
        let help = format!("if they are translations, write `languages = [{}]` in `copsite.toml`", tags.join(", "));
        Some(Diagnostic::new(Code::DuplicateId, message).at(span).help(help))
    }
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
    let folder = |doc: &Doc| doc.file.rsplit_once('/').map(|(folder, _)| folder.to_owned());
    let keeps = match folder(doc) == folder(other) {
        true => String::new(),
        false => format!("; `keep_folders = true` under `[kinds.{}]` makes folders part of both", doc.id.kind),
    };
    Diagnostic::new(Code::DuplicateId, format!("two entries have the id `{}`; this one is `{id}` for now", doc.id))
        .at(Span::file(&doc.file))
        .related(Span::file(&other.file), "this one keeps it")
        .help(format!(
            "rename one of the files, or give one a `slug` of its own: links and addresses stay with it then{keeps}"
        ))
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

    fn told(files: &[&str]) -> Vec<(String, String)> {
        let site = site("");
        let read = |file: &&str| (Arc::new(site.read(&format!("content/{file}"), "# T\n")), ());
        let mut docs: Vec<(Arc<Doc>, ())> = files.iter().map(read).collect();
        let problems = set_apart(&mut docs);
        problems.into_iter().map(|problem| (problem.message, problem.help.unwrap_or_default())).collect()
    }

    #[test]
    fn files_that_seem_to_be_translations_are_one_problem() {
        let found = told(&["about.md", "cy/about.md", "de/about.md", "other/about.md"]);
        let [(same, _), (twins, languages)] = &*found else { panic!("{found:?}") };
        assert_eq!(
            twins,
            "this and another file have the ids of others, and lie in folders that are called like languages"
        );
        assert_eq!(languages, "if they are translations, write `languages = [\"cy\", \"de\"]` in `copsite.toml`");
        assert_eq!(same, "two entries have the id `page/about`; this one is `page/about-4` for now");
        let one = told(&["cy/about.md", "de/about.md"]);
        assert_eq!(one.len(), 1);
        assert!(one[0].0.starts_with("this file has the id of another"), "{one:?}");
    }

    #[test]
    fn entries_of_two_folders_can_keep_them() {
        let help = |files: &[&str]| told(files).remove(0).1;
        assert!(help(&["a/setup.md", "b/setup.md"]).contains("`keep_folders = true` under `[kinds.page]`"));
        assert!(!help(&["setup.md", "Setup.md"]).contains("keep_folders"));
    }
}
