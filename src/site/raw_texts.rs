//! Texts of the content that no entry is made of, and that are published as they are where a page leads to them. One that
//! says of itself that it is not for everybody must not go out in that way.

use std::sync::Arc;

use rayon::prelude::*;

use crate::config::Config;
use crate::content::defaults::NO_DEFAULTS;
use crate::content::unread_files::{is_unread, may_hold_front_matter};
use crate::content::{self, Doc, Format, Rules};
use crate::diagnostics::{Code, Diagnostic, Span};
use crate::disk::{Disk, FoundFile};
use crate::plan::Plan;
use crate::weaver::Viewer;

/// Such texts, read as entries are. What folders say for entries is asked elsewhere, as of all files.
pub fn raw_texts(disk: &dyn Disk, files: &[FoundFile], rules: Rules) -> Vec<Doc> {
    let read = |file: &FoundFile| {
        let bytes = disk.read(&file.stored).ok()?;
        let is_read = is_unread(&file.path) || begins_with_fence(&bytes);
        is_read.then(|| content::read(&file.path, &bytes, rules.under(&NO_DEFAULTS)).ok())?
    };
    let texts: Vec<&FoundFile> = files.iter().filter(|file| may_hold_front_matter(&file.path)).collect();
    texts.into_par_iter().filter_map(read).collect()
}

fn begins_with_fence(bytes: &[u8]) -> bool {
    let text = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes).trim_ascii_start();
    [Format::Toml, Format::Yaml].iter().any(|format| text.starts_with(format.fence().as_bytes()))
}

/// An error for each of them that would be published although something in it holds it back.
pub fn withheld_texts(texts: &[Doc], plan: &Plan, viewer: &Viewer, config: &Config) -> Vec<Diagnostic> {
    let says_so = |doc: &&Doc| {
        let is_almost = || doc.diagnostics.iter().any(|found| found.code == Code::AlmostWithheld);
        !viewer.shows(doc, config) || doc.whole.is_some() || is_almost()
    };
    texts.iter().filter(says_so).filter(|doc| plan.file(&doc.file).is_some()).map(|doc| problem(&doc.file)).collect()
}

fn problem(file: &Arc<str>) -> Diagnostic {
    let message = "what holds this text back is not read: all of the file would be published, as it is written";
    let help = "call it by a name that ends in `.md`, or let no page lead to it and none own the folder it lies in";
    Diagnostic::new(Code::AlmostWithheld, message).at(Span::file(file)).help(help)
}
