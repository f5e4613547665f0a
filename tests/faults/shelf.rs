//! Texts that a build does not hold in memory, and a disk that loses them.

use std::fs::File;
use std::io;
use std::path::Path;

use copsite::disk::{Content, Disk, FoundFile, PublishOptions, RealDisk, Shelf, Walk};
use copsite::site::{BuildError, Options, Phase, Progress, Silent, build};
use jiff::civil::date;

use crate::site::read_tree;

/// The example site's disk, and the file that it lends for texts.
struct Lender {
    disk: RealDisk,
    file: File,
}

impl Lender {
    fn new() -> Lender {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("example-site");
        Lender { disk: RealDisk::new(root), file: tempfile::tempfile().unwrap() }
    }

    fn lent(&self) -> u64 {
        self.file.metadata().unwrap().len()
    }

    /// Builds the site, and holds so many bytes of its texts in memory.
    fn build(&self, held: u64, output: &Path, progress: &dyn Progress) -> Result<(), BuildError> {
        let now = date(2026, 11, 23).at(12, 0, 0, 0).in_tz("UTC").unwrap().timestamp();
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("example-site");
        let options = Options { held, ..Options::at(now) };
        build(self, &root, output, &options, &PublishOptions::default(), progress).map(drop)
    }
}

impl Disk for Lender {
    fn shelf(&self) -> Option<Shelf> {
        Some(Shelf::of(self.file.try_clone().unwrap()))
    }

    fn walk(&self, folder: &str) -> Walk {
        self.disk.walk(folder)
    }

    fn look(&self, stored: &str) -> io::Result<FoundFile> {
        self.disk.look(stored)
    }

    fn read(&self, stored: &str) -> io::Result<Vec<u8>> {
        self.disk.read(stored)
    }

    fn open(&self, stored: &str) -> io::Result<Box<dyn Content>> {
        self.disk.open(stored)
    }

    fn exists(&self, path: &str) -> bool {
        self.disk.exists(path)
    }

    /// What a build keeps for the next one is not kept: the example site stays as it is.
    fn create(&self, _: &str, _: &[u8]) -> io::Result<()> {
        Err(io::ErrorKind::ReadOnlyFilesystem.into())
    }

    fn put(&self, _: &str, _: &[u8]) -> io::Result<()> {
        Err(io::ErrorKind::ReadOnlyFilesystem.into())
    }

    fn remove(&self, _: &str) -> io::Result<()> {
        Err(io::ErrorKind::ReadOnlyFilesystem.into())
    }

    fn replace(&self, _: &str, _: &[u8], _: &[u8]) -> io::Result<()> {
        Err(io::ErrorKind::ReadOnlyFilesystem.into())
    }
}

/// Empties the file when pages begin to be rendered.
struct Loses<'l>(&'l Lender);

impl Progress for Loses<'_> {
    fn phase(&self, phase: Phase, _: usize) {
        if phase == Phase::Render {
            self.0.file.set_len(0).unwrap();
        }
    }

    fn step(&self) {}
}

#[test]
fn a_site_whose_texts_lie_in_a_file_is_published_as_one_that_holds_them() {
    let folder = tempfile::tempdir().unwrap();
    let [held, lent] = ["held", "lent"].map(|name| folder.path().join(name));
    let lender = Lender::new();
    lender.build(u64::MAX, &held, &Silent).unwrap();
    assert_eq!(lender.lent(), 0);
    lender.build(0, &lent, &Silent).unwrap();
    assert!(lender.lent() > 100_000, "{}", lender.lent());
    let [held, lent] = [held, lent].map(|output| read_tree(&output));
    assert!(held.len() > 500, "{}", held.len());
    assert!(held == lent);
}

#[test]
fn texts_that_are_lost_while_a_site_is_built_are_an_error_and_nothing_is_published() {
    let folder = tempfile::tempdir().unwrap();
    let output = folder.path().join("public");
    let lender = Lender::new();
    let Err(BuildError::Machine(problems)) = lender.build(0, &output, &Loses(&lender)) else {
        panic!("it is published");
    };
    let told = problems.last().unwrap();
    assert!(told.message.starts_with("texts that did not fit into memory cannot be read back: "), "{}", told.message);
    assert!(!output.exists());
}
