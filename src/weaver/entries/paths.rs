//! What paths lead to: those from a file to another, and addresses of the site.

use std::sync::Arc;

use super::Names;
use super::names::exactly;
use crate::content::identity::fold;
use crate::content::{Lang, is_private, outside_language_folder};
use crate::weaver::Resolved;

/// What may stand behind a path that leads to an entry.
const ENTRY_ENDS: [&str; 4] = ["", ".md", "/index.md", "/_index.md"];

impl Names {
    /// What a path from a file leads to: another file, else the page that it is in a browser. What a translation does not
    /// find among the translations, it finds where they are translated from.
    pub(super) fn resolve_relative(
        &self,
        path: &Arc<str>,
        as_page: Option<&str>,
        anchor: &Option<Arc<str>>,
        lang: &Lang,
    ) -> Resolved {
        let original = |path: &str| outside_language_folder(path, &self.languages);
        let file = |path: &str| self.resolve_file(&path.into(), anchor, lang);
        let page = |path: &str| self.resolve_as_page(path, anchor, lang);
        let is_found = |found: &Resolved| *found != Resolved::Broken;
        Some(self.resolve_file(path, anchor, lang))
            .filter(is_found)
            .or_else(|| as_page.map(page).filter(is_found))
            .or_else(|| original(path).as_deref().map(file).filter(is_found))
            .or_else(|| original(as_page?).as_deref().map(page))
            .unwrap_or(Resolved::Broken)
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

    /// The page that a path leads to in a browser. It never leads to a file, for which [`Names::resolve_file`] is.
    fn resolve_as_page(&self, path: &str, anchor: &Option<Arc<str>>, lang: &Lang) -> Resolved {
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
    /// end. Nothing in this site needs to have that address.
    fn resolve_as_elsewhere(&self, path: &str, anchor: &Option<Arc<str>>, lang: &Lang) -> Option<Resolved> {
        let file = format!("content/{}", path.trim_end_matches('/'));
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
