//! A file for a new entry, made from its kind's schema.
//!
//! Never writes over anything.

use std::io::ErrorKind;

use jiff::civil::Date;

use crate::content::identity::slugify;
use crate::diagnostics::{Code, Diagnostic};
use crate::disk::Disk;
use crate::kinds::{Kind, Kinds, scaffold};

/// Bytes of the longest slug that a title is made into; every disk takes such a file name.
const LONGEST_SLUG: usize = 80;

/// Makes the file; returns its path.
pub fn new_entry(
    disk: &dyn Disk,
    kinds: &Kinds,
    kind: &Kind,
    title: &str,
    today: Date,
) -> Result<String, Box<Diagnostic>> {
    let slug = short_slug(title);
    if slug.is_empty() {
        let problem = Diagnostic::new(Code::InvalidSlug, format!("`{title}` has no letter or digit"));
        return Err(problem.help("give a title that can name a file").into());
    }
    let path = path_of(kind, &slug);
    match disk.create(&path, scaffold(kind, kinds, title, today).as_bytes()) {
        Ok(()) => Ok(path),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            let problem = Diagnostic::new(Code::DuplicateId, format!("`{path}` exists already"));
            Err(problem.help("choose another title, or go on writing there").into())
        }
        Err(error) => {
            let problem = Diagnostic::new(Code::WriteFailed, format!("`{path}` cannot be written: {error}"));
            Err(problem.help("check the folder's permissions").into())
        }
    }
}

/// The title's slug, of as many whole words as fit into a handy file name.
fn short_slug(title: &str) -> String {
    let mut slug = slugify(title);
    if slug.len() > LONGEST_SLUG {
        let longest = &slug[..slug.floor_char_boundary(LONGEST_SLUG)];
        let ends_word = slug[longest.len()..].starts_with('-');
        let end = if ends_word { longest.len() } else { longest.rfind('-').unwrap_or(longest.len()) };
        slug.truncate(end);
    }
    slug
}

fn path_of(kind: &Kind, slug: &str) -> String {
    if kind.folder.is_empty() { format!("content/{slug}.md") } else { format!("content/{}/{slug}.md", kind.folder) }
}
