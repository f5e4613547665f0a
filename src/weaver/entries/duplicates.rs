//! Two entries of one id: the first keeps it, the others go by one of their own.
//!
//! A site that has made this a warning wants its pages published; none of them may be lost for it.

use std::collections::BTreeSet;
use std::hash::{BuildHasher, BuildHasherDefault};
use std::sync::Arc;

use foldhash::{HashMap, HashSet};
use rayon::prelude::*;
use twox_hash::XxHash3_64;

use crate::config::LanguageFolders;
use crate::content::identity::{fold, folded};
use crate::content::{Doc, EntryId, Lang, language_folder, of_path};
use crate::diagnostics::{Code, Diagnostic, Span};
use crate::kinds::Kinds;

/// What an entry is told apart by; letter case and Unicode form do not count.
type Key = (String, Lang);

/// Gives every entry of `sorted`, which is in the order of ids, languages and files, an id of its own:
/// `story/a-2` for the second `story/a`. The order may be another afterwards.
pub fn set_apart<T: Sync>(sorted: &mut [(Arc<Doc>, T)], kinds: &Kinds) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    // Nearly always all are apart by their fingerprints already.
    let prints: Vec<u64> = sorted.par_iter().map(|(doc, _)| print(&doc.id, &doc.lang)).collect();
    if prints.iter().copied().collect::<HashSet<u64>>().len() == sorted.len() {
        return diagnostics;
    }
    let mut taken: HashSet<Key> = sorted.iter().map(|(doc, _)| key(&doc.id, &doc.lang)).collect();
    let mut first: HashMap<Key, (Arc<Doc>, usize)> = HashMap::default();
    let mut twins = Vec::new();
    for (doc, _) in sorted {
        let (other, number) = match first.get_mut(&key(&doc.id, &doc.lang)) {
            Some((other, number)) => (other, number),
            None => {
                first.insert(key(&doc.id, &doc.lang), (doc.clone(), 2));
                continue;
            }
        };
        let id = free_id(doc, number, &mut taken);
        match Twin::of(doc, other, kinds) {
            Some(twin) => twins.push(twin),
            None => diagnostics.push(problem(doc, other, &id, kinds)),
        }
        *doc = Arc::new(Doc { slug: id.slug.clone(), id, ..Doc::clone(doc) });
    }
    diagnostics.extend(of_twins(&twins, kinds));
    diagnostics
}

/// A file in a folder that is called like a language, and has the path of another file outside of it.
struct Twin {
    file: Arc<str>,
    /// The languages that the configuration does not know of yet.
    tags: Vec<String>,
}

impl Twin {
    fn of(doc: &Doc, other: &Doc, kinds: &Kinds) -> Option<Twin> {
        let ((own, rest), (others, other_rest)) = (language_folder(&doc.file), language_folder(&other.file));
        let tags = [own, others].into_iter().flatten().filter(|tag| !kinds.languages.has(tag));
        let tags: Vec<String> = tags.map(str::to_owned).collect();
        let file = if own.is_some() { &doc.file } else { &other.file };
        (own != others && rest == other_rest && !tags.is_empty()).then(|| Twin { file: file.clone(), tags })
    }
}

/// One line of the configuration says of all of them what they are.
fn of_twins(twins: &[Twin], kinds: &Kinds) -> Option<Diagnostic> {
    let message = match twins.len() {
        0 => return None,
        1 => "this file has the id of another, and lies in a folder that is called like a language".to_owned(),
        times => {
            let others = times - 1;
            let files = if others == 1 { "another file" } else { &format!("{others} other files") };
            format!("this and {files} have the ids of others, and lie in folders that are called like languages")
        }
    };
    let known = kinds.languages.tags().map(|tag| &**tag);
    let tags: BTreeSet<&str> = known.chain(twins.iter().flat_map(|twin| &twin.tags).map(String::as_str)).collect();
    let line = LanguageFolders::line(tags);
    let help = format!("if they are translations, write `{line}` in `copsite.toml`; they go by numbers for now");
    let first = twins.iter().map(|twin| &twin.file).min()?;
    Some(Diagnostic::new(Code::DuplicateId, message).at(Span::file(first)).help(help))
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

fn problem(doc: &Doc, other: &Doc, id: &EntryId, kinds: &Kinds) -> Diagnostic {
    let keeps = match keeping_helps(doc, other, kinds) {
        true => format!("; `keep_folders = true` under `[kinds.{}]` makes folders part of both", doc.id.kind),
        false => String::new(),
    };
    Diagnostic::new(Code::DuplicateId, format!("two entries have the id `{}`; this one is `{id}` for now", doc.id))
        .at(Span::file(&doc.file))
        .related(Span::file(&other.file), "this one keeps it")
        .help(format!(
            "rename one of the files, or give one a `slug` of its own: links and addresses stay with it then{keeps}"
        ))
}

/// Whether two entries would be apart if their kind kept their folders.
fn keeping_helps(doc: &Doc, other: &Doc, kinds: &Kinds) -> bool {
    let (own, others) = (of_path(&doc.file, kinds), of_path(&other.file, kinds));
    let can_keep = kinds.get(&doc.id.kind).is_some_and(|kind| !kind.keep_folders && kind.may_keep_folders());
    can_keep && own.folders != others.folders
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
        let problems = set_apart(&mut docs, &site.kinds);
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

    fn told(config: &str, files: &[&str]) -> Vec<(String, String)> {
        let site = site(config);
        let read = |file: &&str| (Arc::new(site.read(&format!("content/{file}"), "# T\n")), ());
        let mut docs: Vec<(Arc<Doc>, ())> = files.iter().map(read).collect();
        let problems = set_apart(&mut docs, &site.kinds);
        problems.into_iter().map(|problem| (problem.message, problem.help.unwrap_or_default())).collect()
    }

    #[test]
    fn files_that_seem_to_be_translations_are_one_problem() {
        let found = told("languages = [\"fr\"]\n", &["about.md", "cy/about.md", "de/about.md", "other/about.md"]);
        let [(same, _), (twins, languages)] = &*found else { panic!("{found:?}") };
        assert_eq!(
            twins,
            "this and another file have the ids of others, and lie in folders that are called like languages"
        );
        assert_eq!(
            languages,
            "if they are translations, write `languages = [\"cy\", \"de\", \"fr\"]` in `copsite.toml`; they go by numbers for now"
        );
        assert_eq!(same, "two entries have the id `page/about`; this one is `page/about-4` for now");
        let one = told("", &["cy/about.md", "de/about.md"]);
        assert_eq!(one.len(), 1);
        assert!(one[0].0.starts_with("this file has the id of another"), "{one:?}");
        let known = told("languages = [\"en\"]\n", &["about.md", "en/about.md"]);
        assert!(known[0].0.starts_with("two entries have the id `page/about`"), "{known:?}");
    }

    #[test]
    fn entries_of_two_folders_can_keep_them() {
        let is_told = |config: &str, files: &[&str]| told(config, files).remove(0).1.contains("keep_folders");
        assert!(is_told("", &["a/setup.md", "b/setup.md"]));
        assert!(is_told("", &["stories/a/x.md", "stories/x.md"]));
        assert!(!is_told("", &["setup.md", "Setup.md"]));
        assert!(!is_told("", &["people/a/x.md", "people/b/x.md"]));
        assert!(!is_told("[kinds.page]\nkeep_folders = true\n", &["a b/x.md", "a-b/x.md"]));
    }
}
