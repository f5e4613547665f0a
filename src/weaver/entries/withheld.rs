//! Names, files and addresses of what the viewer may not see. A link to one becomes plain text, and
//! nothing tells that there is something to see.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::file_names::FileNames;
use super::own_names::{dotted, former_names, ids_of, ids_of_slug, lesser_names, old_addresses, short_names};
use crate::config::LanguageFolders;
use crate::content::defaults::Closed;
use crate::content::identity::{fold, slugify};
use crate::content::{Doc, EntryId};
use crate::weaver::Sources;

/// What this build must not show.
#[derive(Debug)]
pub struct WithheldNames {
    names: BTreeSet<String>,
    /// Folders whose `index.md` is withheld, and all that lies beside it.
    folders: BTreeSet<Arc<str>>,
    closed: Closed,
    /// Folders in which an entry is shown: what lies beside it is its own.
    open: BTreeSet<Arc<str>>,
    /// Folders that a shown entry has to itself: all that is under them is its own.
    owned: BTreeSet<Arc<str>>,
    languages: LanguageFolders,
    /// Pictures that nobody agrees to any more.
    withdrawn: BTreeSet<Arc<str>>,
}

impl WithheldNames {
    pub fn new(shown: &[Arc<Doc>], withheld: &[Arc<Doc>], sources: Sources) -> WithheldNames {
        let mut names: BTreeSet<String> = withheld.iter().flat_map(|doc| names_of(doc, sources)).collect();
        // An old address that a page has taken over leads there.
        if !names.is_empty() {
            shown.iter().flat_map(|doc| old_addresses(doc, sources.config)).for_each(|path| drop(names.take(&path)));
        }
        WithheldNames {
            names,
            folders: withheld_folders(shown, withheld, sources),
            closed: sources.closed.clone(),
            open: folders(shown, sources, |doc| Some(doc.file.rsplit_once('/')?.0)),
            owned: folders(shown, sources, |doc| own_folder(doc).filter(|own| !sources.kinds.is_shared_folder(own))),
            languages: sources.kinds.languages.clone(),
            withdrawn: withdrawn(shown.iter().chain(withheld), sources),
        }
    }

    pub fn is_empty(&self) -> bool {
        self.names.is_empty() && self.withdrawn.is_empty()
    }

    /// Whether a folded name, a file or an address (`/old/`) is that of a withheld entry.
    pub fn has_name(&self, name: &str) -> bool {
        self.names.contains(name)
    }

    /// Whether a file of the site must not be published: files beside a withheld `index.md`, and in
    /// folders below it, are withheld with it.
    pub fn has_file(&self, path: &str) -> bool {
        let is_beside = path.rmatch_indices('/').any(|(end, _)| self.folders.contains(&path[..end]));
        self.withdrawn.contains(path) || is_beside || self.is_closed(path)
    }

    /// Whether folders keep the file from the reader, or the one that it stands for in another language, and it belongs to
    /// no entry that is shown.
    fn is_closed(&self, path: &str) -> bool {
        if self.closed.is_empty() {
            return false;
        }
        let mut around = path.rmatch_indices('/').map(|(end, _)| &path[..end]);
        let is_kept = self.closed.holds(path) || self.languages.originals(path).any(|path| self.closed.holds(&path));
        let is_beside = around.clone().next().is_some_and(|folder| self.open.contains(folder));
        is_kept && !is_beside && !around.any(|folder| self.owned.contains(folder))
    }

    /// Whether a file is a picture that nobody agrees to any more, or would be in another case.
    pub fn is_withdrawn(&self, path: &str) -> bool {
        !self.withdrawn.is_empty() && self.withdrawn.contains(&*fold(path))
    }
}

/// The pictures that entries must not show any more, so that no other entry shows them either. Whatever a link may have
/// meant is withdrawn: too many are better than one too few.
fn withdrawn<'d>(docs: impl Iterator<Item = &'d Arc<Doc>> + Clone, sources: Sources) -> BTreeSet<Arc<str>> {
    let paths = docs.clone().flat_map(|doc| &doc.facts.withdrawn_files);
    let names: Vec<_> = docs.flat_map(|doc| &doc.facts.withdrawn_names).collect();
    let mut withdrawn: BTreeSet<Arc<str>> = paths.cloned().collect();
    if withdrawn.is_empty() && names.is_empty() {
        return withdrawn;
    }
    let files = FileNames::new(sources.files.iter());
    let originals = withdrawn.iter().flat_map(|path| sources.kinds.languages.originals(path));
    let originals: Vec<Arc<str>> = originals.map(Arc::from).collect();
    withdrawn.extend(originals);
    let spelt: Vec<Arc<str>> = withdrawn.iter().flat_map(|path| files.at(path)).cloned().collect();
    withdrawn.extend(spelt);
    for (name, beside) in names {
        let originals = sources.kinds.languages.originals(beside);
        let beside: Vec<&Arc<str>> =
            std::iter::once(beside.to_string()).chain(originals).flat_map(|path| files.at(&path)).collect();
        let meant = if beside.is_empty() { files.meant(name) } else { beside };
        withdrawn.extend(meant.into_iter().cloned());
    }
    // Links to them may be written in another case, and lead nowhere then, but not without a word.
    let folded: Vec<Arc<str>> = withdrawn.iter().map(|path| fold(path).into()).collect();
    withdrawn.extend(folded);
    withdrawn
}

/// The folders of withheld entries, but for those that hold a version which is shown, and those that
/// belong to a whole kind.
fn withheld_folders(entries: &[Arc<Doc>], withheld: &[Arc<Doc>], sources: Sources) -> BTreeSet<Arc<str>> {
    let mut folders: BTreeSet<Arc<str>> = withheld
        .iter()
        .filter_map(|doc| own_folder(doc))
        .filter(|folder| !sources.kinds.is_shared_folder(folder))
        .map(Arc::from)
        .collect();
    for folder in entries.iter().filter_map(|doc| own_folder(doc)) {
        folders.remove(folder);
    }
    folders
}

/// Folders of shown entries, where a site has any that are closed.
fn folders(shown: &[Arc<Doc>], sources: Sources, of: impl Fn(&Doc) -> Option<&str>) -> BTreeSet<Arc<str>> {
    let shown = if sources.closed.is_empty() { &[] } else { shown };
    shown.iter().filter_map(|doc| of(doc)).map(Arc::from).collect()
}

/// The folder that an entry has to itself.
fn own_folder(doc: &Doc) -> Option<&str> {
    let (folder, name) = doc.file.rsplit_once('/')?;
    (name.starts_with("index.") || name.starts_with("_index.")).then_some(folder)
}

/// Every way of naming a withheld entry, so that each of them leads to plain text.
fn names_of(doc: &Doc, sources: Sources) -> Vec<String> {
    let mut names = ids_of(&doc.id, sources);
    names.extend(ids_of_slug(doc, sources));
    names.extend(former_names(doc, sources));
    names.extend(short_names(doc).map(|name| format!("{}:{name}", doc.id.kind)).collect::<Vec<_>>());
    names.extend(short_names(doc).flat_map(|name| dotted(&name).into_iter().chain([name])));
    names.extend([doc.file.to_string(), fold(&doc.file)]);
    names.extend(lesser_names(doc).flat_map(|name| dotted(&name).into_iter().chain([name])));
    // As they are written without accents and signs.
    names.extend(
        short_names(doc)
            .chain(lesser_names(doc))
            .map(|name| slugify(&name))
            .filter(|slug| !slug.is_empty())
            .collect::<Vec<_>>(),
    );
    // By its last part as well, which was its slug before its kind kept its folders.
    if doc.id.slug.contains('/') {
        names.extend(ids_of(&EntryId { slug: doc.id.name().into(), ..doc.id.clone() }, sources));
    }
    names.push(format!("/{}", super::address(doc, sources.kinds, sources.config)));
    names.extend(old_addresses(doc, sources.config));
    names
}
