//! Which attachments and static files are published, and where.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use foldhash::HashMap;

use super::{FileJob, Planned, Route, Sources};
use crate::content::media::{captions_begin, captions_language};
use crate::content::{Doc, FieldValue, Target, is_private};
use crate::diagnostics::{Code, Diagnostic, Span};
use crate::images::Variant;
use crate::weaver::{EntryIx, Resolved};

/// File → where it is published. Everything under `static/` is; what lies beside an entry's
/// `index.md` is with that entry, unless only what is withheld uses it; any other file of the content is where a visible entry uses it.
/// So nothing that belongs to a withheld entry gets out.
pub fn published(sources: Sources) -> BTreeMap<Arc<str>, Route> {
    let owners = owners(sources);
    let used = with_captions(used_files(sources), sources);
    let hidden = with_captions(hidden_files(sources), sources);
    let withheld = sources.files.iter().filter(|file| sources.weave.is_withheld_file(file)).cloned().collect();
    let withheld = with_captions(withheld, sources);
    let mut published = BTreeMap::new();
    for file in sources.files {
        if is_private(file) || withheld.contains(file) {
            continue;
        }
        let path = if let Some(path) = file.strip_prefix("static/") {
            Some(path.to_owned())
        } else if let Some(path) = file.strip_prefix("content/") {
            let owned = owned_path(file, &owners, sources).filter(|_| !hidden.contains(file) || used.contains(file));
            owned.or_else(|| used.contains(file).then(|| path.to_owned()))
        } else {
            None
        };
        if let Some(path) = path {
            published.insert(file.clone(), Route::new(path));
        }
    }
    published
}

pub fn files(sources: Sources, published: &BTreeMap<Arc<str>, Route>) -> Vec<Planned> {
    sources
        .files
        .iter()
        .filter_map(|file| {
            let route = published.get(file)?.clone();
            Some(Planned { route, job: job(file, sources).into(), origin: Some(Span::file(file)) })
        })
        .collect()
}

/// What an image's camera wrote into it is not published.
fn job(file: &Arc<str>, sources: Sources) -> FileJob {
    match sources.images.get(file) {
        Some(Ok(image)) if image.is_made() => FileJob::Image { file: file.clone(), variant: Variant::Whole },
        _ => FileJob::Copy(file.clone()),
    }
}

/// Published files that are copied as they are and may hold what a camera wrote into them.
pub fn telling(sources: Sources, published: &BTreeMap<Arc<str>, Route>) -> Vec<Diagnostic> {
    let may_tell = |file: &&Arc<str>| match sources.images.get(*file) {
        Some(Ok(image)) => image.may_tell,
        Some(Err(none)) => none.may_tell,
        None => false,
    };
    let problem = |file: &Arc<str>| {
        let (message, help) = match file.to_lowercase().ends_with(".svg") {
            true => (
                "this drawing is published as it is, with what was written into it beside the picture: a name, a path or a remark",
                "save it as a plain SVG, or take that out of it, for example with `svgo`",
            ),
            false => (
                "this picture is published as it is, and may say where, when and by whom it was taken",
                "save it as JPEG, PNG or WebP, of which only the picture is published, or take such notes out of it, for example with `exiftool -all=`",
            ),
        };
        Diagnostic::new(Code::TellingImage, message).at(Span::file(file)).help(help)
    };
    published.keys().filter(may_tell).map(problem).collect()
}

/// Folder → the entry whose `index.md` it holds.
fn owners(sources: Sources<'_>) -> HashMap<&str, EntryIx> {
    let weave = sources.weave;
    let mut owners = HashMap::default();
    for entry in weave.all() {
        let doc = weave.doc(entry);
        let Some((folder, name)) = doc.file.rsplit_once('/') else { continue };
        let is_index = name.starts_with("index.") || name.starts_with("_index.");
        // A kind's own folder and the content folder belong to nobody: what lies there may be
        // used by any entry, also by one that is withheld.
        let is_shared = sources.kinds.is_shared_folder(folder);
        if is_index && !is_shared && (weave.is_primary(entry) || !owners.contains_key(folder)) {
            owners.insert(folder, entry);
        }
    }
    owners
}

fn owned_path(file: &str, owners: &HashMap<&str, EntryIx>, sources: Sources) -> Option<String> {
    let mut folder = file;
    while let Some((parent, _)) = folder.rsplit_once('/') {
        if let Some(owner) = owners.get(parent) {
            return Some(format!("{}{}", sources.weave.address(*owner), &file[parent.len() + 1..]));
        }
        folder = parent;
    }
    None
}

/// Files that a visible entry links to, shows, or names in its front matter.
fn used_files(sources: Sources) -> BTreeSet<Arc<str>> {
    let weave = sources.weave;
    let linked = weave.all().flat_map(|entry| weave.links(entry)).cloned().filter_map(file_of);
    linked.chain(weave.all().flat_map(|entry| named_files(weave.doc(entry), sources))).collect()
}

/// Files that entries or passages use which are not shown.
fn hidden_files(sources: Sources) -> BTreeSet<Arc<str>> {
    let withheld = sources.docs.iter().filter(|doc| sources.weave.find(doc).is_none());
    let wholes = sources.docs.iter().filter_map(|doc| doc.whole.as_ref());
    let linked = |doc: &Doc| {
        let targets = doc.facts.links.iter().map(|link| &link.target);
        targets.filter_map(|target| file_of(sources.weave.lookup_in(doc, target))).collect::<Vec<_>>()
    };
    withheld.chain(wholes).flat_map(|doc| [linked(doc), named_files(doc, sources)].concat()).collect()
}

/// The same with the captions beside the films among them.
fn with_captions(mut files: BTreeSet<Arc<str>>, sources: Sources) -> BTreeSet<Arc<str>> {
    let films: Vec<String> = files.iter().filter_map(|file| captions_begin(file)).map(str::to_owned).collect();
    for beginning in films {
        let start = sources.files.partition_point(|file| **file < *beginning);
        let beside = sources.files[start..].iter().take_while(|file| file.starts_with(&beginning));
        files.extend(beside.filter(|file| captions_language(file, &beginning).is_some()).cloned());
    }
    files
}

/// The files that an entry's front matter names: its image and those of its fields.
fn named_files(doc: &Doc, sources: Sources) -> Vec<Arc<str>> {
    let mut targets: Vec<Target> = doc.image_target().into_iter().collect();
    let leaves = doc.facts.fields.iter().flat_map(|(_, value)| value.leaves());
    targets.extend(leaves.filter_map(FieldValue::as_file).cloned());
    targets.iter().filter_map(|target| file_of(sources.weave.lookup_in(doc, target))).collect()
}

fn file_of(resolved: Resolved) -> Option<Arc<str>> {
    match resolved {
        Resolved::File(file) => Some(file),
        _ => None,
    }
}
