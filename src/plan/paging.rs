//! Planned pages: one of its own, the pages of a list, the two files of a feed.

use super::{FeedFormat, FeedOf, FileJob, Job, PAGE_SIZE, PageJob, Planned, Route};

pub fn page(path: impl Into<String>, job: impl Into<Job>) -> Planned {
    Planned { route: Route::new(path.into()), job: job.into(), origin: None }
}

pub fn feeds(folder: &str, of: &FeedOf) -> impl Iterator<Item = Planned> {
    FeedFormat::ALL
        .map(|format| page(format!("{folder}{}", format.file()), FileJob::Feed { of: of.clone(), format }))
        .into_iter()
}

/// One page of a list for every [`PAGE_SIZE`] entries, at `folder`, `folder/page/2/` …
pub fn paged(folder: &str, entries: usize, job: impl Fn(usize) -> PageJob) -> Vec<Planned> {
    (1..=page_count(entries)).map(|number| page(page_path(folder, number), job(number))).collect()
}

/// How many pages a list of that many entries has; an empty list still has one.
pub fn page_count(entries: usize) -> usize {
    entries.div_ceil(PAGE_SIZE).max(1)
}

/// The path of a list's page; the first stands at the list's own path.
pub fn page_path(folder: &str, number: usize) -> String {
    if number == 1 { folder.to_owned() } else { format!("{folder}page/{number}/") }
}

/// The number of the page of a list that stands at `path`, behind its first.
pub fn page_number(path: &str) -> Option<usize> {
    let rest = path.strip_prefix(first_page_path(path)).filter(|rest| !rest.is_empty())?;
    rest.trim_matches('/').strip_prefix("page/")?.parse().ok()
}

/// The path of a list's first page, whichever of its pages stands at `path`.
pub fn first_page_path(path: &str) -> &str {
    let is_number = |number: &str| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    match path.strip_suffix('/').and_then(|path| path.rsplit_once("/page/")) {
        Some((folder, number)) if is_number(number) => &path[..=folder.len()],
        _ => path,
    }
}
