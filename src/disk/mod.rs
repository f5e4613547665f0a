//! The only place that touches files: reading the site, and writing the output folder.
//!
//! Everything else works on values. This room never looks into a file's text.

#![expect(clippy::disallowed_methods, reason = "this room is the one that touches files")]

mod foreign;
mod history;
mod memory;
mod paths;
mod publish;
mod real;
mod recorded;
mod shelf;
mod walk;

pub use foreign::{holds_no_source, is_no_ones};
pub use history::{Commits, NoHistory};
pub use memory::MemoryDisk;
pub use publish::{Publication, PublishError, PublishOptions, Published, Readers, Written};
pub use real::RealDisk;
pub use recorded::Recorded;
pub use shelf::Shelf;

use std::io;
use std::sync::Arc;

use jiff::Timestamp;

use crate::diagnostics::Diagnostic;

/// One file found by a walk. `path` is relative to the disk's root, in Unicode form NFC, with `/`
/// between folders; `stored` is the name as the disk spells it, to open it with.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct FoundFile {
    pub path: Arc<str>,
    pub stored: Arc<str>,
    /// Length in bytes.
    pub len: u64,
    /// Time of the last change in nanoseconds since 1970; 0 where the disk does not tell.
    pub modified: i128,
}

/// What a walk found, sorted by path, and what it could not follow.
#[derive(Clone, Debug, Default)]
pub struct Walk {
    pub files: Vec<FoundFile>,
    pub diagnostics: Vec<Diagnostic>,
    /// Links were met: a file may change where no path of the walk tells so.
    pub has_links: bool,
}

/// The bytes of an open file, from any place on.
pub trait Content: io::Read + io::Seek + Send {}

impl<T: io::Read + io::Seek + Send> Content for T {}

/// A tree of files under one root. Paths are relative to it and never lead out of it.
pub trait Disk: Send + Sync {
    /// All files under `folder` (`""` for the root), sorted by path; a folder that does not exist
    /// is an empty walk. Links out of the root, and circles of links, become diagnostics.
    fn walk(&self, folder: &str) -> Walk;

    /// What a walk would tell of one file; fails for folders and links. `stored` as for `read`.
    fn look(&self, stored: &str) -> io::Result<FoundFile>;

    /// A file's bytes. `stored` is a path as a walk gave it, or a fixed name such as `copsite.toml`.
    fn read(&self, stored: &str) -> io::Result<Vec<u8>>;

    /// A file to be read piece by piece, for those that may be large. `stored` as for `read`; a link
    /// out of the root is refused.
    fn open(&self, stored: &str) -> io::Result<Box<dyn Content>>;

    fn exists(&self, path: &str) -> bool;

    /// When the files under `folder` were last changed before `until` was over, as a repository tells that holds them.
    fn commits(&self, _folder: &str, _until: Timestamp) -> Result<Commits, NoHistory> {
        Err(NoHistory::Untold("these files are in no repository".to_owned()))
    }

    /// Writes a new file, with its folders; fails with `AlreadyExists` rather than replace one.
    fn create(&self, path: &str, bytes: &[u8]) -> io::Result<()>;

    /// Puts a file there in one step, with its folders, whatever stood there before. `path` as for `create`.
    fn put(&self, path: &str, bytes: &[u8]) -> io::Result<()>;

    /// Removes one file. `stored` as for `read`; a link out of the root is refused.
    fn remove(&self, stored: &str) -> io::Result<()>;

    /// Room for texts that memory should not be filled with; none where the disk has no such room.
    fn shelf(&self) -> Option<Arc<Shelf>> {
        None
    }

    /// Puts `bytes` into a file that holds `expected`, in one step: a reader meets the old file or the
    /// new one. Fails with `ResourceBusy` where it holds anything else by now. `stored` as for `read`;
    /// a link inside the root stays a link, and what it leads to is changed.
    fn replace(&self, stored: &str, expected: &[u8], bytes: &[u8]) -> io::Result<()>;
}

/// The error of a file that is not as it was read.
fn changed_since(stored: &str) -> io::Error {
    io::Error::new(io::ErrorKind::ResourceBusy, format!("`{stored}` has changed since it was read"))
}
