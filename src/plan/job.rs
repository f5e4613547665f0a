//! Everything that a site publishes, as one closed list of jobs.

use std::sync::Arc;

use super::{ListedBy, Route, SearchFile};
use crate::content::Lang;
use crate::images::Variant;
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
    /// The entries of a kind, of the site or in a language.
    KindIndex {
        lang: Lang,
        kind: Arc<str>,
        page: usize,
    },
    Practice {
        lang: Lang,
        page: usize,
    },
    Journal {
        lang: Lang,
        page: usize,
    },
    Calendar(CalendarOf),
    /// The index of a taxonomy: `/domains/`, `/tags/` …
    Terms {
        lang: Lang,
        taxonomy: Taxonomy,
    },
    /// What a community is good for, as its members tell it.
    Value {
        term: TermIx,
        entry: EntryIx,
    },
    /// What an expedition brought back, to be taken along.
    Toolkit(EntryIx),
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
    Harvest(HarvestOf),
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
    /// In the language of the page that it leads to.
    Redirect {
        to: Route,
        title: Arc<str>,
        lang: Lang,
    },
}

/// A file that no template makes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FileJob {
    Feed {
        of: FeedOf,
        format: FeedFormat,
    },
    Ics(IcsOf),
    HarvestCsv,
    HarvestJson,
    /// All entries of a list, for the script that narrows it.
    Entries(ListedBy),
    /// What previews of links show, in files of a few entries each.
    Previews(usize),
    /// An entry's Markdown source.
    Source(EntryIx),
    /// What an expedition brought back, in one file with all that it shows.
    Toolkit(EntryIx),
    /// An issue of the newsletter for mail programs.
    Email {
        issue: EntryIx,
        format: EmailFormat,
    },
    /// The pages of the site for search engines, or one part of them, counted from 0.
    Sitemap {
        part: usize,
        of: usize,
    },
    /// The addresses of the parts, where one file may not hold all pages.
    SitemapIndex {
        of: usize,
    },
    Robots,
    /// What a web server should say beside the files.
    Headers,
    Llms,
    WeaverJson,
    /// A file of the search index of a language.
    Search {
        lang: Lang,
        file: SearchFile,
    },
    /// A file of the site, as it is: relative to the root.
    Copy(Arc<str>),
    /// An image of the site.
    Image {
        /// Relative to the root.
        file: Arc<str>,
        variant: Variant,
    },
    /// What other sites show for a link to a page without an image of its own.
    SocialCard(CardOf),
    /// A file of the theme, by its URL.
    Theme(Arc<str>),
}

/// The page that a social card stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CardOf {
    Home,
    /// The list of all communities.
    Communities,
    Entry(EntryIx),
}

/// What a mail is made of, and the mail itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EmailFormat {
    Html,
    Text,
    /// Both in one message, ready to be sent.
    Message,
}

impl EmailFormat {
    pub const ALL: [EmailFormat; 3] = [EmailFormat::Html, EmailFormat::Text, EmailFormat::Message];

    /// The file's name in its folder.
    pub fn file(self) -> &'static str {
        match self {
            EmailFormat::Html => "email.html",
            EmailFormat::Text => "email.txt",
            EmailFormat::Message => "email.eml",
        }
    }
}

impl PageJob {
    /// The language of a list, or of an index of terms: there is one in each language that has any of it.
    pub fn lang(&self) -> Option<&Lang> {
        match self {
            PageJob::KindIndex { lang, .. }
            | PageJob::Practice { lang, .. }
            | PageJob::Journal { lang, .. }
            | PageJob::Terms { lang, .. } => Some(lang),
            _ => None,
        }
    }
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
    Months,
}

/// What a picture of the graph shows.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum GraphOf {
    Site,
    Community(TermIx),
    Kind(Arc<str>),
}

/// Which dates a calendar page shows.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CalendarOf {
    /// Everything to come.
    All,
    /// What is to come of a community.
    Community(TermIx),
    /// What is to come of a type of event.
    Type(Arc<str>),
    /// What took place in a year.
    Year(i16),
}

/// Which commitments a page of the harvest shows.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum HarvestOf {
    /// Those of the year that it is.
    Now,
    Year(i16),
    /// A community's report on a year.
    Community(i16, TermIx),
}

/// Which events a calendar file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum IcsOf {
    Site,
    Term(Taxonomy, TermIx),
    Event(EntryIx),
}

/// Whose entries a feed holds.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FeedOf {
    /// All that is new, on the site or in a language.
    Site(Lang),
    Kind(Lang, Arc<str>),
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
