//! What readers search for, asked of a built site with the script that their browsers load.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use serde::Deserialize;
use serde_json::Value;

#[derive(Deserialize)]
pub struct Searches {
    search: Vec<Search>,
}

#[derive(Deserialize)]
struct Search {
    query: String,
    /// Ids; one of them has to be found.
    finds: Vec<String>,
}

impl Searches {
    /// Reads `tests/adoption/<corpus>/searches.toml`.
    pub fn read(corpus: &str) -> Searches {
        let file = folder().join(corpus).join("searches.toml");
        toml::from_str(&fs::read_to_string(file).unwrap()).unwrap()
    }

    pub fn len(&self) -> usize {
        self.search.len()
    }

    /// For each search the ids of what is shown, in order; none where there is no Node to ask with.
    pub fn ask(&self, output: &Path, lang: &str) -> Option<Vec<Vec<String>>> {
        let queries: Vec<&str> = self.search.iter().map(|search| &*search.query).collect();
        let script = Command::new("node")
            .arg(folder().join("search.mjs"))
            .args([output.as_os_str(), lang.as_ref()])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn();
        let Ok(mut script) = script else {
            let _ = writeln!(std::io::stderr(), "skipped: there is no node to run the search with");
            return None;
        };
        script.stdin.take().unwrap().write_all(serde_json::to_string(&queries).unwrap().as_bytes()).unwrap();
        let answered = script.wait_with_output().unwrap();
        assert!(answered.status.success());
        let addresses: Vec<Vec<String>> = serde_json::from_slice(&answered.stdout).unwrap();
        let ids = ids(output);
        let named = |found: Vec<String>| found.into_iter().map(|url| ids[&url].clone()).collect();
        Some(addresses.into_iter().map(named).collect())
    }

    /// The searches of which nothing that they are for is among the first.
    pub fn missed<'a>(&'a self, found: &'a [Vec<String>], first: usize) -> impl Iterator<Item = &'a str> {
        let is_missed = move |(search, found): &(&Search, &Vec<String>)| {
            !found.iter().take(first).any(|id| search.finds.contains(id))
        };
        self.search.iter().zip(found).filter(is_missed).map(|(search, _)| &*search.query)
    }
}

fn folder() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/adoption")
}

/// The ids of all entries by address, relative to the site's home.
fn ids(output: &Path) -> std::collections::BTreeMap<String, String> {
    let weaver: Value = serde_json::from_slice(&fs::read(output.join("weaver.json")).unwrap()).unwrap();
    let home = weaver["site"]["base_url"].as_str().unwrap();
    let entries = weaver["entries"].as_array().unwrap().iter();
    let named = entries.map(|entry| {
        let url = entry["url"].as_str().unwrap();
        (url.strip_prefix(home).unwrap_or(url).to_owned(), entry["id"].as_str().unwrap().to_owned())
    });
    named.collect()
}
