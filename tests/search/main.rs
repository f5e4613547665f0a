//! The search index: every word of what is shown finds it, no word of what is withheld is there, and
//! the files say the same whoever makes them.

mod index;

use std::collections::{BTreeMap, BTreeSet};

use copsite::disk::MemoryDisk;
use copsite::render::{Memo, Rendered, render};
use copsite::site::{Options, Silent, load};
use copsite::view::Snapshot;
use index::Index;
use jiff::civil::date;
use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;

/// The snapshot of a site on 19 October 2026.
fn snapshot(config: &str, files: &[(String, String)]) -> Snapshot {
    let config = ("copsite.toml".to_owned(), format!("title = \"Network\"\n{config}"));
    let disk = MemoryDisk::new(files.iter().cloned().chain([config]));
    let now = date(2026, 10, 19).at(12, 0, 0, 0).in_tz("UTC").unwrap().timestamp();
    let loaded = load(&disk, &Options::at(now), &Silent);
    loaded.snapshot.unwrap_or_else(|| panic!("{:?}", loaded.diagnostics))
}

/// The texts of the search page and of the files of the index, by path.
fn published(config: &str, files: &[(String, String)]) -> BTreeMap<String, String> {
    let snapshot = snapshot(config, files);
    let of_search = snapshot.plan.pages().iter().filter(|planned| planned.route.path().contains("search"));
    let text = |planned| match render(&snapshot, &Memo::default(), planned) {
        Ok(Rendered::Bytes(bytes)) => String::from_utf8(bytes).unwrap(),
        other => panic!("{other:?}"),
    };
    of_search.map(|planned| (planned.route.file(), text(planned))).collect()
}

fn site<const N: usize>(config: &str, files: [(&str, &str); N]) -> BTreeMap<String, String> {
    published(config, &files.map(|(path, text)| (format!("content/{path}"), text.to_owned())))
}

fn english<const N: usize>(files: [(&str, &str); N]) -> Index {
    Index::read(&site("", files), "search/en/")
}

/// A word as it is searched for, told in another way than the index tells it.
fn keys(word: &str) -> Vec<String> {
    let plain: String = word.to_lowercase().nfd().filter(|c| !('\u{300}'..='\u{36F}').contains(c)).nfc().collect();
    // Letters that many keyboards lack.
    let spelt = [("ß", "ss"), ("æ", "ae"), ("œ", "oe"), ("ø", "o"), ("ł", "l"), ("đ", "d"), ("ı", "i")];
    let plain = spelt.into_iter().fold(plain, |plain, (letter, letters)| plain.replace(letter, letters));
    let characters: Vec<char> = plain.chars().collect();
    match characters[0] {
        '\u{E00}'..='\u{EFF}' | '\u{4E00}'..='\u{9FFF}' if characters.len() > 1 => {
            characters.windows(2).map(|pair| pair.iter().collect()).collect()
        }
        _ => vec![plain],
    }
}

/// One entry: words in its title, summary, tag, heading, paragraph, list, table and code.
type Words = [String; 8];

fn word() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[a-z]{1,9}",
        2 => "[A-Z][a-z]{2,12}",
        1 => "[0-9]{1,4}",
        2 => "[à-öø-ÿ][a-zß-öø-ÿ]{1,6}",
        1 => "[知识库管理员]{1,5}",
        1 => "[а-я]{3,9}",
        1 => "[ก-ฮ]{2,5}",
    ]
}

fn entry(
    number: usize,
    [title, summary, tag, heading, prose, item, cell, code]: &Words,
    more: &str,
) -> (String, String) {
    // Two tags that differ in an accent only are one, under the name of one of them.
    let text = format!(
        "---\ntitle: \"{title}\"\nsummary: \"{summary}\"\ntags: [\"{tag} {number}\"]\n{more}---\n## {heading}\n\nSo **{prose}** it is.\n\n\
         - {item}\n\n| a |\n|---|\n| {cell} |\n\n```\n{code}\n```\n"
    );
    (format!("content/stories/e{number}.md"), text)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn every_word_of_an_entry_finds_it_and_no_word_of_a_withheld_one_is_in_the_index(
        shown in prop::collection::vec(prop::array::uniform8(word()), 1..12),
        held in prop::collection::vec(prop::array::uniform8("[qxzj]{12}"), 1..4),
        language in prop::sample::select(vec!["en", "fr", "de", "cy", "ru", "zh", "th", "tlh"]),
    ) {
        let mut files: Vec<(String, String)> = shown.iter().enumerate().map(|(number, words)| entry(number, words, "")).collect();
        for (number, words) in held.iter().enumerate() {
            let (path, text) = entry(100 + number, words, "draft: true\n");
            files.push((path, text));
            files[number % shown.len()].1.push_str(&format!("\nSee [[story/e{}]] and [[{}]].\n", 100 + number, words[0]));
        }
        let published = published(&format!("language = \"{language}\"\n"), &files);
        let folder = format!("search/{language}/");
        let index = Index::read(&published, &folder);
        for (number, words) in shown.iter().enumerate() {
            let url = format!("stories/e{number}/");
            for key in words.iter().flat_map(|word| keys(word)) {
                prop_assert!(index.finds(&key).contains(&url.as_str()), "{key} does not find {url}");
            }
        }
        prop_assert_eq!(index.titles.len(), shown.len());
        let traces: BTreeSet<&String> = held.iter().flatten().collect();
        let told = index.words.keys().chain(index.titles.values()).chain(index.texts.values()).chain(&index.tags);
        for text in told {
            prop_assert!(!traces.iter().any(|word| text.contains(*word)), "{text}");
        }
    }
}

#[test]
fn forms_of_a_word_find_the_same() {
    let index = english([
        ("stories/a.md", "---\ntitle: Letters\n---\nPosting a letter."),
        ("stories/b.md", "---\ntitle: B\n---\nThe post."),
    ]);
    assert_eq!(index.finds("letters"), index.finds("letter"));
    assert_eq!(index.finds("posting"), ["stories/a/", "stories/b/"]);
    assert_eq!(index.finds("the"), ["stories/b/"]);
}

#[test]
fn a_title_tells_more_than_a_heading_and_that_more_than_the_text() {
    let index = english([
        ("stories/a.md", "---\ntitle: Harvest\n---\nSome words."),
        ("stories/b.md", "---\ntitle: B\n---\n## Harvest\n\nSome words."),
        ("stories/c.md", "---\ntitle: C\n---\nThe harvest was good."),
    ]);
    let told = ["stories/a/", "stories/b/", "stories/c/"].map(|url| index.words["harvest"][url]);
    assert!(told[0] > told[1] && told[1] > told[2], "{told:?}");
}

#[test]
fn sentences_come_from_what_a_reader_sees() {
    let index = english([
        (
            "stories/a.md",
            "---\ntitle: A\nsummary: In short.\n---\n## How it went\n\nA [link](b.md) &amp; `code`[^1].\n\n[^1]: A note.\n\n\
             > [!NOTE]\n> Mind.\n\n![[story/b]]\n\nSee [[story/b]].\n\n<svg><title>drawn</title></svg>\n",
        ),
        ("stories/b.md", "---\ntitle: The other\n---\nText."),
    ]);
    let text = &index.texts["stories/a/"];
    assert!(text.starts_with("In short.\nHow it went\nA link & code.\n"), "{text}");
    assert!(text.contains("\nSee The other.\n") && text.contains("A note."), "{text}");
    assert_eq!(index.finds("drawn"), [""; 0]);
    // An embedded card is the other entry's text.
    assert_eq!(index.finds("text"), ["stories/b/"]);
}

#[test]
fn every_language_has_an_index_of_its_own_and_the_words_of_its_interface() {
    let files = [("stories/a.md", "---\ntitle: Letter\n---\n"), ("stories/a.cy.md", "---\ntitle: Llythyr\n---\n")];
    let published = site("", files);
    assert!(published["search/index.html"].contains("<option value=\"cy\" lang=\"cy\">Cymraeg</option>"));
    let (english, welsh) = (Index::read(&published, "search/en/"), Index::read(&published, "search/cy/"));
    assert_eq!((english.finds("letter"), english.finds("llythyr")), (vec!["stories/a/"], vec![]));
    assert_eq!((welsh.finds("llythyr"), welsh.finds("letter")), (vec!["cy/stories/a/"], vec![]));
    assert_eq!(english.start["say"]["any-kind"], "All kinds");
    assert_eq!(welsh.start["say"]["any-kind"], "Pob math");
    assert_eq!(welsh.start["say"]["results"]["forms"]["few"], "{n} chanlyniad");
}

#[test]
fn an_empty_site_has_an_index_in_which_nothing_is_found() {
    let published = site("", []);
    assert_eq!(Index::read(&published, "search/en/").words.len(), 0);
}

#[test]
fn a_site_that_wants_no_search_has_no_file_of_it() {
    let published = site("[search]\nenabled = false\n", [("stories/a.md", "---\ntitle: A\n---\n")]);
    let of_search: Vec<&String> = published.keys().filter(|path| path.contains("search")).collect();
    assert_eq!(of_search, ["search/index.html"]);
    let page = &published["search/index.html"];
    assert!(page.contains("stories/a/") && !page.contains("<form"), "{page}");
}

#[test]
fn a_site_can_do_without_the_key_that_is_one_letter() {
    let key = |config| published(config, &[])["search/index.html"].contains("<kbd");
    assert!(key(""));
    assert!(!key("[theme.options]\nsearch.slash = false\n"));
}

/// A reader downloads the start, the words and postings of three words, cards and sentences.
#[test]
fn a_large_site_is_divided_into_small_files() {
    let files: Vec<(String, String)> = (0..2500)
        .map(|number| {
            (format!("content/stories/e{number}.md"), format!("---\ntitle: Story w{number}\n---\nOf {number} kinds."))
        })
        .collect();
    let published = published("", &files);
    let index = Index::read(&published, "search/en/");
    assert_eq!(index.finds("story").len(), 2500);
    assert_eq!(index.finds("w77"), ["stories/e77/"]);
    assert_eq!(index.texts.len(), 0);
    let largest = published.iter().filter(|(path, _)| path.starts_with("search/en/")).map(|(_, text)| text.len()).max();
    assert!(largest < Some(24 * 1024), "{largest:?}");
}

/// Without script the page leads to every entry: on a large site by the list of its kind, or that of all entries.
#[test]
fn the_search_page_of_a_large_site_leads_to_lists() {
    let entry = |folder: &str, number: usize| {
        (
            format!("content/{folder}e{number}.md"),
            format!("---\ntitle: The {folder} {number}\ntags: [t{number}]\n---\n"),
        )
    };
    // Entries in no kind's folder are pages, of which there is no list.
    let site = |stories: usize| {
        let stories = (0..stories).map(|number| entry("stories/", number));
        stories.chain([entry("cases/", 0)]).chain((0..31).map(|number| entry("", number))).collect::<Vec<_>>()
    };
    let page = |stories| published("[search]\nenabled = false\n", &site(stories))["search/index.html"].clone();
    let (small, large) = (page(1968), page(1969));
    for listed in ["The stories/ 1967", "The  30", "The cases/ 0"] {
        assert!(small.contains(listed), "{listed}");
    }
    assert!(!small.contains("All 1,968 stories") && !small.contains("a-z/\""));
    assert!(large.contains("<a href=\"../stories/\">All 1,969 stories</a>"), "{large}");
    assert!(large.contains("<a href=\"../weaver/a-z/\">All 31 pages</a>") && large.contains(">A to Z</a>"));
    assert!(large.contains("The cases/ 0") && !large.contains("The stories/") && !large.contains("The  "));
    let to_all_tags = "<li><a href=\"../tags/\">Tags</a></li><li><a href=\"../weaver/a-z/\">";
    assert!(large.contains("../tags/t1968/") && !large.contains(to_all_tags));
    let many = page(2001);
    assert!(!many.contains("../tags/t") && many.contains(to_all_tags), "{many}");
    assert!(many.len() < 10_000, "{}", many.len());
}
