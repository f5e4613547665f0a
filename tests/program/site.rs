//! A site in a temporary folder, and the binary run on it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use assert_cmd::Command;
use tempfile::TempDir;

/// The day on which every test builds, so that nothing depends on the clock.
const TODAY: &str = "2026-11-23";

/// A guard against a hang, not a measure: far above what any test needs on a busy machine.
const PATIENCE: Duration = Duration::from_secs(120);

/// Files by path, `/` between folders.
pub type Tree = BTreeMap<String, Vec<u8>>;

/// The folder of the crate.
pub fn crate_folder() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A site to build, and room beside it for outputs.
pub struct Site {
    folder: TempDir,
}

/// What a run of the binary came to.
#[derive(Debug)]
pub struct Run {
    pub code: i32,
    pub stdout: String,
    pub stderr: String,
}

impl Site {
    /// A site of nothing but a title.
    pub fn empty() -> Site {
        Site::of([("copsite.toml", "title = \"A site\"\n")])
    }

    pub fn of<P: AsRef<Path>, B: AsRef<[u8]>>(files: impl IntoIterator<Item = (P, B)>) -> Site {
        let site = Site { folder: tempfile::tempdir().unwrap() };
        fs::create_dir(site.root()).unwrap();
        for (path, bytes) in files {
            site.put(path, bytes);
        }
        // Version control keeps no empty folder, and a site has this one also where nobody has written anything yet.
        if site.root().join("copsite.toml").exists() {
            fs::create_dir_all(site.root().join("content")).unwrap();
        }
        site
    }

    pub fn copy_of(folder: &Path) -> Site {
        Site::of(read_tree(folder))
    }

    /// The files that people write: all but what the program keeps to be faster next time.
    pub fn sources(&self) -> Tree {
        read_tree(&self.root()).into_iter().filter(|(path, _)| !path.starts_with(".copsite-cache/")).collect()
    }

    pub fn root(&self) -> PathBuf {
        self.folder.path().join("site")
    }

    /// A place beside the site.
    pub fn beside(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn output(&self) -> PathBuf {
        self.beside("public")
    }

    pub fn put(&self, path: impl AsRef<Path>, bytes: impl AsRef<[u8]>) {
        write(&self.root().join(path), bytes.as_ref());
    }

    pub fn remove(&self, path: &str) {
        fs::remove_file(self.root().join(path)).unwrap();
    }

    /// The binary, to be run on this site on the day of all tests.
    pub fn command(&self, arguments: &[&str]) -> Command {
        self.command_on(TODAY, arguments)
    }

    /// The binary, to be run on this site on another day.
    pub fn command_on(&self, day: &str, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_copsite"));
        command.current_dir(self.folder.path()).timeout(PATIENCE);
        command.env_remove("RUST_BACKTRACE").env("NO_COLOR", "1");
        command.args(arguments).args(["--root", "site", "--as-of", day]);
        command
    }

    pub fn run(&self, arguments: &[&str]) -> Run {
        run(&mut self.command(arguments))
    }

    pub fn build(&self) -> Run {
        self.build_with(&[])
    }

    pub fn build_with(&self, arguments: &[&str]) -> Run {
        self.run(&[&["build", "--output", "public"], arguments].concat())
    }

    /// Builds, and returns what is in the output folder; the build must work.
    pub fn built(&self) -> Tree {
        let run = self.build();
        assert_eq!(run.code, 0, "{}", run.stderr);
        self.published()
    }

    /// The files of the output folder; none where it does not exist.
    pub fn published(&self) -> Tree {
        if self.output().exists() { read_tree(&self.output()) } else { Tree::new() }
    }

    /// Removes the output folder: the next build makes all of it.
    pub fn forget(&self) {
        fs::remove_dir_all(self.output()).unwrap();
    }

    /// The text of a published file.
    pub fn page(&self, path: &str) -> String {
        let path = self.output().join(path);
        fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    }
}

impl Run {
    /// The line that ends a report.
    pub fn last_line(&self) -> &str {
        self.stderr.lines().last().unwrap_or_default()
    }
}

pub fn run(command: &mut Command) -> Run {
    let output = command.output().unwrap();
    // A program that a signal ended, such as that of the time-out, has no code.
    let code = output.status.code().unwrap_or_else(|| panic!("{}", output.status));
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert_ne!(code, 101, "the program panicked: {stderr}");
    Run { code, stdout: String::from_utf8(output.stdout).unwrap(), stderr }
}

/// Every file under a folder.
pub fn read_tree(folder: &Path) -> Tree {
    let mut tree = Tree::new();
    let mut pending = vec![folder.to_path_buf()];
    while let Some(next) = pending.pop() {
        for entry in fs::read_dir(&next).unwrap_or_else(|error| panic!("{}: {error}", next.display())) {
            let path = entry.unwrap().path();
            if path.is_dir() {
                pending.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap().to_str().unwrap().replace('\\', "/");
                tree.insert(name, fs::read(&path).unwrap());
            }
        }
    }
    tree
}

pub fn write(path: &Path, bytes: &[u8]) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, bytes).unwrap();
}
