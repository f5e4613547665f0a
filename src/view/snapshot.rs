//! Everything a page can be rendered from, at one moment: immutable, and cheap to clone.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use jiff::civil::Date;
use rayon::prelude::*;
use tera::{Tera, Value};

use super::once::Once;
use super::policy::{Policies, policies};
use super::{cards, filter, search, site};
use crate::config::Config;
use crate::content::Lang;
use crate::images::Images;
use crate::kinds::{self, Kinds};
use crate::plan::{ListedBy, Plan, encode, term_path};
use crate::practice::{Calendar, Harvest};
use crate::theme::{self, Cards, Shared, Theme};
use crate::weaver::{EntryIx, Related, Taxonomy, TermIx, Weave};

#[derive(Clone)]
pub struct Snapshot {
    pub config: Arc<Config>,
    /// In the site's language.
    pub kinds: Arc<Kinds>,
    pub theme: Arc<Theme>,
    /// The templates as they are written, for what is not rendered and for errors.
    pub engine: Arc<Tera>,
    pub weave: Arc<Weave>,
    pub calendar: Arc<Calendar>,
    pub harvest: Arc<Harvest>,
    pub plan: Arc<Plan>,
    /// Files under `data/`, by name.
    pub data: Value,
    /// The day the site is built for, in its time zone.
    pub today: Date,
    /// For whom it is built; none where everybody may read it.
    pub audience: Option<Arc<str>>,
    /// Whether it shows what is not for everybody, or not yet: search engines are to leave all of it.
    pub is_partly_withheld: bool,
    /// Length of every file that is no entry, in bytes.
    pub sizes: Arc<BTreeMap<Arc<str>, u64>>,
    /// Every file that is an image by its name.
    pub images: Arc<Images>,
    /// For each taxonomy, the percent-encoded addresses of its terms.
    term_urls: Arc<[Vec<Arc<str>>; 4]>,
    /// The terms themselves, likewise.
    terms: Arc<[Vec<Value>; 4]>,
    cards: Arc<Cards>,
    /// What lists can be narrowed by. All that they show is of the weave and the plan, so that other texts leave them.
    facets: Arc<BTreeMap<ListedBy, Value>>,
    /// By the index of the entry, found when it is first asked for.
    related: Arc<[OnceLock<Vec<Related>>]>,
    sites: Arc<BTreeMap<Lang, Value>>,
    /// The same kinds with the names they have in the other languages of entries.
    translated: Arc<BTreeMap<Lang, Kinds>>,
    /// The same templates with what all pages of a language share in them, made when the first page
    /// of the language is.
    engines: Arc<BTreeMap<Lang, OnceLock<Tera>>>,
    search: Arc<OnceLock<BTreeMap<Lang, search::Index>>>,
    policies: Arc<OnceLock<Policies>>,
    pub(super) once: Arc<Once>,
}

/// What a snapshot is made from; see its fields.
pub struct Parts {
    pub config: Arc<Config>,
    pub kinds: Arc<Kinds>,
    pub theme: Arc<Theme>,
    pub engine: Arc<Tera>,
    pub weave: Arc<Weave>,
    pub calendar: Arc<Calendar>,
    pub harvest: Arc<Harvest>,
    pub plan: Arc<Plan>,
    pub data: Value,
    pub today: Date,
    pub audience: Option<Arc<str>>,
    pub is_partly_withheld: bool,
    pub sizes: Arc<BTreeMap<Arc<str>, u64>>,
    pub images: Arc<Images>,
}

impl Snapshot {
    /// Makes what pages share: the cards of all entries, terms, facets, and the `site` value of each language.
    pub fn new(parts: Parts) -> Snapshot {
        let Parts {
            config,
            kinds,
            theme,
            engine,
            weave,
            calendar,
            harvest,
            plan,
            data,
            today,
            audience,
            is_partly_withheld,
            sizes,
            images,
        } = parts;
        let term_urls = Arc::new(Taxonomy::ALL.map(|taxonomy| term_urls(taxonomy, &weave, &kinds)));
        let mut snapshot = Snapshot {
            config,
            kinds,
            theme,
            engine,
            weave,
            calendar,
            harvest,
            plan,
            data,
            today,
            audience,
            is_partly_withheld,
            sizes,
            images,
            term_urls,
            terms: Arc::default(),
            cards: Arc::default(),
            facets: Arc::default(),
            related: Arc::default(),
            sites: Arc::default(),
            engines: Arc::default(),
            translated: Arc::default(),
            search: Arc::default(),
            policies: Arc::default(),
            once: Arc::default(),
        };
        snapshot.translated = Arc::new(snapshot.translations());
        snapshot.terms = Arc::new(Taxonomy::ALL.map(|taxonomy| snapshot.term_values(taxonomy)));
        snapshot.facets = Arc::new(snapshot.facet_values());
        let entries: Vec<EntryIx> = snapshot.weave.all().collect();
        snapshot.cards = Arc::new(Cards::new(
            entries.par_iter().map(|entry| Value::from_serializable(&cards::card(&snapshot, *entry))).collect(),
        ));
        snapshot.sites = Arc::new(
            snapshot
                .languages()
                .into_iter()
                .map(|lang| (lang.clone(), Value::from_serializable(&site::site(&snapshot, &lang))))
                .collect(),
        );
        snapshot.engines = snapshot.unmade_engines();
        snapshot.related = snapshot.unasked();
        snapshot
    }

    /// The same snapshot with other texts of some entries: `weave` is this one's with those texts.
    /// `cards` are the entries whose cards differ.
    pub fn with_texts(&self, weave: Arc<Weave>, cards: &[EntryIx]) -> Snapshot {
        let mut snapshot = Snapshot {
            weave,
            related: self.unasked(),
            search: Arc::default(),
            policies: Arc::default(),
            once: Arc::default(),
            ..self.clone()
        };
        if !cards.is_empty() {
            let mut made: Vec<Value> = self.weave.all().map(|entry| self.card(entry)).collect();
            for entry in cards {
                made[entry.index()] = Value::from_serializable(&cards::card(&snapshot, *entry));
            }
            snapshot.cards = Arc::new(Cards::new(made));
            snapshot.engines = snapshot.unmade_engines();
        }
        snapshot
    }

    fn unmade_engines(&self) -> Arc<BTreeMap<Lang, OnceLock<Tera>>> {
        Arc::new(self.sites.keys().map(|lang| (lang.clone(), OnceLock::new())).collect())
    }

    fn unasked(&self) -> Arc<[OnceLock<Vec<Related>>]> {
        self.weave.all().map(|_| OnceLock::new()).collect()
    }

    /// Makes the engines of all languages ahead of the pages that need them.
    pub fn make_engines(&self) {
        self.sites.keys().for_each(|lang| {
            self.engine(lang);
        });
    }

    /// The engine for pages of a language, which shows these cards.
    pub fn engine(&self, lang: &Lang) -> &Tera {
        let (Some(engine), Some(site)) = (self.engines.get(lang), self.sites.get(lang)) else { return &self.engine };
        let shared = Shared { lang: &lang.0, site, cards: &self.cards };
        let spoken = || theme::spoken(&self.theme, &self.engine, &shared);
        engine.get_or_init(|| spoken().unwrap_or_else(|| Tera::clone(&self.engine)))
    }

    /// The shared card of an entry.
    pub fn card(&self, entry: EntryIx) -> Value {
        self.cards.get(entry.index())
    }

    /// [`Weave::related`], answered once. Asked for many entries one after the other it takes two thirds of the time
    /// that it takes between other work: all that it looks through stays at hand.
    pub fn related(&self, entry: EntryIx) -> &[Related] {
        self.related[entry.index()].get_or_init(|| self.weave.related(entry))
    }

    /// The percent-encoded address of a term's page.
    pub fn term_url(&self, taxonomy: Taxonomy, term: TermIx) -> Arc<str> {
        self.term_urls[taxonomy as usize][term.index()].clone()
    }

    /// The shared value of a term.
    pub fn term(&self, taxonomy: Taxonomy, term: TermIx) -> Value {
        self.terms[taxonomy as usize][term.index()].clone()
    }

    fn term_values(&self, taxonomy: Taxonomy) -> Vec<Value> {
        let terms = self.weave.terms().all(taxonomy);
        terms.map(|term| Value::from_serializable(&cards::term_ref(self, taxonomy, term))).collect()
    }

    /// The shared value of what a list can be narrowed by.
    pub fn facets(&self, of: &ListedBy) -> Value {
        self.facets.get(of).cloned().unwrap_or_else(Value::none)
    }

    fn facet_values(&self) -> BTreeMap<ListedBy, Value> {
        let value = |of: &ListedBy| (of.clone(), Value::from_serializable(&filter::facets(self, of)));
        self.plan.lists().narrowable().map(value).collect()
    }

    /// `site` for pages of a language; every language of an entry has one.
    pub fn site(&self, lang: &Lang) -> Value {
        self.sites.get(lang).or_else(|| self.sites.values().next()).cloned().unwrap_or_else(Value::none)
    }

    /// What can be searched for, by language: made when it is first asked for.
    ///
    /// A job that is run by many threads at once must not be the first to ask: a thread that makes the
    /// index takes other jobs meanwhile, which would wait for it for ever.
    pub fn search(&self) -> &BTreeMap<Lang, search::Index> {
        self.search.get_or_init(|| search::indexes(self, search::counted(self)))
    }

    pub fn has_search(&self) -> bool {
        self.search.get().is_some()
    }

    /// Makes that of what has been counted for it already.
    pub fn make_search(&self, counted: search::Counted) {
        self.search.get_or_init(|| search::indexes(self, counted));
    }

    /// Whether search engines are to leave the page of an entry; that for what is not there has an address in other languages.
    pub fn is_unlisted(&self, entry: EntryIx) -> bool {
        self.weave.is_not_found(entry) || self.weave.status(entry).is_some() || self.weave.doc(entry).facts.noindex
    }

    /// What pages may load and run.
    pub fn policies(&self) -> &Policies {
        self.policies.get_or_init(|| policies(self))
    }

    /// The site's language.
    pub fn lang(&self) -> Lang {
        Lang(self.config.language.as_str().into())
    }

    /// An interface string in the site's language.
    pub fn say(&self, lang: &Lang, key: &str) -> String {
        self.theme.say(&lang.0, key).to_owned()
    }

    /// The kinds with the names that readers of `lang` have for them.
    pub fn kinds_in(&self, lang: &Lang) -> &Kinds {
        self.translated.get(lang).unwrap_or(&self.kinds)
    }

    fn translations(&self) -> BTreeMap<Lang, Kinds> {
        let others = self.languages().into_iter().filter(|lang| *lang != self.lang());
        others.map(|lang| (lang.clone(), kinds::resolve_in(&self.config, &lang.0))).collect()
    }

    /// The languages of all entries, and the site's.
    pub fn languages(&self) -> Vec<Lang> {
        self.weave.languages(&self.lang())
    }
}

fn term_urls(taxonomy: Taxonomy, weave: &Weave, kinds: &Kinds) -> Vec<Arc<str>> {
    weave.terms().all(taxonomy).map(|term| encode(&term_path(taxonomy, term, weave, kinds)).into()).collect()
}
