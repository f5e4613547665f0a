//! Changes on disk → one call when they have come to rest.
//!
//! Watches folders, never single files, since editors put a new file in an old one's place. Never
//! reads a file, and never looks into what was built or what belongs to other programs.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use crate::disk::holds_no_source;

/// An editor writes a file in several steps; this long after the last one it is done.
const REST: Duration = Duration::from_millis(20);

/// While files go on changing, the site is read again at least this often.
const LONGEST: Duration = Duration::from_millis(500);

/// The watches on a site. Changes are remembered from the moment it is made.
pub struct Watch {
    folders: Folders,
    events: Receiver<notify::Result<Event>>,
}

impl Watch {
    /// Watches the site at `root`. Fails where the machine has no watches left, for example.
    pub fn new(root: &Path) -> notify::Result<Watch> {
        let root = fs::canonicalize(root).map_err(notify::Error::io)?;
        let (sender, events) = channel();
        let watcher = notify::recommended_watcher(sender)?;
        let mut folders = Folders { root, watcher, watched: BTreeSet::new() };
        folders.start()?;
        Ok(Watch { folders, events })
    }

    /// Calls `changed` after changes, for as long as they can be seen; returns why no longer.
    pub fn run(mut self, changed: &dyn Fn()) -> notify::Error {
        loop {
            match self.wait() {
                Ok(true) => changed(),
                Ok(false) => {}
                Err(error) => return error,
            }
        }
    }

    /// Waits for the next events, and says whether they may change the site.
    fn wait(&mut self) -> notify::Result<bool> {
        let mut is_change = false;
        for event in batch(&self.events)? {
            is_change |= self.folders.follow(&event?)?;
        }
        Ok(is_change)
    }
}

/// Waits for an event, and then until there are no more for a while.
fn batch(events: &Receiver<notify::Result<Event>>) -> notify::Result<Vec<notify::Result<Event>>> {
    let first = events.recv().map_err(|_| notify::Error::generic("the watcher has stopped"))?;
    let end = Instant::now() + LONGEST;
    let mut batch = vec![first];
    while let Ok(event) = events.recv_timeout(REST.min(end.saturating_duration_since(Instant::now()))) {
        batch.push(event);
    }
    Ok(batch)
}

/// The root itself is watched alone, and each folder in it that can hold something of the site
/// with all that is below: a build's output or a cache would cost a watch for each of its folders.
struct Folders {
    root: PathBuf,
    watcher: RecommendedWatcher,
    watched: BTreeSet<PathBuf>,
}

impl Folders {
    fn start(&mut self) -> notify::Result<()> {
        self.watcher.watch(&self.root, RecursiveMode::NonRecursive)?;
        for entry in fs::read_dir(&self.root).map_err(notify::Error::io)? {
            self.add(&entry.map_err(notify::Error::io)?.path())?;
        }
        Ok(())
    }

    /// Watches a folder in the root, anew where it was watched before: a folder that was removed
    /// and made again is another one.
    fn add(&mut self, path: &Path) -> notify::Result<()> {
        if self.watched.remove(path) {
            // It may be gone, and its watch with it.
            let _ = self.watcher.unwatch(path);
        }
        if path.is_dir() && !holds_no_source(path) {
            self.watcher.watch(path, RecursiveMode::Recursive)?;
            self.watched.insert(path.to_path_buf());
        }
        Ok(())
    }

    /// Whether the event may change the site. Lost events may.
    fn follow(&mut self, event: &Event) -> notify::Result<bool> {
        if event.need_rescan() {
            return Ok(true);
        }
        if matches!(event.kind, EventKind::Access(_)) {
            return Ok(false);
        }
        let is_new_name = !matches!(event.kind, EventKind::Modify(notify::event::ModifyKind::Data(_)));
        let mut is_change = false;
        for path in &event.paths {
            if is_new_name && path.parent() == Some(&self.root) {
                self.add(path)?;
            }
            is_change |= self.is_source(path);
        }
        Ok(is_change)
    }

    fn is_source(&self, path: &Path) -> bool {
        let Ok(inside) = path.strip_prefix(&self.root) else { return false };
        let is_elsewhere = inside.components().next().is_some_and(|first| holds_no_source(&self.root.join(first)));
        !is_elsewhere && !path.file_name().is_some_and(|name| is_editors_own(&name.to_string_lossy()))
    }
}

/// Files that editors make for themselves beside the one they save.
fn is_editors_own(name: &str) -> bool {
    name.ends_with('~') || name.ends_with(".swp") || name.ends_with(".swx") || name.starts_with(".#") || name == "4913"
}
