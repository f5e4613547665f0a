//! Sites with one fault each, from `cases.toml`: what was done to a good site, how the build must end, and what
//! it must say. Whatever the fault is, the program does not panic or hang, and it publishes all or nothing.
//!
//! `COPSITE_LONG=1` also runs those that take long. `COPSITE_CASE=words` runs those whose fault has the words.

#![cfg(unix)]
#![expect(clippy::disallowed_methods, reason = "tests make and look at the files of a site")]

mod case;
mod formats;
mod injected;
#[path = "../program/site.rs"]
#[allow(dead_code, reason = "the program's own tests need more of it")]
mod site;

use std::collections::BTreeSet;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use case::{Case, Cases};
use site::{Run, Site};

/// A page that each site has, whatever else is in it.
const GOOD: &str = "stories/good/index.html";

fn cases() -> Vec<Case> {
    let Cases { mut case, wrong_config } = toml::from_str(include_str!("cases.toml")).unwrap();
    case.extend(wrong_config.into_iter().map(Case::wrong_config));
    let chosen = std::env::var("COPSITE_CASE").unwrap_or_default();
    let is_long = std::env::var_os("COPSITE_LONG").is_some_and(|value| !value.is_empty());
    case.retain(|case| case.fault.contains(&chosen) && (is_long || !case.long));
    case
}

#[test]
fn a_site_with_one_fault_is_built_or_refused_as_expected() {
    let all =
        |case: &Case| outcome(case).err().into_iter().map(|failure| format!("{}: {failure}", case.fault)).collect();
    none_fails(&cases(), all);
}

/// Runs `check`, which tells what is wrong, for each item, two at a time.
fn none_fails<T: Sync>(items: &[T], check: impl Fn(&T) -> Vec<String> + Sync) {
    let (next, failures) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                while let Some(item) = items.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let checked = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| check(item)));
                    failures.lock().unwrap().extend(checked.unwrap_or_else(|_| vec!["panicked".to_owned()]));
                }
            });
        }
    });
    let mut failures = failures.into_inner().unwrap();
    failures.sort();
    assert!(failures.is_empty(), "{} in {} cases:\n{}", failures.len(), items.len(), failures.join("\n"));
}

/// Makes the site, builds it, and compares.
fn outcome(case: &Case) -> Result<(), String> {
    let site = Site::of([
        ("copsite.toml", "title = \"A site\"\n"),
        ("content/index.md", "# A site\n"),
        ("content/stories/good.md", "# A good story\n\nIt ends well.\n"),
    ]);
    case.what.iter().try_for_each(|what| what.make(&site))?;
    let before = std::fs::read_dir(site.beside("")).unwrap().count();
    let run = site.build_with(&["--format", "json"]);
    let published = site.published();
    let found = (run.code, codes(&run));
    let expected = (case.exit, case.codes.iter().cloned().collect());
    if found != expected {
        return Err(format!("{found:?}, not {expected:?}\n{}{}", first(&run.stdout), first(&run.stderr)));
    }
    if run.code == 0 && !published.contains_key(GOOD) {
        return Err("the good page is not published".into());
    }
    if run.code != 0 && !published.is_empty() {
        return Err(format!("{} files are published all the same", published.len()));
    }
    let beside = std::fs::read_dir(site.beside("")).unwrap().count() - usize::from(site.output().exists());
    if beside != before {
        return Err("it has written beside the site".into());
    }
    for (path, text) in &case.shows {
        let page = published.get(path).map(|bytes| String::from_utf8_lossy(bytes));
        if !page.as_ref().is_some_and(|page| page.contains(text)) {
            return Err(format!("{path} does not show {text:?}: {page:?}"));
        }
    }
    let interpreted =
        published.iter().filter(|(path, _)| [".html", ".xml", ".ics", ".svg"].iter().any(|end| path.ends_with(end)));
    for (path, bytes) in interpreted {
        let page = String::from_utf8_lossy(bytes);
        if let Some(text) = case.lacks.iter().find(|text| page.contains(&***text)) {
            return Err(format!("{text:?} is in {path}"));
        }
    }
    Ok(())
}

fn codes(run: &Run) -> BTreeSet<String> {
    let code =
        |line: &str| serde_json::from_str::<serde_json::Value>(line).unwrap()["code"].as_str().unwrap().to_owned();
    run.stdout.lines().map(code).collect()
}

fn first(text: &str) -> String {
    text.lines().take(3).map(|line| format!("  {}\n", line.chars().take(300).collect::<String>())).collect()
}
