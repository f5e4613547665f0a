//! What paths lead to: those from a file to another, and addresses of the site.

use std::sync::Arc;

use super::names::exactly;
use super::{EntryIx, Names};
use crate::content::identity::fold;
use crate::content::{Doc, Lang, PAGE, is_private};
use crate::kinds::is_reserved;
use crate::weaver::Resolved;

/// What may stand behind a path that leads to an entry.
const ENTRY_ENDS: [&str; 4] = ["", ".md", "/index.md", "/_index.md"];

impl Names {
    /// What a path in `doc` leads to. The first of these that is there: what it is as it was written, for an address the
    /// list that copsite makes there, then the other way to read it; for a translation both ways where it is translated
    /// from; and for an address whatever else copsite makes there.
    pub(super) fn resolve_relative(
        &self,
        path: &Arc<str>,
        otherwise: Option<&str>,
        anchor: &Option<Arc<str>>,
        doc: &Doc,
    ) -> Resolved {
        let lang = &doc.lang;
        let swapped = otherwise.filter(|_| path.ends_with('/') && !is_at_its_path(doc)).map(|file| format!("{file}/"));
        let (path, otherwise) = match &swapped {
            Some(file) => (&**file, Some(path.trim_end_matches('/'))),
            None => (&**path, otherwise),
        };
        let read = |path: &str| match path.strip_suffix('/') {
            Some(page) => self.resolve_page(page, anchor, lang),
            None => self.resolve_file(&path.into(), anchor, lang),
        };
        let page = |path: &str| self.resolve_page(path, anchor, lang);
        let originals = |path: &str| self.languages.originals(path);
        let found = std::iter::once_with(|| read(path))
            .chain(self.made_page(path, anchor, lang).filter(|made| self.is_list(made)))
            .chain(otherwise.into_iter().map(page))
            .chain(originals(path).map(|path| read(&path)))
            .chain(otherwise.into_iter().flat_map(originals).map(|path| page(&path)))
            .find(|found| *found != Resolved::Broken)
            .or_else(|| self.made_page(path, anchor, lang))
            .unwrap_or(Resolved::Broken);
        self.unless_itself(found, path.trim_end_matches('/'), doc)
    }

    /// A translation that links to the file of its original means that, and not the version for its readers.
    fn unless_itself(&self, found: Resolved, path: &str, doc: &Doc) -> Resolved {
        let Resolved::Entry { entry, anchor } = found else { return found };
        let is_itself = self.is(entry, doc);
        let written = is_itself.then(|| self.at_file(path)).flatten().filter(|written| !self.is(*written, doc));
        Resolved::Entry { entry: written.unwrap_or(entry), anchor }
    }

    /// The page at an address that nobody has written; whether copsite makes it is known later. Of lists that of the
    /// readers' own language, where there is one.
    fn made_page(&self, path: &str, anchor: &Option<Arc<str>>, lang: &Lang) -> Option<Resolved> {
        path.ends_with('/').then_some(())?;
        let original = self.languages.originals(path).last();
        let address = original.as_deref().unwrap_or(path).strip_prefix("content/")?;
        let own = Some(format!("{lang}/{address}")).filter(|own| self.language_lists.contains(own));
        Some(Resolved::Path { path: own.as_deref().unwrap_or(address).into(), anchor: anchor.clone() })
    }

    /// Whether an address is that of a list which copsite makes, or of the home page: the folder of pages is the empty one.
    fn is_list(&self, resolved: &Resolved) -> bool {
        let Resolved::Path { path, .. } = resolved else { return false };
        self.language_lists.contains(&**path)
            || is_reserved(path)
            || self.kind_folders.iter().any(|folder| **folder == *path.trim_end_matches('/'))
    }

    pub(super) fn resolve_file(&self, path: &Arc<str>, anchor: &Option<Arc<str>>, lang: &Lang) -> Resolved {
        if let Some(found) = self.resolve_entry(path, anchor, lang) {
            return found;
        }
        if self.withheld.has_file(path) {
            return Resolved::Withheld;
        }
        if self.files.contains(path) {
            return if is_private(path) { Resolved::Broken } else { Resolved::File(path.clone()) };
        }
        // A relative address as it is published: `../asset-mapping/` beside `methods/x/`.
        match path.strip_prefix("content/") {
            Some(published) => {
                match self.resolve_path(&format!("{}/", published.trim_end_matches('/')).into(), anchor, lang) {
                    found @ (Resolved::Entry { .. } | Resolved::Withheld | Resolved::File(_)) => found,
                    _ => Resolved::Broken,
                }
            }
            None => Resolved::Broken,
        }
    }

    /// The entry whose file lies at `path`, whose end may be left out.
    fn resolve_entry(&self, path: &str, anchor: &Option<Arc<str>>, lang: &Lang) -> Option<Resolved> {
        if let Some(entry) = self.at_file(path) {
            // A link to a file means that file, and its twin for a reader of another language.
            let of_link = &self.langs[entry.index()];
            return Some(if *of_link == self.site_language {
                self.entry(entry, anchor, lang)
            } else {
                exactly(entry, anchor)
            });
        }
        let is_withheld = ENTRY_ENDS.iter().any(|end| self.withheld.has_name(&format!("{path}{end}")));
        is_withheld.then_some(Resolved::Withheld)
    }

    /// The entry of the file at `path`, whose end may be left out.
    fn at_file(&self, path: &str) -> Option<EntryIx> {
        let others = || ENTRY_ENDS[1..].iter().find_map(|end| self.by_file.get(&*format!("{path}{end}")));
        self.by_file.get(path).or_else(others).copied()
    }

    /// The entry that a path leads to, and never a file, for which [`Names::resolve_file`] is.
    fn resolve_page(&self, path: &str, anchor: &Option<Arc<str>>, lang: &Lang) -> Resolved {
        match self.resolve_file(&path.into(), anchor, lang) {
            found @ (Resolved::Entry { .. } | Resolved::Withheld) => found,
            _ => Resolved::Broken,
        }
    }

    pub(super) fn resolve_path(&self, path: &Arc<str>, anchor: &Option<Arc<str>>, lang: &Lang) -> Resolved {
        let as_folder = || Arc::<str>::from(format!("{path}/"));
        if let Some(entry) = self.by_address.get(path).or_else(|| self.by_address.get(&as_folder())) {
            return exactly(*entry, anchor);
        }
        for folder in ["static", "content"] {
            let file = Arc::from(format!("{folder}/{path}"));
            if self.withheld.has_file(&file) {
                return Resolved::Withheld;
            }
            if self.files.contains(&file) {
                return Resolved::File(file);
            }
        }
        if self.withheld.has_name(&format!("/{}/", path.trim_end_matches('/'))) {
            return Resolved::Withheld;
        }
        self.resolve_as_elsewhere(path, anchor, lang)
            .unwrap_or_else(|| Resolved::Path { path: path.clone(), anchor: anchor.clone() })
    }

    /// The entry at an address as tools make it that keep folders in their addresses: in small letters, with a `/` at its
    /// end. What has that address here goes first.
    fn resolve_as_elsewhere(&self, path: &str, anchor: &Option<Arc<str>>, lang: &Lang) -> Option<Resolved> {
        let path = path.trim_end_matches('/');
        // An `index.md` is the source of a page, at its own address.
        let is_taken = is_reserved(path)
            || path.ends_with("index.md")
            || self.old_addresses.contains(&format!("/{path}/"))
            || self.files.contains(&*format!("static/{path}/index.html"));
        if is_taken {
            return None;
        }
        let file = format!("content/{path}");
        self.resolve_entry(&file, anchor, lang).or_else(|| self.resolve_entry_by_case(&file, anchor, lang))
    }

    /// The entry whose file lies at `path`, whatever its case.
    pub(super) fn resolve_entry_by_case(&self, path: &str, anchor: &Option<Arc<str>>, lang: &Lang) -> Option<Resolved> {
        let ends = || ENTRY_ENDS.iter().map(|end| format!("{path}{end}"));
        let files = ends().filter_map(|file| self.file_names().at(&file).find(|file| self.by_file.contains_key(*file)));
        let found = files.filter_map(|file| self.resolve_entry(file, anchor, lang)).next();
        found.or_else(|| ends().any(|file| self.withheld.has_name(&fold(&file))).then_some(Resolved::Withheld))
    }
}

/// Whether the address of an entry is the path of its file: all but what lies in folders that its kind does not keep.
/// Only then do browsers read an address from the folders that the file lies in.
fn is_at_its_path(doc: &Doc) -> bool {
    let path = doc.file.strip_suffix(".md").unwrap_or(&doc.file);
    let path = path.strip_suffix("/index").or_else(|| path.strip_suffix("/_index")).unwrap_or(path);
    let own_parts = doc.slug.split('/').count();
    let around = path.split('/').count().saturating_sub(own_parts);
    let of_language = usize::from(doc.file.split('/').nth(1) == Some(&*doc.lang.0));
    // The content folder, and that of the kind.
    around <= 1 + usize::from(*doc.id.kind != *PAGE) + of_language
}
