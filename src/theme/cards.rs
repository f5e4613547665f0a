//! Parts of pages that show a card and nothing else: rendered once for each card, and put in
//! wherever it is shown. A card stands on a dozen lists, and each time costs as much as a paragraph.
//!
//! Never looks into a card: it is known by the place in memory that all its uses share.

use std::sync::{Arc, OnceLock};

use foldhash::HashMap;
use tera::{Context, Error, Tera, TeraResult, Value};

use crate::content::titles::BASE;

/// All cards of a site, which are never changed: nothing else can lie in their places as long as
/// they are here.
#[derive(Debug, Default)]
pub struct Cards {
    cards: Vec<Value>,
    numbers: HashMap<usize, usize>,
}

impl Cards {
    pub fn new(cards: Vec<Value>) -> Cards {
        let places = cards.iter().enumerate().filter_map(|(number, card)| Some((place(card)?, number)));
        let numbers = places.collect();
        Cards { cards, numbers }
    }

    /// The card that shares its memory with the others of its number.
    pub fn get(&self, number: usize) -> Value {
        self.cards[number].clone()
    }

    fn number(&self, card: &Value) -> Option<usize> {
        self.numbers.get(&place(card)?).copied()
    }
}

fn place(card: &Value) -> Option<usize> {
    card.as_map().map(|map| std::ptr::from_ref(map).addr())
}

/// One such part in one language.
pub struct CardPart {
    engine: Arc<Tera>,
    template: Arc<str>,
    lang: Arc<str>,
    site: Value,
    cards: Arc<Cards>,
    /// By the number of the card.
    known: Vec<OnceLock<Value>>,
}

impl CardPart {
    /// The template may use no more than `card`, `base`, `lang` and `site`, and print `base` only.
    pub fn new(engine: Arc<Tera>, template: Arc<str>, lang: Arc<str>, site: Value, cards: Arc<Cards>) -> CardPart {
        let known = cards.cards.iter().map(|_| OnceLock::new()).collect();
        CardPart { engine, template, lang, site, cards, known }
    }

    /// The part for a card, with [`BASE`] in the place of `base`. Fails for what is no card of the site.
    pub fn html(&self, card: &Value) -> TeraResult<Value> {
        let number = self.cards.number(card).ok_or_else(|| Error::message("this is not one of the site's cards"))?;
        if let Some(known) = self.known[number].get() {
            return Ok(known.clone());
        }
        let html = Value::safe_string(&self.render(number)?);
        Ok(self.known[number].get_or_init(|| html).clone())
    }

    fn render(&self, number: usize) -> TeraResult<String> {
        let mut context = Context::new();
        context.insert_value("card", self.cards.get(number));
        context.insert_value("site", self.site.clone());
        context.insert("lang", &*self.lang);
        context.insert("base", &BASE);
        self.engine.render(&self.template, &context)
    }
}
