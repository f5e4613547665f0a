//! The site's files, read and sorted by what they are.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::{Phase, Progress};
use crate::content::{self, Doc, Rules, is_content};
use crate::diagnostics::{Code, Diagnostic, Span};
use crate::disk::{Disk, FoundFile};

/// Path → the name to open it with, where the disk spells it another way.
pub type Stored = BTreeMap<Arc<str>, Arc<str>>;

/// Everything under `content/`, `static/` and `data/`.
pub struct Tree {
    /// In the order of their paths.
    pub docs: Vec<Arc<Doc>>,
    /// Attachments and static files: path and length in bytes.
    pub sizes: BTreeMap<Arc<str>, u64>,
    pub stored: Stored,
    pub data: serde_json::Value,
}

pub fn read_tree(disk: &dyn Disk, rules: Rules, progress: &dyn Progress) -> (Tree, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let mut walk = |folder: &str| {
        let walk = disk.walk(folder);
        diagnostics.extend(walk.diagnostics);
        walk.files
    };
    let (texts, attachments): (Vec<FoundFile>, Vec<FoundFile>) =
        walk("content").into_iter().partition(|file| is_markdown(&file.path));
    let texts: Vec<FoundFile> = texts.into_iter().filter(|file| is_content(&file.path, rules.kinds)).collect();
    let files: Vec<FoundFile> = attachments.into_iter().chain(walk("static")).collect();
    let data_files = walk("data");

    progress.phase(Phase::Read, texts.len());
    let read: Vec<Result<Doc, Vec<Diagnostic>>> = texts
        .par_iter()
        .map(|file| {
            let doc = read_entry(disk, file, rules);
            progress.step();
            doc
        })
        .collect();
    let mut docs = Vec::with_capacity(read.len());
    for result in read {
        match result {
            Ok(mut doc) => {
                diagnostics.append(&mut doc.diagnostics);
                docs.push(Arc::new(doc));
            }
            Err(problems) => diagnostics.extend(problems),
        }
    }
    let (data, problems) = read_data(disk, &data_files);
    diagnostics.extend(problems);
    let spelled_differently = texts.iter().chain(&files).filter(|file| file.path != file.stored);
    let stored = spelled_differently.map(|file| (file.path.clone(), file.stored.clone())).collect();
    let sizes = files.into_iter().map(|file| (file.path, file.len)).collect();
    (Tree { docs, sizes, stored, data }, diagnostics)
}

fn is_markdown(path: &str) -> bool {
    path.rsplit_once('.').is_some_and(|(_, ending)| ending.eq_ignore_ascii_case("md"))
}

fn read_entry(disk: &dyn Disk, file: &FoundFile, rules: Rules) -> Result<Doc, Vec<Diagnostic>> {
    match disk.read(&file.stored) {
        Ok(bytes) => content::read(&file.path, &bytes, rules),
        Err(error) => Err(vec![unreadable(&file.path, &error)]),
    }
}

fn read_data(disk: &dyn Disk, files: &[FoundFile]) -> (serde_json::Value, Vec<Diagnostic>) {
    let mut problems = Vec::new();
    let mut texts = Vec::new();
    for file in files {
        match disk.read(&file.stored) {
            Ok(bytes) => texts.push((&file.path, bytes)),
            Err(error) => problems.push(unreadable(&file.path, &error)),
        }
    }
    let (data, found) = content::data::data(texts.iter().map(|(path, bytes)| (*path, &**bytes)));
    problems.extend(found);
    (data, problems)
}

/// The bytes of a file that is published as it is.
pub fn read_published(disk: &dyn Disk, stored: &Stored, file: &Arc<str>) -> Result<Vec<u8>, Box<Diagnostic>> {
    disk.read(stored.get(file).unwrap_or(file)).map_err(|error| unreadable(file, &error).into())
}

pub(super) fn unreadable(path: &Arc<str>, error: &std::io::Error) -> Diagnostic {
    Diagnostic::new(Code::UnreadableFile, format!("this file cannot be read: {error}"))
        .at(Span::file(path))
        .help("check its permissions")
}
