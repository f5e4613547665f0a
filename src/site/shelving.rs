//! Keeps the texts of a site in memory, or in a file where they are more than memory should hold.

use std::sync::Arc;

use crate::content::Doc;
use crate::diagnostics::{Code, Diagnostic};
use crate::disk::{Disk, FoundFile, Shelf};

/// By default memory holds all.
#[derive(Default)]
pub struct Shelving {
    /// Bytes of files, where there is a limit.
    most: Option<u64>,
    shelf: Option<Arc<Shelf>>,
}

impl Shelving {
    pub fn above(most: Option<u64>) -> Shelving {
        Shelving { most, shelf: None }
    }

    /// Takes a shelf once the files are more than memory is to hold.
    pub fn make_room(&mut self, disk: &dyn Disk, files: &[FoundFile]) {
        let bytes: u64 = files.iter().map(|file| file.len).sum();
        if self.shelf.is_none() && self.most.is_some_and(|most| bytes > most) {
            self.shelf = disk.shelf();
        }
    }

    /// The entry, with its texts where they belong.
    pub fn keep(&self, mut doc: Doc) -> Arc<Doc> {
        if let Some(shelf) = &self.shelf {
            doc.put_on(shelf);
        }
        Arc::new(doc)
    }

    /// What happened to texts on the shelf, if any could not be had.
    pub fn lost(&self) -> Option<Diagnostic> {
        let error = self.shelf.as_ref()?.lost()?;
        let message = format!("texts that memory was not to hold cannot be read back: {error}");
        let help =
            "check the disk that holds temporary files, or name a folder on another one as `TMPDIR` (on Windows `TMP`)";
        Some(Diagnostic::new(Code::UnreadableFile, message).help(help))
    }
}
