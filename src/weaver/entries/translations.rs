//! Files that are one entry in several languages: by their ids, else by their paths.

use std::sync::Arc;

use foldhash::{HashMap, HashSet};

use crate::config::Config;
use crate::content::{Doc, EntryId, shared_path};
use crate::kinds::Kinds;

/// The entries in the site's language, by what their translations share with them.
pub struct Originals<'d> {
    by_id: HashMap<&'d EntryId, &'d Arc<Doc>>,
    by_path: HashMap<String, &'d Arc<Doc>>,
}

impl<'d> Originals<'d> {
    pub fn new(originals: impl Iterator<Item = &'d Arc<Doc>> + Clone, kinds: &Kinds) -> Originals<'d> {
        Originals {
            by_id: originals.clone().map(|doc| (&doc.id, doc)).collect(),
            by_path: originals.map(|doc| (shared_path(&doc.file, kinds), doc)).collect(),
        }
    }

    pub fn is_empty(&self) -> bool {
        self.by_id.is_empty()
    }

    /// What a translation is one of: by its id, and by its path. These are two where a slug says another than the file.
    pub fn of(&self, translation: &Doc, kinds: &Kinds) -> impl Iterator<Item = &'d Arc<Doc>> + use<'d> {
        let by_id = self.by_id.get(&translation.id).copied();
        let by_path = self.by_path.get(&shared_path(&translation.file, kinds)).copied();
        let is_other = |doc: &&Arc<Doc>| by_id.is_none_or(|known| known.id != doc.id);
        by_id.into_iter().chain(by_path.filter(is_other))
    }
}

/// The same entries, in which a translation that has a slug of its own, or whose original has one, is a version of the
/// original all the same: a slug says an address, and the file's name what it is a translation of.
pub fn joined(mut docs: Vec<Arc<Doc>>, config: &Config, kinds: &Kinds) -> Vec<Arc<Doc>> {
    let is_of_site = |doc: &&Arc<Doc>| *doc.lang.0 == *config.language;
    if docs.iter().all(|doc| is_of_site(&doc)) {
        return docs;
    }
    let of_site: HashSet<&EntryId> = docs.iter().filter(is_of_site).map(|doc| &doc.id).collect();
    let is_alone = |doc: &Arc<Doc>| !is_of_site(&doc) && !of_site.contains(&doc.id);
    let alone: Vec<usize> = (0..docs.len()).filter(|index| is_alone(&docs[*index])).collect();
    if alone.is_empty() {
        return docs;
    }
    let originals = Originals::new(docs.iter().filter(is_of_site), kinds);
    let taken: HashSet<_> = docs.iter().map(|doc| (&doc.id, &doc.lang)).collect();
    let version = |index: usize| {
        let doc = &docs[index];
        let id = &originals.of(doc, kinds).find(|original| may_share_id(doc, original))?.id;
        (!taken.contains(&(id, &doc.lang))).then(|| (index, doc.as_version_of(id)))
    };
    let versions: Vec<(usize, Arc<Doc>)> = alone.into_iter().filter_map(version).collect();
    for (index, version) in versions {
        docs[index] = version;
    }
    docs
}

/// Whether the id of an original may be that of its translation: the slug of what is for others tells of it.
fn may_share_id(doc: &Doc, original: &Doc) -> bool {
    let audience = |doc: &Doc| doc.facts.audience.as_ref().map(|audience| audience.value.clone());
    original.id.kind == doc.id.kind && audience(original) == audience(doc)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::testing::site;

    fn ids(config: &str, files: &[(&str, &str)]) -> Vec<String> {
        let site = site(config);
        let read = |(file, slug): &(&str, &str)| {
            let slug = if slug.is_empty() { String::new() } else { format!("slug: {slug}\n") };
            Arc::new(site.read(&format!("content/{file}"), &format!("---\ntitle: T\n{slug}---\n")))
        };
        let docs = joined(files.iter().map(read).collect(), &site.config, &site.kinds);
        docs.iter().map(|doc| format!("{} {}", doc.id, doc.slug)).collect()
    }

    #[test]
    fn a_slug_is_the_address_of_a_translation_and_its_file_says_what_it_is_one_of() {
        let files = [("stories/a.md", ""), ("stories/a.cy.md", "un"), ("fr/stories/a.md", "une")];
        assert_eq!(ids("languages = [\"fr\"]\n", &files), ["story/a a", "story/a un", "story/a une"]);
        let of_original = [("stories/a/index.md", "one"), ("stories/a.cy.md", ""), ("stories/b.fr.md", "one")];
        assert_eq!(ids("", &of_original), ["story/one one", "story/one a", "story/one one"]);
    }

    #[test]
    fn what_a_slug_makes_a_translation_of_goes_before_the_file() {
        let files = [("stories/a.md", ""), ("stories/b.md", ""), ("stories/a.cy.md", "b")];
        assert_eq!(ids("", &files), ["story/a a", "story/b b", "story/b b"]);
        let taken = [("stories/a.md", ""), ("stories/a.cy.md", "x"), ("stories/b.cy.md", "a")];
        assert_eq!(ids("", &taken), ["story/a a", "story/x x", "story/a a"]);
        let other_kind = [("stories/a.md", ""), ("methods/a.cy.md", "x"), ("a.cy.md", "x")];
        assert_eq!(ids("", &other_kind), ["story/a a", "method/x x", "page/x x"]);
    }

    #[test]
    fn the_slug_of_what_is_for_others_is_told_by_no_translation() {
        let front = |own: &str| format!("---\ntitle: T\n{own}---\n");
        let id = |original: &str, translation: &str| {
            let site = site("[audiences]\norder = [\"public\", \"members\"]\n");
            let files = [("content/stories/a.md", original), ("content/stories/a.cy.md", translation)];
            let docs = files.map(|(file, own)| Arc::new(site.read(file, &front(own))));
            joined(docs.into(), &site.config, &site.kinds)[1].id.to_string()
        };
        assert_eq!(id("audience: members\n", "slug: x\naudience: public\n"), "story/x");
        assert_eq!(id("audience: members\n", "slug: x\n"), "story/x");
        assert_eq!(id("audience: members\n", "slug: x\naudience: members\n"), "story/a");
    }

    #[test]
    fn a_translation_is_one_of_its_original_whenever_it_is_told() {
        let site = site("");
        let text = "---\ntitle: T\nslug: un\nconsent: { until: 2026-01-01, hides: [quotes] }\n---\n> Q\n";
        let docs = ["---\ntitle: T\n---\n", text].into_iter().zip(["content/stories/a.md", "content/stories/a.cy.md"]);
        let docs = docs.map(|(text, file)| Arc::new(site.read(file, text))).collect();
        let told = &joined(docs, &site.config, &site.kinds)[1];
        assert_eq!(told.later[0].1.id.to_string(), "story/a");
    }
}
