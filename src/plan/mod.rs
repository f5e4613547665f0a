//! Every URL of the site, before any page is rendered: the whole site on one screen is [`Job`].
//!
//! Collisions die here. This room reads the weave and never renders anything.

mod aliases;
mod calendar_pages;
mod collisions;
mod entries;
mod facets;
mod files;
mod harvest_pages;
mod images;
mod job;
mod kind_lists;
mod languages;
mod links;
mod lists;
mod packing;
mod paging;
mod previews;
mod route;
mod search;
mod sections;
mod sitemaps;
mod social_cards;
mod terms;
mod weaver_pages;

pub use aliases::alias_paths;
pub use calendar_pages::{CALENDAR_FILE, EVENT_FILE, calendar_path, coming_communities, coming_types};
pub use entries::{community_value_path, toolkit_file, toolkit_path};
pub use facets::{By, Choice, Facet, Narrowed};
pub use harvest_pages::{HARVEST_CSV, HARVEST_JSON, harvest_path};
pub use job::{
    CalendarOf, CardOf, EmailFormat, FeedFormat, FeedOf, FileJob, GraphOf, HarvestOf, IcsOf, Job, ListOf, PageJob,
};
pub use kind_lists::{entries_path, list_folder, value_path};
pub use lists::{ListedBy, Lists, Sorted};
pub use packing::{Part, first_pages, pack};
pub use paging::{first_page_path, page_count, page_number, page_path};
pub use previews::PREVIEWS;
pub use route::{Route, encode};
pub use search::{CARDS, SearchFile, SearchShards, TEXTS, search_name};
pub use sections::HEADERS;
pub use sitemaps::sitemap_part_path;
pub use social_cards::social_card_path;
pub use terms::{folder_of, term_path};
pub use weaver_pages::{
    BRIDGES_PAGE, coverage_list, coverage_rows, graph_path, has_graph, list_lengths, list_pages, list_path,
};

use std::collections::BTreeMap;
use std::sync::Arc;

use foldhash::HashMap;

use crate::config::Config;
use crate::content::{Doc, Lang};
use crate::diagnostics::{Diagnostic, Span};
use crate::images::Images;
use crate::kinds::Kinds;
use crate::practice::{Calendar, Harvest};
use crate::weaver::{EntryIx, Taxonomy, Weave};

/// Entries on one page of a list.
pub const PAGE_SIZE: usize = 30;

/// Entries of one kind on a hub page, before the link to all of them. A community's page has much
/// else to show; a person's or a tag's is little more than its shelves.
pub fn shelf_size(taxonomy: Taxonomy) -> usize {
    match taxonomy {
        Taxonomy::Communities => 3,
        Taxonomy::Domains => 5,
        Taxonomy::People | Taxonomy::Tags => PAGE_SIZE,
    }
}

/// A job at its URL. `origin` is the file that asked for it, where one did.
#[derive(Clone, Debug)]
pub struct Planned {
    pub route: Route,
    pub job: Job,
    origin: Option<Span>,
}

/// Everything a plan is made from.
#[derive(Clone, Copy)]
pub struct Sources<'a> {
    pub config: &'a Config,
    pub kinds: &'a Kinds,
    pub weave: &'a Weave,
    pub calendar: &'a Calendar,
    pub harvest: &'a Harvest,
    /// All entries that were read, also those that the weave must not show: only to find mistakes in.
    pub docs: &'a [Arc<Doc>],
    /// All files that are no entries, relative to the root, sorted.
    pub files: &'a [Arc<str>],
    /// Those of them that are images by their names.
    pub images: &'a Images,
    /// URLs of the theme's files.
    pub theme_files: &'a [Arc<str>],
    /// Whether links show a preview of what they lead to.
    pub has_previews: bool,
}

impl Sources<'_> {
    /// The site's language.
    fn lang(&self) -> Lang {
        Lang(self.config.language.as_str().into())
    }
}

/// All URLs, sorted.
#[derive(Debug, Default)]
pub struct Plan {
    pages: Vec<Planned>,
    /// Where in `pages` each URL stands: every page asks for half a dozen others.
    numbers: HashMap<Route, usize>,
    /// Where attachments and static files are published.
    files: BTreeMap<Arc<str>, Route>,
    /// Texts written for a generated page: `content/stories/_index.md`, by that page's URL.
    introductions: BTreeMap<Route, EntryIx>,
    lists: Lists,
    previews: Vec<Vec<EntryIx>>,
}

/// Plans every URL, and reports two pages at one URL.
pub fn plan(sources: Sources) -> (Plan, Vec<Diagnostic>) {
    let lists = Lists::new(sources.weave, sources.kinds, &sources.lang());
    let previews = if sources.has_previews { previews::previews(sources.weave) } else { Vec::new() };
    let mut pages = sections::sections(sources, &lists);
    pages.extend(sections::previews(previews.len()));
    let introductions = entries::introductions(sources, &pages);
    pages.extend(entries::entries(sources, &introductions));
    // A sitemap holds whole addresses, so that a site which does not know its own has none.
    if !sources.config.base_url.origin.is_empty() {
        pages.extend(sitemaps::sitemaps(&pages, 1 + lists.languages().count()));
    }
    let (cards, cardless) = social_cards::social_cards(sources, &pages);
    pages.extend(cards);
    let files = files::published(sources);
    pages.extend(files::files(sources, &files));
    pages.extend(images::variants(sources, &files));
    let (mut pages, mut diagnostics) = collisions::settle(pages);
    diagnostics.extend(cardless);
    diagnostics.extend(files::telling(sources, &files));
    let (redirects, problems) = aliases::redirects(sources, &pages);
    diagnostics.extend(problems);
    diagnostics.extend(aliases::check(sources));
    pages.extend(redirects);
    pages.sort_by(|a, b| a.route.cmp(&b.route));
    let numbers = pages.iter().enumerate().map(|(number, planned)| (planned.route.clone(), number)).collect();
    let plan = Plan { pages, numbers, files, introductions, lists, previews };
    diagnostics.extend(links::check(&plan, sources.weave));
    (plan, diagnostics)
}

impl Plan {
    pub fn pages(&self) -> &[Planned] {
        &self.pages
    }

    /// The job at a URL, relative to the site's home and not percent-encoded.
    pub fn at(&self, path: &str) -> Option<&Job> {
        Some(&self.page(path)?.job)
    }

    /// The page at a URL, relative to the site's home and not percent-encoded.
    pub fn page(&self, path: &str) -> Option<&Planned> {
        Some(&self.pages[*self.numbers.get(path)?])
    }

    /// Whether a URL exists, also without its slash at the end or with `index.html`.
    pub fn find(&self, path: &str) -> Option<&Route> {
        let exact = |path: &str| Some(&self.page(path)?.route);
        exact(path).or_else(|| exact(&format!("{path}/"))).or_else(|| exact(path.strip_suffix("index.html")?))
    }

    /// The site's long lists, and what they can be narrowed by.
    pub fn lists(&self) -> &Lists {
        &self.lists
    }

    /// For each file of previews the entries in it; none where links have no previews.
    pub fn previews(&self) -> &[Vec<EntryIx>] {
        &self.previews
    }

    /// Where a file of the site is published; nothing for one that is not.
    pub fn file(&self, source: &str) -> Option<&Route> {
        self.files.get(source)
    }

    /// The file of the site that is published at a path.
    pub fn source(&self, path: &str) -> Option<&Arc<str>> {
        match self.at(path)? {
            Job::File(FileJob::Copy(file) | FileJob::Image { file, .. }) => Some(file),
            _ => None,
        }
    }

    /// The published files whose source stands under `folder`, which ends with `/`, or begins with another such text.
    pub fn files_under(&self, folder: &str) -> impl Iterator<Item = (&Arc<str>, &Route)> {
        self.files.range(Arc::<str>::from(folder)..).take_while(move |(file, _)| file.starts_with(folder))
    }

    /// The text somebody wrote for the generated page at `path`.
    pub fn introduction(&self, path: &str) -> Option<EntryIx> {
        self.introductions.get(&Route::new(path)).copied()
    }
}
