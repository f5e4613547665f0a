//! Texts that a build does not hold in memory, and a disk that loses them.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use copsite::diagnostics::Code;
use copsite::disk::{Content, Disk, FoundFile, PublishOptions, RealDisk, Shelf, Walk};
use copsite::site::{Build, BuildError, Options, Phase, Progress, Silent, build};
use jiff::Timestamp;
use jiff::civil::date;

use crate::site::{read_tree, write};

/// A site's disk, and the file that it lends for texts.
struct Lender {
    root: PathBuf,
    disk: RealDisk,
    file: File,
    shelf: Arc<Shelf>,
}

impl Lender {
    fn new(root: &Path, file: File) -> Lender {
        let shelf = Shelf::of(file.try_clone().unwrap()).into();
        Lender { root: root.to_owned(), disk: RealDisk::new(root), file, shelf }
    }

    /// Of the example site.
    fn example(file: File) -> Lender {
        Lender::new(&Path::new(env!("CARGO_MANIFEST_DIR")).join("example-site"), file)
    }

    fn lent(&self) -> u64 {
        self.file.metadata().unwrap().len()
    }

    /// Builds the site, with its texts in memory where its files have no more bytes than that.
    fn build(&self, in_memory: u64, output: &Path, progress: &dyn Progress) -> Result<Build, BuildError> {
        let options = Options { in_memory, ..Options::at(now()) };
        build(self, &self.root, output, &options, &PublishOptions::default(), progress)
    }
}

fn now() -> Timestamp {
    date(2026, 11, 23).at(12, 0, 0, 0).in_tz("UTC").unwrap().timestamp()
}

impl Disk for Lender {
    fn shelf(&self) -> Option<Arc<Shelf>> {
        Some(self.shelf.clone())
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
    let [held, lent, kept] = ["held", "lent", "kept"].map(|name| folder.path().join(name));
    let lender = Lender::example(tempfile::tempfile().unwrap());
    lender.build(u64::MAX, &held, &Silent).unwrap();
    assert_eq!(lender.lent(), 0);
    lender.build(0, &lent, &Silent).unwrap();
    assert!(lender.lent() > 100_000, "{}", lender.lent());
    let cannot_be_written = File::open(concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml")).unwrap();
    Lender::example(cannot_be_written).build(0, &kept, &Silent).unwrap();
    let [held, lent, kept] = [held, lent, kept].map(|output| read_tree(&output));
    assert!(held.len() > 500, "{}", held.len());
    assert!(held == lent && held == kept);
}

#[test]
fn texts_that_are_lost_while_a_site_is_built_are_an_error_and_nothing_is_published() {
    let folder = tempfile::tempdir().unwrap();
    let output = folder.path().join("public");
    let lender = Lender::example(tempfile::tempfile().unwrap());
    let Err(BuildError::Machine(problems)) = lender.build(0, &output, &Loses(&lender)) else {
        panic!("it is published");
    };
    let told = problems.last().unwrap();
    assert!(told.message.starts_with("texts that memory was not to hold cannot be read back: "), "{}", told.message);
    assert!(!output.exists());
}

#[test]
fn a_shelf_of_a_site_is_not_in_the_folder_of_the_site() {
    let folder = tempfile::tempdir().unwrap();
    let shelf = RealDisk::new(folder.path()).shelf().unwrap();
    let at = shelf.put("a text").unwrap();
    assert_eq!(shelf.get(at, 6), "a text");
    assert_eq!(folder.path().read_dir().unwrap().count(), 0);
}

#[test]
fn a_text_of_many_links_and_blocks_is_not_read_for_each_of_them() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("site");
    let files = [
        ("copsite.toml", "title = \"Many\"\n".to_owned()),
        ("content/tools/hidden.md", "---\ntitle: Hidden\ndraft: true\n---\n".to_owned()),
        ("content/methods/links.md", format!("# Links\n\n{}", "[w](../tools/hidden.md)\n\n".repeat(2_000))),
        ("content/methods/code.md", format!("# Code\n\n{}", "```zzz\n```\n\n".repeat(2_000))),
    ];
    for (path, text) in files {
        write(&root.join(path), text.as_bytes());
    }
    let lender = Lender::new(&root, tempfile::tempfile().unwrap());
    let built = lender.build(0, &folder.path().join("public"), &Silent).unwrap();
    assert_eq!(built.diagnostics.iter().map(|problem| problem.code).collect::<Vec<_>>(), [Code::UnknownLanguage]);
    let (read, lent) = (lender.shelf.read_so_far(), lender.lent());
    assert!((lent..10 * lent).contains(&read), "{read} bytes of {lent}");
}
