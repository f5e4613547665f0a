//! Everything a page can be rendered from, at one moment: immutable, and cheap to clone.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;
use rayon::prelude::*;
use tera::{Tera, Value};

use super::{cards, site};
use crate::config::Config;
use crate::content::Lang;
use crate::kinds::{self, Kinds};
use crate::plan::{Plan, encode, term_path};
use crate::theme::{self, Cards, Shared, Theme};
use crate::weaver::{EntryIx, Taxonomy, TermIx, Weave};

#[derive(Clone)]
pub struct Snapshot {
    pub config: Arc<Config>,
    /// In the site's language.
    pub kinds: Arc<Kinds>,
    pub theme: Arc<Theme>,
    /// The templates as they are written, for what is not rendered and for errors.
    pub engine: Arc<Tera>,
    pub weave: Arc<Weave>,
    pub plan: Arc<Plan>,
    /// Files under `data/`, by name.
    pub data: Value,
    /// The day the site is built for, in its time zone.
    pub today: Date,
    /// Length of every file that is no entry, in bytes.
    pub sizes: Arc<BTreeMap<Arc<str>, u64>>,
    /// For each taxonomy, the percent-encoded addresses of its terms.
    term_urls: Arc<[Vec<Arc<str>>; 4]>,
    cards: Arc<Cards>,
    sites: Arc<BTreeMap<Lang, Value>>,
    /// The same kinds with the names they have in the other languages of entries.
    translated: Arc<BTreeMap<Lang, Kinds>>,
    /// The same templates with what all pages of a language share in them.
    engines: Arc<BTreeMap<Lang, Tera>>,
}

/// What a snapshot is made from; see its fields.
pub struct Parts {
    pub config: Arc<Config>,
    pub kinds: Arc<Kinds>,
    pub theme: Arc<Theme>,
    pub engine: Arc<Tera>,
    pub weave: Arc<Weave>,
    pub plan: Arc<Plan>,
    pub data: Value,
    pub today: Date,
    pub sizes: Arc<BTreeMap<Arc<str>, u64>>,
}

impl Snapshot {
    /// Makes the cards of all entries and the `site` value of each language.
    pub fn new(parts: Parts) -> Snapshot {
        let Parts { config, kinds, theme, engine, weave, plan, data, today, sizes } = parts;
        let term_urls = Arc::new(Taxonomy::ALL.map(|taxonomy| term_urls(taxonomy, &weave, &kinds)));
        let mut snapshot = Snapshot {
            config,
            kinds,
            theme,
            engine,
            weave,
            plan,
            data,
            today,
            sizes,
            term_urls,
            cards: Arc::default(),
            sites: Arc::default(),
            engines: Arc::default(),
            translated: Arc::default(),
        };
        snapshot.translated = Arc::new(snapshot.translations());
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
        snapshot.engines = snapshot.spoken_engines();
        snapshot
    }

    /// The same snapshot with other texts of some entries: `weave` is this one's with those texts.
    /// `cards` are the entries whose cards differ.
    pub fn with_texts(&self, weave: Arc<Weave>, cards: &[EntryIx]) -> Snapshot {
        let mut snapshot = Snapshot { weave, ..self.clone() };
        if !cards.is_empty() {
            let mut made: Vec<Value> = self.weave.all().map(|entry| self.card(entry)).collect();
            for entry in cards {
                made[entry.index()] = Value::from_serializable(&cards::card(&snapshot, *entry));
            }
            snapshot.cards = Arc::new(Cards::new(made));
            snapshot.engines = snapshot.spoken_engines();
        }
        snapshot
    }

    /// The engine of each language, which shows these cards.
    fn spoken_engines(&self) -> Arc<BTreeMap<Lang, Tera>> {
        let spoken = |(lang, site): (&Lang, &Value)| {
            let shared = Shared { lang: &lang.0, site, cards: &self.cards };
            (lang.clone(), theme::spoken(&self.theme, &self.engine, &shared))
        };
        Arc::new(self.sites.iter().map(spoken).collect())
    }

    /// The engine for pages of a language.
    pub fn engine(&self, lang: &Lang) -> &Tera {
        self.engines.get(lang).unwrap_or(&self.engine)
    }

    /// The shared card of an entry.
    pub fn card(&self, entry: EntryIx) -> Value {
        self.cards.get(entry.index())
    }

    /// The percent-encoded address of a term's page.
    pub fn term_url(&self, taxonomy: Taxonomy, term: TermIx) -> Arc<str> {
        self.term_urls[taxonomy as usize][term.index()].clone()
    }

    /// `site` for pages of a language; every language of an entry has one.
    pub fn site(&self, lang: &Lang) -> Value {
        self.sites.get(lang).or_else(|| self.sites.values().next()).cloned().unwrap_or_else(Value::none)
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
    fn languages(&self) -> Vec<Lang> {
        let mut languages: Vec<Lang> = self.weave.all().map(|entry| self.weave.doc(entry).lang.clone()).collect();
        languages.push(self.lang());
        languages.sort();
        languages.dedup();
        languages
    }
}

fn term_urls(taxonomy: Taxonomy, weave: &Weave, kinds: &Kinds) -> Vec<Arc<str>> {
    weave.terms().all(taxonomy).map(|term| encode(&term_path(taxonomy, term, weave, kinds)).into()).collect()
}
