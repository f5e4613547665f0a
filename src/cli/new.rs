//! `copsite new <kind> <title>`: a file from the kind's schema; says where, and what to fill in.

use jiff::Timestamp;

use super::Exit;
use super::arguments::{Global, New, ReportFormat};
use super::report;
use super::schema::{kinds_of, unknown_kind};
use crate::content::identity::slugify;
use crate::diagnostics::{Code, Diagnostic};
use crate::disk::{Disk, RealDisk};
use crate::kinds::{Kind, scaffold};
use crate::site::CONFIG_FILE;

/// Bytes of the longest slug that a title is made into; every disk takes such a file name.
const LONGEST_SLUG: usize = 80;

pub fn run(global: &Global, arguments: &New) -> Exit {
    let disk = RealDisk::new(global.root());
    let fail = |problem: Diagnostic, exit| {
        report::problems(&[problem], &disk, ReportFormat::Human, global);
        exit
    };
    if !disk.exists(CONFIG_FILE) {
        let problem = Diagnostic::new(Code::InvalidConfig, "there is no `copsite.toml` here");
        return fail(problem.help("make a site with `copsite init`, or name its folder with `--root`"), Exit::Usage);
    }
    let (kinds, zone, found) = kinds_of(&disk);
    if found.iter().any(Diagnostic::is_error) {
        report::problems(&found, &disk, ReportFormat::Human, global);
        return Exit::Usage;
    }
    let Some(kind) = kinds.get(&arguments.kind) else {
        return fail(unknown_kind(&arguments.kind, &kinds), Exit::Usage);
    };
    let slug = short_slug(&arguments.title);
    if slug.is_empty() {
        let problem = Diagnostic::new(Code::InvalidSlug, format!("`{}` has no letter or digit", arguments.title));
        return fail(problem.help("give a title that can name a file"), Exit::Usage);
    }
    let path = path_of(kind, &slug);
    let today = global.as_of.unwrap_or_else(|| zone.to_datetime(Timestamp::now()).date());
    match disk.create(&path, scaffold(kind, &kinds, &arguments.title, today).as_bytes()) {
        Ok(()) => {
            report::say(global, &written(kind, &path));
            Exit::Done
        }
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
            let problem = Diagnostic::new(Code::DuplicateId, format!("`{path}` exists already"));
            fail(problem.help("choose another title, or go on writing there"), Exit::Usage)
        }
        Err(error) => {
            let problem = Diagnostic::new(Code::WriteFailed, format!("`{path}` cannot be written: {error}"));
            fail(problem.help("check the folder's permissions"), Exit::Machine)
        }
    }
}

/// The title's slug, of as many whole words as fit into a handy file name.
fn short_slug(title: &str) -> String {
    let mut slug = slugify(title);
    if slug.len() > LONGEST_SLUG {
        let end = slug[..=LONGEST_SLUG].rfind('-').unwrap_or(LONGEST_SLUG);
        slug.truncate(end);
    }
    slug
}

fn path_of(kind: &Kind, slug: &str) -> String {
    if kind.folder.is_empty() { format!("content/{slug}.md") } else { format!("content/{}/{slug}.md", kind.folder) }
}

fn written(kind: &Kind, path: &str) -> String {
    let required: Vec<&str> = kind.fields.iter().filter(|field| field.required).map(|field| &*field.name).collect();
    match required.as_slice() {
        [] => format!("wrote {path}"),
        fields => format!("wrote {path}; fill in {}", fields.join(", ")),
    }
}
