//! The addresses outside of the site that entries name, in their texts and their front matter.

use std::collections::BTreeMap;
use std::sync::Arc;

use ammonia::Url;

use crate::content::{Doc, FieldValue, Target};
use crate::diagnostics::Span;
use crate::disk::Disk;
use crate::site::{Tree, stored_as};
use crate::view::Snapshot;

/// An address, and where it is written.
pub struct Named {
    pub url: Url,
    pub places: Vec<Span>,
}

impl Named {
    pub fn host(&self) -> &str {
        self.url.host_str().unwrap_or_default()
    }
}

/// All of the entries that this build shows, each once, in the order of their texts.
pub fn named(snapshot: &Snapshot, tree: &Tree, disk: &dyn Disk) -> Vec<Named> {
    let mut named: BTreeMap<Url, Vec<Span>> = BTreeMap::new();
    for entry in snapshot.weave.all() {
        let doc = snapshot.weave.doc(entry);
        let found = of_links(doc).into_iter().chain(of_fields(doc, tree, disk));
        for (url, place) in found {
            named.entry(url).or_default().push(place);
        }
    }
    named.into_iter().map(|(url, places)| Named { url, places }).collect()
}

/// Those of links, pictures and relations.
fn of_links(doc: &Doc) -> Vec<(Url, Span)> {
    let links = doc.facts.links.iter().map(|link| (&link.target, &link.span));
    let relations = doc.facts.relations.iter().map(|stated| (&stated.target.value, &stated.target.span));
    let image = doc.image_target().zip(doc.facts.image.as_ref());
    let image = image.iter().map(|(target, image)| (target, &image.src.span));
    links
        .chain(relations)
        .chain(image)
        .filter_map(|(target, span)| match target {
            Target::Outside(address) => Some((of_web(address)?, span.clone())),
            _ => None,
        })
        .collect()
}

/// Those of the kind's own fields, whose values do not say where they stand: they are looked for in the file.
fn of_fields(doc: &Doc, tree: &Tree, disk: &dyn Disk) -> Vec<(Url, Span)> {
    let leaves = doc.facts.fields.iter().flat_map(|(_, value)| value.leaves());
    let addresses: Vec<&Arc<str>> = leaves.filter_map(FieldValue::as_text).collect();
    if addresses.is_empty() {
        return Vec::new();
    }
    let stored = stored_as(&tree.stored, &doc.file);
    let text = disk.read(stored).map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default();
    let place = |address: &str| match text.find(address) {
        Some(at) => Span::new(&doc.file, at..at + address.len()),
        None => Span::file(&doc.file),
    };
    addresses.into_iter().filter_map(|address| Some((of_web(address)?, place(address)))).collect()
}

/// An address that a server can be asked for. What stands behind `#` is for the browser alone.
fn of_web(address: &str) -> Option<Url> {
    let mut url = Url::parse(address).ok().filter(|url| matches!(url.scheme(), "http" | "https"))?;
    url.set_fragment(None);
    Some(url)
}
