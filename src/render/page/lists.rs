//! Pages that copsite makes itself: home, lists, and what is read off the whole site.

use std::sync::Arc;

use serde::Serialize;

use super::Renderer;
use crate::diagnostics::Diagnostic;
use crate::kinds::addresses;
use crate::plan::{CalendarOf, GraphOf, HarvestOf, Route, encode, term_path};
use crate::render::prose::safe;
use crate::view::contract::{Crumb, Missing, Redirect, WeaverList};
use crate::view::crumbs;
use crate::view::page::page as plain_page;
use crate::view::section::{section_called, section_of, section_of_terms};
use crate::view::web_site::web_site;
use crate::view::{calendar, graph, harvest, home, hub, listing};
use crate::weaver::{Taxonomy, TermIx};

impl Renderer<'_> {
    pub(super) fn home(&self) -> Result<Vec<u8>, Box<Diagnostic>> {
        let snapshot = self.snapshot;
        let introduction = snapshot.plan.introduction("");
        let text = introduction.map(|entry| self.prose(entry)).transpose()?.filter(|html| !html.trim().is_empty());
        let home = home::home(snapshot, introduction, text.as_deref().map(safe));
        let mut head = self.head(snapshot.config.title.clone(), "home", None);
        head.crumbs = Vec::new();
        head.description = home.lede.clone();
        let mut page = plain_page(snapshot, head);
        page.meta.json_ld_html = Some(web_site(snapshot));
        self.render("home.html", &page, "home", &home)
    }

    /// `content/404.md` may say it in the site's own words.
    pub(super) fn not_found(&self) -> Result<Vec<u8>, Box<Diagnostic>> {
        let snapshot = self.snapshot;
        let written = snapshot.plan.introduction(self.route.path());
        let title = written.map(|entry| snapshot.weave.doc(entry).facts.title.to_string());
        let text = written.map(|entry| self.prose(entry)).transpose()?;
        let missing = Missing { body_html: text.as_deref().map(safe) };
        let head = self.head(title.unwrap_or_else(|| snapshot.say(&self.lang, "not-found")), "404", None);
        self.render("404.html", &plain_page(snapshot, head), "missing", &missing)
    }

    pub(super) fn kind_index(&self, name: &str, page: usize) -> Result<Vec<u8>, Box<Diagnostic>> {
        let snapshot = self.snapshot;
        let Some(kind) = snapshot.kinds_in(&self.lang).get(name) else { return Ok(Vec::new()) };
        let mut listing = listing::kind_index(snapshot, kind, &self.lang, page);
        let folder = snapshot.config.path_in(&self.lang.0, &format!("{}/", kind.folder));
        let summary = snapshot
            .plan
            .introduction(&folder)
            .and_then(|entry| snapshot.weave.doc(entry).facts.summary.as_deref().map(str::to_owned));
        listing.definition = summary.or(listing.definition);
        let mut head = self.head(listing.title.clone(), "listing", section_of(snapshot, kind));
        head.description = listing.definition.clone();
        head.crumbs = crumbs::of_kind(snapshot, kind, &self.lang);
        head.crumbs.pop();
        head.feeds = vec![(kind.plural.clone(), format!("{}/", kind.folder))];
        let page = self.made(head)?;
        listing.title = page.title.clone();
        self.render("listing.html", &page, "listing", &listing)
    }

    pub(super) fn practice(&self, page: usize) -> Result<Vec<u8>, Box<Diagnostic>> {
        let mut listing = listing::practice(self.snapshot, &self.lang, page);
        let page = self.made(self.head(listing.title, "listing", Some("practice".into())))?;
        listing.title = page.title.clone();
        self.render("listing.html", &page, "listing", &listing)
    }

    pub(super) fn calendar(&self, of: &CalendarOf) -> Result<Vec<u8>, Box<Diagnostic>> {
        let snapshot = self.snapshot;
        let calendar = calendar::calendar(snapshot, of);
        let mut head = self.head(calendar.title.clone(), "calendar", Some("calendar".into()));
        if *of != CalendarOf::All {
            let title = calendar::title(snapshot, &CalendarOf::All);
            head.crumbs.push(Crumb { title, url: addresses::CALENDAR.to_owned() });
        }
        self.render("calendar.html", &self.made(head)?, "calendar", &calendar)
    }

    pub(super) fn harvest(&self, of: &HarvestOf) -> Result<Vec<u8>, Box<Diagnostic>> {
        let snapshot = self.snapshot;
        let year = match of {
            HarvestOf::Now => snapshot.harvest.current().or(snapshot.harvest.years().first()),
            HarvestOf::Year(number) | HarvestOf::Community(number, _) => snapshot.harvest.of_year(*number),
        };
        let Some(year) = year else { return Ok(Vec::new()) };
        let crumb = || Crumb { title: snapshot.say(&self.lang, "harvest"), url: addresses::HARVEST.to_owned() };
        let row = match of {
            HarvestOf::Community(_, community) => year.of_community(*community),
            _ => None,
        };
        if let Some(row) = row {
            let report = harvest::report(snapshot, year, row);
            let mut head = self.head(
                report.title.clone(),
                "harvest-report",
                section_called(snapshot, "harvest", Some("communities")),
            );
            head.crumbs.push(crumb());
            return self.render("harvest-report.html", &plain_page(snapshot, head), "report", &report);
        }
        let harvest = harvest::harvest(snapshot, year);
        let mut head =
            self.head(harvest.title.clone(), "harvest", section_called(snapshot, "harvest", Some("communities")));
        if *of != HarvestOf::Now {
            head.crumbs.push(crumb());
        }
        self.render("harvest.html", &self.made(head)?, "harvest", &harvest)
    }

    pub(super) fn journal(&self, page: usize) -> Result<Vec<u8>, Box<Diagnostic>> {
        self.section(
            "journal",
            "journal",
            Some("journal".into()),
            "journal",
            &listing::journal(self.snapshot, &self.lang, page),
        )
    }

    pub(super) fn term_kind(
        &self,
        taxonomy: Taxonomy,
        term: TermIx,
        kind: &str,
        page: usize,
    ) -> Result<Vec<u8>, Box<Diagnostic>> {
        let snapshot = self.snapshot;
        let Some(kind) = snapshot.kinds.get(kind) else { return Ok(Vec::new()) };
        let listing = listing::term_kind(snapshot, taxonomy, term, kind, page);
        let mut head = self.head(listing.title.clone(), "listing", section_of_terms(snapshot, taxonomy));
        head.crumbs.push(self.taxonomy_crumb(taxonomy));
        head.crumbs.push(Crumb {
            title: snapshot.weave.terms().get(taxonomy, term).title.to_string(),
            url: encode(&term_path(taxonomy, term, &snapshot.weave, &snapshot.kinds)),
        });
        self.render("listing.html", &plain_page(snapshot, head), "listing", &listing)
    }

    pub(super) fn kind_value(
        &self,
        kind: &str,
        field: &str,
        value: &Arc<str>,
        page: usize,
    ) -> Result<Vec<u8>, Box<Diagnostic>> {
        let snapshot = self.snapshot;
        let Some(kind) = snapshot.kinds.get(kind) else { return Ok(Vec::new()) };
        let listing = listing::kind_value(snapshot, kind, field, value, page);
        let mut head = self.head(listing.title.clone(), "listing", section_of(snapshot, kind));
        head.crumbs = crumbs::of_kind(snapshot, kind, &self.lang);
        self.render("listing.html", &plain_page(snapshot, head), "listing", &listing)
    }

    pub(super) fn terms(&self, taxonomy: Taxonomy) -> Result<Vec<u8>, Box<Diagnostic>> {
        let section = section_of_terms(self.snapshot, taxonomy);
        self.section(taxonomy.key(), "terms", section, "terms", &hub::term_index(self.snapshot, taxonomy, &self.lang))
    }

    /// A page of the weaver index, under it in the crumbs.
    pub(super) fn weaver<T: Serialize>(
        &self,
        key: &str,
        name: &'static str,
        value: &T,
    ) -> Result<Vec<u8>, Box<Diagnostic>> {
        let weave = Crumb { title: self.snapshot.say(&self.lang, "weave"), url: addresses::WEAVER.to_owned() };
        let mut head =
            self.head(self.snapshot.say(&self.lang, key), name, section_called(self.snapshot, key, Some("weave")));
        head.crumbs.push(weave);
        let template = format!("{}.html", name.replace('_', "-"));
        self.render(&template, &plain_page(self.snapshot, head), name, value)
    }

    /// Everything by month, under what has changed.
    pub(super) fn archive(&self, list: &WeaverList) -> Result<Vec<u8>, Box<Diagnostic>> {
        let mut head = self.head(
            self.snapshot.say(&self.lang, "archive"),
            "weaver_list",
            section_called(self.snapshot, "archive", None),
        );
        let title = self.snapshot.say(&self.lang, "changes");
        head.crumbs.push(Crumb { title, url: addresses::CHANGES.to_owned() });
        self.render("weaver-list.html", &self.made(head)?, "weaver_list", list)
    }

    pub(super) fn graph(&self, of: &GraphOf) -> Result<Vec<u8>, Box<Diagnostic>> {
        let snapshot = self.snapshot;
        let graph = graph::graph(snapshot, of);
        let words = snapshot.say(&self.lang, "graph");
        let title = graph.title.as_ref().map_or_else(|| words.clone(), |title| format!("{words}: {title}"));
        let mut head = self.head(title, "graph", section_called(snapshot, "graph", Some("weave")));
        head.crumbs.push(Crumb { title: snapshot.say(&self.lang, "weave"), url: addresses::WEAVER.to_owned() });
        if graph.title.is_some() {
            head.crumbs.push(Crumb { title: words, url: addresses::GRAPH.to_owned() });
        }
        self.render("graph.html", &plain_page(snapshot, head), "graph", &graph)
    }

    pub(super) fn redirect(&self, to: &Route, title: &Arc<str>) -> Result<Vec<u8>, Box<Diagnostic>> {
        let mut page = plain_page(self.snapshot, self.head(title.to_string(), "redirect", None));
        page.canonical = self.snapshot.config.base_url.absolute(&to.href());
        page.meta.noindex = true;
        let redirect = Redirect { title: title.clone(), url: to.href() };
        self.render("redirect.html", &page, "redirect", &redirect)
    }
}
