//! From each template that is rendered by itself to all that it includes, tag by tag.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde_json::Value;

use super::paths::{self, Led};
use super::scope::{Scope, Seen};
use super::shape::{Schema, Shape};
use super::tags::{Placed, Tag, Token, tags};
use crate::diagnostics::{Code, Diagnostic, Span, did_you_mean};
use crate::theme::{Template, Theme};

/// By file and first byte of each path: none where one of the pages that meet it has what it names.
pub type Verdicts = BTreeMap<(Arc<str>, usize), Option<Diagnostic>>;

/// Names that the engine gives.
const OF_THE_ENGINE: [&str; 3] = ["loop", "self", "__tera_context"];

/// Templates that entries may ask for take the place of one of these.
const TEMPLATES_OF_ENTRIES: [&str; 3] = ["expedition.html", "issue.html", "item.html"];

struct Walk<'w, 's> {
    theme: &'s Theme,
    schema: Schema<'s>,
    tags: &'w BTreeMap<&'s str, Vec<Tag<'s>>>,
    /// All names that a template may have, of its own or from another.
    names: BTreeSet<&'s str>,
    /// Templates and what they saw, so that none is followed twice for the same.
    walked: BTreeSet<(&'s str, Vec<(String, usize)>)>,
    verdicts: Verdicts,
}

pub fn walk(theme: &Theme, contract: &Value) -> Verdicts {
    let tags: BTreeMap<&str, Vec<Tag>> =
        theme.templates.iter().map(|(name, template)| (&**name, tags(&template.text))).collect();
    let given = given(contract);
    let mut names: BTreeSet<&str> = tags.values().flatten().flat_map(bound).collect();
    names.extend(given.values().flat_map(BTreeMap::keys).copied().chain(OF_THE_ENGINE));
    let schema = Schema { root: contract };
    let mut walk = Walk { theme, schema, tags: &tags, names, walked: BTreeSet::new(), verdicts: Verdicts::new() };
    for (template, given) in &given {
        walk.template(template, &scope(given, is_component(template)));
    }
    walk.rest(&given);
    walk.verdicts
}

/// What each template gets, by name.
fn given(contract: &Value) -> BTreeMap<&str, BTreeMap<&str, Shape<'_>>> {
    let shapes = |schema| properties(schema).map(|(name, of)| (name, Shape::Of(of))).collect();
    properties(contract).map(|(template, schema)| (template, shapes(schema))).collect()
}

fn properties(schema: &Value) -> impl Iterator<Item = (&str, &Value)> {
    schema["properties"].as_object().into_iter().flatten().map(|(name, schema)| (&**name, schema))
}

fn scope<'s>(given: &BTreeMap<&str, Shape<'s>>, is_open: bool) -> Scope<'s> {
    Scope::new(given.iter().map(|(name, shape)| ((*name).to_owned(), *shape)).collect(), is_open)
}

/// A component gets whatever its call in the text says.
fn is_component(template: &str) -> bool {
    template.starts_with("components/")
}

/// The names that a tag makes.
fn bound<'t>(tag: &Tag<'t>) -> Vec<&'t str> {
    match tag.first().map(|placed| placed.token) {
        Some(Token::Name("for")) => names_until_in(&tag[1..]),
        Some(Token::Name("set" | "set_global")) => name(tag, 1).into_iter().collect(),
        _ => Vec::new(),
    }
}

fn names_until_in<'t>(tokens: &[Placed<'t>]) -> Vec<&'t str> {
    let before = tokens.iter().take_while(|placed| placed.token != Token::Name("in"));
    before.filter_map(|placed| if let Token::Name(name) = placed.token { Some(name) } else { None }).collect()
}

fn name<'t>(tokens: &[Placed<'t>], at: usize) -> Option<&'t str> {
    match tokens.get(at)?.token {
        Token::Name(name) => Some(name),
        _ => None,
    }
}

impl<'s> Walk<'_, 's> {
    /// Templates that no other leads to: components of the theme's own, and those that entries ask for.
    fn rest(&mut self, given: &BTreeMap<&str, BTreeMap<&str, Shape<'s>>>) {
        let of_entries = TEMPLATES_OF_ENTRIES.iter().filter_map(|template| given.get(template)).flatten();
        let of_entries: BTreeMap<&str, Shape> = of_entries.map(|(name, shape)| (*name, *shape)).collect();
        let everywhere = of_entries.iter().filter(|(name, _)| ["site", "base", "lang"].contains(name));
        let everywhere = everywhere.map(|(name, shape)| (*name, *shape)).collect();
        let own = self.tags.keys().copied().filter(|name| name.ends_with(".html") && !name.contains(':'));
        let (components, others): (Vec<&str>, Vec<&str>) = own.partition(|name| is_component(name));
        for name in components {
            self.template_if_new(name, &scope(&everywhere, true));
        }
        let included: BTreeSet<&str> = self.tags.values().flatten().flat_map(|tag| led_to(tag)).collect();
        for name in others.into_iter().filter(|name| !included.contains(name)) {
            self.template_if_new(name, &scope(&of_entries, false));
        }
    }

    fn template_if_new(&mut self, name: &'s str, scope: &Scope<'s>) {
        if !self.walked.iter().any(|(walked, _)| *walked == name) {
            self.template(name, scope);
        }
    }

    /// Follows a template, under the name by which another one asks for it.
    fn template(&mut self, asked: &str, scope: &Scope<'s>) {
        let Some((name, template)) = self.found(asked) else { return };
        if !self.walked.insert((name, scope.print())) {
            return;
        }
        let tags = self.tags;
        let mut inside = scope.clone();
        inside.push();
        for tag in tags.get(name).into_iter().flatten() {
            self.tag(tag, template, &mut inside, scope);
        }
    }

    /// As the engine finds it: by its name, else further down the chain of themes.
    fn found(&self, asked: &str) -> Option<(&'s str, &'s Template)> {
        let further = self.theme.prefixes.iter().map(|prefix| format!("{prefix}{asked}"));
        let mut names = std::iter::once(asked.to_owned()).chain(further);
        names.find_map(|name| self.theme.templates.get_key_value(&*name)).map(|(name, template)| (&**name, template))
    }

    /// `outside` is what the template was given.
    fn tag(&mut self, tag: &[Placed<'s>], template: &'s Template, scope: &mut Scope<'s>, outside: &Scope<'s>) {
        let rest = tag.get(1..).unwrap_or_default();
        match name(tag, 0) {
            Some("if") => {
                self.expression(rest, template, scope);
                scope.open_condition();
            }
            Some("endif") => scope.close_condition(),
            Some("for") => self.open_loop(rest, template, scope),
            Some("block") => scope.push(),
            Some("component") => scope.push_opaque(),
            Some("endfor" | "endblock" | "endcomponent") => scope.pop(),
            Some("set" | "set_global") => self.set(tag, template, scope),
            Some("include") => texts(rest).for_each(|name| self.template(name, scope)),
            Some("extends") => texts(rest).for_each(|name| self.template(name, outside)),
            Some("else" | "filter" | "endfilter" | "endset" | "break" | "continue") => {}
            Some("elif") => _ = self.expression(rest, template, scope),
            _ => _ = self.expression(tag, template, scope),
        }
    }

    fn open_loop(&mut self, rest: &[Placed<'s>], template: &'s Template, scope: &mut Scope<'s>) {
        let names = names_until_in(rest);
        let from = rest.iter().position(|placed| placed.token == Token::Name("in")).map_or(rest.len(), |at| at + 1);
        let list = self.expression(&rest[from..], template, scope);
        scope.push();
        if let [key, _] = names[..] {
            scope.set(key, Shape::Anything);
        }
        if let Some(name) = names.last() {
            let element = self.schema.element(list);
            scope.set(name, element);
        }
    }

    fn set(&mut self, tag: &[Placed<'s>], template: &'s Template, scope: &mut Scope<'s>) {
        let shape = self.expression(tag.get(3..).unwrap_or_default(), template, scope);
        let Some(variable) = name(tag, 1) else { return };
        match name(tag, 0) {
            Some("set_global") => scope.set_everywhere(variable),
            _ if tag.len() > 3 => scope.set(variable, shape),
            // The text up to `endset`.
            _ => scope.set(variable, Shape::Anything),
        }
    }

    /// Follows the paths of an expression; what it is, as far as that can be told.
    fn expression(&mut self, tokens: &[Placed<'s>], template: &'s Template, scope: &Scope<'s>) -> Shape<'s> {
        let mut whole = Shape::Anything;
        let own = comprehended(tokens);
        for at in (0..tokens.len()).filter(|at| paths::begins(tokens, *at)) {
            let Some(first) = name(tokens, at).filter(|name| !own.contains(name)) else { continue };
            match scope.get(first) {
                Seen::Not => self.no_variable(first, tokens, at, template, scope),
                Seen::Is(shape) => {
                    let (led, end) = paths::follow(self.schema, tokens, at, shape);
                    if let (0, Led::To(shape)) = (at, &led) {
                        whole = paths::filtered(self.schema, tokens, end, *shape);
                    }
                    if !paths::is_asked_for(tokens, end) {
                        let place = tokens[at].range.start;
                        self.judge(template, place, problem(led, template));
                    }
                }
            }
        }
        whole
    }

    fn no_variable(&mut self, name: &str, tokens: &[Placed<'s>], at: usize, template: &Template, scope: &Scope<'s>) {
        let (_, end) = paths::follow(self.schema, tokens, at, Shape::Anything);
        if scope.is_open || self.names.contains(name) || paths::is_asked_for(tokens, end) {
            return;
        }
        let range = tokens[at].range.clone();
        let problem = Diagnostic::new(Code::UnknownData, format!("no template gets a `{name}`"));
        let near = did_you_mean(name, self.names.iter().copied());
        let problem = problem.at(Span::new(&template.file, range.clone())).help(match near {
            Some(near) => format!("did you mean `{near}`?"),
            None => "`copsite schema template` says what each template gets".to_owned(),
        });
        self.judge(template, range.start, Some(problem));
    }

    /// A path is wrong where it is wrong in all pages that meet it.
    fn judge(&mut self, template: &Template, place: usize, problem: Option<Diagnostic>) {
        let verdict = self.verdicts.entry((template.file.clone(), place)).or_insert_with(|| problem.clone());
        if problem.is_none() {
            *verdict = None;
        }
    }
}

/// The templates that a tag includes or extends.
fn led_to<'t>(tag: &Tag<'t>) -> Vec<&'t str> {
    match name(tag, 0) {
        Some("include" | "extends") => texts(&tag[1..]).collect(),
        _ => Vec::new(),
    }
}

fn texts<'t>(tokens: &[Placed<'t>]) -> impl Iterator<Item = &'t str> {
    tokens.iter().filter_map(|placed| if let Token::Text(text) = placed.token { Some(text) } else { None })
}

/// The variables of a list that is made in place: `[card.title for card in cards]`.
fn comprehended<'t>(tokens: &[Placed<'t>]) -> Vec<&'t str> {
    let starts = (0..tokens.len()).filter(|at| tokens[*at].token == Token::Name("for"));
    starts.flat_map(|at| names_until_in(&tokens[at + 1..])).collect()
}

fn problem(led: Led, template: &Template) -> Option<Diagnostic> {
    let Led::Nowhere { of, name, known } = led else { return None };
    let (of, called) = (&template.text[of], &template.text[name.clone()]);
    let problem = Diagnostic::new(Code::UnknownData, format!("`{of}` has no `{called}`"));
    Some(problem.at(Span::new(&template.file, name)).help(match did_you_mean(called, known.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None if known.is_empty() => {
            "it is a single value; `copsite schema template` says what each template gets".to_owned()
        }
        None => format!("it has {}", known.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")),
    }))
}
