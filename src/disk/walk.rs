//! Finding all files under a folder of the machine.
//!
//! Folders are kept on a stack of our own, and links are followed by their resolved target, so that
//! neither a deep tree nor a circle of links can hang the walk or end it early. Never opens a file.

use std::fs::{self, DirEntry, FileType, Metadata};
use std::io;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::Arc;
use std::time::UNIX_EPOCH;

use super::foreign::is_no_ones;
use super::paths::{BUILD_FOLDER, CACHE_MARK, checked, is_never_walked, join, to_nfc};
use super::{FoundFile, Walk};
use crate::diagnostics::{Code, Diagnostic, Span};

/// Links to folders that one walk follows. Links that lead to folders of links multiply with
/// every step without ever closing a circle; no site of people needs so many.
const MAX_LINKED_FOLDERS: usize = 1_000;

/// A folder still to be listed.
struct Folder {
    /// As the files in it are named.
    stored: String,
    /// As it really is, all links resolved.
    real: PathBuf,
    /// Where the links lie that led here.
    entered_from: Rc<Entered>,
}

/// The real folders from which links were followed, the last one first.
enum Entered {
    Start,
    Link { from: PathBuf, before: Rc<Entered> },
}

impl Entered {
    fn any(&self, test: impl Fn(&Path) -> bool) -> bool {
        let mut at = self;
        while let Entered::Link { from, before } = at {
            if test(from) {
                return true;
            }
            at = before;
        }
        false
    }
}

pub struct Walker<'a> {
    root: &'a Path,
    real_root: PathBuf,
    pending: Vec<Folder>,
    linked_folders: usize,
    found: Walk,
}

impl<'a> Walker<'a> {
    pub fn new(root: &'a Path) -> Walker<'a> {
        Walker { root, real_root: PathBuf::new(), pending: Vec::new(), linked_folders: 0, found: Walk::default() }
    }

    pub fn walk(mut self, folder: &str) -> Walk {
        if let Err(error) = self.start(folder) {
            self.report(Code::UnreadableFile, folder, format!("the folder cannot be read: {error}"));
        }
        while let Some(folder) = self.pending.pop() {
            if let Err(error) = self.list(&folder) {
                self.report(Code::UnreadableFile, &folder.stored, format!("the folder cannot be read: {error}"));
            }
        }
        self.found.files.sort();
        self.found.diagnostics.sort_by(|a, b| (&a.span, &a.message).cmp(&(&b.span, &b.message)));
        self.found
    }

    /// A folder that does not exist is an empty walk.
    fn start(&mut self, folder: &str) -> io::Result<()> {
        if !folder.is_empty() {
            checked(folder)?;
        }
        let start = self.root.join(folder);
        if fs::symlink_metadata(&start).is_err_and(|error| error.kind() == io::ErrorKind::NotFound) {
            return Ok(());
        }
        self.real_root = fs::canonicalize(self.root)?;
        let real = fs::canonicalize(&start)?;
        self.found.has_links = fs::symlink_metadata(start)?.is_symlink();
        if real.starts_with(&self.real_root) {
            self.pending.push(Folder { stored: folder.to_string(), real, entered_from: Rc::new(Entered::Start) });
        } else {
            self.report_outside(folder);
        }
        Ok(())
    }

    fn list(&mut self, folder: &Folder) -> io::Result<()> {
        for entry in fs::read_dir(&folder.real)? {
            let entry = entry?;
            let name = entry.file_name();
            let stored = join(&folder.stored, &name.to_string_lossy());
            if name.to_str().is_none() {
                self.report(Code::UnreadableFile, &stored, "the name is not UTF-8".to_string());
            } else if let Err(error) = self.visit(folder, &entry, &stored) {
                self.report(Code::UnreadableFile, &stored, format!("the file cannot be read: {error}"));
            }
        }
        Ok(())
    }

    fn visit(&mut self, folder: &Folder, entry: &DirEntry, stored: &str) -> io::Result<()> {
        let kind = entry.file_type()?;
        if !kind.is_dir() && is_no_ones(&entry.file_name().to_string_lossy()) {
            return Ok(());
        }
        if kind.is_symlink() {
            self.found.has_links = true;
            return self.follow(folder, entry, stored);
        }
        if kind.is_dir() {
            self.push(stored, entry.path(), folder.entered_from.clone());
        } else if self.is_plain_file(kind, stored) {
            self.found.files.push(found_file(stored, &entry.metadata()?));
        }
        Ok(())
    }

    fn follow(&mut self, folder: &Folder, entry: &DirEntry, stored: &str) -> io::Result<()> {
        let target = match fs::canonicalize(entry.path()) {
            Ok(target) => target,
            Err(error) if is_missing(&error) => return Err(error),
            Err(_) => {
                self.report_circle(stored);
                return Ok(());
            }
        };
        if !target.starts_with(&self.real_root) {
            self.report_outside(stored);
            return Ok(());
        }
        let metadata = fs::metadata(&target)?;
        if metadata.is_dir() {
            self.follow_to_folder(folder, stored, target);
        } else if self.is_plain_file(metadata.file_type(), stored) {
            self.found.files.push(found_file(stored, &metadata));
        }
        Ok(())
    }

    /// A link to a folder that it lies in, or that was left by a link on the way here, is a circle.
    fn follow_to_folder(&mut self, folder: &Folder, stored: &str, target: PathBuf) {
        let holds = |place: &Path| place.starts_with(&target);
        if holds(&folder.real) || folder.entered_from.any(holds) {
            return self.report_circle(stored);
        }
        self.linked_folders += 1;
        if self.linked_folders > MAX_LINKED_FOLDERS {
            let message = format!("the link is not followed: {MAX_LINKED_FOLDERS} links to folders were before it");
            return self.report(Code::OutsideRoot, stored, message);
        }
        let entered_from = Entered::Link { from: folder.real.clone(), before: folder.entered_from.clone() };
        self.push(stored, target, Rc::new(entered_from));
    }

    fn push(&mut self, stored: &str, real: PathBuf, entered_from: Rc<Entered>) {
        let name = stored.rsplit('/').next().unwrap_or(stored);
        let is_cache = name == BUILD_FOLDER && real.join(CACHE_MARK).exists();
        if !is_never_walked(stored) && !is_cache {
            self.pending.push(Folder { stored: stored.to_string(), real, entered_from });
        }
    }

    /// Reading a pipe or a device could wait for ever.
    fn is_plain_file(&mut self, kind: FileType, stored: &str) -> bool {
        if !kind.is_file() {
            self.report(Code::UnreadableFile, stored, "this is neither a file nor a folder".to_string());
        }
        kind.is_file()
    }

    fn report_outside(&mut self, stored: &str) {
        self.report(Code::OutsideRoot, stored, "the link leads out of the site".to_string());
    }

    fn report_circle(&mut self, stored: &str) {
        self.report(Code::OutsideRoot, stored, "the link leads round in a circle".to_string());
    }

    fn report(&mut self, code: Code, stored: &str, message: String) {
        let help = match code {
            Code::OutsideRoot => "put the files themselves there, or remove the link",
            _ => "rename it, change who may read it, or take it out of the site",
        };
        let span = Span::file(&to_nfc(stored));
        self.found.diagnostics.push(Diagnostic::new(code, message).at(span).help(help));
    }
}

fn is_missing(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::PermissionDenied | io::ErrorKind::NotADirectory)
}

pub fn found_file(stored: &str, metadata: &Metadata) -> FoundFile {
    let path = to_nfc(stored);
    let stored: Arc<str> = if *path == *stored { path.clone() } else { stored.into() };
    FoundFile { path, stored, len: metadata.len(), modified: modified(metadata) }
}

fn modified(metadata: &Metadata) -> i128 {
    let Ok(time) = metadata.modified() else { return 0 };
    match time.duration_since(UNIX_EPOCH) {
        Ok(after) => after.as_nanos() as i128,
        Err(before) => -(before.duration().as_nanos() as i128),
    }
}

#[cfg(test)]
mod tests;
