//! digital.gov: 4,040 pages with the blemishes that its SOURCE.md counts.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use super::corpus::{Corpus, Problem, differences};
use super::searches::Searches;
use super::traces::{Markers, Page, pages};

static DIGITALGOV: Corpus = Corpus::new(
    "digitalgov",
    &[("content", "content"), ("data", "data")],
    &[
        "broken-anchor",
        "broken-link",
        "duplicate-alias",
        "duplicate-id",
        "duplicate-key",
        "invalid-slug",
        "unknown-term",
    ],
);

/// Kinds whose folders are also the first part of their addresses.
const KINDS: [&str; 10] =
    ["news", "topics", "authors", "communities", "events", "resources", "guides", "services", "sources", "_archived"];

#[test]
fn its_errors_are_all_named_and_nothing_is_written() {
    let Some(run) = DIGITALGOV.strict() else { return };
    assert_eq!(run.exit, Some(1));
    assert!(!run.output.exists());
    run.assert_all_are_placed();
    run.assert_shortcodes_are_reported_once();
    let errors: BTreeSet<&str> = run
        .problems
        .iter()
        .filter(|problem| problem.severity == "error")
        .map(|problem| problem.code.as_str())
        .collect();
    assert_eq!(errors, DIGITALGOV.errors.iter().copied().collect());
}

#[test]
fn the_ten_topics_without_a_page_are_found() {
    let Some(run) = DIGITALGOV.strict() else { return };
    let topics: BTreeSet<&str> =
        run.of("unknown-term").filter(|problem| problem.message.contains("no domain")).map(Problem::named).collect();
    let expected = [
        "Analytics",
        "Product-and-project-management",
        "artificial intelligence",
        "content",
        "customer service",
        "customer-service",
        "policies and regulations",
        "social media",
        "strategy",
        "web-content-managers-forum",
    ];
    assert_eq!(topics, BTreeSet::from(expected));
    // Four of them are other spellings of topics that have a page.
    let read_as_another = run.of("unknown-term").filter(|problem| problem.severity == "warning").map(Problem::named);
    let other_spellings = ["Analytics", "Product-and-project-management", "artificial intelligence", "social media"];
    assert_eq!(read_as_another.collect::<BTreeSet<_>>(), BTreeSet::from(other_spellings));
}

#[test]
fn the_sixteen_keys_that_stand_twice_are_found() {
    let Some(run) = DIGITALGOV.strict() else { return };
    let twice: BTreeMap<&str, usize> = run.of("duplicate-key").fold(BTreeMap::new(), |mut keys, problem| {
        *keys.entry(problem.named()).or_default() += 1;
        keys
    });
    assert_eq!(
        twice,
        BTreeMap::from([("event_platform", 1), ("expirydate", 13), ("primary_image", 1), ("redirectto", 1)])
    );
}

#[test]
fn the_thirty_aliases_that_stand_twice_are_found() {
    let Some(run) = DIGITALGOV.strict() else { return };
    let of = |what: &'static str| {
        let found = run.of("duplicate-alias").filter(move |problem| problem.message.ends_with(what));
        found.map(Problem::named).collect::<BTreeSet<_>>()
    };
    assert_eq!((of("on two pages").len(), of("twice on this page").len()), (19, 11));
}

#[test]
fn with_its_errors_as_warnings_it_is_published() {
    let Some([run, _]) = DIGITALGOV.lenient() else { return };
    assert_eq!(run.exit, Some(0));
    assert!(run.problems.iter().all(|problem| problem.severity == "warning"));
    let pages = pages(&run.root);
    assert_eq!(pages.len(), 4040);
    // Every page but `content/404/_index.md`, which is the text of `404.html` and on no list.
    let shown = pages.iter().filter(|page| !page.withheld()).count() - 1;
    let published = run.published();
    let weaver: serde_json::Value = serde_json::from_slice(&published["weaver.json"]).unwrap();
    assert_eq!(weaver["entries"].as_array().unwrap().len(), shown);
}

#[test]
fn drafts_and_expired_pages_leave_no_trace() {
    let Some([run, _]) = DIGITALGOV.lenient() else { return };
    let pages = pages(&run.root);
    let drafts = pages.iter().filter(|page| page.draft).count();
    let expired = pages.iter().filter(|page| page.expires.is_some()).count();
    assert_eq!((drafts, expired), (12, 1839));

    let published = run.published();
    assert_eq!(
        withheld_addresses(&pages).into_iter().filter(|url| published.contains_key(url)).collect::<Vec<_>>(),
        [""; 0]
    );

    let markers = Markers::new(&pages, &data(&run.root.join("data")));
    assert!(markers.titles.len() > 1600, "{}", markers.titles.len());
    assert!(markers.addresses.len() > 1600, "{}", markers.addresses.len());
    assert_eq!(markers.found_in(&published), []);
}

#[test]
fn its_bytes_do_not_depend_on_the_run_or_the_threads() {
    let Some([one, four]) = DIGITALGOV.lenient() else { return };
    assert_eq!(one.counts(), four.counts());
    assert_eq!(one.problems, four.problems);
    assert_eq!(differences(&one.published(), &four.published()), [""; 0]);
}

/// Where withheld pages would be published, unless a visible page has the same address or redirects from it.
fn withheld_addresses(pages: &[Page]) -> BTreeSet<String> {
    let addresses = |withheld: bool| {
        let of_kind = pages.iter().filter(move |page| page.withheld() == withheld).filter_map(|page| {
            let folder = page.file.split('/').next()?;
            KINDS.contains(&folder).then(|| format!("{}/index.html", page.address()))
        });
        of_kind.collect::<BTreeSet<_>>()
    };
    let visible = pages.iter().filter(|page| !page.withheld());
    let redirects = visible.flat_map(Page::aliases).map(|alias| format!("{alias}/index.html")).collect();
    let taken: BTreeSet<String> = addresses(false).union(&redirects).cloned().collect();
    addresses(true).difference(&taken).cloned().collect()
}

fn data(folder: &std::path::Path) -> Vec<String> {
    let mut texts = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => texts.extend(data(&path)),
            false => texts.extend(fs::read_to_string(&path)),
        }
    }
    texts
}

/// The searches were written before there was one: most of them must find what they are for.
#[test]
fn what_readers_search_for_is_among_the_first_three() {
    let Some([run, _]) = DIGITALGOV.lenient() else { return };
    let searches = Searches::read("digitalgov");
    let Some(found) = searches.ask(&run.output, "en-US") else { return };
    let missed: Vec<&str> = searches.missed(&found, 3).collect();
    println!("{} of {} found; not among the first three: {missed:?}", searches.len() - missed.len(), searches.len());
    assert_eq!(searches.len(), 30);
    assert!(missed.len() <= 3, "{missed:?}");
}
