//! What one entry is called: by its ids, its slug, its title, its aliases, its synonyms and its file.

use std::sync::Arc;

use percent_encoding::percent_decode_str;

use crate::config::Config;
use crate::content::identity::fold;
use crate::content::{Doc, EntryId, file_name};
use crate::weaver::Sources;

/// `kind/slug` and `folder/slug`, folded.
pub fn ids_of(id: &EntryId, sources: Sources) -> Vec<String> {
    let mut ids = vec![fold(&id.to_string())];
    if let Some(kind) = sources.kinds.get(&id.kind)
        && !kind.folder.is_empty()
        && kind.folder != kind.name
    {
        ids.push(fold(&format!("{}/{}", kind.folder, id.slug)));
    }
    ids
}

/// The ids and the slugs that an entry would have at its old addresses, folded: links by one lead on to it, as the address
/// does. No term is called so.
pub fn former_names(doc: &Doc, sources: Sources) -> Vec<String> {
    let names = old_addresses(doc, sources.config).filter_map(|address| {
        let path = address.trim_matches('/');
        let (folder, slug) = path.split_once('/')?;
        let kind = sources.kinds.of_folder(folder)?;
        Some([fold(&format!("{}/{slug}", kind.name)), fold(path), fold(slug)])
    });
    names.flatten().collect()
}

/// Aliases that are paths, from the home page on.
pub fn old_addresses<'d>(doc: &'d Doc, config: &'d Config) -> impl Iterator<Item = String> + 'd {
    let aliases = doc.facts.aliases.iter().map(|alias| &*alias.value).filter(|alias| alias.starts_with('/'));
    aliases.map(|alias| {
        let decoded = percent_decode_str(alias).decode_utf8_lossy();
        let path = decoded.split(['?', '#']).next().unwrap_or_default();
        let inside = path.strip_prefix(&*config.copied_prefix()).unwrap_or(path);
        format!("/{}/", inside.trim_matches('/'))
    })
}

/// The ids that the own slug of a translation makes, where it has one.
pub fn ids_of_slug(doc: &Doc, sources: Sources) -> Vec<String> {
    if doc.slug == doc.id.slug { Vec::new() } else { ids_of(&doc.own_id(), sources) }
}

pub fn short_names(doc: &Doc) -> impl Iterator<Item = String> + '_ {
    let own_slug = Some(&doc.slug).filter(|slug| **slug != doc.id.slug).map(|slug| fold(slug));
    std::iter::once(fold(&doc.id.slug)).chain(own_slug).chain(written_names(doc).map(|name| fold(name.trim())))
}

/// Names that an entry has where nothing else is called so, folded: the last part of a slug with folders, and what its
/// file is called, which is how people who see their files write links.
pub fn lesser_names(doc: &Doc) -> impl Iterator<Item = String> + '_ {
    let last = doc.id.slug.contains('/').then(|| doc.id.name());
    let file = Some(file_name(&doc.file)).filter(|name| **name != *doc.id.slug && **name != *doc.facts.title);
    last.into_iter().chain(file).map(fold)
}

/// The title, the aliases and the synonyms of an entry, as they are written.
pub fn written_names(doc: &Doc) -> impl Iterator<Item = &Arc<str>> {
    let aliases = doc.facts.aliases.iter().map(|alias| &alias.value).filter(|alias| !alias.starts_with('/'));
    std::iter::once(&doc.facts.title).chain(aliases).chain(synonyms(doc))
}

/// What else a term of the glossary is called. Another kind may have a field of this name that means
/// something else.
fn synonyms(doc: &Doc) -> impl Iterator<Item = &Arc<str>> {
    let of_term = Some(&doc.facts).filter(|_| *doc.id.kind == *"term");
    of_term.into_iter().flat_map(|facts| facts.texts("synonyms"))
}

/// A name with dots on each i. Turkish ı and I are one letter, and folding, which knows no language, makes an i of the
/// one and not of the other.
pub fn dotted(name: &str) -> Option<String> {
    name.contains('ı').then(|| name.replace('ı', "i"))
}
