//! A disk that keeps a fingerprint of everything it was asked and answered: two runs with one fingerprint have seen the
//! same files.

use std::collections::BTreeSet;
use std::hash::{BuildHasher, BuildHasherDefault, Hash};
use std::io;
use std::sync::{Arc, Mutex, PoisonError};

use jiff::Timestamp;
use twox_hash::XxHash3_64;

use super::{Commits, Content, Disk, FoundFile, NoHistory, Shelf, Walk};

pub struct Recorded<'d> {
    disk: &'d dyn Disk,
    /// In an order that threads have no part in. A question that got two answers, because somebody edits the file, stands
    /// here with both, as it would not where nobody does.
    answers: Mutex<BTreeSet<(Question, String, u64)>>,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Question {
    Walk,
    Look,
    Read,
    Exists,
    Commits,
}

impl<'d> Recorded<'d> {
    pub fn new(disk: &'d dyn Disk) -> Recorded<'d> {
        Recorded { disk, answers: Mutex::default() }
    }

    /// XXH3 of all that was asked so far and of the answers, 64 bits. Times of files are left out: they differ from
    /// machine to machine. So is what is in files that were opened to be read piece by piece.
    pub fn print(&self) -> u64 {
        print(&*self.answers.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn note(&self, question: Question, path: &str, answer: impl Hash) {
        let noted = (question, path.to_owned(), print(&answer));
        self.answers.lock().unwrap_or_else(PoisonError::into_inner).insert(noted);
    }
}

fn print(value: &impl Hash) -> u64 {
    BuildHasherDefault::<XxHash3_64>::default().hash_one(value)
}

/// An error by its kind: its text is for people.
fn outcome<T, H: Hash>(result: &io::Result<T>, of: impl FnOnce(&T) -> H) -> Result<H, String> {
    result.as_ref().map(of).map_err(|error| format!("{:?}", error.kind()))
}

impl Disk for Recorded<'_> {
    fn walk(&self, folder: &str) -> Walk {
        let walk = self.disk.walk(folder);
        let files: Vec<(&str, u64)> = walk.files.iter().map(|file| (&*file.path, file.len)).collect();
        self.note(Question::Walk, folder, files);
        walk
    }

    fn look(&self, stored: &str) -> io::Result<FoundFile> {
        let found = self.disk.look(stored);
        self.note(Question::Look, stored, outcome(&found, |file| file.len));
        found
    }

    fn read(&self, stored: &str) -> io::Result<Vec<u8>> {
        let bytes = self.disk.read(stored);
        self.note(Question::Read, stored, outcome(&bytes, |bytes| XxHash3_64::oneshot(bytes)));
        bytes
    }

    fn open(&self, stored: &str) -> io::Result<Box<dyn Content>> {
        self.disk.open(stored)
    }

    fn exists(&self, path: &str) -> bool {
        let exists = self.disk.exists(path);
        self.note(Question::Exists, path, exists);
        exists
    }

    fn commits(&self, folder: &str, until: Timestamp) -> Result<Commits, NoHistory> {
        let commits = self.disk.commits(folder, until);
        self.note(Question::Commits, folder, &commits);
        commits
    }

    fn create(&self, path: &str, bytes: &[u8]) -> io::Result<()> {
        self.disk.create(path, bytes)
    }

    fn put(&self, path: &str, bytes: &[u8]) -> io::Result<()> {
        self.disk.put(path, bytes)
    }

    fn remove(&self, stored: &str) -> io::Result<()> {
        self.disk.remove(stored)
    }

    fn shelf(&self) -> Option<Arc<Shelf>> {
        self.disk.shelf()
    }

    fn replace(&self, stored: &str, expected: &[u8], bytes: &[u8]) -> io::Result<()> {
        self.disk.replace(stored, expected, bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::disk::MemoryDisk;

    fn site(config: &str) -> MemoryDisk {
        MemoryDisk::new([("copsite.toml".to_owned(), config.to_owned()), ("content/a.md".to_owned(), "A".to_owned())])
    }

    fn print_of(disk: &dyn Disk, ask: impl Fn(&Recorded)) -> u64 {
        let recorded = Recorded::new(disk);
        ask(&recorded);
        recorded.print()
    }

    #[test]
    fn the_same_answers_in_any_order_and_number_have_one_print() {
        let (read, walk) =
            (|disk: &Recorded| drop(disk.read("copsite.toml")), |disk: &Recorded| drop(disk.walk("content")));
        let once = print_of(&site("x"), |disk| [read(disk), walk(disk)].into_iter().collect());
        let again = print_of(&site("x"), |disk| [walk(disk), read(disk), read(disk)].into_iter().collect());
        assert_eq!(once, again);
        assert_ne!(once, print_of(&site("y"), |disk| [read(disk), walk(disk)].into_iter().collect()));
        assert_ne!(once, print_of(&site("x"), read));
    }

    #[test]
    fn a_file_that_is_there_and_one_that_is_not_are_told_apart() {
        let ask = |path: &'static str| {
            print_of(&site("x"), move |disk| {
                disk.exists(path);
            })
        };
        assert_ne!(ask("copsite.toml"), ask("gone.toml"));
    }

    #[test]
    fn an_answer_that_changes_on_the_way_leaves_a_print_that_neither_answer_has() {
        let ask = |disk: &Recorded| drop(disk.read("copsite.toml"));
        let edited = print_of(&site("x"), |disk| {
            ask(disk);
            disk.replace("copsite.toml", b"x", b"y").unwrap();
            ask(disk);
        });
        assert!(edited != print_of(&site("x"), ask) && edited != print_of(&site("y"), ask));
    }
}
