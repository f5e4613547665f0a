//! The keys of the front matter → what other entries may see of this one.
//!
//! Where a key that hides an entry (`draft`, `publish`, `expires`, `audience`, `consent`) cannot be understood, the entry
//! counts as a draft: showing too little can be mended, showing too much cannot.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::tz::TimeZone;

use super::consent;
use super::fields::{Checker, with_suggestion};
use super::identity::{MAX_PATH_BYTES, MAX_SLUG_BYTES};
use super::markdown::Markdown;
use super::naming::Named;
use super::schedule;
use super::target::Bare;
use super::tree::{Node, NodeValue, Scalar, Tree};
use super::unknown_key::unknown_key;
use super::{Body, Facts};
use super::{FieldValue, Image, Moment, Placed, Reviewed, Source, StatedRelation};
use crate::diagnostics::{Code, Diagnostic, Span};
use crate::kinds::{FieldType, Kind, Kinds, PLACEHOLDER, common_names};

/// Dates between which something lasts.
const ENDS: [(&str, &str); 2] = [("start", "end"), ("since", "until")];

/// The front matter of one entry while its keys are taken out one by one; what is left, nobody knows.
pub struct Keys<'a> {
    pub tree: Tree,
    pub checker: Checker<'a>,
    /// Where to point at what is not there.
    pub fence: Span,
    /// False where the front matter broke off, so that what seems to be missing may be written.
    pub complete: bool,
}

impl Keys<'_> {
    pub fn take(&mut self, key: &str) -> Option<Node> {
        self.tree.take(key).map(|(_, node)| node)
    }

    pub fn words(&mut self, key: &str) -> Option<Arc<str>> {
        let node = self.take(key)?;
        self.checker.words(key, &node)
    }

    fn placed_text(&mut self, key: &str) -> Option<Placed<Arc<str>>> {
        let node = self.take(key)?;
        self.checker.placed_text(key, &node)
    }

    fn names(&mut self, key: &str) -> Vec<Placed<Arc<str>>> {
        self.take(key).map(|node| self.checker.names(key, &node)).unwrap_or_default()
    }

    fn date(&mut self, key: &str) -> Option<Moment> {
        let node = self.take(key)?;
        self.checker.date(key, &node)
    }

    fn bool(&mut self, key: &str, default: bool) -> bool {
        self.take(key).and_then(|node| self.checker.bool(key, &node)).unwrap_or(default)
    }

    /// Reads all dates from here on in the zone that the entry names.
    fn enter_zone(&mut self, kind: Option<&Kind>) {
        let field = kind.and_then(|kind| kind.fields.iter().find(|field| field.of == FieldType::Zone));
        let name = field.and_then(|field| self.tree.get(&field.name)).and_then(|(_, node)| node.text());
        if let Some(zone) = name.and_then(|name| TimeZone::get(name.trim()).ok()) {
            self.checker.zone = zone;
        }
    }

    fn report(&mut self, problem: Diagnostic) {
        self.checker.problems.push(problem);
    }
}

/// What is known of an entry before its other keys are read.
pub struct Start<'a> {
    pub title: Arc<str>,
    pub named: &'a Named,
    pub kind: Option<&'a Kind>,
    pub kinds: &'a Kinds,
}

/// Reads all keys that are left, and joins them with what the text holds.
pub fn facts(mut keys: Keys, start: Start, markdown: Markdown) -> (Facts, Body, Vec<Diagnostic>) {
    report_missing(&mut keys, &start);
    let publish = hiding(&mut keys, "publish", publish);
    let expires = hiding(&mut keys, "expires", |checker, key, node| checker.date(key, node));
    let audience = hiding(&mut keys, "audience", audience);
    let consent = keys.take("consent").map(|node| consent::consent(&mut keys.checker, &node)).unwrap_or_default();
    let unreadable =
        consent.unreadable || publish.unreadable || expires.unreadable || audience.unreadable || !keys.complete;
    let dated_at = keys.tree.get("date").map(|(_, node)| node.span.clone());
    let facts = Facts {
        title: start.title,
        summary: keys.words("summary"),
        excerpt: markdown.excerpt,
        pull: markdown.pull,
        date: date(&mut keys, start.named),
        dated_at,
        revision: revision(&mut keys),
        updated: keys.date("updated"),
        publish: publish.value.and_then(Publish::moment),
        expires: expires.value,
        draft: draft(&mut keys) || publish.value == Some(Publish::Not) || unreadable,
        audience: audience.value,
        domains: keys.names("domains"),
        communities: keys.names("communities"),
        people: keys.take("people").map(|node| keys.checker.people("people", &node)).unwrap_or_default(),
        tags: keys.take("tags").map(|node| keys.checker.texts("tags", &node)).unwrap_or_default(),
        aliases: aliases(&mut keys),
        image: image(&mut keys),
        source: source(&mut keys),
        reviewed: reviewed(&mut keys),
        review_by: keys.date("review_by"),
        consent: consent.given,
        lapses: consent.lapses,
        withdrawn_files: Vec::new(),
        withdrawn_names: Vec::new(),
        pinned: keys.bool("pinned", false),
        toc: keys.bool("toc", true),
        template: keys.placed_text("template"),
        relations: relations(&mut keys, start.kinds),
        links: markdown.links,
        headings: markdown.headings,
        anchors: markdown.anchors,
        embeds: markdown.embeds,
        fields: own_fields(&mut keys, start.kind),
        extra: extra(&mut keys),
        words: markdown.words,
    };
    report_unknown(&mut keys, start.kind);
    keys.checker.problems.extend(markdown.diagnostics);
    (facts, markdown.body, keys.checker.problems)
}

fn report_missing(keys: &mut Keys, start: &Start) {
    let Some(kind) = start.kind.filter(|_| keys.complete) else { return };
    for field in kind.fields.iter().filter(|field| field.required && field.default.is_none()) {
        let written = keys.tree.get(&field.name).map(|(_, node)| node).filter(|node| !node.is_blank());
        let from_file_name = &*field.name == "date" && start.named.date.is_some();
        match written {
            Some(node) if is_unfilled(node) => {
                keys.checker.unfilled(&field.name, node.span.clone(), &field.help);
            }
            None if !from_file_name => keys.checker.missing(&field.name, keys.fence.clone(), &field.help),
            _ => {}
        }
    }
}

/// Whether a value is what `copsite new` writes where something has to be filled in.
fn is_unfilled(node: &Node) -> bool {
    match &node.value {
        NodeValue::List(items) => !items.is_empty() && items.iter().all(is_unfilled),
        _ => node.text().is_some_and(|text| text.strip_prefix("https://").unwrap_or(text) == PLACEHOLDER),
    }
}

/// The value of a key that decides whether the entry is shown at all.
struct Hiding<T> {
    value: Option<T>,
    unreadable: bool,
}

fn hiding<T>(keys: &mut Keys, key: &str, read: impl Fn(&mut Checker, &str, &Node) -> Option<T>) -> Hiding<T> {
    let node = keys.take(key).filter(|node| !node.is_blank());
    let value = node.as_ref().and_then(|node| read(&mut keys.checker, key, node));
    Hiding { unreadable: node.is_some() && value.is_none(), value }
}

/// From when on an entry is published. Other tools ask whether it is, by the same key.
#[derive(Clone, Copy, PartialEq)]
enum Publish {
    From(Moment),
    AtOnce,
    Not,
}

impl Publish {
    fn moment(self) -> Option<Moment> {
        match self {
            Publish::From(moment) => Some(moment),
            Publish::AtOnce | Publish::Not => None,
        }
    }
}

fn publish(checker: &mut Checker, key: &str, node: &Node) -> Option<Publish> {
    match &node.value {
        NodeValue::Scalar { of: Scalar::Bool(true), .. } => Some(Publish::AtOnce),
        NodeValue::Scalar { of: Scalar::Bool(false), .. } => Some(Publish::Not),
        _ => checker.date(key, node).map(Publish::From),
    }
}

fn draft(keys: &mut Keys) -> bool {
    match keys.take("draft").filter(|node| !node.is_blank()) {
        Some(node) => keys.checker.bool("draft", &node).unwrap_or(true),
        None => false,
    }
}

/// The date of the front matter, or else of the file's name. What says when it starts has the file's name
/// from that, and with a time.
fn date(keys: &mut Keys, named: &Named) -> Option<Moment> {
    let node = keys.take("date");
    let written = node.as_ref().and_then(|node| keys.checker.date("date", node));
    let (Some(moment), Some(day)) = (written, named.date) else {
        let is_start = keys.tree.get("start").is_some_and(|(_, node)| !node.is_blank());
        let day = named.date.filter(|_| !is_start);
        return written.or_else(|| Moment::of_day(day?, &keys.checker.config.timezone));
    };
    if moment.day() != day {
        let message = format!("the date is {}, and the file name says {day}", moment.day());
        let span = node.map_or(keys.fence.clone(), |node| node.span);
        let problem = Diagnostic::new(Code::DateMismatch, message).at(span);
        keys.report(problem.help("the front matter's date is used; rename the file, or correct the date"));
    }
    Some(moment)
}

/// What a revision changed is told on its day.
fn revision(keys: &mut Keys) -> Option<Arc<str>> {
    let node = keys.take("revision")?;
    let revision = keys.checker.words("revision", &node)?;
    if keys.tree.get("updated").is_none_or(|(_, node)| node.is_blank()) {
        let problem = Diagnostic::new(Code::UndatedRevision, "this revision has no day, and is told nowhere");
        keys.report(problem.at(node.span).help("say when it was: `updated = 2026-03-01`"));
    }
    Some(revision)
}

fn audience(checker: &mut Checker, key: &str, node: &Node) -> Option<Placed<Arc<str>>> {
    let audience = checker.placed_text(key, node)?;
    let known = &checker.config.audiences;
    if !known.contains(&audience.value) {
        let message = format!("there is no audience `{}`", audience.value);
        let help = with_suggestion(&audience.value, known.iter().map(|name| &**name), "`copsite.toml` lists");
        checker.problems.push(Diagnostic::new(Code::UnknownAudience, message).at(audience.span.clone()).help(help));
    }
    Some(audience)
}

/// Aliases that start with `/` are paths, and must stay inside the site.
fn aliases(keys: &mut Keys) -> Vec<Placed<Arc<str>>> {
    let Some(node) = keys.take("aliases") else { return Vec::new() };
    let (good, bad): (Vec<_>, Vec<_>) =
        keys.checker.texts("aliases", &node).into_iter().partition(|alias| is_usable_alias(&alias.value));
    for alias in bad {
        let message = match is_short(&alias.value) {
            true => format!("the alias `{}` is not a path inside the site", alias.value),
            false => "this alias is longer than a path can be on every disk".to_owned(),
        };
        let help = "write the old path from the site's home, such as `/old/place/`";
        keys.report(Diagnostic::new(Code::InvalidAlias, message).at(alias.span).help(help));
    }
    good
}

fn is_usable_alias(alias: &str) -> bool {
    let is_safe = |segment: &str| segment != ".." && !segment.contains(['\\', '\n', '\t']);
    !alias.starts_with('/') || (!alias.starts_with("//") && alias.split('/').all(is_safe) && is_short(alias))
}

/// Whether folders and a file of these names fit on every disk, together with the output folder.
fn is_short(alias: &str) -> bool {
    alias.len() <= MAX_PATH_BYTES && alias.split('/').all(|segment| segment.len() <= MAX_SLUG_BYTES)
}

/// A table, or only the file.
fn image(keys: &mut Keys) -> Option<Image> {
    let node = keys.take("image").filter(|node| !node.is_blank())?;
    let NodeValue::Table(tree) = &node.value else {
        let src = keys.checker.placed_text("image", &node)?;
        missing_alt(&mut keys.checker, &src);
        return Some(Image { src, alt: None, credit: None });
    };
    let checker = &mut keys.checker;
    checker.unknown_keys(tree, &["src", "alt", "credit"]);
    let src = tree.get("src").and_then(|(_, node)| checker.placed_text("image.src", node));
    if src.is_none() {
        checker.missing("image.src", node.span.clone(), "name the picture's file");
    }
    let src = src?;
    // `alt = ""` says that it only decorates.
    if tree.get("alt").is_none() {
        missing_alt(checker, &src);
    }
    Some(Image { src, alt: inner_text(checker, tree, "alt"), credit: inner_text(checker, tree, "credit") })
}

fn missing_alt(checker: &mut Checker, src: &Placed<Arc<str>>) {
    let problem = Diagnostic::new(Code::MissingAlt, "this image has no text alternative").at(src.span.clone());
    let help = "say what it shows: `image = { src = \"…\", alt = \"…\" }`, or `alt = \"\"` where it only decorates";
    checker.problems.push(problem.help(help));
}

fn inner_text(checker: &mut Checker, tree: &Tree, key: &str) -> Option<Arc<str>> {
    tree.get(key).and_then(|(_, node)| checker.text(key, node))
}

/// A table, or only the name or address.
fn source(keys: &mut Keys) -> Option<Source> {
    let node = keys.take("source").filter(|node| !node.is_blank())?;
    let checker = &mut keys.checker;
    let NodeValue::Table(tree) = &node.value else {
        let text = checker.text("source", &node)?;
        let is_url = text.starts_with("https://") || text.starts_with("http://");
        let (name, url) = if is_url { (None, Some(text)) } else { (Some(text), None) };
        return Some(Source { name, url, licence: None });
    };
    checker.unknown_keys(tree, &["name", "url", "licence"]);
    let url = tree.get("url").and_then(|(_, node)| checker.url("source.url", node));
    Some(Source { name: inner_text(checker, tree, "name"), url, licence: inner_text(checker, tree, "licence") })
}

/// A table, or only the day.
fn reviewed(keys: &mut Keys) -> Option<Reviewed> {
    let node = keys.take("reviewed").filter(|node| !node.is_blank())?;
    let checker = &mut keys.checker;
    let NodeValue::Table(tree) = &node.value else {
        return checker.date("reviewed", &node).map(|on| Reviewed { on: Some(on), by: None });
    };
    checker.unknown_keys(tree, &["on", "by"]);
    let on = tree.get("on").and_then(|(_, node)| checker.date("reviewed.on", node));
    Some(Reviewed { on, by: inner_text(checker, tree, "by") })
}

fn relations(keys: &mut Keys, kinds: &Kinds) -> Vec<StatedRelation> {
    let Some(node) = keys.take("relations").filter(|node| !node.is_null()) else { return Vec::new() };
    let NodeValue::Table(tree) = &node.value else {
        return keys
            .checker
            .wrong_type("relations", "a table such as `uses = [\"tool/asset-map\"]`", &node)
            .unwrap_or_default();
    };
    let mut stated = Vec::new();
    for (key, targets) in &tree.entries {
        if !kinds.relations.contains_key(&key.value) {
            keys.report(unknown_relation(key, kinds));
            continue;
        }
        let targets = keys.checker.targets(&key.value, Bare::Name, targets);
        stated.extend(targets.into_iter().map(|target| StatedRelation { relation: key.clone(), target }));
    }
    stated
}

fn unknown_relation(key: &Placed<Arc<str>>, kinds: &Kinds) -> Diagnostic {
    let names = kinds.relations.keys().map(|name| &**name);
    Diagnostic::new(Code::UnknownRelation, format!("there is no relation `{}`", key.value))
        .at(key.span.clone())
        .help(with_suggestion(&key.value, names, "the relations are"))
}

/// The kind's own fields. A common key that the schema names again stays where all entries have it.
fn own_fields(keys: &mut Keys, kind: Option<&Kind>) -> Vec<(Arc<str>, FieldValue)> {
    let own = kind.into_iter().flat_map(|kind| &kind.fields);
    let own = own.filter(|field| common_names().all(|common| *common != *field.name));
    let ends = ENDS.map(|(_, end)| keys.tree.get(end).map(|(_, node)| node.span.clone()));
    let written = schedule::Written::of(&keys.tree);
    keys.enter_zone(kind);
    let values = own.filter_map(|field| {
        let node = keys.take(&field.name);
        let value = node.and_then(|node| keys.checker.field(field, &node));
        let value = value.or_else(|| keys.checker.default_of(field, &keys.fence));
        value.map(|value| (field.name.clone(), value))
    });
    let values: Vec<(Arc<str>, FieldValue)> = values.collect();
    for ((start, end), span) in ENDS.into_iter().zip(ends) {
        if let (Some(from), Some(to), Some(span)) = (date_of(&values, start), date_of(&values, end), span)
            && is_before(to, from)
        {
            let problem = Diagnostic::new(Code::InvalidDate, format!("`{end}` is before `{start}`"));
            keys.report(problem.at(span).help("the two may have been exchanged, or the year is an old one"));
        }
    }
    if kind.is_some_and(|kind| kind.fields.iter().any(|field| field.of == FieldType::Repeat)) {
        keys.checker.problems.extend(schedule::check(&values, &written, &keys.checker.config.timezone));
    }
    values
}

fn date_of<'v>(values: &'v [(Arc<str>, FieldValue)], name: &str) -> Option<&'v Moment> {
    values.iter().find(|(key, _)| **key == *name).and_then(|(_, value)| match value {
        FieldValue::Date(moment) => Some(moment),
        _ => None,
    })
}

/// A day without a time lasts until its end, so that what ends on the day it begins is in order.
fn is_before(to: &Moment, from: &Moment) -> bool {
    if to.all_day || from.all_day { to.civil.date() < from.civil.date() } else { to.at < from.at }
}

fn extra(keys: &mut Keys) -> BTreeMap<Arc<str>, FieldValue> {
    let Some(node) = keys.take("extra").filter(|node| !node.is_null()) else { return BTreeMap::new() };
    match &node.value {
        NodeValue::Table(tree) => keys.checker.free_table(tree),
        _ => keys.checker.wrong_type("extra", "a table", &node).unwrap_or_default(),
    }
}

fn report_unknown(keys: &mut Keys, kind: Option<&Kind>) {
    let mut known: Vec<&str> = common_names().collect();
    known.extend(kind.into_iter().flat_map(|kind| &kind.fields).map(|field| &*field.name));
    for (key, node) in std::mem::take(&mut keys.tree).entries {
        let elsewhere =
            "keys of your own belong under `extra`, and other names for known ones under `[fields]` in `copsite.toml`";
        // A line of text that holds a colon is a key to YAML, unless it is indented.
        let is_text = key.value.contains(' ');
        let elsewhere = if is_text {
            format!("indent this line if it belongs to the text above it; {elsewhere}")
        } else {
            elsewhere.to_owned()
        };
        keys.report(unknown_key(&key, &node.value, known.iter().copied(), &elsewhere));
    }
}
