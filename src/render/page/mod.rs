//! One HTML page: which view, which template.

mod entries;
mod lists;

use std::cell::RefCell;
use std::sync::Arc;

use serde::Serialize;

use super::context::{page_context, render_page};
use super::memo::Memo;
use super::prose::{prose, safe};
use crate::content::Lang;
use crate::diagnostics::Diagnostic;
use crate::plan::{ListOf, PageJob, Route, first_page_path};
use crate::stages::{Lap, Stage};
use crate::view::contract::{Crumb, Page};
use crate::view::crumbs::home_crumb;
use crate::view::page::{Head, introduced_page, page as plain_page};
use crate::view::{Snapshot, bridges, coverage, desk, expedition, gaps, value, weave};
use crate::weaver::{EntryIx, Taxonomy};

struct Renderer<'a> {
    snapshot: &'a Snapshot,
    memo: &'a Memo,
    route: &'a Route,
    /// The language of what copsite says on the page.
    lang: Lang,
    base: String,
    lap: RefCell<Lap<'a>>,
}

/// The page at a planned URL.
pub fn page(snapshot: &Snapshot, memo: &Memo, route: &Route, job: &PageJob) -> Result<Vec<u8>, Box<Diagnostic>> {
    let base = match job {
        // A server sends this page for any address, so its links cannot be relative.
        PageJob::NotFound => snapshot.config.base_url.prefix.clone(),
        _ => route.base(),
    };
    let lang = match job {
        PageJob::Redirect { lang, .. } => lang.clone(),
        job => job.lang().cloned().unwrap_or_else(|| snapshot.lang()),
    };
    let renderer = Renderer { snapshot, memo, route, lang, base, lap: memo.stages.lap().into() };
    match job {
        PageJob::Home => renderer.home(),
        PageJob::Entry(entry) => renderer.entry(*entry),
        PageJob::Term { taxonomy, term } => renderer.hub(*taxonomy, *term, None),
        PageJob::KindIndex { kind, page, .. } => renderer.kind_index(kind, *page),
        PageJob::Practice { page, .. } => renderer.practice(*page),
        PageJob::Journal { page, .. } => renderer.journal(*page),
        PageJob::Calendar(of) => renderer.calendar(of),
        PageJob::Toolkit(entry) => {
            renderer.beside(*entry, ("toolkit-of", "toolkit-lede"), "toolkit", &expedition::toolkit(snapshot, *entry))
        }
        PageJob::Value { term, entry } => {
            renderer.beside(*entry, ("value-of", "value-lede"), "value", &value::value(snapshot, *term, *entry))
        }
        PageJob::Terms { taxonomy, .. } => renderer.terms(*taxonomy),
        PageJob::TermKind { taxonomy, term, kind, page } => renderer.term_kind(*taxonomy, *term, kind, *page),
        PageJob::KindValue { kind, field, value, page } => renderer.kind_value(kind, field, value, *page),
        PageJob::Weave => renderer.section("weave", "weave", Some("weave".into()), "weave", &weave::weave(snapshot)),
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
        PageJob::Redirect { to, title, .. } => renderer.redirect(to, title),
    }
}

impl Renderer<'_> {
    fn taxonomy_crumb(&self, taxonomy: Taxonomy) -> Crumb {
        let url = format!("{}/", crate::plan::folder_of(taxonomy, &self.snapshot.kinds));
        Crumb { title: self.snapshot.say(&self.lang, taxonomy.key()), url }
    }

    /// A page of which there is one, titled by an interface string.
    fn section<T: Serialize>(
        &self,
        key: &str,
        template: &'static str,
        section: Option<Arc<str>>,
        name: &'static str,
        value: &T,
    ) -> Result<Vec<u8>, Box<Diagnostic>> {
        let title = self.snapshot.say(&self.lang, key);
        let page = self.made(self.head(title, template, section))?;
        self.render(&format!("{template}.html"), &page, name, value)
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

    fn head(&self, title: String, template: &'static str, section: Option<Arc<str>>) -> Head<'_> {
        Head {
            title,
            route: self.route,
            lang: self.lang.clone(),
            description: None,
            template,
            section,
            crumbs: home_crumb(self.snapshot, &self.lang),
            feeds: Vec::new(),
        }
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
    ) -> Result<Vec<u8>, Box<Diagnostic>> {
        let context = page_context(self.snapshot, &self.base, page, name, value);
        self.lap.borrow_mut().end(Stage::Views);
        let html = render_page(self.snapshot, template, &self.base, page, &context);
        self.lap.borrow_mut().end(Stage::Templates);
        html
    }
}
