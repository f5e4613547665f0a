//! Changes on disk → what changed, once it has come to rest.
//!
//! Watches folders, never single files, since editors put a new file in an old one's place. Never
//! reads a file, and never looks into what was built or what belongs to other programs.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

use notify::event::{CreateKind, ModifyKind, RemoveKind};
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use crate::content::is_hidden;
use crate::disk::{holds_no_source, is_no_ones};
use crate::site::Change;

/// An editor writes a file in several steps; this long after the last one it is done.
const REST: Duration = Duration::from_millis(6);

/// While files go on changing, the site is read again at least this often.
const LONGEST: Duration = Duration::from_millis(250);

/// How often the site is looked at where nothing tells of changes.
const POLL: Duration = Duration::from_millis(500);

/// How often it is looked at what has become due, while no file changes.
const DUE: Duration = Duration::from_secs(30);

/// The file that Vim makes and removes to see whether it may write into a folder.
const VIM_PROBE: &str = "4913";

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

    /// Calls `changed` with what changed, for as long as that can be seen; returns why no longer.
    /// Without a change it is called with nothing from time to time: entries become due.
    pub fn run(mut self, changed: &dyn Fn(&[Change])) -> notify::Error {
        loop {
            match self.wait() {
                Ok(changes) => changed(&changes),
                Err(error) => return error,
            }
        }
    }

    /// Waits for the next changes, each of which is told once.
    fn wait(&mut self) -> notify::Result<Vec<Change>> {
        let mut changes = BTreeSet::new();
        let due = Instant::now() + DUE;
        while changes.is_empty() {
            let events = batch(&self.events, due)?;
            if events.is_empty() {
                break;
            }
            for event in events {
                self.folders.follow(&event?, &mut changes)?;
            }
        }
        Ok(changes.into_iter().collect())
    }
}

/// Calls `changed` again and again, for where changes cannot be seen: on disks of other machines, or
/// where there are more folders than the machine can watch.
pub fn poll(changed: &dyn Fn(&[Change])) -> ! {
    loop {
        thread::sleep(POLL);
        changed(&[Change::Rescan]);
    }
}

/// Waits for an event, and then until there are no more for a while. Nothing comes where none came
/// until `due`.
fn batch(events: &Receiver<notify::Result<Event>>, due: Instant) -> notify::Result<Vec<notify::Result<Event>>> {
    let first = match events.recv_timeout(due.saturating_duration_since(Instant::now())) {
        Ok(first) => first,
        Err(RecvTimeoutError::Timeout) => return Ok(Vec::new()),
        Err(RecvTimeoutError::Disconnected) => return Err(notify::Error::generic("the watcher has stopped")),
    };
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

    /// Adds what an event tells of the site to `changes`. Lost events may tell anything.
    fn follow(&mut self, event: &Event, changes: &mut BTreeSet<Change>) -> notify::Result<()> {
        if event.need_rescan() {
            changes.insert(Change::Rescan);
            return Ok(());
        }
        if matches!(event.kind, EventKind::Access(_)) {
            return Ok(());
        }
        let is_new_name = !matches!(event.kind, EventKind::Modify(ModifyKind::Data(_) | ModifyKind::Metadata(_)));
        for path in &event.paths {
            if is_new_name && *path == self.root {
                return Err(notify::Error::generic("the site's folder was moved or removed"));
            }
            if is_new_name && path.parent() == Some(&self.root) {
                self.add(path)?;
            }
            changes.extend(self.change(event.kind, path));
        }
        Ok(())
    }

    /// What a change at `path` is to the site; nothing for what is none of it.
    fn change(&self, kind: EventKind, path: &Path) -> Option<Change> {
        let inside = path.strip_prefix(&self.root).ok()?;
        let is_elsewhere = inside.components().next().is_some_and(|first| holds_no_source(&self.root.join(first)));
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if is_elsewhere || is_hidden(&inside.to_string_lossy()) || is_no_ones(&name) || name == VIM_PROBE {
            return None;
        }
        let is_folder = matches!(kind, EventKind::Create(CreateKind::Folder) | EventKind::Remove(RemoveKind::Folder))
            || path.is_dir();
        match inside.to_str() {
            // What a new folder holds may have come before its watch.
            Some(inside) if !is_folder => Some(Change::at(&inside.replace(std::path::MAIN_SEPARATOR, "/"))),
            _ => Some(Change::Rescan),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_source_is_not_told() {
        let root = tempfile::tempdir().unwrap();
        let root = fs::canonicalize(root.path()).unwrap();
        fs::create_dir_all(root.join("content/stories")).unwrap();
        let watcher = notify::recommended_watcher(|_| {}).unwrap();
        let folders = Folders { root: root.clone(), watcher, watched: BTreeSet::new() };
        let change = |path: &str| folders.change(EventKind::Any, &root.join(path));
        assert_eq!(change("content/a.md"), Some(Change::Entry("content/a.md".into())));
        assert_eq!(change("content/stories"), Some(Change::Rescan));
        assert_eq!(change("copsite.toml"), Some(Change::Config));
        assert_eq!(change("static/.well-known/a"), Some(Change::Asset("static/.well-known/a".into())));
        for path in [
            "content/a.md~",
            "content/.a.md.swp",
            "content/.#a.md",
            "content/4913",
            "content/.a/b.md",
            "content/.a.md.12",
            ".git/HEAD",
        ] {
            assert_eq!(change(path), None, "{path}");
        }
    }
}
