//! What wiki-links of other tools lead to: files by their names, and entries by their paths.

use std::sync::Arc;

use super::Names;
use crate::content::Lang;
use crate::images::is_image_name;
use crate::weaver::Resolved;

/// What people attach to their texts; an entry may well be called `Node.js`.
const DOCUMENTS: [&str; 21] = [
    "txt", "epub", "ogg", "wav", "mov", "pdf", "doc", "docx", "odt", "xls", "xlsx", "ods", "csv", "ppt", "pptx", "odp",
    "zip", "mp3", "m4a", "mp4", "webm",
];

fn is_document(name: &str) -> bool {
    let end = name.rsplit_once('.').map_or("", |(_, end)| end);
    is_image_name(name) || DOCUMENTS.iter().any(|document| end.eq_ignore_ascii_case(document))
}

impl Names {
    /// A path from the content folder, as other tools write wiki-links where names are not enough.
    pub(super) fn resolve_in_content(&self, name: &str, anchor: &Option<Arc<str>>, lang: &Lang) -> Resolved {
        if !name.contains('/') {
            return Resolved::Wanted;
        }
        let path = format!("content/{}", name.trim());
        match self.resolve_file(&path.as_str().into(), anchor, lang) {
            Resolved::Broken => self.resolve_entry_by_case(&path, anchor, lang).unwrap_or(Resolved::Wanted),
            found => found,
        }
    }

    /// The files that a wiki-link may mean; those that must not be shown only where there are no others.
    pub fn meant(&self, name: &str) -> Vec<&Arc<str>> {
        let all = self.file_names().meant(name);
        let shown: Vec<&Arc<str>> = all.iter().copied().filter(|file| !self.withheld().has_file(file)).collect();
        if shown.is_empty() { all } else { shown }
    }

    /// A file in a wiki-link, or what is called like one. An entry goes first, then the file beside the link.
    pub(super) fn resolve_called(
        &self,
        name: &str,
        path: &Arc<str>,
        anchor: &Option<Arc<str>>,
        lang: &Lang,
    ) -> Resolved {
        match self.resolve_name(name, anchor, lang) {
            Resolved::Wanted => {}
            found => return found,
        }
        match self.resolve_file(path, anchor, lang) {
            Resolved::Broken => {}
            found => return found,
        }
        let beside = self.file_names().at(path).next().map(|file| self.resolve_file(file, anchor, lang));
        let originals = self.languages.originals(path).map(|path| self.resolve_file(&path.into(), anchor, lang));
        if let Some(found) = beside.into_iter().chain(originals).find(|found| *found != Resolved::Broken) {
            return found;
        }
        match self.resolve_in_content(name, anchor, lang) {
            Resolved::Wanted => {}
            found => return found,
        }
        match &*self.meant(name) {
            [file, ..] if self.withheld().has_file(file) => Resolved::Withheld,
            [file] => Resolved::File((*file).clone()),
            [_, ..] => Resolved::Broken,
            // A file is nothing for a reader to write, be it there and not to be linked to, or not there.
            [] if is_document(name) || self.file_names().ending_in(name).next().is_some() => Resolved::Broken,
            [] => Resolved::Wanted,
        }
    }
}
