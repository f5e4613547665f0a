//! The images and social cards of a site as they are published: made once for each content, and kept
//! beside the site so that no later build makes them again.

use std::collections::BTreeSet;
use std::io::{self, Read};
use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use rayon::prelude::*;
use twox_hash::XxHash3_64;

use super::cache::{keep, kept};
use super::read::{stored_as, unreadable};
use super::{Stored, inputs};
use crate::diagnostics::Diagnostic;
use crate::disk::Disk;
use crate::images::{Image, Variant, make};
use crate::plan::{FileJob, Job};
use crate::render;
use crate::social::{self, Card, Pen};
use crate::view::{self, Snapshot};

/// The images that are kept. The number stands for the way in which they are made: with another way comes
/// another number.
const IMAGES: &str = ".copsite-cache/images-1";

/// The social cards, numbered likewise.
const CARDS: &str = ".copsite-cache/social-1";

/// What no build has used for so long is removed. A build for other readers, or on another branch, may
/// come back before.
const KEPT: SignedDuration = SignedDuration::from_hours(30 * 24);

/// Where the files of a site are: on a disk, which spells some of them in another way.
#[derive(Clone, Copy)]
pub struct Files<'a> {
    pub disk: &'a dyn Disk,
    pub stored: &'a Stored,
}

/// Variants of the image in `file`, in their order. The error says what is wrong with the image, at the
/// place that shows it.
pub fn made(
    files: Files,
    snapshot: &Snapshot,
    file: &Arc<str>,
    variants: &[Variant],
) -> Result<Vec<Vec<u8>>, Box<Diagnostic>> {
    let Some(Ok(image)) = snapshot.images.get(file) else { return Ok(vec![Vec::new(); variants.len()]) };
    let mut all: Vec<Option<Vec<u8>>> =
        variants.iter().map(|variant| kept(files.disk, &place(image, *variant)?)).collect();
    let missing: Vec<Variant> =
        variants.iter().zip(&all).filter(|(_, kept)| kept.is_none()).map(|(variant, _)| *variant).collect();
    if !missing.is_empty() {
        let bytes = source(files, file, image).map_err(|error| unreadable(file, &error))?;
        let made = make(&bytes, image, &missing).map_err(|reason| render::invalid_image(snapshot, file, &reason))?;
        for (variant, bytes) in missing.iter().zip(&made) {
            if let Some(place) = place(image, *variant) {
                keep(files.disk, &place, bytes);
            }
        }
        let mut made = made.into_iter();
        all.iter_mut().filter(|kept| kept.is_none()).for_each(|missing| *missing = made.next());
    }
    Ok(all.into_iter().flatten().collect())
}

/// A social card as PNG.
pub fn made_card(disk: &dyn Disk, card: &Card) -> Vec<u8> {
    let place = card_place(card);
    kept(disk, &place).unwrap_or_else(|| {
        let bytes = social::draw(&mut Pen::default(), card).unwrap_or_default();
        keep(disk, &place, &bytes);
        bytes
    })
}

fn card_place(card: &Card) -> String {
    format!("{CARDS}/{:016x}.png", card.print())
}

/// The bytes that `image` was made from; other ones have come only where somebody edits the file now.
fn source(files: Files, file: &Arc<str>, image: &Image) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    files.disk.open(stored_as(files.stored, file))?.read_to_end(&mut bytes)?;
    if XxHash3_64::oneshot(&bytes) == image.print {
        return Ok(bytes);
    }
    Err(io::Error::new(io::ErrorKind::ResourceBusy, "it has changed since the site was read"))
}

/// Where a variant is kept; one that is made by leaving parts of the file out is not.
fn place(image: &Image, variant: Variant) -> Option<String> {
    let print = image.print;
    image.is_worth_keeping(variant).then(|| format!("{IMAGES}/{}", variant.name(&format!("{print:016x}"))))
}

/// Removes what `snapshot` does not use and what has not been used for long.
pub fn tidy(disk: &dyn Disk, snapshot: &Snapshot, now: Timestamp) {
    let found: Vec<_> = [IMAGES, CARDS, inputs::BUILT].into_iter().flat_map(|folder| disk.walk(folder).files).collect();
    if found.is_empty() {
        return;
    }
    let used: BTreeSet<String> =
        snapshot.plan.pages().iter().filter_map(|planned| place_of(snapshot, &planned.job)).collect();
    let oldest = (now - KEPT).as_nanosecond();
    let is_stale = |path: &str, modified: i128| modified < oldest && !used.contains(path);
    let stale = found.par_iter().filter(|file| is_stale(&file.path, file.modified));
    stale.for_each(|file| drop(disk.remove(&file.stored)));
}

fn place_of(snapshot: &Snapshot, job: &Job) -> Option<String> {
    match job {
        Job::File(FileJob::Image { file, variant }) => place(snapshot.images.get(file)?.as_ref().ok()?, *variant),
        Job::File(FileJob::SocialCard(of)) => Some(card_place(&view::social_cards::card(snapshot, *of))),
        _ => None,
    }
}
