//! What a name leads to.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

use foldhash::HashMap;

use super::EntryIx;
use super::file_names::FileNames;
use super::own_names::{dotted, old_addresses};
use super::tables::{Named, by_bare_name, by_former_name, by_id, by_name, by_text, language_lists, version_ranges};
use super::withheld::WithheldNames;
use crate::config::LanguageFolders;
use crate::content::identity::{fold, folded, slugify};
use crate::content::{Doc, EntryId, EntryName, Lang, Target};
use crate::diagnostics::Suggestions;
use crate::weaver::{Resolved, Sources, Taxonomy};

/// Lookup tables over all entries, in which letter case and Unicode form do not count.
#[derive(Debug)]
pub struct Names {
    /// `kind/slug` and `folder/slug` → the first version of the entry.
    by_id: HashMap<String, EntryIx>,
    /// Slug, title, alias or synonym → entries.
    by_name: HashMap<String, Named>,
    /// File → entry, relative to the root.
    pub(super) by_file: HashMap<Arc<str>, EntryIx>,
    pub(super) by_address: HashMap<Arc<str>, EntryIx>,
    /// For each entry, where the versions of its id begin and end.
    versions: Vec<(u32, u32)>,
    pub(super) langs: Vec<Lang>,
    pub(super) ids: Vec<EntryId>,
    pub(super) withheld: WithheldNames,
    pub(super) files: BTreeSet<Arc<str>>,
    /// Addresses that lead on to a page: `/old/`.
    pub(super) old_addresses: BTreeSet<String>,
    /// What pages were called at old addresses → entries.
    by_former_name: HashMap<String, EntryIx>,
    titles_of_issues: BTreeMap<EntryIx, String>,
    /// Names as they are written without accents and signs; few sites ask.
    by_bare_name: OnceLock<HashMap<String, Vec<EntryIx>>>,
    /// All files and entries by the ends of their paths; few sites ask.
    file_names: OnceLock<FileNames>,
    /// All names and ids; none is made where nothing is missing.
    suggestions: OnceLock<Suggestions>,
    pub(super) site_language: Lang,
    pub(super) languages: LanguageFolders,
    pub(super) kind_folders: Vec<Arc<str>>,
    /// How else tags are written, folded, and what they are called.
    tag_synonyms: BTreeMap<String, String>,
    /// The addresses of lists in languages that are not the site's: `cy/stories/`.
    pub(super) language_lists: BTreeSet<String>,
}

impl Names {
    pub fn new(entries: &[Arc<Doc>], addresses: &[Arc<str>], withheld: &[Arc<Doc>], sources: Sources) -> Names {
        let ((by_name, by_id), ((by_file, by_address), (withheld, files))) = rayon::join(
            || rayon::join(|| by_name(entries), || by_id(entries, sources)),
            || {
                rayon::join(
                    || (by_text(entries.iter().map(|doc| &doc.file)), by_text(addresses.iter())),
                    || (WithheldNames::new(entries, withheld, sources), sources.files.iter().cloned().collect()),
                )
            },
        );
        Names {
            by_id,
            by_name,
            by_file,
            by_address,
            versions: version_ranges(entries),
            langs: entries.iter().map(|doc| doc.lang.clone()).collect(),
            ids: entries.iter().map(|doc| doc.id.clone()).collect(),
            withheld,
            files,
            old_addresses: entries.iter().flat_map(|doc| old_addresses(doc, sources.config)).collect(),
            by_former_name: by_former_name(entries, sources),
            titles_of_issues: titles_of_issues(entries),
            by_bare_name: OnceLock::new(),
            file_names: OnceLock::new(),
            suggestions: OnceLock::new(),
            site_language: Lang(sources.config.language.as_str().into()),
            languages: sources.kinds.languages.clone(),
            tag_synonyms: sources.config.vocabulary.tags.synonyms.clone(),
            language_lists: language_lists(entries, sources),
            kind_folders: sources.kinds.kinds.iter().map(|kind| kind.folder.clone()).collect(),
        }
    }

    /// What `target`, written in `doc`, leads to. Anchors are not checked here.
    pub fn resolve_in(&self, doc: &Doc, target: &Target) -> Resolved {
        let resolved = match target {
            Target::File { path, otherwise, anchor } => self.resolve_relative(path, otherwise.as_deref(), anchor, doc),
            target => self.resolve(target, &doc.lang),
        };
        self.unless_withdrawn(doc, resolved)
    }

    /// What `target` leads to for readers of `lang`, wherever it is written.
    pub fn resolve(&self, target: &Target, lang: &Lang) -> Resolved {
        match target {
            Target::Name { name, anchor } => match self.resolve_name(name, anchor, lang) {
                Resolved::Wanted => self.resolve_in_content(name, anchor, lang),
                found => found,
            },
            Target::File { path, anchor, .. } => self.resolve_file(path, anchor, lang),
            Target::Called { name, path, anchor } => self.resolve_called(name, path, anchor, lang),
            Target::Path { path, anchor } => self.resolve_path(path, anchor, lang),
            Target::Tag(name) => Resolved::Path { path: self.tag_address(name), anchor: None },
            Target::Anchor(anchor) => Resolved::Anchor(anchor.clone()),
            Target::Outside(url) => Resolved::Outside(url.clone()),
            Target::Unsafe => Resolved::Withheld,
            Target::Escaping(_) => Resolved::Broken,
        }
    }

    /// What a field's value leads to. A bare name means an entry of the field's kind where there is one,
    /// also where this build must not show it.
    pub fn resolve_named(&self, named: &EntryName, doc: &Doc) -> Resolved {
        if let (Target::Name { name, anchor }, Some(kind)) = (&named.target.value, &named.kind) {
            let found = match name.contains('/') {
                true => self.term(kind, &format!("{kind}/{}", name.trim())),
                false => self.term(kind, name),
            };
            match found {
                Found::One(entry) => return self.unless_withdrawn(doc, self.entry(entry, anchor, &doc.lang)),
                Found::Withheld => return Resolved::Withheld,
                Found::None => {}
            }
        }
        self.resolve_in(doc, &named.target.value)
    }

    /// The entry of `kind` that a term names: by slug, id, title or alias.
    pub fn term(&self, kind: &str, name: &str) -> Found {
        let folded = fold(name.trim());
        let id = if folded.contains('/') { folded.clone() } else { format!("{kind}/{folded}") };
        if let Some(entry) = self.by_id.get(&id) {
            return Found::One(*entry);
        }
        let of_kind = |entry: &EntryIx| *self.ids[entry.index()].kind == *kind;
        match self.named(&folded).and_then(|named| named.all().find(of_kind)) {
            Some(entry) => Found::One(entry),
            None if self.withheld.has_name(&id) || self.withheld.has_name(&format!("{kind}:{folded}")) => {
                Found::Withheld
            }
            None => Found::None,
        }
    }

    /// All names that `kind`'s entries go by, for suggestions.
    pub fn of_kind<'a>(&'a self, kind: &'a str) -> impl Iterator<Item = &'a str> {
        self.ids.iter().filter(move |id| *id.kind == *kind).map(|id| &*id.slug)
    }

    /// The name or id that somebody may have meant by a name that nothing is called.
    pub fn near(&self, name: &str) -> Option<&str> {
        let all = || self.by_name.keys().chain(self.by_id.keys()).map(String::as_str);
        self.suggestions.get_or_init(|| Suggestions::new(all())).did_you_mean(name)
    }

    /// Where what has a tag is listed.
    fn tag_address(&self, written: &str) -> Arc<str> {
        let name = self.tag_synonyms.get(&fold(written)).map_or(written, String::as_str);
        format!("{}/{}/", Taxonomy::Tags.key(), slugify(name)).into()
    }

    pub fn site_language(&self) -> &Lang {
        &self.site_language
    }

    /// Files and entries by the ends of their paths.
    pub fn file_names(&self) -> &FileNames {
        self.file_names.get_or_init(|| FileNames::new(self.files.iter().chain(self.by_file.keys())))
    }

    pub(super) fn resolve_name(&self, name: &str, anchor: &Option<Arc<str>>, lang: &Lang) -> Resolved {
        let folded = folded(name.trim());
        match self.resolve_folded(&folded, anchor, lang) {
            Resolved::Wanted => self.resolve_bare(&folded, anchor, lang),
            found => found,
        }
    }

    /// Marks on letters and between words are often left out, as they are in a slug.
    fn resolve_bare(&self, folded: &str, anchor: &Option<Arc<str>>, lang: &Lang) -> Resolved {
        let slug = folded.split('/').map(slugify).collect::<Vec<_>>().join("/");
        if slug.split('/').any(str::is_empty) {
            return Resolved::Wanted;
        }
        match self.resolve_folded(&slug, anchor, lang) {
            Resolved::Wanted => {}
            found => return found,
        }
        let bare = self.by_bare_name.get_or_init(|| by_bare_name(&self.by_name));
        let entries = bare.get(&slug).map_or(&[][..], Vec::as_slice);
        let is_one = entries.iter().all(|entry| self.ids[entry.index()] == self.ids[entries[0].index()]);
        let owner = || self.owner(entries.iter().copied(), |title| slugify(title) == slug);
        match entries.first().copied().filter(|_| is_one).or_else(owner) {
            Some(entry) => self.entry(entry, anchor, lang),
            None => Resolved::Wanted,
        }
    }

    /// The one of several entries of a name whose own name it is: an issue is called after the article that it begins with,
    /// and is meant where it is asked for by its number or as an issue.
    fn owner(&self, entries: impl Iterator<Item = EntryIx>, is_name: impl Fn(&str) -> bool) -> Option<EntryIx> {
        let is_borrowed = |entry: &EntryIx| self.titles_of_issues.get(entry).is_some_and(|title| is_name(title));
        let mut others = entries.filter(|entry| !is_borrowed(entry));
        let first = others.next()?;
        others.next().is_none().then_some(first)
    }

    fn resolve_folded(&self, folded: &str, anchor: &Option<Arc<str>>, lang: &Lang) -> Resolved {
        if let Some(entry) = self.by_id.get(folded) {
            return self.entry(*entry, anchor, lang);
        }
        match self.named(folded) {
            Some(named) if named.others.is_empty() => self.entry(named.first, anchor, lang),
            Some(named) => match self.owner(named.all(), |title| title == folded) {
                Some(entry) => self.entry(entry, anchor, lang),
                None => Resolved::Ambiguous(named.all().map(|entry| self.ids[entry.index()].clone()).collect()),
            },
            None if self.is_withheld(folded) => Resolved::Withheld,
            None => match self.by_former_name.get(folded) {
                Some(entry) => self.entry(*entry, anchor, lang),
                None => Resolved::Wanted,
            },
        }
    }

    /// The entries of a folded name, or of one that differs in the dots of its i alone.
    fn named(&self, folded: &str) -> Option<&Named> {
        self.by_name.get(folded).or_else(|| self.by_name.get(&dotted(folded)?))
    }

    fn is_withheld(&self, folded: &str) -> bool {
        self.withheld.has_name(folded) || dotted(folded).is_some_and(|name| self.withheld.has_name(&name))
    }

    /// The places of all versions of an entry.
    pub fn versions(&self, entry: EntryIx) -> std::ops::Range<usize> {
        let (start, end) = self.versions[entry.index()];
        start as usize..end as usize
    }

    /// Whether an entry is this version of it.
    pub(super) fn is(&self, entry: EntryIx, doc: &Doc) -> bool {
        self.ids[entry.index()] == doc.id && self.langs[entry.index()] == doc.lang
    }

    /// An entry in the version for a reader of `lang`.
    pub(super) fn entry(&self, entry: EntryIx, anchor: &Option<Arc<str>>, lang: &Lang) -> Resolved {
        exactly(self.version(entry, lang), anchor)
    }

    /// The version of an entry for a reader of `lang`: theirs, else the site's, else the first.
    fn version(&self, entry: EntryIx, lang: &Lang) -> EntryIx {
        let versions = self.versions(entry);
        if versions.len() == 1 {
            return entry;
        }
        let of = |lang: &Lang| versions.clone().find(|index| self.langs[*index] == *lang);
        EntryIx::new(of(lang).or_else(|| of(&self.site_language)).unwrap_or(versions.start))
    }

    /// Whether a link leads to a picture that nobody agrees to any more.
    pub fn is_withdrawn(&self, target: &Target) -> bool {
        let is = |path: &str| self.withheld.is_withdrawn(path);
        match target {
            Target::File { path, .. } | Target::Called { path, .. } => {
                is(path) || !self.files.contains(path) && self.languages.originals(path).any(|path| is(&path))
            }
            Target::Path { path, .. } => ["static", "content"].iter().any(|root| is(&format!("{root}/{path}"))),
            _ => false,
        }
    }

    /// What must not be shown.
    pub fn withheld(&self) -> &WithheldNames {
        &self.withheld
    }
}

/// What a term's name leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    One(EntryIx),
    Withheld,
    None,
}

/// The titles of issues of the newsletter, folded.
fn titles_of_issues(entries: &[Arc<Doc>]) -> BTreeMap<EntryIx, String> {
    let issues = entries.iter().enumerate().filter(|(_, doc)| *doc.id.kind == *"newsletter");
    issues.map(|(index, doc)| (EntryIx::new(index), fold(doc.facts.title.trim()))).collect()
}

pub(super) fn exactly(entry: EntryIx, anchor: &Option<Arc<str>>) -> Resolved {
    Resolved::Entry { entry, anchor: anchor.clone() }
}
