//! 18F: four sites of two other generators, laid out as one.

use std::collections::BTreeSet;

use super::corpus::{Corpus, Problem, differences};

static EIGHTEEN_F: Corpus = Corpus::new(
    "18f",
    &[
        ("methods/_methods", "content/methods"),
        ("methods/pages", "content/method-pages"),
        ("methods/_data", "data/methods"),
        ("site/content/posts", "content/blog"),
        ("site/content/pages", "content/site"),
        ("site/content/pages/projects", "content/cases"),
        ("site/data", "data/site"),
        ("guides/content", "content/guides"),
        ("guides/_data", "data/guides"),
        ("handbook/pages/tools", "content/tools"),
    ],
    &["broken-anchor", "broken-link", "duplicate-alias", "duplicate-id", "missing-image"],
);

#[test]
fn its_errors_are_all_named_and_nothing_is_written() {
    let Some(run) = EIGHTEEN_F.strict() else { return };
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
    assert_eq!(errors, EIGHTEEN_F.errors.iter().copied().collect());
}

#[test]
fn lines_of_text_that_became_keys_are_found() {
    let Some(run) = EIGHTEEN_F.strict() else { return };
    let files: Vec<&str> = run.of("unknown-key").map(|problem| problem.file.as_str()).collect();
    assert_eq!(
        files,
        [
            "content/blog/2014-05-14-hacking-bureaucracy-improving-hiring-and-software.md",
            "content/methods/design-hypothesis.md",
        ]
    );
}

#[test]
fn with_its_errors_as_warnings_it_is_published_without_links_that_run_code() {
    let Some([run, _]) = EIGHTEEN_F.lenient() else { return };
    assert_eq!(run.exit, Some(0));
    let unsafe_links: BTreeSet<&str> = run.of("unsafe-link").map(|problem: &Problem| problem.file.as_str()).collect();
    assert_eq!(unsafe_links, BTreeSet::from(["content/guides/accessibility/keyboard.md"]));
    for (name, bytes) in run.published() {
        let text = String::from_utf8_lossy(&bytes);
        assert!(!name.ends_with(".html") || !text.contains("href=\"javascript:"), "{name}");
    }
}

#[test]
fn its_bytes_do_not_depend_on_the_run_or_the_threads() {
    let Some([one, four]) = EIGHTEEN_F.lenient() else { return };
    assert_eq!(one.problems, four.problems);
    assert_eq!(differences(&one.published(), &four.published()), [""; 0]);
}
