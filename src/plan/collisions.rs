//! Two pages at one URL: reported, and only the first kept.

use foldhash::{HashMap, HashMapExt};

use super::{FileJob, Job, PageJob, Planned};
use crate::content::identity::fold;
use crate::diagnostics::{Code, Diagnostic};

/// Sorts pages by route. URLs that differ only in letter case or Unicode form collide too: on many
/// disks they are one file. So does a file with the name of a folder.
pub fn settle(pages: Vec<Planned>) -> (Vec<Planned>, Vec<Diagnostic>) {
    let mut kept: Vec<Planned> = Vec::with_capacity(pages.len());
    let mut by_file: HashMap<String, usize> = HashMap::with_capacity(pages.len());
    let mut diagnostics = Vec::new();
    for planned in pages {
        let file = fold(&planned.route.file());
        match by_file.get(&file) {
            Some(first) => diagnostics.push(collision(&kept[*first], &planned)),
            None => {
                by_file.insert(file, kept.len());
                kept.push(planned);
            }
        }
    }
    diagnostics.extend(folders_in_the_way(&kept, &by_file));
    kept.sort_by(|a, b| a.route.cmp(&b.route));
    (kept, diagnostics)
}

fn folders_in_the_way(kept: &[Planned], by_file: &HashMap<String, usize>) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for planned in kept {
        let file = fold(&planned.route.file());
        let folders = file.match_indices('/').map(|(end, _)| &file[..end]);
        if let Some(first) = folders.filter_map(|folder| by_file.get(folder)).next() {
            diagnostics.push(collision(&kept[*first], planned));
        }
    }
    diagnostics
}

fn collision(first: &Planned, second: &Planned) -> Diagnostic {
    let url = second.route.path();
    let message = match (&first.origin, &second.origin) {
        (Some(_), Some(_)) => format!("two files would be published at `/{url}`"),
        _ => format!("`/{url}` is the address of a page that copsite makes: {}", describe(&first.job)),
    };
    let mut problem = Diagnostic::new(Code::DuplicateUrl, message).help(help(first, second));
    if let Some(span) = second.origin.clone().or_else(|| first.origin.clone()) {
        problem = problem.at(span);
    }
    match (&first.origin, &second.origin) {
        (Some(other), Some(_)) => problem.related(other.clone(), "the other one"),
        _ => problem,
    }
}

/// A file that is published as it is has no `slug`, and its name may be what hosts or robots ask for.
fn help(first: &Planned, second: &Planned) -> &'static str {
    let is_ours = |planned: &Planned| planned.origin.is_none();
    let is_copied = |planned: &Planned| matches!(&planned.job, Job::File(FileJob::Copy(_) | FileJob::Image { .. }));
    match (first, second) {
        (ours, copied) | (copied, ours) if is_ours(ours) && is_copied(copied) => {
            "take the file out: copsite writes this one itself"
        }
        _ => "rename the file, or give it a `slug` of its own",
    }
}

fn describe(job: &Job) -> &'static str {
    match job {
        Job::File(FileJob::Feed { .. }) => "a feed",
        Job::File(FileJob::Theme(_)) => "a file of the theme",
        Job::File(FileJob::Sitemap { .. } | FileJob::SitemapIndex { .. }) => "the map of the site",
        Job::Page(PageJob::NotFound) => "what readers see where there is no page",
        Job::Page(PageJob::Term { .. } | PageJob::TermKind { .. } | PageJob::Terms { .. }) => "a term's page",
        _ => "a section of the site",
    }
}
