//! The addresses of the pages that copsite makes whatever a site's kinds are. Lists of kinds and of terms stand at the
//! folders of their kinds.

pub const ARCHIVE: &str = "archive/";
pub const CALENDAR: &str = "calendar/";
pub const CHANGES: &str = "changes/";
pub const CONTRIBUTE: &str = "contribute/";
pub const HARVEST: &str = "harvest/";
pub const JOURNAL: &str = "journal/";
pub const PRACTICE: &str = "practice/";
pub const SEARCH: &str = "search/";
pub const TAGS: &str = "tags/";
pub const WEAVER: &str = "weaver/";
pub const BRIDGES: &str = "weaver/bridges/";
pub const COVERAGE: &str = "weaver/coverage/";
pub const COVERAGE_LIST: &str = "weaver/coverage/list/";
pub const GAPS: &str = "weaver/gaps/";
pub const GRAPH: &str = "weaver/graph/";
pub const LETTERS: &str = "weaver/a-z/";
pub const RELATIONS: &str = "weaver/relations/";

const ALL: [&str; 17] = [
    ARCHIVE,
    CALENDAR,
    CHANGES,
    CONTRIBUTE,
    HARVEST,
    JOURNAL,
    PRACTICE,
    SEARCH,
    TAGS,
    WEAVER,
    BRIDGES,
    COVERAGE,
    COVERAGE_LIST,
    GAPS,
    GRAPH,
    LETTERS,
    RELATIONS,
];

/// What stands below these is no page: files that pages load, and further pages of a list.
const FOLDERS: [&str; 2] = ["assets", "page"];

/// Whether an address of one part belongs to the site itself.
pub fn is_reserved(name: &str) -> bool {
    FOLDERS.contains(&name) || is_page(name)
}

/// Whether one of these pages stands at an address without slashes around it.
pub fn is_page(address: &str) -> bool {
    ALL.iter().any(|made| bare(made) == address)
}

/// An address without its last slash, as people write it.
pub fn bare(address: &str) -> &str {
    address.strip_suffix('/').unwrap_or(address)
}
