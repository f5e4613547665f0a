//! What is rendered at a URL: the whole site on one screen.

use std::sync::Arc;

use super::{ListedBy, Route};
use crate::weaver::{EntryIx, Taxonomy, TermIx};

/// What is rendered at a URL.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Job {
    Page(PageJob),
    File(FileJob),
}

/// An HTML page, made by a template. Pages of lists count from 1.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PageJob {
    Home,
    /// An entry of any kind; domains, communities and people become hubs.
    Entry(EntryIx),
    KindIndex {
        kind: Arc<str>,
        page: usize,
    },
    Practice {
        page: usize,
    },
    Journal {
        page: usize,
    },
    Calendar,
    /// The index of a taxonomy: `/domains/`, `/tags/` …
    Terms(Taxonomy),
    /// A term that has no entry of its own.
    Term {
        taxonomy: Taxonomy,
        term: TermIx,
    },
    /// All entries of one kind that belong to a term, where its hub does not show them all or the
    /// kind's index can be narrowed to them.
    TermKind {
        taxonomy: Taxonomy,
        term: TermIx,
        kind: Arc<str>,
        page: usize,
    },
    /// The entries of a kind for which one of its fields has a value.
    KindValue {
        kind: Arc<str>,
        field: Arc<str>,
        value: Arc<str>,
        page: usize,
    },
    Weave,
    Bridges {
        page: usize,
    },
    /// The table of domains and communities.
    Coverage {
        page: usize,
    },
    /// The same as a list.
    CoverageList {
        page: usize,
    },
    Gaps,
    /// Everything by letter, or by relation.
    WeaverList {
        of: ListOf,
        page: usize,
    },
    Graph(GraphOf),
    Changes,
    Contribute,
    Search,
    NotFound,
    Redirect {
        to: Route,
        title: Arc<str>,
    },
}

/// A file that no template makes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FileJob {
    Feed {
        of: FeedOf,
        format: FeedFormat,
    },
    /// All entries of a list, for the script that narrows it.
    Entries(ListedBy),
    /// An entry's Markdown source.
    Source(EntryIx),
    Sitemap,
    Robots,
    Llms,
    WeaverJson,
    /// A file of the site, as it is: relative to the root.
    Copy(Arc<str>),
    /// A file of the theme, by its URL.
    Theme(Arc<str>),
}

impl From<PageJob> for Job {
    fn from(page: PageJob) -> Job {
        Job::Page(page)
    }
}

impl From<FileJob> for Job {
    fn from(file: FileJob) -> Job {
        Job::File(file)
    }
}

/// What a list of everything is sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ListOf {
    Letters,
    Relations,
}

/// What a picture of the graph shows.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum GraphOf {
    Site,
    Community(TermIx),
    Kind(Arc<str>),
}

/// Whose entries a feed holds.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FeedOf {
    Site,
    Kind(Arc<str>),
    Term(Taxonomy, TermIx),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FeedFormat {
    Atom,
    Json,
}

impl FeedFormat {
    pub const ALL: [FeedFormat; 2] = [FeedFormat::Atom, FeedFormat::Json];

    /// The file's name in its folder.
    pub fn file(self) -> &'static str {
        match self {
            FeedFormat::Atom => "feed.xml",
            FeedFormat::Json => "feed.json",
        }
    }

    /// The media type: RFC 4287 section 7, JSON Feed 1.1.
    pub fn mime(self) -> &'static str {
        match self {
            FeedFormat::Atom => "application/atom+xml",
            FeedFormat::Json => "application/feed+json",
        }
    }
}
