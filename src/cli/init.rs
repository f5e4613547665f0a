//! `copsite init [DIR]`: a small site that builds without a warning, from the embedded starter.

use std::path::{Path, PathBuf};

use include_dir::{Dir, include_dir};

use super::Exit;
use super::arguments::{Global, Init};
use crate::disk::{Disk, RealDisk};
use crate::site::CONFIG_FILE;

static STARTER: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/src/cli/starter");

pub fn run(global: &Global, arguments: &Init) -> Exit {
    let folder = folder(global, arguments);
    let disk = RealDisk::new(&folder);
    let files = files(&STARTER);
    let in_the_way = files.iter().map(|(path, _)| path).find(|path| disk.exists(path));
    if disk.exists(CONFIG_FILE) {
        eprintln!("error: `{}` is a site already\n  help: `copsite serve` shows it", folder.display());
        return Exit::Usage;
    }
    if let Some(path) = in_the_way {
        eprintln!("error: `{path}` exists already in `{}`\n  help: choose an empty folder", folder.display());
        return Exit::Usage;
    }
    for (path, bytes) in &files {
        if let Err(error) = disk.create(path, bytes) {
            eprintln!("error: `{path}` cannot be written: {error}\n  help: check the folder's permissions");
            return Exit::Machine;
        }
    }
    eprintln!("{}", next_steps(&folder, files.len()));
    Exit::Done
}

/// Below `--root`, where that is given.
fn folder(global: &Global, Init { dir }: &Init) -> PathBuf {
    match &global.root {
        Some(root) if dir == Path::new(".") => root.clone(),
        Some(root) => root.join(dir),
        None => dir.clone(),
    }
}

/// All files of the starter, sorted by path.
fn files(folder: &Dir<'static>) -> Vec<(String, &'static [u8])> {
    let mut all: Vec<(String, &'static [u8])> =
        folder.files().map(|file| (file.path().to_string_lossy().replace('\\', "/"), file.contents())).collect();
    all.extend(folder.dirs().flat_map(files));
    all.sort();
    all
}

fn next_steps(dir: &Path, files: usize) -> String {
    let enter = if dir == Path::new(".") { String::new() } else { format!("  cd {}\n", dir.display()) };
    format!(
        "made a site of {files} files in `{}`; now\n{enter}  copsite serve      to look at it while you write\n  \
         copsite new story \"What happened\"\n  copsite build      to publish it",
        dir.display()
    )
}
