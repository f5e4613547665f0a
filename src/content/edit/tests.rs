use proptest::prelude::*;

use super::*;

fn changed(text: &str) -> Option<String> {
    with_relation(&Arc::from("x.md"), text, "uses", "method/b")
}

/// The text with one more relation is the one expected, and stating it once more works too.
fn assert_becomes(text: &str, expected: &str) {
    assert_eq!(changed(text).as_deref(), Some(expected), "{text:?}");
    let again = with_relation(&Arc::from("x.md"), expected, "uses", "method/c").unwrap_or_default();
    assert!(again.contains("method/c"), "{expected:?}");
    let crlf = |text: &str| text.replace('\n', "\r\n");
    assert_eq!(changed(&crlf(text)), Some(crlf(expected)), "{text:?} with CRLF");
    let bom = |text: &str| format!("\u{feff}{text}");
    assert_eq!(changed(&bom(text)), Some(bom(expected)), "{text:?} with a BOM");
}

#[test]
fn toml_of_every_style_gets_one_more_relation() {
    for (text, expected) in [
        ("+++\ntitle = \"A\"\n+++\nT", "+++\ntitle = \"A\"\n\n[relations]\nuses = [\"method/b\"]\n+++\nT"),
        ("+++\n+++\n", "+++\n[relations]\nuses = [\"method/b\"]\n+++\n"),
        (
            "+++\n[relations] # why\n# none yet\n[extra]\na = 1\n+++\n",
            "+++\n[relations] # why\nuses = [\"method/b\"]\n# none yet\n[extra]\na = 1\n+++\n",
        ),
        (
            "+++\n[relations]\n  for = \"x\" # one\n\n[extra]\na = 1\n+++\n",
            "+++\n[relations]\n  for = \"x\" # one\n  uses = [\"method/b\"]\n\n[extra]\na = 1\n+++\n",
        ),
        ("+++\n[relations]\nuses = [ ]\n+++\n", "+++\n[relations]\nuses = [\"method/b\" ]\n+++\n"),
        ("+++\n[relations]\nuses = 'a' # x\n+++\n", "+++\n[relations]\nuses = ['a', \"method/b\"] # x\n+++\n"),
        ("+++\n[relations]\nuses = ['a',]\n+++\n", "+++\n[relations]\nuses = ['a', \"method/b\"]\n+++\n"),
        (
            "+++\n[relations]\nuses = [\n  'a', # one\n  'c' # two\n]\nfor = 'x'\n+++\n",
            "+++\n[relations]\nuses = [\n  'a', # one\n  'c', # two\n  \"method/b\",\n]\nfor = 'x'\n+++\n",
        ),
        (
            "+++\nrelations.for = 'x'\ntitle = 'A'\n+++\n",
            "+++\nrelations.for = 'x'\nrelations.uses = [\"method/b\"]\ntitle = 'A'\n+++\n",
        ),
        ("+++\nrelations = { for = 'x' }\n+++\n", "+++\nrelations = { for = 'x', uses = [\"method/b\"] }\n+++\n"),
        ("+++\nrelations = {}\n+++\n", "+++\nrelations = { uses = [\"method/b\"] }\n+++\n"),
    ] {
        assert_becomes(text, expected);
    }
}

#[test]
fn yaml_of_every_style_gets_one_more_relation() {
    for (text, expected) in [
        ("---\ntitle: A\n---\nT", "---\ntitle: A\nrelations:\n  uses: [method/b]\n---\nT"),
        (
            "---\nrelations:\n    for: x # one\ntitle: A\n---\n",
            "---\nrelations:\n    for: x # one\n    uses: [method/b]\ntitle: A\n---\n",
        ),
        (
            "---\nrelations:\n  uses:\n  - a\n  - 'c' # two\n# end\n---\n",
            "---\nrelations:\n  uses:\n  - a\n  - 'c' # two\n  - method/b\n# end\n---\n",
        ),
        ("---\nrelations:\n  uses: [a, c]\n---\n", "---\nrelations:\n  uses: [a, c, method/b]\n---\n"),
        ("---\nrelations: {uses: [ a , ]}\n---\n", "---\nrelations: {uses: [ a , method/b ]}\n---\n"),
        ("---\nrelations:\n  uses: []\n---\n", "---\nrelations:\n  uses: [method/b]\n---\n"),
        ("---\nrelations:\n  uses: a/c # x\n---\n", "---\nrelations:\n  uses: [a/c, method/b] # x\n---\n"),
        ("---\nrelations:\n  uses:\n---\n", "---\nrelations:\n  uses: [method/b]\n---\n"),
        ("---\nrelations:\ntitle: A\n---\n", "---\nrelations:\n  uses: [method/b]\ntitle: A\n---\n"),
        ("---\nrelations: {for: x}\n---\n", "---\nrelations: {for: x, uses: [method/b]}\n---\n"),
        ("---\ntext: |\n  a\n\n---\n", "---\ntext: |\n  a\n\nrelations:\n  uses: [method/b]\n---\n"),
    ] {
        assert_becomes(text, expected);
    }
}

#[test]
fn a_file_without_front_matter_gets_one() {
    assert_becomes("# T\n\nText", "+++\n[relations]\nuses = [\"method/b\"]\n+++\n# T\n\nText");
    assert_becomes("\n", "+++\n[relations]\nuses = [\"method/b\"]\n+++\n\n");
    assert_eq!(changed("").as_deref(), Some("+++\n[relations]\nuses = [\"method/b\"]\n+++\n"));
}

#[test]
fn what_cannot_be_written_surely_is_refused() {
    for text in [
        "---\n{title: A}\n---\n",
        "---\ntitle: A\n",
        "---\ntitle: [A\n---\n",
        "---\nrelations: a\n---\n",
        "---\nrelations: ~\n---\n",
        "---\na: &x {uses: [a]}\nrelations: *x\n---\n",
        "+++\nrelations = 'a'\n+++\n",
        "+++\ntitle = A\n+++\n",
        "+++\n[[relations]]\nuses = ['a']\n+++\n",
        "+++\n[relations]\nuses = ['a'\n # x\n,\n]\n+++\n",
    ] {
        assert_eq!(changed(text), None, "{text:?}");
    }
}

#[test]
fn a_value_is_changed_and_every_other_byte_stays() {
    let with_issue = |text: &str| with_value(&Arc::from("x.md"), text, "issue", "15");
    for (text, expected) in [
        (
            "+++\ntitle = \"next\"\nissue = \"next\" # soon\n+++\nnext\n",
            "+++\ntitle = \"next\"\nissue = \"15\" # soon\n+++\nnext\n",
        ),
        ("+++\r\nissue='next'\r\n+++\r\n", "+++\r\nissue='15'\r\n+++\r\n"),
        ("---\nissue:   next   # soon\ntags: [a]\n---\n", "---\nissue:   \"15\"   # soon\ntags: [a]\n---\n"),
        ("\u{feff}---\nissue: 'next'\n---\n", "\u{feff}---\nissue: '15'\n---\n"),
    ] {
        assert_eq!(with_issue(text).as_deref(), Some(expected), "{text:?}");
    }
    for text in ["+++\ntitle = \"x\"\n+++\n", "+++\nissue = [\"next\"]\n+++\n", "no front matter"] {
        assert_eq!(with_issue(text), None, "{text:?}");
    }
}

#[test]
fn the_lines_to_add_are_in_the_format_of_the_file() {
    let lines = |text: &str| relation_lines(&Arc::from("x.md"), text, "uses", "method/b");
    assert_eq!(lines("---\ntitle: A\n---\n"), "relations:\n  uses: [method/b]\n");
    assert_eq!(lines("+++\n+++\n"), "[relations]\nuses = [\"method/b\"]\n");
}

proptest! {
    /// Whatever the front matter, the change is refused or made of insertions that state just that.
    #[test]
    fn nothing_else_changes(
        fence in "(---|\\+\\+\\+)",
        lines in proptest::collection::vec(
            "(relations:|  uses: \\[a\\]|  uses:|    - a|\\[relations\\]|uses = \\['a'\\]|  for: x|title = 'A'|title: A|# c|  |uses = \\[|  'a',|\\]|relations = \\{\\}|b: \\|)",
            0..8,
        ),
    ) {
        let text = format!("{fence}\n{}\n{fence}\nText\n", lines.join("\n"));
        if let Some(changed) = changed(&text) {
            let mut rest = changed.chars();
            prop_assert!(text.chars().all(|wanted| rest.any(|found| found == wanted)));
            prop_assert!(changed.len() > text.len());
        }
    }
}
