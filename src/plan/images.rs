//! Which images are published in several widths: those that an entry shows.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::{FileJob, Planned, Route, Sources};
use crate::content::LinkUse;
use crate::diagnostics::Span;
use crate::images::{Format, Variant};
use crate::weaver::{EntryIx, Resolved};

/// The variants of all images that a visible entry shows, but for the images themselves.
pub fn variants(sources: Sources, published: &BTreeMap<Arc<str>, Route>) -> Vec<Planned> {
    let by_path: BTreeMap<&str, &Arc<str>> = published
        .iter()
        .filter(|(file, _)| sources.images.contains_key(*file))
        .map(|(file, route)| (route.path(), file))
        .collect();
    let shown: BTreeSet<&Arc<str>> = sources.weave.all().flat_map(|entry| shown(entry, sources, &by_path)).collect();
    shown.into_iter().filter_map(|file| Some(of_image(file, sources, published.get(file)?))).flatten().collect()
}

/// The images of an entry's text, and the one that stands for it.
fn shown<'a>(entry: EntryIx, sources: Sources<'a>, by_path: &BTreeMap<&str, &'a Arc<str>>) -> Vec<&'a Arc<str>> {
    let doc = sources.weave.doc(entry);
    let in_text = doc.facts.links.iter().zip(sources.weave.links(entry));
    let in_text = in_text.filter(|(link, _)| link.use_ == LinkUse::Image).map(|(_, resolved)| resolved.clone());
    let file = |resolved: Resolved| match resolved {
        Resolved::File(file) => sources.images.get_key_value(&file).map(|(file, _)| file),
        Resolved::Path { path, .. } => by_path.get(&*path).copied(),
        _ => None,
    };
    in_text.chain(sources.weave.own_image(entry)).filter_map(file).collect()
}

fn of_image(file: &Arc<str>, sources: Sources, route: &Route) -> Vec<Planned> {
    let Some(Ok(image)) = sources.images.get(file) else { return Vec::new() };
    let formats = BTreeSet::from([image.format, Format::WebP]);
    let variants = formats.into_iter().flat_map(|format| image.variants(format));
    let planned = |variant: Variant| Planned {
        route: Route::new(variant.name(route.path())),
        job: FileJob::Image { file: file.clone(), variant }.into(),
        origin: Some(Span::file(file)),
    };
    variants.filter(|variant| *variant != Variant::Whole).map(planned).collect()
}
