use jiff::Timestamp;
use jiff::civil::date;
use proptest::prelude::*;

use super::*;
use crate::disk::MemoryDisk;
use crate::site::{Loaded, Options, Silent, load};
use crate::weaver::suggestions::{Sort, suggestions};

/// A site of two communities with a method to be named, and the files of a test.
fn site<'f>(files: impl IntoIterator<Item = (&'f str, &'f str)>) -> MemoryDisk {
    let fixed = [
        ("copsite.toml", "title = \"A site\"\n"),
        ("content/communities/one.md", "---\ntitle: One\nstatement: We ask.\n---\n"),
        ("content/communities/two.md", "---\ntitle: Two\nstatement: We ask.\n---\n"),
        ("content/methods/asset-mapping.md", "---\ntitle: Asset mapping\ncommunities: [two]\n---\nHow.\n"),
    ];
    MemoryDisk::new(fixed.into_iter().chain(files))
}

struct Found {
    loaded: Loaded,
    suggestions: Vec<Suggestion>,
}

fn found(disk: &MemoryDisk) -> Found {
    let loaded = load(disk, &Options::at(Timestamp::UNIX_EPOCH), &Silent);
    let snapshot = loaded.snapshot.as_ref().unwrap();
    let suggestions = suggestions(&snapshot.weave, &snapshot.kinds);
    Found { loaded, suggestions }
}

/// Accepts every suggestion of a sort; the codes and messages of what was refused.
fn accept_all(disk: &MemoryDisk, sort: Sort) -> Vec<String> {
    accept(disk, &found(disk), sort, None)
}

fn accept(disk: &MemoryDisk, found: &Found, sort: Sort, kind: Option<&str>) -> Vec<String> {
    let snapshot = found.loaded.snapshot.as_ref().unwrap();
    let chosen: Vec<&Suggestion> = found.suggestions.iter().filter(|suggestion| suggestion.sort() == sort).collect();
    let desk = Desk {
        disk,
        snapshot,
        tree: found.loaded.tree.as_ref().unwrap(),
        today: date(2026, 3, 1),
        kind: kind.and_then(|kind| snapshot.kinds.get(kind)),
    };
    let (_, problems) = desk.accept(&chosen);
    problems.into_iter().map(|problem| format!("{}: {}", problem.code.name(), problem.message)).collect()
}

fn text(disk: &MemoryDisk, file: &str) -> String {
    String::from_utf8(disk.read(file).unwrap()).unwrap()
}

const STORY: &str = "content/stories/a.md";

/// A story of another community becomes `expected` when its mentions are accepted, the site has no more to
/// say than before, and there is nothing left to accept.
fn assert_becomes(story: &str, expected: &str) {
    let disk = site([(STORY, story)]);
    let before = found(&disk).loaded.diagnostics.len();
    assert_eq!(accept_all(&disk, Sort::Mention), [""; 0], "{story:?}");
    assert_eq!(text(&disk, STORY), expected, "{story:?}");
    let after = found(&disk);
    assert!(after.suggestions.iter().all(|suggestion| suggestion.sort() != Sort::Mention), "{expected:?}");
    assert_eq!(after.loaded.diagnostics.len(), before, "{:?}", after.loaded.diagnostics);
}

#[test]
fn a_mention_becomes_a_link_wherever_it_stands_and_nothing_else_changes() {
    let link = "[[method/asset-mapping|asset mapping]]";
    for (before, after) in [
        ("# S\n\nWe tried ", " twice. Then asset mapping again.\n"),
        ("\u{feff}---\r\ntitle: S\r\n---\r\n\r\nWe tried ", ".\r\n"),
        ("+++\r\ntitle = \"S\"\r\n+++\r\nWe tried ", ""),
        ("We tried ", ""),
        ("# S\n\n- one\n  - two, with ", "\n- three\n"),
        ("# S\n\n1. We tried *", "* here.\n"),
        ("# S\n\n> We tried ", ", she said.\n"),
        ("# S\n\n# Asset mapping\n\n`asset mapping` and <b>", "</b>.\n"),
        ("# S\n\nA note.[^1]\n\n[^1]: See ", ".\n"),
        ("# S\n\nTerm\n: We tried ", ".\n"),
        ("# S\n\nWe tried ", "[^1] “as they say”.\n\n[^1]: Note.\n"),
        ("# S\n\nWe tried ", "**> here.\n"),
    ] {
        assert_becomes(&format!("{before}asset mapping{after}"), &format!("{before}{link}{after}"));
    }
}

#[test]
fn a_name_that_many_link_to_is_still_a_name_where_it_is_no_link() {
    let linking: Vec<String> = (0..9).map(|number| format!("content/logs/l{number}.md")).collect();
    let linking = linking.iter().map(|file| (&**file, "# L\n\nWe tried [[asset-mapping]] here.\n"));
    let disk = site(linking.chain([(STORY, "# S\n\nWe tried asset mapping.\n")]));
    assert_eq!(accept_all(&disk, Sort::Mention), [""; 0]);
    assert_eq!(text(&disk, STORY), "# S\n\nWe tried [[method/asset-mapping|asset mapping]].\n");
}

#[test]
fn a_link_in_a_table_has_its_bar_escaped() {
    assert_becomes(
        "# S\n\n| What | How |\n|---|---|\n| We tried asset mapping | twice |\n",
        "# S\n\n| What | How |\n|---|---|\n| We tried [[method/asset-mapping\\|asset mapping]] | twice |\n",
    );
}

#[test]
fn a_mention_across_a_line_break_stays_across_it() {
    for (before, between) in [("", "\n"), ("", "\r\n"), ("> ", "\n> "), ("- ", "\n  "), ("", " \n")] {
        let story = |open: &str, close: &str| format!("# S\n\n{before}We tried {open}asset{between}mapping{close}.\n");
        assert_becomes(&story("", ""), &story("[[method/asset-mapping|", "]]"));
    }
}

#[test]
fn words_as_they_are_written_stay_so() {
    for words in ["Asset mapping", "asset-mapping", "ASSET MAPPING", "asset\u{a0}mapping", "asset mappings"] {
        assert_becomes(
            &format!("# S\n\nThis is {words}, \"so\".\n"),
            &format!("# S\n\nThis is [[method/asset-mapping|{words}]], \"so\".\n"),
        );
    }
}

#[test]
fn no_link_is_put_where_it_would_break_something() {
    for story in [
        "# S\n\nWe tried **asset** mapping.\n",
        "# S\n\nWe tried [asset mapping](https://example.org).\n",
        "# S\n\nWe tried <a href=\"https://example.org\">asset mapping</a>.\n",
        "# S\n\nWe tried <CODE class=\"x\">asset mapping</CODE> and <button><b>asset mapping</b></button>.\n",
        "# S\n\n<div>asset mapping</div>\n",
        "# S\n\n```\nasset mapping\n```\n",
        "# S\n\n    asset mapping\n",
        "# S\n\n## On asset mapping\n",
        "# S\n\n![asset mapping](https://example.org/x.png)\n",
        "# S\n\nSee https://example.org/asset-mapping/x and asset-mapping.md.\n",
        "# S\n\n$asset mapping$ and {{ toc(title=\"asset mapping\") }}\n",
        "# S\n\nOur asset$&amp;$asset mapping.\n",
        "# S\n\nSee [[asset-mapping]] for asset mapping.\n",
        "# S\n\n~~asset mapping~~ and rasset mapping.\n",
        "---\ntitle: S\nsummary: On asset mapping\n---\n",
    ] {
        let disk = site([(STORY, story)]);
        let mentions: Vec<Suggestion> =
            found(&disk).suggestions.into_iter().filter(|found| found.sort() == Sort::Mention).collect();
        assert_eq!(mentions, [], "{story:?}");
    }
}

#[test]
fn the_first_place_where_a_link_can_stand_is_the_one() {
    assert_becomes(
        "# S\n\nThe **asset** mapping. An asset mapping. The asset mapping.\n",
        "# S\n\nThe **asset** mapping. An [[method/asset-mapping|asset mapping]]. The asset mapping.\n",
    );
}

#[test]
fn several_suggestions_of_one_file_are_written_at_once() {
    let disk = site([
        ("content/methods/empty-chair.md", "---\ntitle: The empty chair\ncommunities: [two]\n---\n"),
        ("content/tools/prompt-cards.md", "---\ntitle: Prompt cards\ncommunities: [two]\n---\n"),
        (STORY, "---\ntitle: S\n---\nWe had prompt cards,\nthe empty chair and asset mapping.\n"),
    ]);
    assert_eq!(accept_all(&disk, Sort::Mention), [""; 0]);
    assert_eq!(
        text(&disk, STORY),
        "---\ntitle: S\n---\nWe had [[tool/prompt-cards|prompt cards]],\n[[method/empty-chair|the empty chair]] and \
         [[method/asset-mapping|asset mapping]].\n"
    );
}

#[test]
fn a_relation_goes_into_the_front_matter() {
    let disk = site([(STORY, "---\ntitle: S # why\ncommunities: [one]\n---\nWe tried [[asset-mapping]].\n")]);
    assert_eq!(accept_all(&disk, Sort::Relation), [""; 0]);
    assert_eq!(
        text(&disk, STORY),
        "---\ntitle: S # why\ncommunities: [one]\nrelations:\n  uses: [method/asset-mapping]\n---\nWe tried [[asset-mapping]].\n"
    );
    assert!(found(&disk).suggestions.is_empty());
}

#[test]
fn front_matter_that_cannot_be_changed_is_left_and_the_lines_are_shown() {
    let story = "---\n{title: S, communities: [one]}\n---\nWe tried [[asset-mapping]].\n";
    let disk = site([(STORY, story)]);
    let found = found(&disk);
    let refused = accept(&disk, &found, Sort::Relation, None);
    let message = "its front matter is written in a way that copsite does not change";
    assert_eq!(refused, [format!("refused-edit: `{STORY}` is left as it is: {message}")]);
    assert_eq!(text(&disk, STORY), story);
}

#[test]
fn a_file_that_changed_meanwhile_is_left_alone() {
    let disk = site([(STORY, "# S\n\nWe tried asset mapping.\n")]);
    let found = found(&disk);
    disk.put(STORY, "# S\n\nBefore: we tried asset mapping.\n");
    let refused = accept(&disk, &found, Sort::Mention, None);
    assert_eq!(refused, [format!("refused-edit: `{STORY}` has changed since it was read")]);
    assert_eq!(text(&disk, STORY), "# S\n\nBefore: we tried asset mapping.\n");
}

#[test]
fn a_wanted_entry_is_made_where_its_links_look_for_it() {
    let disk = site([(STORY, "# S\n\nSee [[tool/prompt-cards]].\n")]);
    assert_eq!(accept_all(&disk, Sort::Wanted), [""; 0]);
    assert!(text(&disk, "content/tools/prompt-cards.md").contains("title = \"Prompt cards\""));
    assert!(found(&disk).suggestions.iter().all(|suggestion| suggestion.sort() != Sort::Wanted));
}

#[test]
fn a_wanted_entry_of_no_kind_needs_to_be_told_its_kind() {
    let disk = site([(STORY, "# S\n\nSee [[The long table]].\n")]);
    let found = found(&disk);
    let refused = accept(&disk, &found, Sort::Wanted, None);
    assert_eq!(refused.len(), 1);
    assert!(refused[0].starts_with("refused-edit: "), "{refused:?}");
    assert_eq!(accept(&disk, &found, Sort::Wanted, Some("method")), [""; 0]);
    assert!(text(&disk, "content/methods/the-long-table.md").contains("title = \"The long table\""));
}

#[test]
fn ids_that_name_nothing_are_told_and_each_other_one_counts_once() {
    let disk = site([(STORY, "# S\n\nWe tried asset mapping.\n")]);
    let found = found(&disk).suggestions;
    let id = found[0].id.clone();
    let (chosen, problems) = named(&found, &[id.clone(), "mention-0".into(), id]);
    assert_eq!((chosen.len(), problems.len()), (1, 1));
    assert_eq!(problems[0].code, Code::UnknownSuggestion);
}

#[test]
fn an_edit_elsewhere_in_the_text_leaves_the_id_alone() {
    let id_of = |story: &str| found(&site([(STORY, story)])).suggestions[0].id.clone();
    assert_eq!(id_of("# S\n\nWe tried asset mapping.\n"), id_of("---\ntitle: T\n---\nMore. The asset mapping!\n"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    /// Accepting puts links around words and changes nothing else, whatever stands around them. Where a link would
    /// change how the signs beside it read, the text stays as it is and that is told.
    #[test]
    fn accepting_only_adds_links(pieces in proptest::collection::vec(
        "(asset mapping|Asset\nmapping|asset|mapping| |\n|\n\n|\\*|\\*\\*|`|\\[|\\]|\\]\\(x\\)|<b>|</a>|<a href=x>|> |- |\\||# |: |\\$|~~|_|\\\\|&amp;|é|\\{\\{|\\}\\}|!\\[\\[|\\[\\[|\\]\\])",
        0..24,
    )) {
        let story = pieces.concat();
        let disk = site([(STORY, story.as_str())]);
        let found = found(&disk);
        let refused = accept(&disk, &found, Sort::Mention, None);
        let changed = text(&disk, STORY);
        prop_assert!(refused.is_empty() || changed == story, "{story:?} was refused and became {changed:?}");
        let without = ["[[method/asset-mapping|", "[[method/asset-mapping\\|"].into_iter().find_map(|open| {
            let (before, rest) = changed.split_once(open)?;
            let (words, after) = rest.split_once("]]")?;
            Some([before, words, after].concat())
        });
        prop_assert!(changed == story || without.as_ref() == Some(&story), "{story:?} became {changed:?}");
    }
}
