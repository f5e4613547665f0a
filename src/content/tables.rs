//! The common keys that hold a table: `image`, `source`, `reviewed` and `relations`.

use std::sync::Arc;

use super::fields::{Checker, with_suggestion};
use super::keys::Keys;
use super::target::Bare;
use super::tree::{NodeValue, Tree};
use super::{Image, Placed, Reviewed, Source, StatedRelation};
use crate::diagnostics::{Code, Diagnostic};
use crate::kinds::Kinds;

/// A table, or only the file.
pub fn image(keys: &mut Keys) -> Option<Image> {
    let node = keys.take("image").filter(|node| !node.is_blank())?;
    let NodeValue::Table(tree) = &node.value else {
        let src = keys.checker.placed_text("image", &node)?;
        missing_alt(&mut keys.checker, &src);
        return Some(Image { src, alt: None, credit: None });
    };
    let checker = &mut keys.checker;
    checker.unknown_keys(tree, &["src", "alt", "credit"]);
    let src = tree.get("src").and_then(|(_, node)| checker.placed_text("image.src", node));
    if src.is_none() && !tree.is_written("src") {
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
    let format = checker.format_at(&src.span);
    let image = format.pair("image", &format.table(&[("src", "\"…\""), ("alt", "\"…\"")]));
    let blank = format.pair("alt", "\"\"");
    let help = format!("say what it shows: `{image}`, or `{blank}` where it only decorates");
    checker.problems.push(problem.help(help));
}

fn inner_text(checker: &mut Checker, tree: &Tree, key: &str) -> Option<Arc<str>> {
    tree.get(key).and_then(|(_, node)| checker.text(key, node))
}

/// A table, or only the name or address.
pub fn source(keys: &mut Keys) -> Option<Source> {
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
pub fn reviewed(keys: &mut Keys) -> Option<Reviewed> {
    let node = keys.take("reviewed").filter(|node| !node.is_blank())?;
    let checker = &mut keys.checker;
    let NodeValue::Table(tree) = &node.value else {
        return checker.date("reviewed", &node).map(|on| Reviewed { on: Some(on), by: None });
    };
    checker.unknown_keys(tree, &["on", "by"]);
    let on = tree.get("on").and_then(|(_, node)| checker.date("reviewed.on", node));
    Some(Reviewed { on, by: inner_text(checker, tree, "by") })
}

pub fn relations(keys: &mut Keys, kinds: &Kinds) -> Vec<StatedRelation> {
    let Some(node) = keys.take("relations").filter(|node| !node.is_null()) else { return Vec::new() };
    let NodeValue::Table(tree) = &node.value else {
        let example = keys.checker.format_at(&node.span).pair("uses", "[\"tool/asset-map\"]");
        let wanted = format!("a table such as `{example}`");
        return keys.checker.wrong_type("relations", &wanted, &node).unwrap_or_default();
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
