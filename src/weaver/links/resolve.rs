//! Links, embeds, images and front matter relations → what they lead to.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::anchors::Anchors;
use super::unresolved::{ambiguous, ambiguous_file, broken, missing_image, name_of};
use super::wanted::{Asked, Nearest, wanted};
use crate::content::identity::fold;
use crate::content::{Doc, EntryId, FieldValue, Link, LinkUse, Placed, Target};
use crate::diagnostics::{Code, Diagnostic, did_you_mean};
use crate::weaver::entries::Names;
use crate::weaver::{EntryIx, Sources};

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Resolved {
    Entry {
        entry: EntryIx,
        anchor: Option<Arc<str>>,
    },
    /// An attachment or a file under `static/`, relative to the root.
    File(Arc<str>),
    /// Another address of the site; whether it exists is known once all URLs are planned.
    Path {
        path: Arc<str>,
        anchor: Option<Arc<str>>,
    },
    Anchor(Arc<str>),
    Outside(Arc<str>),
    /// Something this build must not show, or a link that must not be followed: the text stays.
    Withheld,
    /// An entry nobody has written yet.
    Wanted,
    Ambiguous(Vec<EntryId>),
    Broken,
}

/// An entry that others link to and nobody has written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// As most links spell it.
    pub name: Arc<str>,
    /// The entries that ask for it, each once, in order.
    pub from: Vec<EntryIx>,
    /// How many links ask for it.
    pub times: usize,
}

/// What all links and relations of all entries lead to.
#[derive(Debug, Default)]
pub struct Resolution {
    /// For each entry, for each of its links.
    pub links: Vec<Vec<Resolved>>,
    /// For each entry, its front matter relations that lead to an entry.
    pub relations: Vec<Vec<(Arc<str>, EntryIx)>>,
    /// For each entry, the entries that its typed fields name, with the field.
    pub fields: Vec<Vec<(Arc<str>, EntryIx)>>,
    pub wanted: Vec<Wanted>,
}

struct OfEntry {
    links: Vec<Resolved>,
    relations: Vec<(Arc<str>, EntryIx)>,
    fields: Vec<(Arc<str>, EntryIx)>,
    wanted: Vec<Asked>,
    diagnostics: Vec<Diagnostic>,
}

pub fn resolve(entries: &[Arc<Doc>], names: &Names, sources: Sources) -> (Resolution, Vec<Diagnostic>) {
    let anchors = Anchors::new(entries, sources.kinds);
    let of_entry = |(at, doc): (usize, &Arc<Doc>)| resolve_entry((EntryIx::new(at), doc), names, &anchors, sources);
    let mut resolved: Vec<OfEntry> = entries.par_iter().enumerate().map(of_entry).collect();
    if sources.config.checks.tells(Code::WantedEntry) {
        tell_wanted(&mut resolved, names, sources);
    }
    let mut resolution = Resolution::default();
    let mut diagnostics = Vec::new();
    let mut wanted: BTreeMap<String, Wanted> = BTreeMap::new();
    for (index, entry) in resolved.into_iter().enumerate() {
        for Asked { name: Placed { value: name, .. }, .. } in entry.wanted {
            let wish =
                wanted.entry(fold(&name)).or_insert_with(|| Wanted { name: name.clone(), from: Vec::new(), times: 0 });
            wish.times += 1;
            if wish.from.last() != Some(&EntryIx::new(index)) {
                wish.from.push(EntryIx::new(index));
            }
        }
        resolution.links.push(entry.links);
        resolution.relations.push(entry.relations);
        resolution.fields.push(entry.fields);
        diagnostics.extend(entry.diagnostics);
    }
    resolution.wanted = wanted.into_values().collect();
    resolution.wanted.sort_by(|a, b| b.times.cmp(&a.times).then_with(|| a.name.cmp(&b.name)));
    (resolution, diagnostics)
}

fn resolve_entry((entry, doc): (EntryIx, &Doc), names: &Names, anchors: &Anchors, sources: Sources) -> OfEntry {
    let mut found = OfEntry {
        links: Vec::with_capacity(doc.facts.links.len()),
        relations: Vec::new(),
        fields: Vec::new(),
        wanted: Vec::new(),
        diagnostics: Vec::new(),
    };
    for link in &doc.facts.links {
        let mut resolved = names.resolve_in(doc, &link.target);
        if link.use_ == LinkUse::Image && is_made_page(&link.target, &resolved) {
            resolved = Resolved::Broken;
        }
        check_link(link, &resolved, names, &mut found);
        check_relation(link, sources, &mut found);
        settle_anchor(&mut resolved, (entry, link), anchors, &mut found);
        found.links.push(resolved);
    }
    for stated in &doc.facts.relations {
        let resolved = names.resolve_in(doc, &stated.target.value);
        if let Some(entry) = settle_stated(&stated.target, resolved, names, &mut found) {
            found.relations.push((stated.relation.value.clone(), entry));
        }
    }
    for (field, value) in &doc.facts.fields {
        resolve_field(doc, field, value, names, &mut found);
    }
    if let (Some(target), Some(image)) = (doc.image_target(), &doc.facts.image) {
        check_file(doc, &Placed { value: target, span: image.src.span.clone() }, names, &mut found);
    }
    found
}

/// Reports all links to entries that nobody has written.
fn tell_wanted(resolved: &mut [OfEntry], names: &Names, sources: Sources) {
    let nearest = Nearest::new(names, resolved.iter().flat_map(|entry| &entry.wanted));
    resolved.par_iter_mut().for_each(|entry| {
        entry.diagnostics.extend(entry.wanted.iter().map(|asked| wanted(asked, &nearest, sources.kinds)));
    });
}

/// Reports a link that leads nowhere, or to several entries.
fn check_link(link: &Link, resolved: &Resolved, names: &Names, found: &mut OfEntry) {
    let problem = match resolved {
        Resolved::Wanted => {
            let name = Placed { value: name_of(&link.target), span: link.span.clone() };
            return found.wanted.push(Asked { name, words: link.context.marked().into() });
        }
        Resolved::Ambiguous(ids) => ambiguous(&name_of(&link.target), ids, &link.span),
        Resolved::Broken => match ambiguous_file(&link.target, &link.span, names) {
            Some(problem) => problem,
            None if link.use_ == LinkUse::Image => missing_image(&link.target, &link.span, names),
            None => broken(&link.target, &link.span, names),
        },
        _ => return,
    };
    found.diagnostics.push(problem);
}

fn check_relation(link: &Link, sources: Sources, found: &mut OfEntry) {
    let Some(relation) = &link.relation else { return };
    if sources.kinds.relations.contains_key(relation) {
        return;
    }
    let mut problem =
        Diagnostic::new(Code::UnknownRelation, format!("`{relation}` is not a relation")).at(link.span.clone());
    if let Some(near) = did_you_mean(relation, sources.kinds.relations.keys().map(|name| &**name)) {
        problem = problem.help(format!("did you mean `{near}`?"));
    }
    found.diagnostics.push(problem);
}

/// An anchor may be written as the heading's words; links carry the heading's id from here on. One that the page does not
/// have is reported, and left off where the page is another one.
fn settle_anchor(resolved: &mut Resolved, (own, link): (EntryIx, &Link), anchors: &Anchors, found: &mut OfEntry) {
    let (entry, written) = match resolved {
        Resolved::Entry { entry, anchor: Some(anchor) } => (*entry, &**anchor),
        Resolved::Anchor(anchor) => (own, &**anchor),
        _ => return,
    };
    let id = anchors.find(entry, written);
    if id.is_none() {
        found.diagnostics.push(anchors.broken(entry, written, &link.span));
    }
    match resolved {
        // The top of another page is the page.
        Resolved::Entry { anchor, .. } => *anchor = id.filter(|id| !id.is_empty()),
        Resolved::Anchor(anchor) => *anchor = id.unwrap_or_else(|| anchor.clone()),
        _ => {}
    }
}

/// The entry that the front matter names, or what is wrong with the name.
fn settle_stated(target: &Placed<Target>, resolved: Resolved, names: &Names, found: &mut OfEntry) -> Option<EntryIx> {
    let problem = match resolved {
        Resolved::Entry { entry, .. } => return Some(entry),
        Resolved::Wanted => {
            let name = Placed { value: name_of(&target.value), span: target.span.clone() };
            found.wanted.push(Asked { name, words: "".into() });
            return None;
        }
        Resolved::Ambiguous(ids) => ambiguous(&name_of(&target.value), &ids, &target.span),
        Resolved::Broken => broken(&target.value, &target.span, names),
        // Nobody asks later whether the site has a page there.
        Resolved::Path { .. } if matches!(target.value, Target::File { .. }) => {
            broken(&target.value, &target.span, names)
        }
        _ => return None,
    };
    found.diagnostics.push(problem);
    None
}

fn resolve_field(doc: &Doc, field: &Arc<str>, value: &FieldValue, names: &Names, found: &mut OfEntry) {
    for leaf in value.leaves() {
        match leaf {
            FieldValue::Entry(named) => {
                let resolved = names.resolve_named(named, doc);
                if let Some(entry) = settle_stated(&named.target, resolved, names, found) {
                    found.fields.push((field.clone(), entry));
                }
            }
            FieldValue::File(target) => check_file(doc, target, names, found),
            _ => {}
        }
    }
}

fn check_file(doc: &Doc, Placed { value: target, span }: &Placed<Target>, names: &Names, found: &mut OfEntry) {
    let resolved = names.resolve_in(doc, target);
    if is_made_page(target, &resolved) || matches!(resolved, Resolved::Broken | Resolved::Wanted) {
        let problem = ambiguous_file(target, span, names).unwrap_or_else(|| missing_image(target, span, names));
        found.diagnostics.push(problem);
    }
}

/// Whether a path was read as the address of a page that copsite may make. Only links of the text can lead to one, and are
/// asked for it later.
fn is_made_page(target: &Target, resolved: &Resolved) -> bool {
    matches!((target, resolved), (Target::File { .. }, Resolved::Path { .. }))
}
