//! Templates in which what is the same on every page of one language stands already.
//!
//! A page calls `t` and `icon` about sixty times with nothing but a literal name, and each call
//! costs as much as writing a line of text. What they give is put into the templates before they
//! are parsed, and so is what needs only `site`; the parts that show no more than a card come
//! from [`CardPart`], and phrases around one value from [`Phrases`]. The way to the home page,
//! `{{ base }}`, becomes one character that [`Theme::complete`] replaces in the whole page at once.
//! Only what is the whole of a tag is replaced, and only where no template changes the language, the
//! site or the base. Errors are never reported from these templates, since places in them are not
//! those of the files.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use foldhash::{HashMap, HashSet};
use tera::{Context, Kwargs, State, Tera, Value};

use super::bounded::Bounded;
use super::cards::{CardPart, Cards};
use super::engine::bare;
use super::inline::{included, inlined, tag_of};
use super::phrases::Phrases;
use super::tags::tags;
use super::{Template, Theme};
use crate::content::titles::BASE;

/// Functions that need no more than a literal, and the name of its argument.
const FUNCTIONS: [(&str, &str); 2] = [("t", "key"), ("icon", "name")];
/// Parts that lists show for each of their cards.
const CARD_PARTS: [&str; 4] = ["parts/card-line.html", "parts/entry.html", "parts/klink.html", "parts/shelf-line.html"];

/// Parts that are also rendered by themselves.
pub const APART: [&str; 2] = ["parts/entries.html", "parts/piece.html"];

/// What all pages of a language share.
pub struct Shared<'s> {
    pub lang: &'s str,
    pub site: &'s Value,
    pub cards: &'s Arc<Cards>,
}

/// The engine for pages of a language: renders the same as `written`, the engine of the templates
/// as they are. Nothing where a template changes what pages share, since only `written` does that.
pub fn spoken(theme: &Theme, written: &Arc<Tera>, shared: &Shared) -> Option<Tera> {
    if theme.templates.values().any(|template| changes_shared(&template.text)) {
        return None;
    }
    let mut engine = bare(theme);
    let includes = includes(theme, written, shared, &mut engine);
    let context = context(shared);
    let words = |tag: &str| written.render_str(tag, &context, true).ok().filter(|words| is_plain(words));
    // Most tags stand in many templates.
    let said: RefCell<HashMap<String, Option<String>>> = RefCell::default();
    let say = |tag: &str| said.borrow_mut().entry(tag.to_owned()).or_insert_with(|| words(tag)).clone();
    let is_made = |name: &str| includes.contains_key(&tag_of(name));
    let phrases = Phrases::default();
    let stand_ins = StandIns { say: &say, phrases: &phrases, includes: &includes };
    let templates: Vec<(&str, Cow<str>)> = theme
        .used_templates()
        .map(|(name, Template { text, .. })| {
            let is_page = name.ends_with(".html") && !has_own_rules(text);
            let spoken = |text: &str| stand_ins.put_into(&inlined(&theme.templates, text, &is_made));
            (&**name, if is_page { spoken(text).into() } else { Cow::Borrowed(&**text) })
        })
        .collect();
    phrases.register(&mut engine, &theme.strings, shared.lang);
    engine.add_raw_templates(still_used(theme, &templates)).ok()?;
    Some(engine)
}

/// All but the parts that templates included and now have in them, and that are never rendered by themselves. A part of
/// which a theme further down has one of the same name stays: the engine would take that one for it.
fn still_used<'t>(theme: &'t Theme, templates: &'t [(&str, Cow<str>)]) -> impl Iterator<Item = (&'t str, &'t str)> {
    let were_included: BTreeSet<&str> =
        theme.templates.values().flat_map(|template| included(&template.text)).map(|(_, name)| name).collect();
    let are_named = named(templates);
    let names: HashSet<&str> = templates.iter().map(|(name, _)| *name).collect();
    let has_twin = move |name: &str| theme.prefixes.iter().any(|prefix| names.contains(&*format!("{prefix}{name}")));
    let is_used = move |name: &str| {
        are_named.contains(name) || !were_included.contains(name) || APART.contains(&name) || has_twin(name)
    };
    templates.iter().map(|(name, text)| (*name, &**text)).filter(move |(name, _)| is_used(name))
}

/// The names of templates that stand in quotes in any text.
fn named<'t>(templates: &'t [(&str, Cow<str>)]) -> HashSet<&'t str> {
    let names: HashSet<&str> = templates.iter().map(|(name, _)| *name).collect();
    let quoted = templates.iter().flat_map(|(_, text)| text.split(['"', '\'', '`']));
    quoted.filter(|text| names.contains(text)).collect()
}

/// Whether a template may speak another language than its page, of another site, or of another home:
/// whether it sets one of these names or lets a loop run over it. An argument of such a name, as in
/// `t(key="home", lang=other.lang)`, changes nothing for the rest of the page.
fn changes_shared(text: &str) -> bool {
    let mut tags = text.split("{%").skip(1).filter_map(|rest| Some(rest.split_once("%}")?.0));
    tags.any(|tag| {
        let is_between = |c: char| c.is_whitespace() || c == ',' || c == '=';
        let mut words = tag.trim_start_matches('-').split(is_between).filter(|word| !word.is_empty());
        let named = match words.next() {
            Some("set" | "set_global") => 1,
            Some("for") => 2,
            _ => 0,
        };
        words.take(named).take_while(|word| *word != "in").any(|name| ["lang", "site", "base"].contains(&name))
    })
}

fn context(shared: &Shared) -> Context {
    let mut context = Context::new();
    context.insert("lang", shared.lang);
    context.insert_value("site", shared.site.clone());
    context.insert("base", &BASE);
    context
}

/// Components do not see the language of their page, and raw text is no template.
fn has_own_rules(text: &str) -> bool {
    ["endcomponent", "endraw"].iter().any(|end| text.contains(end))
}

/// What stands in a template instead of an include, by the whole tag of the include: the part as
/// text, or a filter for the card.
fn includes(theme: &Theme, written: &Arc<Tera>, shared: &Shared, engine: &mut Tera) -> BTreeMap<String, String> {
    let mut includes = BTreeMap::new();
    for name in theme.templates.keys().filter(|name| name.ends_with(".html")) {
        let Some(variables) = variables(theme, written, name) else { continue };
        let tag = tag_of(name);
        if variables.is_empty() {
            let mut part = Bounded::with_capacity(0);
            let outcome = written.render_to(name, &context(shared), &mut part);
            let part = outcome.ok().and_then(|()| String::from_utf8(part.into_bytes()).ok());
            let part = part.filter(|part| is_plain(part));
            includes.extend(part.map(|part| (tag, part)));
        } else if variables == BTreeSet::from(["card"]) && CARD_PARTS.contains(&&**name) {
            let filter = format!("part_{}", includes.len());
            let (site, cards) = (shared.site.clone(), shared.cards.clone());
            let part = CardPart::new(written.clone(), name.clone(), shared.lang.into(), site, cards);
            engine.register_filter(filter.clone(), move |card: &Value, _: Kwargs, _: &State| part.html(card));
            includes.insert(tag, format!("{{{{ card | {filter} }}}}"));
        }
    }
    includes
}

const PRINTED_BASE: &str = "{{ base }}";

/// The variables that a part needs beside those which are known; nothing where it does more with
/// `base` than print it, or where it cannot be told what it does.
fn variables<'t>(theme: &Theme, written: &'t Tera, name: &str) -> Option<BTreeSet<&'t str>> {
    if !parts_of(theme, name)?.into_iter().all(is_self_contained) {
        return None;
    }
    let variables = written.get_template_variables(name).ok()?;
    Some(variables.into_iter().filter(|variable| !["base", "lang", "site"].contains(variable)).collect())
}

fn is_self_contained(text: &str) -> bool {
    let rest = text.replace(PRINTED_BASE, "");
    let is_plain = !["base", "extends", "__tera"].iter().any(|word| rest.contains(word));
    is_plain && !has_own_rules(text) && !measures_text(text)
}

/// The text of a part and of all that it includes; nothing where it cannot be told what that is.
fn parts_of<'t>(theme: &'t Theme, name: &'t str) -> Option<Vec<&'t str>> {
    let mut names = vec![name];
    let mut texts = Vec::new();
    while let Some(name) = names.get(texts.len()) {
        let text = &*theme.templates.get(*name)?.text;
        texts.push(text);
        for tag in tags(text).map(|tag| text[tag].trim_start_matches(['{', '%', '-', ' '])) {
            let Some(included) = tag.strip_prefix("include ") else { continue };
            let included = included.strip_prefix('"')?.split('"').next()?;
            if !names.contains(&included) {
                names.push(included);
            }
        }
    }
    Some(texts)
}

/// What may stand in the place of a tag.
struct StandIns<'s> {
    say: &'s dyn Fn(&str) -> Option<String>,
    phrases: &'s Phrases,
    /// By the whole tag of the include.
    includes: &'s BTreeMap<String, String>,
}

impl StandIns<'_> {
    fn put_into(&self, text: &str) -> String {
        let measures = measures_text(text);
        let is_kept = |tag: &str| measures && tag == PRINTED_BASE;
        let mut out = String::with_capacity(2 * text.len());
        let mut copied = 0;
        for tag in tags(text).filter(|tag| !is_kept(&text[tag.clone()])) {
            let Some(words) = self.of(&text[tag.clone()]) else { continue };
            out.push_str(&text[copied..tag.start]);
            out.push_str(&words);
            copied = tag.end;
        }
        out.push_str(&text[copied..]);
        out
    }

    /// What stands in the place of a tag.
    fn of(&self, tag: &str) -> Option<String> {
        match tag {
            PRINTED_BASE => Some(BASE.to_string()),
            tag if is_call(tag) || is_path(tag) => (self.say)(tag),
            tag => self.includes.get(tag).cloned().or_else(|| self.phrases.filtered(tag)),
        }
    }
}

/// Whether a template may look at what it has written so far, in which a mark would stand for the base.
fn measures_text(text: &str) -> bool {
    ["endset", "endfilter"].iter().any(|end| text.contains(end))
}

/// Whether a tag is one call with a literal.
fn is_call(tag: &str) -> bool {
    FUNCTIONS.iter().any(|(function, argument)| {
        let call =
            tag.strip_prefix("{{ ").and_then(|tag| tag.strip_prefix(function)).and_then(|tag| tag.strip_prefix('('));
        let literal = call.and_then(|call| call.strip_prefix(argument)?.strip_prefix("=\"")?.strip_suffix("\") }}"));
        literal.is_some_and(|literal| !literal.contains('"'))
    })
}

/// Whether a tag prints a value of `site`.
fn is_path(tag: &str) -> bool {
    let path = tag.strip_prefix("{{ site.").and_then(|path| path.strip_suffix(" }}"));
    path.is_some_and(|path| path.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'.' || byte == b'_'))
}

/// Words that a parser reads as nothing but text, and around which it trims nothing.
fn is_plain(words: &str) -> bool {
    words.trim() == words && !words.is_empty() && !words.contains('{') && !words.contains('}')
}

#[cfg(test)]
mod tests;
