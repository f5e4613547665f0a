//! Texts that would do harm, in every field of a site: whatever a format is, its reader finds in it what the
//! program put there and nothing else. Texts and site are data, in `texts.toml`.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::formats::foreign;
use super::none_fails;
use super::site::{Site, Tree};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Texts {
    texts: Vec<String>,
    /// No format can hold them: nothing is published.
    refused: Vec<String>,
    files: BTreeMap<String, String>,
}

#[test]
fn no_text_leaves_its_place_in_any_format() {
    let Texts { texts, files, .. } = data();
    none_fails(&texts, |text| escaped(text, &files).into_iter().map(|what| format!("{text:?}: {what}")).collect());
}

#[test]
fn a_text_that_no_format_can_hold_is_refused() {
    let Texts { refused, files, .. } = data();
    none_fails(&refused, |text| {
        let site = filled(text, &files);
        let (code, published) = (site.build().code, site.published().len());
        ((code, published) != (1, 0))
            .then(|| format!("{text:?}: ends with {code}, {published} files"))
            .into_iter()
            .collect()
    });
}

fn data() -> Texts {
    toml::from_str(include_str!("texts.toml")).unwrap()
}

/// Where `text` is taken for something else.
fn escaped(text: &str, files: &BTreeMap<String, String>) -> Vec<String> {
    let site = filled(text, files);
    let run = site.build();
    if run.code != 0 {
        return vec![format!("ends with {}\n{}", run.code, run.stderr)];
    }
    let mut published = site.published();
    published.insert("weave.csv".into(), site.run(&["weave", "--format", "csv"]).stdout.into_bytes());
    found(&published)
}

fn filled(text: &str, files: &BTreeMap<String, String>) -> Site {
    // A string of JSON is one of TOML too, but for DEL.
    let string = serde_json::to_string(text).unwrap().replace('\u{7f}', "\\u007f");
    Site::of(files.iter().map(|(path, body)| (path, body.replace("{text}", &string).trim_start().to_owned())))
}

fn found(published: &Tree) -> Vec<String> {
    let mut found = Vec::new();
    let mut seen = std::collections::BTreeSet::new();
    for (path, bytes) in published {
        let ending = path.rsplit('.').next().unwrap();
        let Some(of) = foreign(path, bytes) else { continue };
        seen.insert(ending);
        found.extend(of.into_iter().map(|what| format!("{path}: {what}")));
    }
    for ending in ["html", "xml", "json", "ics", "eml", "csv", "txt", "_headers"] {
        if !seen.contains(ending) {
            found.push(format!("no .{ending} is published"));
        }
    }
    found
}
