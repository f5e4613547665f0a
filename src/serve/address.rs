//! The path of a request → what the plan has there.

use percent_encoding::percent_decode_str;

use crate::plan::{Job, PageJob, Plan, Planned, encode};
use crate::view::Snapshot;
use crate::weaver::EntryIx;

/// What stands at an address.
#[derive(Debug)]
pub enum Place<'a> {
    Page(&'a Planned),
    /// The page is at this path, percent-encoded.
    Moved(String),
    Nothing,
}

/// The path of a request's target, still percent-encoded, and its query with the `?`.
///
/// A target may be a whole URL (RFC 9112, section 3.2.2); its host is not looked at here.
pub fn split(target: &str) -> (&str, &str) {
    let path = match target.split_once("://") {
        Some((scheme, rest)) if ["http", "https"].contains(&scheme) => &rest[rest.find('/').unwrap_or(rest.len())..],
        _ => target,
    };
    let path = path.split_once('#').map_or(path, |(before, _)| before);
    path.split_at(path.find('?').unwrap_or(path.len()))
}

/// Looks up `path`, percent-encoded, in a site that is published under `prefix`, which is decoded.
///
/// A folder without its slash is moved to the address with it, and `/` to the site's home.
pub fn find<'a>(plan: &'a Plan, prefix: &str, path: &str) -> Place<'a> {
    let Ok(path) = percent_decode_str(path).decode_utf8() else { return Place::Nothing };
    let Some(inside) = path.strip_prefix(prefix) else {
        let is_above = path == "/" || format!("{path}/") == prefix;
        return if is_above { Place::Moved(encode(prefix)) } else { Place::Nothing };
    };
    let folder = |path: &str| plan.page(path).filter(|_| path.is_empty() || path.ends_with('/'));
    if let Some(page) = plan.page(inside).or_else(|| folder(inside.strip_suffix("index.html")?)) {
        return Place::Page(page);
    }
    match folder(&format!("{inside}/")) {
        Some(page) => Place::Moved(format!("{}{}", encode(prefix), page.route.href())),
        None => Place::Nothing,
    }
}

/// The address of an entry's page from the server's root.
pub fn page_url(snapshot: &Snapshot, entry: EntryIx) -> String {
    format!("{}{}", snapshot.config.base_url.prefix, encode(snapshot.weave.address(entry)))
}

/// The entry that a page is about.
pub fn entry_of(snapshot: &Snapshot, planned: &Planned) -> Option<EntryIx> {
    match &planned.job {
        Job::Page(PageJob::Entry(entry) | PageJob::Toolkit(entry) | PageJob::Value { entry, .. }) => Some(*entry),
        _ => snapshot.plan.introduction(planned.route.path()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::disk::MemoryDisk;
    use crate::site::{Options, Silent, load};

    fn plan() -> crate::view::Snapshot {
        let disk = MemoryDisk::new([
            ("copsite.toml", "title = \"T\""),
            ("content/stories/the-rent-letter.md", "# The rent letter\n"),
            ("content/stories/llythyr-ŵ.md", "# Llythyr\n"),
            ("static/a b.txt", "x"),
        ]);
        load(&disk, &Options::at(jiff::Timestamp::UNIX_EPOCH), &Silent).snapshot.unwrap()
    }

    fn found(prefix: &str, path: &str) -> String {
        match find(&plan().plan, prefix, path) {
            Place::Page(page) => format!("page {}", page.route.path()),
            Place::Moved(to) => format!("moved {to}"),
            Place::Nothing => "nothing".into(),
        }
    }

    #[test]
    fn a_page_is_found_under_the_prefix_of_its_site() {
        assert_eq!(found("/", "/stories/the-rent-letter/"), "page stories/the-rent-letter/");
        assert_eq!(found("/net/", "/net/stories/the-rent-letter/"), "page stories/the-rent-letter/");
        assert_eq!(found("/net/", "/net/"), "page ");
        assert_eq!(found("/net/", "/stories/the-rent-letter/"), "nothing");
        assert_eq!(found("/", "/stories/the-rent-letter/index.html"), "page stories/the-rent-letter/");
        assert_eq!(found("/", "/index.html"), "page ");
        assert_eq!(found("/", "/a%20b.txt"), "page a b.txt");
        assert_eq!(found("/", "/stories/llythyr-%C5%B5/"), "page stories/llythyr-ŵ/");
    }

    #[test]
    fn a_folder_without_its_slash_and_the_root_are_moved() {
        assert_eq!(found("/net/", "/net/stories/the-rent-letter"), "moved /net/stories/the-rent-letter/");
        assert_eq!(found("/", "/stories/llythyr-%C5%B5"), "moved /stories/llythyr-%C5%B5/");
        assert_eq!(found("/a net/", "/a%20net/stories"), "moved /a%20net/stories/");
        assert_eq!(found("/net/", "/net"), "moved /net/");
        assert_eq!(found("/net/", "/"), "moved /net/");
        assert_eq!(found("/", ""), "moved /");
    }

    #[test]
    fn what_the_site_does_not_publish_is_nothing_however_it_is_spelt() {
        for path in [
            "/copsite.toml",
            "/../copsite.toml",
            "/%2e%2e/copsite.toml",
            "/stories/..%2f..%2fcopsite.toml",
            "//stories/",
            "/stories//",
            "/stories/%00",
            "/%ff",
            "/%",
            "stories/",
            "/feed.xml/",
            "/feed.xmlindex.html",
        ] {
            assert_eq!(found("/", path), "nothing", "{path}");
        }
    }

    #[test]
    fn a_target_is_split_into_path_and_query() {
        assert_eq!(split("/a/?q=1&r=%23#x"), ("/a/", "?q=1&r=%23"));
        assert_eq!(split("http://127.0.0.1:3000/a?b"), ("/a", "?b"));
        assert_eq!(split("http://127.0.0.1:3000"), ("", ""));
        assert_eq!(split("/go?to=http://x/"), ("/go", "?to=http://x/"));
    }
}
