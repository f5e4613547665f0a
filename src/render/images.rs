//! What is wrong with the images that entries show.

use std::sync::Arc;

use crate::content::LinkUse;
use crate::diagnostics::{Code, Diagnostic, Span};
use crate::images::MOST_PIXELS;
use crate::view::{Snapshot, images};
use crate::weaver::EntryIx;

/// Everything wrong with the images of an entry, as far as their first bytes tell.
pub fn check(snapshot: &Snapshot, entry: EntryIx) -> Vec<Diagnostic> {
    shown(snapshot, entry).into_iter().filter_map(|(file, place)| problem(snapshot, &file, place)).collect()
}

/// An image whose bytes turned out to be damaged when it was made.
pub fn invalid_image(snapshot: &Snapshot, file: &Arc<str>, reason: &str) -> Box<Diagnostic> {
    let mut places = snapshot.weave.all().flat_map(|entry| shown(snapshot, entry));
    let place = places.find(|(shown, _)| shown == file).map_or_else(|| Span::file(file), |(_, place)| place);
    invalid(file, reason, place).into()
}

/// The images of an entry, each with the place that shows it.
fn shown(snapshot: &Snapshot, entry: EntryIx) -> Vec<(Arc<str>, Span)> {
    let facts = &snapshot.weave.doc(entry).facts;
    let links = facts.links.iter().zip(snapshot.weave.links(entry));
    let in_text = links.filter(|(link, _)| link.use_ == LinkUse::Image);
    let in_text = in_text.filter_map(|(link, resolved)| Some((images::file(snapshot, resolved)?, link.span.clone())));
    let own = facts.image.as_ref().and_then(|image| Some((images::own_file(snapshot, entry)?, image.src.span.clone())));
    in_text.chain(own).collect()
}

fn problem(snapshot: &Snapshot, file: &Arc<str>, place: Span) -> Option<Diagnostic> {
    match snapshot.images.get(file)? {
        Err(none) => Some(invalid(file, &none.reason, place)),
        Ok(image) if image.is_too_large() => {
            let (width, height) = image.size?;
            let (width, height) = (u64::from(width), u64::from(height));
            let message = format!(
                "the image `{file}` has {width} × {height} pixels; no more than {} million are made smaller",
                MOST_PIXELS / 1_000_000
            );
            let help = "it is published as it is, with what its camera wrote into it; save a smaller one";
            Some(Diagnostic::new(Code::LargeImage, message).at(place).help(help))
        }
        Ok(_) => None,
    }
}

fn invalid(file: &Arc<str>, reason: &str, place: Span) -> Diagnostic {
    let message = format!("the image `{file}` cannot be decoded: {reason}");
    Diagnostic::new(Code::InvalidImage, message).at(place).help("save it again as JPEG, PNG or WebP, or take it out")
}
