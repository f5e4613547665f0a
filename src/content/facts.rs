//! The keys of the front matter → what other entries may see of this one.

use std::collections::BTreeMap;
use std::sync::Arc;

use foldhash::HashSet;
use jiff::Timestamp;

use super::aliases::aliases;
use super::hiding::held_elsewhere;
use super::identity::fold;
use super::keys::{Keys, Start};
use super::markdown::Markdown;
use super::naming::Named;
use super::nested_keys::nested_keys;
use super::other_kind::OtherKinds;
use super::own_fields;
use super::schedule;
use super::shown::shown;
use super::tables::{image, relations, reviewed, source};
use super::tree::NodeValue;
use super::unknown_key::unknown_key;
use super::{Body, Facts, FieldValue, Moment, Placed};
use crate::diagnostics::{Code, Diagnostic};
use crate::kinds::{FieldType, Kind, common_names};

/// Dates between which something lasts.
const ENDS: [(&str, &str); 2] = [("start", "end"), ("since", "until")];

/// Reads all keys that are left, and joins them with what the text holds.
pub fn facts(mut keys: Keys, start: Start, markdown: Markdown) -> (Facts, Body, Vec<Diagnostic>) {
    report_missing(&mut keys, &start);
    let nested = nested(&keys, start.kind);
    let shown = shown(&mut keys, start.kind);
    let dated_at = keys.tree.get("date").map(|(_, node)| node.span.clone());
    let date = date(&mut keys, start.named);
    let revision = revision(&mut keys);
    let updated = keys.date("updated");
    let last_commit = start.committed.filter(|_| updated.is_none()).and_then(|at| committed(&keys, at, date));
    let facts = Facts {
        title: start.title.clone(),
        linked_title: markdown.linked_title,
        summary: keys.words("summary"),
        excerpt: markdown.excerpt,
        pull: markdown.pull,
        date,
        dated_at,
        revision,
        updated: updated.or(last_commit),
        is_commit: last_commit.is_some(),
        publish: shown.publish,
        expires: shown.expires,
        draft: shown.draft,
        unreadable: shown.unreadable,
        audience: shown.audience,
        domains: keys.names("domains"),
        communities: keys.names("communities"),
        people: keys.take("people").map(|node| keys.checker.people("people", &node)).unwrap_or_default(),
        tags: tags(&mut keys, markdown.tags),
        aliases: aliases(&mut keys),
        image: image(&mut keys),
        source: source(&mut keys),
        reviewed: reviewed(&mut keys),
        review_by: keys.date("review_by"),
        consent: shown.consent.given,
        lapses: shown.consent.lapses,
        refused: shown.consent.refused,
        withdrawn_files: Vec::new(),
        withdrawn_names: Vec::new(),
        withdrawn_people: Vec::new(),
        pinned: keys.bool("pinned", false),
        toc: keys.bool("toc", true),
        noindex: keys.bool("noindex", false),
        template: keys.placed_text("template"),
        relations: relations(&mut keys, start.kinds),
        links: markdown.links,
        headings: markdown.headings,
        anchors: markdown.anchors,
        embeds: markdown.embeds,
        fields: own_fields(&mut keys, &start),
        extra: extra(&mut keys),
        // Of what is left: a kind may have a key of such a name.
        held_elsewhere: held_elsewhere(&keys),
        words: markdown.words,
    };
    report_unknown(&mut keys, &start);
    report_nested(&mut keys, nested);
    keys.checker.problems.extend(markdown.diagnostics);
    (facts, markdown.body, keys.checker.problems)
}

/// Keys that would hold the entry back and stand in a table of its own file.
fn nested(keys: &Keys, kind: Option<&Kind>) -> Vec<Diagnostic> {
    let config = keys.checker.config;
    let mut found = nested_keys(&keys.tree, kind.map_or(&[], std::slice::from_ref), (config, keys.checker.format));
    found.retain(|problem| problem.span.as_ref().is_some_and(|span| span.file == *keys.checker.file));
    found
}

/// Reports problems of nested keys in place of the less specific ones of the same keys.
fn report_nested(keys: &mut Keys, nested: Vec<Diagnostic>) {
    let is_nested = |found: &Diagnostic| nested.iter().any(|key| key.span == found.span);
    keys.checker.problems.retain(|found| found.code != Code::UnknownKey || !is_nested(found));
    keys.checker.problems.extend(nested);
}

fn report_missing(keys: &mut Keys, start: &Start) {
    let Some(kind) = start.kind.filter(|_| keys.complete) else { return };
    for field in kind.fields.iter().filter(|field| field.required && field.default.is_none()) {
        let written = keys.tree.get(&field.name).map(|(_, node)| node).filter(|node| !node.is_blank());
        let from_file_name = &*field.name == "date" && start.named.date.is_some();
        // That there is an original is asked where all entries are known.
        let from_original = start.is_translation && schedule::is_of_all_versions(&kind.name, &field.name);
        match written {
            // Nothing else is to read it.
            Some(node) if node.is_unfilled() => {
                keys.checker.unfilled(&field.name, node.span.clone(), &field.help);
                keys.take(&field.name);
            }
            None if !from_file_name && !from_original => {
                keys.checker.missing(&field.name, keys.fence.clone(), &field.help)
            }
            _ => {}
        }
    }
}

/// Those of the front matter, and what the text has besides them.
fn tags(keys: &mut Keys, of_text: Vec<Placed<Arc<str>>>) -> Vec<Placed<Arc<str>>> {
    let mut tags = keys.take("tags").map(|node| keys.checker.tags(&node)).unwrap_or_default();
    let mut known: HashSet<String> = tags.iter().map(|tag| fold(&tag.value)).collect();
    tags.extend(of_text.into_iter().filter(|tag| known.insert(fold(&tag.value))));
    tags
}

/// The date of the front matter, or else of the file's name. What says when it starts has the file's name
/// from that, and with a time.
fn date(keys: &mut Keys, named: &Named) -> Option<Moment> {
    let node = keys.take("date");
    let written = node.as_ref().and_then(|node| keys.checker.date("date", node));
    let is_start = keys.tree.get("start").is_some_and(|(_, node)| !node.is_blank());
    let day = named.date.filter(|_| !is_start);
    let (Some(moment), Some(day)) = (written, day) else {
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

/// The day of the last commit, unless the entry is of that day or says that it is of a later one.
fn committed(keys: &Keys, at: Timestamp, date: Option<Moment>) -> Option<Moment> {
    let zone = &keys.checker.config.timezone;
    let day = zone.to_datetime(at).date();
    Moment::of_day(day, zone).filter(|_| date.is_none_or(|date| date.day() < day))
}

/// What a revision changed is told on its day.
fn revision(keys: &mut Keys) -> Option<Arc<str>> {
    let node = keys.take("revision")?;
    let revision = keys.checker.words("revision", &node)?;
    if keys.tree.get("updated").is_none_or(|(_, node)| node.is_blank()) {
        let problem = Diagnostic::new(Code::UndatedRevision, "this revision has no day, and is told nowhere");
        let line = keys.checker.format_at(&node.span).pair("updated", "2026-03-01");
        keys.report(problem.at(node.span).help(format!("say when it was: `{line}`")));
    }
    Some(revision)
}

/// The kind's own fields. A common key that the schema names again stays where all entries have it.
fn own_fields(keys: &mut Keys, start: &Start) -> Vec<(Arc<str>, FieldValue)> {
    let kind = start.kind;
    let own = kind.into_iter().flat_map(|kind| &kind.fields);
    let own = own.filter(|field| common_names().all(|common| *common != *field.name));
    let ends = ENDS.map(|(_, end)| keys.tree.get(end).map(|(_, node)| node.span.clone()));
    let written = schedule::Written::of(&keys.tree, keys.checker.format);
    keys.enter_zone(kind);
    let values = own.filter_map(|field| {
        let node = keys.take(&field.name);
        let value = node.and_then(|node| keys.checker.field(field, &node));
        let value = value.or_else(|| keys.checker.default_of(field, &keys.fence));
        value.map(|value| (field.name.clone(), value))
    });
    let values: Vec<(Arc<str>, FieldValue)> = values.collect();
    for ((from_name, end), span) in ENDS.into_iter().zip(ends) {
        if let (Some(from), Some(to), Some(span)) =
            (own_fields::date(&values, from_name), own_fields::date(&values, end), span)
            && is_before(to, from)
        {
            let problem = Diagnostic::new(Code::InvalidDate, format!("`{end}` is before `{from_name}`"));
            let help = match schedule::night_after(from, to, &keys.checker.zone) {
                Some(next) => format!("write the next day: `{}`", keys.checker.format.pair(end, &next)),
                None => "the two may have been exchanged, or the year is an old one".to_owned(),
            };
            keys.report(problem.at(span).help(help));
        }
    }
    if kind.is_some_and(|kind| kind.fields.iter().any(|field| field.of == FieldType::Repeat)) {
        keys.checker.problems.extend(schedule::check(
            &values,
            &written,
            start.is_translation,
            &keys.checker.config.timezone,
        ));
    }
    values
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

fn report_unknown(keys: &mut Keys, start: &Start) {
    let kind = start.kind;
    let mut known: Vec<&str> = common_names().collect();
    known.extend(kind.into_iter().flat_map(|kind| &kind.fields).map(|field| &*field.name));
    let left = std::mem::take(&mut keys.tree);
    let others = OtherKinds::of(&left, start.kinds);
    for (key, node) in &left.entries {
        let elsewhere =
            "keys of your own belong under `extra`, and other names for known ones under `[fields]` in `copsite.toml`";
        // A line of text that holds a colon is a key to YAML, unless it is indented.
        let is_text = key.value.contains(' ');
        let elsewhere = if is_text {
            format!("indent this line if it belongs to the text above it; {elsewhere}")
        } else {
            elsewhere.to_owned()
        };
        let unknown = unknown_key(key, &node.value, known.iter().copied(), &elsewhere);
        let of_others =
            if unknown.code == Code::UnknownKey { others.problem(key, &elsewhere, keys, start) } else { None };
        keys.report(of_others.unwrap_or(unknown));
    }
}
