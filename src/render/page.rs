//! One HTML page: which view, which template.

use std::cell::RefCell;
use std::sync::Arc;

use serde::Serialize;

use super::context::{page_context, render_page};
use super::memo::Memo;
use super::prose::{prose, safe};
use crate::content::Lang;
use crate::diagnostics::Diagnostic;
use crate::plan::{CalendarOf, GraphOf, HarvestOf, ListOf, PageJob, Route, first_page_path, term_path};
use crate::stages::{Lap, Stage};
use crate::view::contract::{Crumb, Missing, Page, Redirect, WeaverList};
use crate::view::page::{Head, crumbs, entry_page, home_crumb, introduced_page, page as plain_page};
use crate::view::plain::DEFINITION;
use crate::view::{
    Snapshot, bridges, calendar, community, coverage, desk, expedition, gaps, graph, harvest, home, hub, issue, item,
    listing, value, weave,
};
use crate::weaver::{EntryIx, Taxonomy, TermIx};

/// Fields that a hub page shows in its head and not in a facts panel.
const HUB_SHOWN: [&str; 3] = ["statement", "questions", "name"];

struct Renderer<'a> {
    snapshot: &'a Snapshot,
    memo: &'a Memo,
    route: &'a Route,
    base: String,
    lap: RefCell<Lap<'a>>,
}

/// The page at a planned URL.
pub fn page(snapshot: &Snapshot, memo: &Memo, route: &Route, job: &PageJob) -> Result<String, Box<Diagnostic>> {
    let base = match job {
        // A server sends this page for any address, so its links cannot be relative.
        PageJob::NotFound => snapshot.config.base_url.prefix.clone(),
        _ => route.base(),
    };
    let renderer = Renderer { snapshot, memo, route, base, lap: memo.stages.lap().into() };
    match job {
        PageJob::Home => renderer.home(),
        PageJob::Entry(entry) => renderer.entry(*entry),
        PageJob::Term { taxonomy, term } => renderer.hub(*taxonomy, *term, None),
        PageJob::KindIndex { kind, page } => renderer.kind_index(kind, *page),
        PageJob::Practice { page } => renderer.practice(*page),
        PageJob::Journal { page } => renderer.journal(*page),
        PageJob::Calendar(of) => renderer.calendar(of),
        PageJob::Toolkit(entry) => {
            renderer.beside(*entry, ("toolkit-of", "toolkit-lede"), "toolkit", &expedition::toolkit(snapshot, *entry))
        }
        PageJob::Value { term, entry } => {
            renderer.beside(*entry, ("value-of", "value-lede"), "value", &value::value(snapshot, *term, *entry))
        }
        PageJob::Terms(taxonomy) => renderer.terms(*taxonomy),
        PageJob::TermKind { taxonomy, term, kind, page } => renderer.term_kind(*taxonomy, *term, kind, *page),
        PageJob::KindValue { kind, field, value, page } => renderer.kind_value(kind, field, value, *page),
        PageJob::Weave => renderer.section("weave", "weave", Some("weave"), "weave", &weave::weave(snapshot)),
        PageJob::Bridges { page } => renderer.weaver("bridges", "bridges", &bridges::bridges(snapshot, *page)),
        PageJob::Coverage { page } => renderer.weaver("coverage", "coverage", &coverage::coverage(snapshot, *page)),
        PageJob::CoverageList { page } => {
            renderer.weaver("coverage-as-list", "coverage_list", &coverage::list(snapshot, *page))
        }
        PageJob::Gaps => renderer.weaver("gaps", "gaps", &gaps::gaps(snapshot)),
        PageJob::WeaverList { of, page } => {
            let list = weave::list(snapshot, *of, *page);
            match of {
                ListOf::Letters => renderer.weaver("letters-of-all", "weaver_list", &list),
                ListOf::Relations => renderer.weaver("relations", "weaver_list", &list),
                ListOf::Months => renderer.archive(&list),
            }
        }
        PageJob::Graph(of) => renderer.graph(of),
        PageJob::Harvest(of) => renderer.harvest(of),
        PageJob::Changes => renderer.section("changes", "changes", None, "changes", &desk::changes(snapshot)),
        PageJob::Contribute => {
            renderer.section("contribute", "contribute", None, "contribute", &desk::contribute(snapshot))
        }
        PageJob::Search => renderer.section("search", "search", None, "search", &desk::search(snapshot)),
        PageJob::NotFound => renderer.not_found(),
        PageJob::Redirect { to, title } => renderer.redirect(to, title),
    }
}

impl Renderer<'_> {
    fn home(&self) -> Result<String, Box<Diagnostic>> {
        let snapshot = self.snapshot;
        let introduction = snapshot.plan.introduction("");
        let text = introduction.map(|entry| self.prose(entry)).transpose()?.filter(|html| !html.trim().is_empty());
        let home = home::home(snapshot, introduction, text.as_deref().map(safe));
        let mut head = self.head(snapshot.config.title.clone(), "home", None);
        head.crumbs = Vec::new();
        head.description = home.lede.clone();
        let page = plain_page(snapshot, head);
        self.render("home.html", &page, "home", &home)
    }

    /// `content/404.md` may say it in the site's own words.
    fn not_found(&self) -> Result<String, Box<Diagnostic>> {
        let snapshot = self.snapshot;
        let written = snapshot.plan.introduction(self.route.path());
        let title = written.map(|entry| snapshot.weave.doc(entry).facts.title.to_string());
        let text = written.map(|entry| self.prose(entry)).transpose()?;
        let missing = Missing { body_html: text.as_deref().map(safe) };
        let head = self.head(title.unwrap_or_else(|| snapshot.say(&self.lang(), "not-found")), "404", None);
        self.render("404.html", &plain_page(snapshot, head), "missing", &missing)
    }

    fn entry(&self, entry: EntryIx) -> Result<String, Box<Diagnostic>> {
        let snapshot = self.snapshot;
        let id = &snapshot.weave.doc(entry).id;
        let taxonomy = Taxonomy::ALL.into_iter().find(|taxonomy| taxonomy.kind() == Some(&*id.kind));
        let term = taxonomy.and_then(|taxonomy| Some((taxonomy, snapshot.weave.terms().find(taxonomy, &id.slug)?)));
        match term {
            Some((Taxonomy::Communities, term)) => self.community(term, entry),
            Some((taxonomy, term)) => self.hub(taxonomy, term, Some(entry)),
            None if *id.kind == *"newsletter" => self.issue(entry),
            None if *id.kind == *"expedition" => self.expedition(entry),
            None => self.item(entry),
        }
    }

    fn issue(&self, entry: EntryIx) -> Result<String, Box<Diagnostic>> {
        let item = item::item(self.snapshot, entry, safe(&self.prose(entry)?), &issue::SHOWN);
        let page = entry_page(self.snapshot, entry, self.route, "issue");
        let template = self.template(entry, "issue.html");
        self.render(template, &page, "issue", &issue::issue(self.snapshot, entry, item))
    }

    fn expedition(&self, entry: EntryIx) -> Result<String, Box<Diagnostic>> {
        let item = item::item(self.snapshot, entry, safe(&self.prose(entry)?), &expedition::SHOWN);
        let page = entry_page(self.snapshot, entry, self.route, "expedition");
        let template = self.template(entry, "expedition.html");
        let expedition = expedition::expedition(self.snapshot, entry, item);
        self.render(template, &page, "expedition", &expedition)
    }

    /// A page that belongs to an entry's: under it in the crumbs, and seen by the same readers. `words` are the
    /// strings of its title, which names the entry, and of its description.
    fn beside<T: serde::Serialize>(
        &self,
        entry: EntryIx,
        words: (&str, &str),
        name: &'static str,
        value: &T,
    ) -> Result<String, Box<Diagnostic>> {
        let snapshot = self.snapshot;
        let doc = snapshot.weave.doc(entry);
        let kind = snapshot.kinds_in(&doc.lang).get(&doc.id.kind);
        let title = snapshot.voice(&doc.lang).phrase(words.0, None, &[("title", &doc.facts.title)]);
        let mut head = self.head(title, name, kind.and_then(crate::view::page::section_of));
        head.lang = doc.lang.clone();
        head.description = Some(snapshot.say(&doc.lang, words.1));
        head.crumbs = kind.map_or_else(|| home_crumb(snapshot, &doc.lang), |kind| crumbs(snapshot, kind, &doc.lang));
        let url = crate::plan::encode(snapshot.weave.address(entry));
        head.crumbs.push(Crumb { title: doc.facts.title.to_string(), url });
        let mut page = plain_page(snapshot, head);
        page.meta.noindex = snapshot.weave.status(entry).is_some();
        self.render(&format!("{name}.html"), &page, name, value)
    }

    /// The template that an entry asks for, where there is one, else that of its kind.
    fn template<'t>(&'t self, entry: EntryIx, of_kind: &'t str) -> &'t str {
        let own = self.snapshot.weave.doc(entry).facts.template.as_ref().map(|template| &*template.value);
        own.filter(|name| self.snapshot.engine.contains_template(name)).unwrap_or(of_kind)
    }

    fn item(&self, entry: EntryIx) -> Result<String, Box<Diagnostic>> {
        let snapshot = self.snapshot;
        let item = item::item(snapshot, entry, safe(&self.prose(entry)?), &["parts", DEFINITION]);
        let page = entry_page(snapshot, entry, self.route, "item");
        self.render(self.template(entry, "item.html"), &page, "item", &item)
    }

    fn community(&self, term: TermIx, entry: EntryIx) -> Result<String, Box<Diagnostic>> {
        let item = item::item(self.snapshot, entry, safe(&self.prose(entry)?), &community::SHOWN);
        let community = community::community(self.snapshot, term, entry, item);
        let page = entry_page(self.snapshot, entry, self.route, "community");
        self.render("community.html", &page, "community", &community)
    }

    fn hub(&self, taxonomy: Taxonomy, term: TermIx, entry: Option<EntryIx>) -> Result<String, Box<Diagnostic>> {
        let snapshot = self.snapshot;
        let page = match entry {
            Some(entry) => entry_page(snapshot, entry, self.route, "hub"),
            None => self.term_page(taxonomy, term),
        };
        let text = entry.map(|entry| self.prose(entry)).transpose()?;
        let item =
            entry.map(|entry| item::item(snapshot, entry, safe(text.as_deref().unwrap_or_default()), &HUB_SHOWN));
        let lang = entry.map_or_else(|| self.lang(), |entry| snapshot.weave.doc(entry).lang.clone());
        let hub = hub::hub(snapshot, taxonomy, term, item, &lang);
        self.render("hub.html", &page, "hub", &hub)
    }

    fn term_page(&self, taxonomy: Taxonomy, term: TermIx) -> Page {
        let title = self.snapshot.weave.terms().get(taxonomy, term).title.to_string();
        let mut head = self.head(title.clone(), "hub", None);
        head.crumbs.push(self.taxonomy_crumb(taxonomy));
        head.feeds = vec![(title, self.route.href())];
        plain_page(self.snapshot, head)
    }

    fn taxonomy_crumb(&self, taxonomy: Taxonomy) -> Crumb {
        let url = format!("{}/", crate::plan::folder_of(taxonomy, &self.snapshot.kinds));
        Crumb { title: self.snapshot.say(&self.lang(), taxonomy.key()), url }
    }

    fn kind_index(&self, name: &str, page: usize) -> Result<String, Box<Diagnostic>> {
        let snapshot = self.snapshot;
        let Some(kind) = snapshot.kinds.get(name) else { return Ok(String::new()) };
        let mut listing = listing::kind_index(snapshot, kind, page);
        let folder = format!("{}/", kind.folder);
        let summary = snapshot
            .plan
            .introduction(&folder)
            .and_then(|entry| snapshot.weave.doc(entry).facts.summary.as_deref().map(str::to_owned));
        listing.definition = summary.or(listing.definition);
        let mut head = self.head(listing.title.clone(), "listing", crate::view::page::section_of(kind));
        head.description = listing.definition.clone();
        head.crumbs = crumbs(snapshot, kind, &self.lang());
        head.crumbs.pop();
        head.feeds = vec![(kind.plural.clone(), crate::plan::encode(&folder))];
        let page = self.made(head)?;
        listing.title = page.title.clone();
        self.render("listing.html", &page, "listing", &listing)
    }

    fn practice(&self, page: usize) -> Result<String, Box<Diagnostic>> {
        let listing = listing::practice(self.snapshot, page);
        self.section("practice", "listing", Some("practice"), "listing", &listing)
    }

    fn calendar(&self, of: &CalendarOf) -> Result<String, Box<Diagnostic>> {
        let snapshot = self.snapshot;
        let calendar = calendar::calendar(snapshot, of);
        let mut head = self.head(calendar.title.clone(), "calendar", Some("calendar"));
        if *of != CalendarOf::All {
            let title = calendar::title(snapshot, &CalendarOf::All);
            head.crumbs.push(Crumb { title, url: "calendar/".to_owned() });
        }
        self.render("calendar.html", &self.made(head)?, "calendar", &calendar)
    }

    fn harvest(&self, of: &HarvestOf) -> Result<String, Box<Diagnostic>> {
        let snapshot = self.snapshot;
        let year = match of {
            HarvestOf::Now => snapshot.harvest.current().or(snapshot.harvest.years().first()),
            HarvestOf::Year(number) | HarvestOf::Community(number, _) => snapshot.harvest.of_year(*number),
        };
        let Some(year) = year else { return Ok(String::new()) };
        let crumb = || Crumb { title: snapshot.say(&self.lang(), "harvest"), url: "harvest/".to_owned() };
        let row = match of {
            HarvestOf::Community(_, community) => year.of_community(*community),
            _ => None,
        };
        if let Some(row) = row {
            let report = harvest::report(snapshot, year, row);
            let mut head = self.head(report.title.clone(), "harvest-report", Some("communities"));
            head.crumbs.push(crumb());
            return self.render("harvest-report.html", &plain_page(snapshot, head), "report", &report);
        }
        let harvest = harvest::harvest(snapshot, year);
        let mut head = self.head(harvest.title.clone(), "harvest", Some("communities"));
        if *of != HarvestOf::Now {
            head.crumbs.push(crumb());
        }
        self.render("harvest.html", &self.made(head)?, "harvest", &harvest)
    }

    fn journal(&self, page: usize) -> Result<String, Box<Diagnostic>> {
        self.section("journal", "journal", Some("journal"), "journal", &listing::journal(self.snapshot, page))
    }

    fn term_kind(&self, taxonomy: Taxonomy, term: TermIx, kind: &str, page: usize) -> Result<String, Box<Diagnostic>> {
        let snapshot = self.snapshot;
        let Some(kind) = snapshot.kinds.get(kind) else { return Ok(String::new()) };
        let listing = listing::term_kind(snapshot, taxonomy, term, kind, page);
        let mut head = self.head(listing.title.clone(), "listing", None);
        head.crumbs.push(self.taxonomy_crumb(taxonomy));
        head.crumbs.push(Crumb {
            title: snapshot.weave.terms().get(taxonomy, term).title.to_string(),
            url: crate::plan::encode(&term_path(taxonomy, term, &snapshot.weave, &snapshot.kinds)),
        });
        self.render("listing.html", &plain_page(snapshot, head), "listing", &listing)
    }

    fn kind_value(&self, kind: &str, field: &str, value: &Arc<str>, page: usize) -> Result<String, Box<Diagnostic>> {
        let snapshot = self.snapshot;
        let Some(kind) = snapshot.kinds.get(kind) else { return Ok(String::new()) };
        let listing = listing::kind_value(snapshot, kind, field, value, page);
        let mut head = self.head(listing.title.clone(), "listing", crate::view::page::section_of(kind));
        head.crumbs = crumbs(snapshot, kind, &self.lang());
        self.render("listing.html", &plain_page(snapshot, head), "listing", &listing)
    }

    fn terms(&self, taxonomy: Taxonomy) -> Result<String, Box<Diagnostic>> {
        let section = match taxonomy {
            Taxonomy::Domains => Some("domains"),
            Taxonomy::Communities | Taxonomy::People => Some("communities"),
            Taxonomy::Tags => None,
        };
        self.section(taxonomy.key(), "terms", section, "terms", &hub::term_index(self.snapshot, taxonomy))
    }

    /// A page of which there is one, titled by an interface string.
    fn section<T: Serialize>(
        &self,
        key: &str,
        template: &'static str,
        section: Option<&'static str>,
        name: &'static str,
        value: &T,
    ) -> Result<String, Box<Diagnostic>> {
        let title = self.snapshot.say(&self.lang(), key);
        let page = self.made(self.head(title, template, section))?;
        self.render(&format!("{template}.html"), &page, name, value)
    }

    /// A page of the weaver index, under it in the crumbs.
    fn weaver<T: Serialize>(&self, key: &str, name: &'static str, value: &T) -> Result<String, Box<Diagnostic>> {
        let weave = Crumb { title: self.snapshot.say(&self.lang(), "weave"), url: "weaver/".to_owned() };
        let mut head = self.head(self.snapshot.say(&self.lang(), key), name, Some("weave"));
        head.crumbs.push(weave);
        let template = format!("{}.html", name.replace('_', "-"));
        self.render(&template, &plain_page(self.snapshot, head), name, value)
    }

    /// Everything by month, under what has changed.
    fn archive(&self, list: &WeaverList) -> Result<String, Box<Diagnostic>> {
        let mut head = self.head(self.snapshot.say(&self.lang(), "archive"), "weaver_list", None);
        let title = self.snapshot.say(&self.lang(), "changes");
        head.crumbs.push(Crumb { title, url: "changes/".to_owned() });
        self.render("weaver-list.html", &self.made(head)?, "weaver_list", list)
    }

    fn graph(&self, of: &GraphOf) -> Result<String, Box<Diagnostic>> {
        let snapshot = self.snapshot;
        let graph = graph::graph(snapshot, of);
        let words = snapshot.say(&self.lang(), "graph");
        let title = graph.title.as_ref().map_or_else(|| words.clone(), |title| format!("{words}: {title}"));
        let mut head = self.head(title, "graph", Some("weave"));
        head.crumbs.push(Crumb { title: snapshot.say(&self.lang(), "weave"), url: "weaver/".to_owned() });
        if graph.title.is_some() {
            head.crumbs.push(Crumb { title: words, url: "weaver/graph/".to_owned() });
        }
        self.render("graph.html", &plain_page(snapshot, head), "graph", &graph)
    }

    fn redirect(&self, to: &Route, title: &Arc<str>) -> Result<String, Box<Diagnostic>> {
        let mut page = plain_page(self.snapshot, self.head(title.to_string(), "redirect", None));
        page.canonical = self.snapshot.config.base_url.absolute(&to.href());
        page.meta.noindex = true;
        let redirect = Redirect { title: title.clone(), url: to.href() };
        self.render("redirect.html", &page, "redirect", &redirect)
    }

    /// A page that copsite makes, under the title and with the text that the site may have written for it.
    fn made(&self, mut head: Head) -> Result<Page, Box<Diagnostic>> {
        let (snapshot, path) = (self.snapshot, self.route.path());
        let first = first_page_path(path);
        let Some(entry) = snapshot.plan.introduction(first) else { return Ok(plain_page(snapshot, head)) };
        head.title = snapshot.weave.doc(entry).facts.title.to_string();
        if path != first {
            return Ok(plain_page(snapshot, head));
        }
        let text = Some(self.prose(entry)?).filter(|html| !html.trim().is_empty());
        Ok(introduced_page(snapshot, head, entry, text.as_deref().map(safe)))
    }

    fn head(&self, title: String, template: &'static str, section: Option<&'static str>) -> Head<'_> {
        Head {
            title,
            route: self.route,
            lang: self.lang(),
            description: None,
            template,
            section,
            crumbs: home_crumb(self.snapshot, &self.lang()),
            feeds: Vec::new(),
        }
    }

    fn lang(&self) -> Lang {
        self.snapshot.lang()
    }

    fn prose(&self, entry: EntryIx) -> Result<String, Box<Diagnostic>> {
        self.lap.borrow_mut().end(Stage::Views);
        let prose = prose(self.snapshot, self.memo, entry, &self.base);
        self.lap.borrow_mut().end(Stage::Prose);
        prose
    }

    /// The page, from its template and `value`, which the template knows as `name`.
    fn render<T: Serialize>(
        &self,
        template: &str,
        page: &Page,
        name: &'static str,
        value: &T,
    ) -> Result<String, Box<Diagnostic>> {
        let context = page_context(self.snapshot, &self.base, page, name, value);
        self.lap.borrow_mut().end(Stage::Views);
        let html = render_page(self.snapshot, template, &self.base, page, &context);
        self.lap.borrow_mut().end(Stage::Templates);
        html
    }
}
