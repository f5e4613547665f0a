//! The leak scan: does anything that would be published tell of what is for narrower readers?
//!
//! The weave holds nothing that its viewer may not see, so a page made from it cannot tell. What can tell is what
//! does not come from the weave: a template that prints a data file, a file under `static/`, a mistake of ours.
//! So every byte is searched before it is published, and one find fails the build.
//!
//! What is searched for, of each entry that is for a narrower audience and of each passage: see [`needles`]. What the
//! site says itself to everybody is no leak: words that stand in the text or front matter of an entry that may be
//! shown, in the titles of `copsite.toml`, in a kind's description, in the strings of the theme or in a bundled theme
//! are not searched for ([`said`]). A link of such an entry to what is narrower says nothing, and neither do templates,
//! data and static files of the site: words that stand nowhere else are a leak there.
//!
//! Both sides are read as [`words`]. Words inside compressed files and pictures are not found, and neither is a half
//! of a sentence. A site without narrower content is not searched at all.

mod needles;
mod said;
mod words;

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;
use std::sync::{Arc, Mutex, PoisonError};

use aho_corasick::AhoCorasick;
use rayon::prelude::*;

use super::rendering::Output;
use crate::content::Doc;
use crate::diagnostics::{Code, Diagnostic, Span};
use crate::disk::Disk;
use crate::plan::{FileJob, Job, Planned};
use crate::view::Snapshot;
use crate::weaver::{EntryIx, Viewer};
use needles::Needle;
use words::{Form, is_whole, words};

/// Files are searched in pieces of this many bytes, each with the end of the one before.
const PIECE: usize = 4 * 1024 * 1024;
const OVERLAP: usize = 4 * 1024;

/// What is looked for, and where it was found.
pub struct Leaks {
    matcher: AhoCorasick,
    needles: Vec<Needle>,
    /// Needle → the first output by the order of the plan, and in how many it stands.
    found: Mutex<BTreeMap<usize, (usize, usize)>>,
}

impl Leaks {
    /// None where there is nothing to be looked for.
    pub fn of(snapshot: &Snapshot, docs: &[Arc<Doc>], viewer: &Viewer) -> Option<Leaks> {
        let candidates = needles::of(docs, viewer, snapshot);
        let matcher = matcher(&candidates)?;
        let mut is_said = vec![false; candidates.len()];
        everything_said(&matcher, snapshot).into_iter().for_each(|needle| is_said[needle] = true);
        let needles: Vec<Needle> =
            candidates.into_iter().zip(is_said).filter(|(_, is_said)| !is_said).map(|(needle, _)| needle).collect();
        Some(Leaks { matcher: self::matcher(&needles)?, needles, found: Mutex::default() })
    }

    /// Searches the output with the index `index` in the plan; fails where a file cannot be read.
    pub fn search(&self, index: usize, path: &str, disk: &dyn Disk, output: &Output) -> std::io::Result<()> {
        match output {
            Output::Bytes(bytes) => self.search_bytes(index, path, bytes),
            Output::Copy(stored) => self.search_file(index, path, disk, stored)?,
        }
        Ok(())
    }

    fn search_bytes(&self, index: usize, path: &str, bytes: &[u8]) {
        let form = Form::of(path);
        let mut found = occurring(&self.matcher, path.as_bytes(), Form::Text);
        found.extend(occurring(&self.matcher, bytes, form));
        self.note(index, found);
    }

    /// Searches a file that is published as it is, piece by piece.
    fn search_file(&self, index: usize, path: &str, disk: &dyn Disk, stored: &str) -> std::io::Result<()> {
        let mut file = disk.open(stored)?;
        let mut found = occurring(&self.matcher, path.as_bytes(), Form::Text);
        let mut piece: Vec<u8> = Vec::new();
        loop {
            let read = file.by_ref().take(PIECE as u64).read_to_end(&mut piece)?;
            let is_last = read < PIECE;
            let end = if is_last { piece.len() } else { last_gap(&piece) };
            found.extend(occurring(&self.matcher, &piece[..end], Form::of(path)));
            if is_last {
                break;
            }
            let overlap = end.saturating_sub(OVERLAP);
            piece.drain(..overlap + first_gap(&piece[overlap..end]));
        }
        self.note(index, found);
        Ok(())
    }

    fn note(&self, index: usize, mut found: Vec<usize>) {
        if found.is_empty() {
            return;
        }
        found.sort_unstable();
        found.dedup();
        let mut all = self.found.lock().unwrap_or_else(PoisonError::into_inner);
        for needle in found {
            let (first, count) = all.entry(needle).or_insert((index, 0));
            *first = index.min(*first);
            *count += 1;
        }
    }

    /// One error for each thing that would be told.
    pub fn into_errors(self, snapshot: &Snapshot) -> Vec<Diagnostic> {
        let found = self.found.into_inner().unwrap_or_else(PoisonError::into_inner);
        let outputs = snapshot.plan.pages();
        let errors =
            found.into_iter().map(|(needle, (first, count))| error(&self.needles[needle], &outputs[first], count));
        errors.collect()
    }
}

/// The needles that the site says itself to everybody. No more than a few entries are in memory at once.
fn everything_said(matcher: &AhoCorasick, snapshot: &Snapshot) -> BTreeSet<usize> {
    let entries: Vec<EntryIx> = snapshot.weave.all().collect();
    let in_text = |text: String| occurring(matcher, text.as_bytes(), Form::Text);
    let by_entries = entries.par_iter().flat_map_iter(|entry| in_text(said::by(snapshot, *entry)));
    let by_site = said::by_site(snapshot).into_par_iter().flat_map_iter(in_text);
    by_entries.chain(by_site).collect()
}

fn matcher(needles: &[Needle]) -> Option<AhoCorasick> {
    // The only thing that can fail is a set too large for its indexes, which no site's text comes near.
    (!needles.is_empty()).then(|| AhoCorasick::new(needles.iter().map(|needle| &needle.words)).ok()).flatten()
}

/// The needles in `bytes`, each as often as it stands there, as whole words.
fn occurring(matcher: &AhoCorasick, bytes: &[u8], form: Form) -> Vec<usize> {
    let words = words(bytes, form);
    let whole = |found: &aho_corasick::Match| is_whole(&words, found.range());
    matcher.find_overlapping_iter(&words).filter(whole).map(|found| found.pattern().as_usize()).collect()
}

/// Bytes in which the next gap between two words is looked for. Scripts that part no words have none.
const LONGEST_WORD: usize = 256;

/// Where a piece may end: behind its last word that is whole.
fn last_gap(piece: &[u8]) -> usize {
    let from = piece.len().saturating_sub(LONGEST_WORD);
    piece[from..].iter().rposition(is_gap).map_or(piece.len(), |at| from + at)
}

/// Where the overlap with the next piece may begin: before its first word that is whole.
fn first_gap(overlap: &[u8]) -> usize {
    overlap.iter().take(LONGEST_WORD).position(is_gap).unwrap_or(0)
}

fn is_gap(byte: &u8) -> bool {
    byte.is_ascii() && !byte.is_ascii_alphanumeric()
}

/// At the file that tells it where it is published as it is; else nothing knows the place, and it is at what is told.
fn error(needle: &Needle, output: &Planned, count: usize) -> Diagnostic {
    let others = match count - 1 {
        0 => String::new(),
        1 => ", and 1 other file,".to_owned(),
        others => format!(", and {others} other files,"),
    };
    let message = format!(
        "`{}`{others} would tell {} of `{}`, which is not for this audience: `{}`",
        output.route.file(),
        needle.what,
        needle.file,
        needle.text
    );
    let help = "find what writes it there: a template, a data file, a file under `static/`; \
                nothing was published. Where everybody may read these words, say them in an entry that is for everybody";
    let problem = Diagnostic::new(Code::Leak, message).help(help);
    match &output.job {
        Job::File(FileJob::Copy(file)) => {
            problem.at(Span::file(file)).related(Span::file(&needle.file), "this is not for this audience")
        }
        _ => problem.at(Span::file(&needle.file)),
    }
}
