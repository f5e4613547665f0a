//! The files of a site as a walk finds them, sorted by what they are. Nothing is read here.

use std::sync::Arc;

use super::change::is_text;
use crate::content::defaults::{is_defaults, misnamed};
use crate::content::unread_files::{hidden_static, unread_file, unread_folders};
use crate::content::{is_content, is_hidden};
use crate::diagnostics::{Code, Diagnostic, Span};
use crate::disk::{Disk, FoundFile};
use crate::kinds::Kinds;

/// The folder of all entries.
pub const CONTENT: &str = "content";

/// What was found, each list in the order of its paths.
#[derive(Default)]
pub struct Listing {
    pub texts: Vec<FoundFile>,
    /// Attachments and static files.
    pub files: Vec<FoundFile>,
    pub data: Vec<FoundFile>,
    pub defaults: Vec<FoundFile>,
    pub problems: Vec<Diagnostic>,
    pub has_links: bool,
}

impl Listing {
    /// What lies on `disk`. Which texts are content depends on the kinds that have folders.
    pub fn of(disk: &dyn Disk, kinds: &Kinds) -> Listing {
        let mut listing = Listing::default();
        let mut walk = |folder: &str| {
            let walk = disk.walk(folder);
            listing.problems.extend(walk.diagnostics);
            listing.has_links |= walk.has_links;
            walk.files
        };
        let (texts, attachments): (Vec<FoundFile>, Vec<FoundFile>) =
            walk(CONTENT).into_iter().partition(|file| is_text(&file.path));
        // What editors and other programs hide beside the files of people may come and go unseen.
        let (defaults, attachments): (Vec<FoundFile>, Vec<FoundFile>) =
            attachments.into_iter().partition(|file| is_defaults(&file.path));
        let statics = walk("static");
        let data = walk("data");
        listing.problems.extend(hidden_static(statics.iter().map(|file| &file.path)));
        listing.problems.extend(without_content(disk));
        let files: Vec<FoundFile> =
            attachments.into_iter().chain(statics).filter(|file| !is_hidden(&file.path)).collect();
        listing.problems.extend(files.iter().filter_map(|file| misnamed(&file.path)));
        let (texts, others): (Vec<FoundFile>, Vec<FoundFile>) =
            texts.into_iter().partition(|file| is_content(&file.path, kinds));
        listing.problems.extend(files.iter().chain(&others).filter_map(|file| unread_file(&file.path)));
        listing.problems.extend(unread_folders(others.iter().map(|file| &file.path), kinds));
        Listing { texts, files, data, defaults, ..listing }
    }

    /// Whether a file was found that the disk calls `stored`, or one in a folder of that name.
    pub fn holds(&self, stored: &str) -> bool {
        let mut known = self.texts.iter().chain(&self.files).chain(&self.data).chain(&self.defaults);
        known.any(|file| is_at_or_under(&file.stored, stored))
    }
}

/// An error where there is no folder for entries: what was published of them would be removed.
fn without_content(disk: &dyn Disk) -> Option<Diagnostic> {
    let problem =
        Diagnostic::new(Code::UnreadableFile, "there is no folder `content/`").at(Span::file(&CONTENT.into()));
    let help = "make it; or check that all of the site is here, submodules too, and that `--root` names its folder";
    (!disk.exists(CONTENT)).then(|| problem.help(help))
}

fn is_at_or_under(path: &Arc<str>, folder: &str) -> bool {
    path.strip_prefix(folder).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Where a file stands in a sorted list, whatever its length and time.
pub fn place(files: &[FoundFile], found: &FoundFile) -> Option<usize> {
    files.binary_search_by(|file| (&file.path, &file.stored).cmp(&(&found.path, &found.stored))).ok()
}

/// Whether two lists have the same files, whatever their lengths and times.
pub fn are_same(before: &[FoundFile], now: &[FoundFile]) -> bool {
    before.len() == now.len() && before.iter().zip(now).all(|(a, b)| a.path == b.path && a.stored == b.stored)
}
