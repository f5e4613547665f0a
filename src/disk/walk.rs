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
mod tests {
    use super::*;

    fn tree(files: &[&str]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for file in files {
            let path = folder.path().join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, file).unwrap();
        }
        folder
    }

    fn paths(walk: &Walk) -> Vec<&str> {
        walk.files.iter().map(|file| &*file.path).collect()
    }

    fn problems(walk: &Walk) -> Vec<(&str, &str)> {
        walk.diagnostics.iter().map(|found| (&*found.span.as_ref().unwrap().file, found.code.name())).collect()
    }

    #[test]
    fn files_come_sorted_with_hidden_ones_and_without_caches_and_what_editors_leave() {
        let folder = tree(&[
            "b.md",
            "a/z.md",
            "a/z.md~",
            "a.md",
            "old~/c.md",
            ".hidden/x",
            ".git/config",
            "x/node_modules/y.js",
            "target/CACHEDIR.TAG",
            "target/debug",
            "tags/target/index.md",
        ]);
        let walk = Walker::new(folder.path()).walk("");
        assert_eq!(paths(&walk), [".hidden/x", "a.md", "a/z.md", "b.md", "old~/c.md", "tags/target/index.md"]);
        assert_eq!(walk.diagnostics, []);
        assert_eq!(walk.files[2].len, 6);
        assert!(walk.files[2].modified > 0);
        assert_eq!(paths(&Walker::new(folder.path()).walk("a")), ["a/z.md"]);
    }

    #[test]
    fn a_folder_that_does_not_exist_is_an_empty_walk_and_a_file_is_a_problem() {
        let folder = tree(&["a.md"]);
        let missing = Walker::new(folder.path()).walk("content");
        assert_eq!((paths(&missing), problems(&missing)), (vec![], vec![]));
        let file = Walker::new(folder.path()).walk("a.md");
        assert_eq!((paths(&file), problems(&file)), (vec![], vec![("a.md", "unreadable-file")]));
        let outside = Walker::new(folder.path()).walk("../x");
        assert_eq!((paths(&outside), problems(&outside)), (vec![], vec![("../x", "unreadable-file")]));
    }

    #[test]
    fn names_become_nfc_and_both_spellings_of_one_name_are_kept() {
        let folder = tree(&["u\u{308}.md", "\u{fc}.md"]);
        let walk = Walker::new(folder.path()).walk("");
        let stored: Vec<&str> = walk.files.iter().map(|file| &*file.stored).collect();
        assert_eq!(paths(&walk), ["\u{fc}.md", "\u{fc}.md"]);
        assert_eq!(stored, ["u\u{308}.md", "\u{fc}.md"]);
    }

    #[cfg(unix)]
    mod links {
        use super::*;
        use std::os::unix::ffi::OsStrExt;
        use std::os::unix::fs::symlink;

        #[test]
        fn links_inside_the_site_are_followed_and_others_are_problems() {
            let outside = tree(&["secret.md"]);
            let folder = tree(&["content/a.md", "shared/b.md"]);
            let content = folder.path().join("content");
            symlink("../shared", content.join("folder")).unwrap();
            symlink("../shared/b.md", content.join("file.md")).unwrap();
            symlink(outside.path(), content.join("out")).unwrap();
            symlink(outside.path().join("secret.md"), content.join("out.md")).unwrap();
            symlink("nowhere", content.join("dangling.md")).unwrap();
            symlink("person@machine.1:2", content.join(".#a.md")).unwrap();
            let walk = Walker::new(folder.path()).walk("content");
            assert!(walk.has_links && !Walker::new(folder.path()).walk("shared").has_links);
            assert_eq!(paths(&walk), ["content/a.md", "content/file.md", "content/folder/b.md"]);
            let expected = [
                ("content/dangling.md", "unreadable-file"),
                ("content/out", "outside-root"),
                ("content/out.md", "outside-root"),
            ];
            assert_eq!(problems(&walk), expected);
        }

        #[test]
        fn circles_of_links_end() {
            let folder = tree(&["a/x.md", "b/y.md"]);
            symlink("self", folder.path().join("self")).unwrap();
            symlink(".", folder.path().join("here")).unwrap();
            symlink("../b", folder.path().join("a/to-b")).unwrap();
            symlink("../a", folder.path().join("b/to-a")).unwrap();
            let walk = Walker::new(folder.path()).walk("");
            assert_eq!(paths(&walk), ["a/to-b/y.md", "a/x.md", "b/to-a/x.md", "b/y.md"]);
            let expected = [
                ("a/to-b/to-a", "outside-root"),
                ("b/to-a/to-b", "outside-root"),
                ("here", "outside-root"),
                ("self", "outside-root"),
            ];
            assert_eq!(problems(&walk), expected);
        }

        #[test]
        fn folders_of_links_to_folders_of_links_do_not_multiply_without_end() {
            let folder = tree(&["30/x.md"]);
            for step in 0..30 {
                let place = folder.path().join(step.to_string());
                fs::create_dir(&place).unwrap();
                symlink(format!("../{}", step + 1), place.join("left")).unwrap();
                symlink(format!("../{}", step + 1), place.join("right")).unwrap();
            }
            let walk = Walker::new(folder.path()).walk("0");
            assert!(walk.diagnostics.iter().all(|found| found.code == Code::OutsideRoot));
            assert!(!walk.diagnostics.is_empty());
        }

        #[test]
        fn a_link_to_a_start_outside_is_a_problem() {
            let outside = tree(&["secret.md"]);
            let folder = tree(&["a.md"]);
            symlink(outside.path(), folder.path().join("content")).unwrap();
            let walk = Walker::new(folder.path()).walk("content");
            assert_eq!((paths(&walk), problems(&walk)), (vec![], vec![("content", "outside-root")]));
        }

        #[test]
        fn names_that_are_not_utf_8_and_pipes_are_problems() {
            let folder = tree(&["a.md"]);
            fs::write(folder.path().join(std::ffi::OsStr::from_bytes(b"b\xff.md")), "").unwrap();
            let _socket = std::os::unix::net::UnixListener::bind(folder.path().join("c")).unwrap();
            let walk = Walker::new(folder.path()).walk("");
            assert_eq!(paths(&walk), ["a.md"]);
            assert_eq!(problems(&walk), [("b\u{fffd}.md", "unreadable-file"), ("c", "unreadable-file")]);
        }
    }
}
