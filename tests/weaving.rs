//! The weaver's suggestions for the site in `tests/weaving/`, held against what a careful weaver wrote
//! down without knowing how they are made.
//!
//! Prints, for each sort, how many of the first suggestions a weaver wants (precision) and how many of
//! those that they would miss are there (recall), and how many of the traps are suggested; fails where precision
//! falls below [`LEAST`].

#![expect(clippy::disallowed_methods, reason = "a variable asks this test to tell more")]

use std::collections::BTreeMap;
use std::path::Path;

use copsite::disk::RealDisk;
use copsite::site::{Options, Silent, load};
use copsite::weaver::EntryIx;
use copsite::weaver::suggestions::{Found, Sort, suggestions};
use jiff::civil::date;
use serde::Deserialize;

/// The day for which the site was written.
const TODAY: jiff::civil::Date = date(2026, 11, 23);

/// Of the suggestions that a person sees first, the part that must be right.
const LEAST: f64 = 0.8;

#[derive(Deserialize)]
struct Labels {
    /// Names in the text that must not become links, and tags that need no explaining.
    not: Vec<Mention>,
    not_glossary: Vec<Term>,
    mention: Vec<Mention>,
    relation: Vec<Relation>,
    answer: Vec<Answer>,
    glossary: Vec<Term>,
}

#[derive(Deserialize)]
struct Mention {
    r#in: String,
    to: String,
    #[serde(default)]
    fine: bool,
}

#[derive(Deserialize)]
struct Relation {
    from: String,
    to: String,
    relation: Names,
    #[serde(default)]
    fine: bool,
}

/// Each of several names would do.
#[derive(Deserialize)]
#[serde(untagged)]
enum Names {
    One(String),
    Any(Vec<String>),
}

#[derive(Deserialize)]
struct Answer {
    question: String,
    by: String,
    #[serde(default)]
    fine: bool,
}

#[derive(Deserialize)]
struct Term {
    term: String,
    #[serde(default)]
    fine: bool,
}

/// What is suggested or wanted, in one form for both.
type Key = (Sort, String, String);

/// What a weaver wants, and whether they would miss it.
fn wanted(labels: Labels) -> BTreeMap<Key, bool> {
    let mut wanted: BTreeMap<Key, bool> = BTreeMap::new();
    for Mention { r#in, to, fine } in labels.mention {
        wanted.insert((Sort::Mention, r#in, to), !fine);
    }
    for Relation { from, to, relation, fine } in labels.relation {
        let names = match relation {
            Names::One(name) => vec![name],
            Names::Any(names) => names,
        };
        for name in names {
            let (from, to) = relation_key(&name, from.clone(), to.clone());
            wanted.insert((Sort::Relation, from, to), !fine);
        }
    }
    for Answer { question, by, fine } in labels.answer {
        wanted.insert((Sort::Answer, question, by), !fine);
    }
    for Term { term, fine } in labels.glossary {
        wanted.insert((Sort::Term, term.to_lowercase(), String::new()), !fine);
    }
    wanted
}

/// What looks like a suggestion and is none.
fn traps(labels: &Labels) -> Vec<Key> {
    let mentions = labels.not.iter().map(|Mention { r#in, to, .. }| (Sort::Mention, r#in.clone(), to.clone()));
    let terms = labels.not_glossary.iter().map(|Term { term, .. }| (Sort::Term, term.to_lowercase(), String::new()));
    mentions.chain(terms).collect()
}

/// Some relations hold in either direction.
fn relation_key(relation: &str, from: String, to: String) -> (String, String) {
    let is_symmetric = matches!(relation, "complements" | "contradicts");
    let (from, to) = if is_symmetric && to < from { (to, from) } else { (from, to) };
    (format!("{relation} {from}"), to)
}

/// All suggestions but those that only count links, in their order.
fn suggested() -> Vec<Key> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/weaving/site");
    let now = TODAY.at(12, 0, 0, 0).in_tz("UTC").unwrap().timestamp();
    let loaded = load(&RealDisk::new(root), &Options { as_of: Some(TODAY), ..Options::at(now) }, &Silent);
    let snapshot = loaded.snapshot.unwrap();
    let id = |entry: EntryIx| snapshot.weave.doc(entry).id.to_string();
    let key = |found: &Found| match found {
        Found::Mention { from, to, .. } => Some((Sort::Mention, id(*from), id(*to))),
        Found::Relation { from, to, relation, .. } => {
            let (from, to) = relation_key(relation, id(*from), id(*to));
            Some((Sort::Relation, from, to))
        }
        Found::Answer { question, by, .. } => Some((Sort::Answer, id(*question), id(*by))),
        Found::Term { name, .. } => Some((Sort::Term, name.to_lowercase(), String::new())),
        Found::Wanted { .. } => None,
    };
    suggestions(&snapshot.weave, &snapshot.kinds).iter().filter_map(|suggestion| key(&suggestion.found)).collect()
}

/// How many of `suggested` are wanted, as a part of one.
fn precision(suggested: &[&Key], wanted: &BTreeMap<Key, bool>) -> f64 {
    let right = suggested.iter().filter(|key| wanted.contains_key(**key)).count();
    right as f64 / suggested.len().max(1) as f64
}

#[test]
fn what_the_desk_suggests_is_what_a_weaver_wants() {
    let labels = include_str!("weaving/labels.toml");
    let labels: Labels = toml::from_str(labels).unwrap();
    let traps = traps(&labels);
    let wanted = wanted(labels);
    let suggested = suggested();
    // The same name may stand elsewhere in the entry and be wanted there.
    let traps: Vec<&Key> = traps.iter().filter(|trap| !wanted.contains_key(*trap)).collect();
    let caught = traps.iter().filter(|trap| suggested.contains(trap)).count();
    println!("{caught} of {} traps are suggested", traps.len());
    assert!(caught as f64 <= (1.0 - LEAST) * traps.len() as f64);
    let of = |sort: Sort| -> Vec<&Key> { suggested.iter().filter(|key| key.0 == sort).collect() };
    let sorts = [Sort::Mention, Sort::Relation, Sort::Answer, Sort::Term];
    let mut all = Vec::new();
    for sort in sorts {
        let found = of(sort);
        let missed = wanted.iter().filter(|((of, ..), is_missed)| *of == sort && **is_missed);
        let seen = missed.clone().filter(|(key, _)| found.contains(key)).count();
        let first = precision(&found[..found.len().min(10)], &wanted);
        let whole = precision(&found, &wanted);
        let recall = seen as f64 / missed.count().max(1) as f64;
        println!(
            "{:9} {:3} suggested; precision of the first ten {first:.2}, of all {whole:.2}; recall {recall:.2}",
            sort.name(),
            found.len()
        );
        if std::env::var_os("COPSITE_WEAVING").is_some() {
            for key in &found {
                println!("  {} {} {}", if wanted.contains_key(*key) { "+" } else { "-" }, key.1, key.2);
            }
            for (key, _) in wanted.iter().filter(|((of, ..), missed)| *of == sort && **missed) {
                if !found.contains(&key) {
                    println!("  ? {} {}", key.1, key.2);
                }
            }
        }
        all.push((sort, first, whole));
    }
    for most in [50, 100] {
        // The desk shows the first few of each sort.
        let each = most / sorts.len();
        let top: Vec<&Key> = sorts.iter().flat_map(|sort| of(*sort).into_iter().take(each)).collect();
        let found = precision(&top, &wanted);
        println!("the first {most}: precision {found:.2}");
        assert!(found >= LEAST);
    }
    for (sort, first, whole) in all {
        assert!(first >= LEAST && whole >= LEAST, "{}", sort.name());
    }
}
