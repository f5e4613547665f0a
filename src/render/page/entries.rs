//! Pages of entries, and of terms that have none.

use serde::Serialize;

use super::Renderer;
use crate::diagnostics::Diagnostic;
use crate::plan::encode;
use crate::render::prose::safe;
use crate::view::contract::{Crumb, Page};
use crate::view::crumbs;
use crate::view::page::{entry_page, page as plain_page};
use crate::view::plain::DEFINITION;
use crate::view::section::{section_of, section_of_terms};
use crate::view::{community, expedition, home, hub, issue, item};
use crate::weaver::{EntryIx, Taxonomy, TermIx};

/// Fields that a hub page shows in its head and not in a facts panel.
const HUB_SHOWN: [&str; 3] = ["statement", "questions", "name"];

impl Renderer<'_> {
    pub(super) fn entry(&self, entry: EntryIx) -> Result<Vec<u8>, Box<Diagnostic>> {
        let snapshot = self.snapshot;
        let id = &snapshot.weave.doc(entry).id;
        let taxonomy = Taxonomy::ALL.into_iter().find(|taxonomy| taxonomy.kind() == Some(&*id.kind));
        let term = taxonomy.and_then(|taxonomy| Some((taxonomy, snapshot.weave.terms().find(taxonomy, &id.slug)?)));
        match term {
            Some((Taxonomy::Communities, term)) => self.community(term, entry),
            Some((taxonomy, term)) => self.hub(taxonomy, term, Some(entry)),
            None if id.is_home() => self.language_home(entry),
            None if *id.kind == *"newsletter" => self.issue(entry),
            None if *id.kind == *"expedition" => self.expedition(entry),
            None => self.item(entry),
        }
    }

    /// The home page in a language that is not the site's.
    pub(super) fn language_home(&self, entry: EntryIx) -> Result<Vec<u8>, Box<Diagnostic>> {
        let text = Some(self.prose(entry)?).filter(|html| !html.trim().is_empty());
        let home = home::in_language(self.snapshot, entry, text.as_deref().map(safe));
        let page = entry_page(self.snapshot, entry, self.route, "home");
        self.render(self.template(entry, "home.html"), &page, "home", &home)
    }

    pub(super) fn issue(&self, entry: EntryIx) -> Result<Vec<u8>, Box<Diagnostic>> {
        let item = item::item(self.snapshot, entry, safe(&self.prose(entry)?), &issue::SHOWN);
        let page = entry_page(self.snapshot, entry, self.route, "issue");
        let template = self.template(entry, "issue.html");
        self.render(template, &page, "issue", &issue::issue(self.snapshot, entry, item))
    }

    pub(super) fn expedition(&self, entry: EntryIx) -> Result<Vec<u8>, Box<Diagnostic>> {
        let item = item::item(self.snapshot, entry, safe(&self.prose(entry)?), &expedition::SHOWN);
        let page = entry_page(self.snapshot, entry, self.route, "expedition");
        let template = self.template(entry, "expedition.html");
        let expedition = expedition::expedition(self.snapshot, entry, item);
        self.render(template, &page, "expedition", &expedition)
    }

    /// A page that belongs to an entry's: under it in the crumbs, and seen by the same readers. `words` are the
    /// strings of its title, which names the entry, and of its description.
    pub(super) fn beside<T: Serialize>(
        &self,
        entry: EntryIx,
        words: (&str, &str),
        name: &'static str,
        value: &T,
    ) -> Result<Vec<u8>, Box<Diagnostic>> {
        let snapshot = self.snapshot;
        let doc = snapshot.weave.doc(entry);
        let kind = snapshot.kinds_in(&doc.lang).get(&doc.id.kind);
        let title = snapshot.voice(&doc.lang).phrase(words.0, None, &[("title", &doc.facts.title)]);
        let mut head = self.head(title, name, kind.and_then(|kind| section_of(snapshot, kind)));
        head.lang = doc.lang.clone();
        head.description = Some(snapshot.say(&doc.lang, words.1));
        head.crumbs = crumbs::of_entry(snapshot, entry);
        let url = encode(snapshot.weave.address(entry));
        head.crumbs.push(Crumb { title: doc.facts.title.to_string(), url });
        let mut page = plain_page(snapshot, head);
        page.meta.noindex |= snapshot.is_unlisted(entry);
        self.render(&format!("{name}.html"), &page, name, value)
    }

    /// The template that an entry asks for, where there is one, else that of its kind.
    pub(super) fn template<'t>(&'t self, entry: EntryIx, of_kind: &'t str) -> &'t str {
        let own = self.snapshot.weave.doc(entry).facts.template.as_ref().map(|template| &*template.value);
        own.filter(|name| self.snapshot.engine.contains_template(name)).unwrap_or(of_kind)
    }

    pub(super) fn item(&self, entry: EntryIx) -> Result<Vec<u8>, Box<Diagnostic>> {
        let snapshot = self.snapshot;
        let item = item::item(snapshot, entry, safe(&self.prose(entry)?), &["parts", DEFINITION]);
        let page = entry_page(snapshot, entry, self.route, "item");
        self.render(self.template(entry, "item.html"), &page, "item", &item)
    }

    pub(super) fn community(&self, term: TermIx, entry: EntryIx) -> Result<Vec<u8>, Box<Diagnostic>> {
        let item = item::item(self.snapshot, entry, safe(&self.prose(entry)?), &community::SHOWN);
        let community = community::community(self.snapshot, term, entry, item);
        let page = entry_page(self.snapshot, entry, self.route, "community");
        self.render("community.html", &page, "community", &community)
    }

    pub(super) fn hub(
        &self,
        taxonomy: Taxonomy,
        term: TermIx,
        entry: Option<EntryIx>,
    ) -> Result<Vec<u8>, Box<Diagnostic>> {
        let snapshot = self.snapshot;
        let page = match entry {
            Some(entry) => entry_page(snapshot, entry, self.route, "hub"),
            None => self.term_page(taxonomy, term),
        };
        let text = entry.map(|entry| self.prose(entry)).transpose()?;
        let item =
            entry.map(|entry| item::item(snapshot, entry, safe(text.as_deref().unwrap_or_default()), &HUB_SHOWN));
        let lang = entry.map_or_else(|| self.lang.clone(), |entry| snapshot.weave.doc(entry).lang.clone());
        let hub = hub::hub(snapshot, taxonomy, term, item, &lang);
        self.render("hub.html", &page, "hub", &hub)
    }

    pub(super) fn term_page(&self, taxonomy: Taxonomy, term: TermIx) -> Page {
        let title = self.snapshot.weave.terms().get(taxonomy, term).title.to_string();
        let mut head = self.head(title.clone(), "hub", section_of_terms(self.snapshot, taxonomy));
        head.crumbs.push(self.taxonomy_crumb(taxonomy));
        head.feeds = vec![(title, self.route.path().to_owned())];
        plain_page(self.snapshot, head)
    }
}
