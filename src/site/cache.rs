//! What builds keep beside the site so that later ones have less to do.
//!
//! What is kept changes no result: a build without it makes the same bytes. Nothing fails where it cannot be kept.

use twox_hash::XxHash3_64;

use crate::disk::Disk;

/// In the site's root. A name that starts with a dot holds no source, so nothing here is watched,
/// walked or published.
const FOLDER: &str = ".copsite-cache";

/// Files that tell other programs what the folder is: git, and those that make copies of disks.
const MARKS: [(&str, &str); 2] = [
    (".copsite-cache/.gitignore", "*\n"),
    (
        ".copsite-cache/CACHEDIR.TAG",
        "Signature: 8a477f597d28d172789f06886806bc55\n# Made by copsite from the site's files; it may be removed at any time.\n",
    ),
];

/// Bytes of a fingerprint at the end of each kept file.
const SEAL: usize = 8;

/// The bytes that were kept there.
pub fn kept(disk: &dyn Disk, place: &str) -> Option<Vec<u8>> {
    let mut bytes = disk.read(place).ok()?;
    let seal = bytes.split_off(bytes.len().checked_sub(SEAL)?);
    // A machine that stopped while it wrote leaves half a file behind.
    (*seal == XxHash3_64::oneshot(&bytes).to_le_bytes()).then_some(bytes)
}

pub fn keep(disk: &dyn Disk, place: &str, bytes: &[u8]) {
    let sealed = [bytes, &XxHash3_64::oneshot(bytes).to_le_bytes()].concat();
    let is_marked = disk.exists(FOLDER);
    // The site may stand where nothing can be written: all is then made again next time.
    if disk.put(place, &sealed).is_ok() && !is_marked {
        MARKS.iter().for_each(|(path, text)| drop(disk.put(path, text.as_bytes())));
    }
}
