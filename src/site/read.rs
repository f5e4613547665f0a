//! The site's files, sorted by what they are, and read once each.
//!
//! A file is read again only where it may have changed: where it is named, or where the disk tells
//! another length or time of it.

use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::sync::Arc;

use foldhash::HashMap;
use rayon::prelude::*;

use super::change::Change;
use super::closed::closed;
use super::listing::{self, Listing};
use super::looked_at::LookedAt;
use super::raw_texts::raw_texts;
use super::shelving::Shelving;
use super::{AT_ONCE, Phase, Progress, Silent};
use crate::config::Config;
use crate::content::defaults::{Closed, Defaults};
use crate::content::{self, Doc, Rules};
use crate::diagnostics::{Code, Diagnostic, Span};
use crate::disk::{Disk, FoundFile};
use crate::kinds::Kinds;
use crate::stages::Stage;
use crate::weaver::{Viewer, joined};

/// Path → the name to open it with, where the disk spells it another way.
pub type Stored = BTreeMap<Arc<str>, Arc<str>>;

/// The name to open a file with.
pub fn stored_as<'s>(stored: &'s Stored, file: &'s Arc<str>) -> &'s Arc<str> {
    stored.get(file).unwrap_or(file)
}

/// Everything under `content/`, `static/` and `data/`.
#[derive(Default)]
pub struct Tree {
    /// In the order of their paths.
    pub docs: Vec<Arc<Doc>>,
    /// Attachments and static files: path and length in bytes.
    pub sizes: Arc<BTreeMap<Arc<str>, u64>>,
    /// Those of them that are images by their names.
    pub images: LookedAt,
    pub stored: Arc<Stored>,
    /// Files that hold texts of which no entry is made.
    pub raw_texts: Vec<Doc>,
    pub data: serde_json::Value,
    defaults: Defaults,
    listing: Listing,
    /// What became of each text of the listing.
    read: Vec<Read>,
    shelving: Shelving,
    data_problems: Vec<Diagnostic>,
    defaults_problems: Vec<Diagnostic>,
}

/// A text is an entry, or nothing but problems. An entry keeps its own.
type Read = Result<Arc<Doc>, Vec<Diagnostic>>;

/// What a look at the disk brought.
#[derive(Default)]
pub struct News {
    /// Files that were read.
    pub read: usize,
    /// Entries or other files came or went, or a file has become an entry or ceased to be one.
    pub other_files: bool,
    /// Entries as they were and as they are.
    pub edits: Vec<(Arc<Doc>, Arc<Doc>)>,
    /// Other files with other bytes.
    pub assets: bool,
    /// Among them, images that are other ones by now.
    pub images: bool,
    pub data: bool,
}

impl News {
    pub fn is_empty(&self) -> bool {
        !self.other_files && self.edits.is_empty() && !self.assets && !self.data
    }
}

impl Tree {
    /// Reads everything, and puts texts where `shelving` says.
    pub fn new(disk: &dyn Disk, rules: Rules, shelving: Shelving, progress: &dyn Progress) -> (Tree, News) {
        let (mut tree, mut news) = (Tree { shelving, ..Tree::default() }, News::default());
        tree.rescan(disk, rules, progress, &mut news);
        (tree, news)
    }

    /// What folders keep from a reader.
    pub fn closed(&self, config: &Config, kinds: &Kinds, viewer: &Viewer) -> Closed {
        closed(&self.defaults, config, kinds, viewer)
    }

    /// Reads what has changed.
    pub fn refresh(&mut self, disk: &dyn Disk, rules: Rules, changes: &[Change]) -> News {
        let mut news = News::default();
        let mut is_known = !(changes.contains(&Change::Rescan) || self.listing.has_links && !changes.is_empty());
        for change in changes {
            if let Change::Entry(path) | Change::Asset(path) = change {
                is_known &= self.reread(disk, rules, path, &mut news);
            }
        }
        match is_known {
            true => self.arrange(disk, rules, &mut news),
            false => self.rescan(disk, rules, &Silent, &mut news),
        }
        news
    }

    /// Everything that is wrong with the files one by one.
    pub fn problems(&self) -> Vec<Diagnostic> {
        let of_text = |read: &Read| match read {
            Ok(doc) => doc.diagnostics.clone(),
            Err(problems) => problems.clone(),
        };
        let listing = self.listing.problems.iter().cloned();
        listing
            .chain(self.read.iter().flat_map(of_text))
            .chain(self.data_problems.iter().chain(&self.defaults_problems).cloned())
            .collect()
    }

    /// What happened to texts that were not held in memory, if any could not be had.
    pub fn lost(&self) -> Option<Diagnostic> {
        self.shelving.lost()
    }

    /// Reads one file again. False where only a walk can tell what happened.
    fn reread(&mut self, disk: &dyn Disk, rules: Rules, stored: &str, news: &mut News) -> bool {
        let listing = &mut self.listing;
        let found = match disk.look(stored) {
            Ok(found) => found,
            Err(error) if error.kind() == ErrorKind::NotFound => {
                return stored != listing::CONTENT && !listing.holds(stored);
            }
            Err(_) => return false,
        };
        if let Some(index) = listing::place(&listing.texts, &found) {
            let fresh = read_entry(disk, &found, rules.under(&self.defaults), &self.shelving);
            listing.texts[index] = found;
            news.read += 1;
            let before = std::mem::replace(&mut self.read[index], Err(Vec::new()));
            self.read[index] = replaced(before, fresh, news);
        } else if let Some(index) = listing::place(&listing.files, &found) {
            news.assets = true;
            listing.files[index] = found;
        } else if let Some(index) = listing::place(&listing.data, &found) {
            listing.data[index] = found;
            self.read_data(disk, news);
        } else {
            // Its entries have to be found, and it must be read even where it seems to be as it was.
            listing.defaults.retain(|known| known.path != found.path);
            return false;
        }
        true
    }

    /// Looks at all folders, and reads what is new or has another length or time. `news` holds what was read before that.
    fn rescan(&mut self, disk: &dyn Disk, rules: Rules, progress: &dyn Progress, news: &mut News) {
        let stages = progress.stages();
        let rules = rules.timed(stages);
        let plain = rules;
        let listing = stages.time(Stage::Find, || Listing::of(disk, rules.kinds));
        let before = std::mem::replace(&mut self.listing, listing);
        let moved = before.defaults != self.listing.defaults;
        if moved {
            self.read_defaults(disk, rules, news);
        }
        let rules = rules.under(&self.defaults);
        self.shelving.make_room(disk, &self.listing.texts);
        let (listing, shelving) = (&self.listing, &self.shelving);
        news.other_files |=
            !listing::are_same(&before.texts, &listing.texts) || !listing::are_same(&before.files, &listing.files);
        news.assets |= before.files != listing.files;
        let old = before.texts.into_iter().zip(std::mem::take(&mut self.read));
        let mut old: HashMap<Arc<str>, (FoundFile, Read)> =
            old.map(|(file, read)| (file.stored.clone(), (file, read))).collect();
        let known: Vec<Option<(FoundFile, Read)>> = listing.texts.iter().map(|file| old.remove(&file.stored)).collect();
        let is_stale = |(known, file): &(&Option<(FoundFile, Read)>, &FoundFile)| {
            known
                .as_ref()
                .is_none_or(|(before, read)| before != *file || moved && is_under_others(read, file, &self.defaults))
        };
        let stale = known.iter().zip(&listing.texts).filter(is_stale).count();
        news.read += stale;
        progress.phase(Phase::Read, stale);
        let fresh: Vec<Option<Read>> = known
            .par_iter()
            .zip(&listing.texts)
            .with_max_len(AT_ONCE)
            .map(|text| {
                is_stale(&text).then(|| {
                    let read = read_entry(disk, text.1, rules, shelving);
                    progress.step();
                    read
                })
            })
            .collect();
        for (known, fresh) in known.into_iter().zip(fresh) {
            self.read.extend(match (known, fresh) {
                (Some((_, read)), Some(fresh)) => Some(replaced(read, fresh, news)),
                (Some((_, read)), None) => Some(read),
                (None, fresh) => fresh,
            });
        }
        if before.data != self.listing.data {
            self.read_data(disk, news);
        }
        news.other_files |= before.problems != self.listing.problems;
        self.arrange(disk, plain, news);
    }

    fn read_defaults(&mut self, disk: &dyn Disk, rules: Rules, news: &mut News) {
        let bytes = |file: &FoundFile| {
            (file.path.clone(), disk.read(&file.stored).map_err(|error| unreadable(&file.path, &error)))
        };
        let files = self.listing.defaults.iter().map(bytes).collect();
        let (defaults, problems) = Defaults::new(files, rules.config, rules.kinds);
        news.read += self.listing.defaults.len();
        // What is wrong with an entry may stand in another file than its own, and move there.
        news.other_files = true;
        (self.defaults, self.defaults_problems) = (defaults, problems);
    }

    fn read_data(&mut self, disk: &dyn Disk, news: &mut News) {
        let (data, problems) = read_data(disk, &self.listing.data);
        news.read += self.listing.data.len();
        news.data |= data != self.data || problems != self.data_problems;
        (self.data, self.data_problems) = (data, problems);
    }

    fn arrange(&mut self, disk: &dyn Disk, rules: Rules, news: &mut News) {
        if news.other_files || !news.edits.is_empty() {
            let read: Vec<Arc<Doc>> = self.read.iter().filter_map(|read| read.as_ref().ok().cloned()).collect();
            let before = std::mem::replace(&mut self.docs, joined(read, rules.config, rules.kinds));
            for (old, new) in &mut news.edits {
                (*old, *new) = (as_joined(&before, old), as_joined(&self.docs, new));
            }
        }
        if news.other_files || news.assets {
            let Listing { texts, files, .. } = &self.listing;
            let spelt = texts.iter().chain(files).filter(|file| file.path != file.stored);
            self.stored = Arc::new(spelt.map(|file| (file.path.clone(), file.stored.clone())).collect());
            self.sizes = Arc::new(files.iter().map(|file| (file.path.clone(), file.len)).collect());
            news.images = self.images.look_again(disk, files);
            let texts = raw_texts(disk, files, rules);
            // Whether they may be published is asked where it is known which files are.
            news.other_files |= !texts.iter().map(|text| text.print).eq(self.raw_texts.iter().map(|text| text.print));
            self.raw_texts = texts;
        }
    }
}

/// An entry as it is among all others, which is not always as it was read.
fn as_joined(docs: &[Arc<Doc>], read: &Arc<Doc>) -> Arc<Doc> {
    let found = docs.binary_search_by(|doc| doc.file.cmp(&read.file)).ok().map(|index| &docs[index]);
    found.filter(|doc| doc.print == read.print).unwrap_or(read).clone()
}

/// Whether what folders say for an entry is not what it was read with.
fn is_under_others(read: &Read, file: &FoundFile, defaults: &Defaults) -> bool {
    match read {
        Ok(doc) => doc.defaults_print != defaults.print(&file.path),
        // Nothing is known of what it was read with.
        Err(_) => true,
    }
}

/// What to keep of a text that was read before and is read again.
fn replaced(read: Read, fresh: Read, news: &mut News) -> Read {
    match (&read, &fresh) {
        (Ok(old), Ok(new)) if (old.print, old.defaults_print) == (new.print, new.defaults_print) => return read,
        (Ok(old), Ok(new)) => news.edits.push((old.clone(), new.clone())),
        (Err(old), Err(new)) if old == new => return read,
        _ => news.other_files = true,
    }
    fresh
}

fn read_entry(disk: &dyn Disk, file: &FoundFile, rules: Rules, shelving: &Shelving) -> Read {
    let bytes = rules.stages.time(Stage::Read, || disk.read(&file.stored));
    let bytes = bytes.map_err(|error| vec![unreadable(&file.path, &error)])?;
    Ok(shelving.keep(content::read(&file.path, &bytes, rules)?))
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

pub(super) fn unreadable(path: &Arc<str>, error: &std::io::Error) -> Diagnostic {
    Diagnostic::new(Code::UnreadableFile, format!("this file cannot be read: {error}"))
        .at(Span::file(path))
        .help("check its permissions")
}
