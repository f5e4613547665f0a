//! What paths lead to: those from a file to another, and addresses of the site.

use std::sync::Arc;

use super::Names;
use super::names::exactly;
use crate::content::identity::fold;
use crate::content::{Lang, is_private};
use crate::kinds::is_reserved;
use crate::weaver::Resolved;

/// What may stand behind a path that leads to an entry.
const ENTRY_ENDS: [&str; 4] = ["", ".md", "/index.md", "/_index.md"];

impl Names {
    /// What a path from a file leads to. The first of these that is there: what it is as it was written, for an address the
    /// list that copsite makes there, then the other way to read it; for a translation both ways where it is translated
    /// from; and for an address whatever else copsite makes there.
    pub(super) fn resolve_relative(
        &self,
        path: &Arc<str>,
        otherwise: Option<&str>,
        anchor: &Option<Arc<str>>,
        lang: &Lang,
    ) -> Resolved {
        let read = |path: &str| match path.strip_suffix('/') {
            Some(page) => self.resolve_page(page, anchor, lang),
            None => self.resolve_file(&path.into(), anchor, lang),
        };
        let page = |path: &str| self.resolve_page(path, anchor, lang);
        let originals = |path: &str| self.languages.originals(path);
        std::iter::once_with(|| read(path))
            .chain(self.made_page(path, anchor).filter(|made| self.is_list(made)))
            .chain(otherwise.into_iter().map(page))
            .chain(originals(path).map(|path| read(&path)))
            .chain(otherwise.into_iter().flat_map(originals).map(|path| page(&path)))
            .find(|found| *found != Resolved::Broken)
            .or_else(|| self.made_page(path, anchor))
            .unwrap_or(Resolved::Broken)
    }

    /// The page at an address that nobody has written; whether copsite makes it is known later.
    fn made_page(&self, path: &str, anchor: &Option<Arc<str>>) -> Option<Resolved> {
        path.ends_with('/').then_some(())?;
        let original = self.languages.originals(path).last();
        let address = original.as_deref().unwrap_or(path).strip_prefix("content/")?;
        Some(Resolved::Path { path: address.into(), anchor: anchor.clone() })
    }

    /// Whether an address is that of a list which copsite makes.
    fn is_list(&self, resolved: &Resolved) -> bool {
        let Resolved::Path { path, .. } = resolved else { return false };
        is_reserved(path) || self.kind_folders.iter().any(|folder| **folder == *path.trim_end_matches('/'))
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
        let others = || ENTRY_ENDS[1..].iter().map(|end| format!("{path}{end}"));
        let by_other = || others().find_map(|file| self.by_file.get(&*file));
        if let Some(entry) = self.by_file.get(path).or_else(by_other) {
            // A link to a file means that file, and its twin for a reader of another language.
            let of_link = &self.langs[entry.index()];
            return Some(if *of_link == self.site_language {
                self.entry(*entry, anchor, lang)
            } else {
                exactly(*entry, anchor)
            });
        }
        let is_withheld = self.withheld.has_name(path) || others().any(|file| self.withheld.has_name(&file));
        is_withheld.then_some(Resolved::Withheld)
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
        let is_taken = is_reserved(path)
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
