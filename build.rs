//! Gives the program a number of its own sources: what another program has published is not taken for what this one
//! would publish (`site::inputs`).

#![expect(clippy::disallowed_methods, reason = "it makes the program, and is no part of it")]

use std::env;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io;
use std::path::{Path, PathBuf};

const SOURCES: [&str; 4] = ["Cargo.lock", "Cargo.toml", "src", "themes"];

fn main() -> io::Result<()> {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let mut hasher = DefaultHasher::new();
    env::var_os("TARGET").hash(&mut hasher);
    for source in SOURCES {
        println!("cargo::rerun-if-changed={source}");
        hash(&root, &root.join(source), &mut hasher)?;
    }
    println!("cargo::rustc-env=COPSITE_SOURCES={:016x}", hasher.finish());
    Ok(())
}

/// Every file by its name and bytes, in the order of names. A package may come without its `Cargo.lock`.
fn hash(root: &Path, path: &Path, hasher: &mut DefaultHasher) -> io::Result<()> {
    if path.is_dir() {
        let mut inside: Vec<PathBuf> =
            fs::read_dir(path)?.map(|entry| entry.map(|entry| entry.path())).collect::<io::Result<_>>()?;
        inside.sort();
        return inside.iter().try_for_each(|path| hash(root, path, hasher));
    }
    if path.exists() {
        path.strip_prefix(root).unwrap_or(path).to_string_lossy().replace('\\', "/").hash(hasher);
        fs::read(path)?.hash(hasher);
    }
    Ok(())
}
