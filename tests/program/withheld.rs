//! What a reader may not see leaves no trace: apart from the golden case of it, because golden
//! files can be rewritten with a leak in them.

use super::golden::case_site;
use super::site::{Run, Site, Tree, crate_folder};

/// Words that stand in withheld entries of the case, in their slugs or in links to them.
const TELLING: [&str; 6] = ["secret", "drafted", "stories/held", "stories/inner", "stories/expired", "held/"];

fn built(arguments: &[&str]) -> Tree {
    let site = case_site(&crate_folder().join("tests/cases/withheld"));
    let run = site.build_with(arguments);
    assert_eq!(run.code, 0, "{}", run.stderr);
    site.published()
}

fn traces(tree: &Tree) -> Vec<String> {
    let telling =
        |text: &str| TELLING.into_iter().filter(|word| text.to_lowercase().contains(word)).collect::<Vec<_>>();
    let found =
        tree.iter().map(|(path, bytes)| (path, telling(&format!("{path}\n{}", String::from_utf8_lossy(bytes)))));
    found.filter(|(_, words)| !words.is_empty()).map(|(path, words)| format!("{path}: {words:?}")).collect()
}

#[test]
fn drafts_held_expired_and_narrower_entries_leave_no_trace_in_any_file() {
    assert_eq!(traces(&built(&[])), [] as [String; 0]);
}

/// The words are telling only because the entries are there to be shown to others.
#[test]
fn who_may_see_them_sees_them() {
    let seen = |arguments: &[&str], path: &str| built(arguments).contains_key(path);
    assert!(seen(&["--drafts"], "stories/drafted/index.html"));
    assert!(seen(&["--future"], "stories/held/secret-held.png"));
    assert!(seen(&["--audience", "members"], "stories/inner/secret-inner.png"));
    assert!(!seen(&["--drafts", "--future", "--audience", "members"], "stories/expired/index.html"));
}

/// People who see their files link to them by what these are called.
#[test]
fn what_is_withheld_is_found_by_the_name_of_its_file_and_by_that_name_as_a_slug() {
    let site = Site::of([
        ("copsite.toml", "title = \"A network\"\n[audiences]\norder = [\"public\", \"members\"]\n"),
        (
            "content/board/Kettle Plan 2027.md",
            "---\ntitle: \"Talks: of May\"\naliases: [\"Übler Kettle\"]\naudience: members\n---\n",
        ),
        ("content/board/2026-03-12 Kettle talk.md", "---\ntitle: Talk\ndraft: true\n---\n"),
        (
            "content/open.md",
            "# Open\n\n[[Kettle Plan 2027|our minutes]], [[kettle plan: 2027]], [[Talks of May|a]], [[Ubler Kettle|b]], [[kettle-plan-2027|c]], [[2026-03-12 Kettle talk]], [[Kettle-talk]]\n",
        ),
    ]);
    let run = site.build();
    assert_eq!((run.code, run.stderr.contains("wanted-entry")), (0, false), "{}", run.stderr);
    assert!(site.page("open/index.html").contains("our minutes"));
    let told = |(path, bytes): (&String, &Vec<u8>)| {
        let text = String::from_utf8_lossy(bytes);
        !path.starts_with("open/") && (text.contains("ettle") || text.contains("of May"))
    };
    let published = site.published();
    let telling: Vec<&String> = published.iter().filter(|file| told(*file)).map(|(path, _)| path).collect();
    assert_eq!(telling, [] as [&String; 0]);
}

/// A wiki-link finds files wherever they lie, and telephones give all of theirs the same names.
#[test]
fn files_in_a_folder_for_some_readers_are_theirs_unless_an_entry_in_it_is_for_everybody() {
    let site = Site::of([
        ("copsite.toml", "title = \"A network\"\n[audiences]\norder = [\"public\", \"members\"]\n"),
        ("content/inner/_defaults.toml", "audience = \"members\"\n"),
        ("content/inner/list.pdf", "%PDF"),
        ("content/inner/open/_defaults.toml", "audience = \"public\"\n"),
        ("content/inner/open/map.pdf", "%PDF"),
        ("content/inner/open/there.md", "# Told there\n"),
        ("content/later/_defaults.toml", "publish = 2099-01-01\n"),
        ("content/later/next.pdf", "%PDF"),
        ("content/half/_defaults.toml", "audience = \"members\"\n"),
        ("content/half/plan.pdf", "%PDF"),
        ("content/half/told.md", "---\naudience: public\n---\n# Told\n\n[The plan](plan.pdf)\n"),
        (
            "content/open.md",
            "# Open\n\n[[list.pdf|the list]] [it](inner/list.pdf) [[plan.pdf]] [[map.pdf]] [[next.pdf|next]]\n",
        ),
    ]);
    assert_eq!(site.build().code, 0);
    let text = "<p>the list it <a href=\"../half/plan.pdf\">plan.pdf</a> <a href=\"../inner/open/map.pdf\">map.pdf</a> next</p>";
    assert!(site.page("open/index.html").contains(text), "{}", site.page("open/index.html"));
    let files: Vec<String> = site.published().into_keys().filter(|path| path.ends_with(".pdf")).collect();
    assert_eq!(files, ["half/plan.pdf", "inner/open/map.pdf"]);
    assert_eq!(site.build_with(&["--audience", "members", "--force"]).code, 0);
    assert!(site.published().contains_key("inner/list.pdf"));
}

#[test]
fn titles_of_callouts_and_boxes_lose_their_links_to_what_is_withheld() {
    let site = Site::of([
        ("copsite.toml", "title = \"A network\"\n[audiences]\norder = [\"public\", \"members\"]\n"),
        ("content/stories/hidden-kettle.md", "+++\ntitle = \"The hidden kettle\"\naudience = \"members\"\n+++\n"),
        (
            "content/stories/open.md",
            "# Open\n\n> [!note] See [these words](hidden-kettle.md)\n> Text\n\n!!! tip \"And [[hidden-kettle]]\"\n    Text\n\n\
             > [!tip] ![[hidden-kettle]] ![[HIDDEN-KETTLE#Part]]\n> Text\n\n> [!faq]- [w][k] [[hidden-kettle\n> |label]]\n\n\
             A [b [[hidden-kettle]] c [[hidden-kettle|d]]](other.md)\n\n[k]: hidden-kettle.md\n\n[^1]: Unread, and [[hidden-kettle]].\n",
        ),
        ("content/stories/other.md", "# Another\n"),
    ]);
    let run = site.build();
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(site.published().values().all(|bytes| !String::from_utf8_lossy(bytes).contains("kettle")));
    assert!(site.page("stories/open/index.html").contains("<span>See these words</span>"));
    assert!(site.page("stories/open/index.md").contains("> [!note] See these words"));
}

/// Titles and ids are made of what a reader sees, also where others link to or show the section.
#[test]
fn headings_that_link_to_what_is_withheld_tell_its_name_nowhere() {
    let closing = "+++\ntitle = \"Closing the Leeds office\"\naudience = \"members\"\n+++\n";
    let site = Site::of([
        (
            "copsite.toml",
            "title = \"A network\"\nbase_url = \"https://example.org/\"\n[audiences]\norder = [\"public\", \"members\"]\n",
        ),
        (
            "content/index.md",
            "# Home\n\n[[o]], [[p#After Closing the Leeds office]] and [x](stories/p.md#then-quiet-plan-two).\n",
        ),
        ("content/stories/quiet-plan.md", closing),
        ("content/stories/planned.md", "---\ntitle: Planned closure\ndraft: true\n---\n"),
        ("content/people/ann.md", "---\ntitle: Ann Example\nconsent: { given: Yes, until: 2026-01-01 }\n---\n"),
        ("content/stories/o.md", "# About [[Closing the Leeds office]]\n\nText.\n"),
        (
            "content/stories/p.md",
            "# See [[story/quiet-plan]]\n\n## Then [[quiet-plan]] two\n\nA <b>word</b> and [[#After Closing the Leeds office|then]].\n\n\
             ## After [[Closing the Leeds office]]\n\nAs planned.\n\n### Talk with [[Ann Example]] of [[o]]\n\n\
             Said. ^said\n\n## After\n\n## Not [[Planned closure]]\n\n## Last\n\nThe end.\n",
        ),
        (
            "content/stories/q.md",
            "---\ntitle: Q\n---\n![[p#After Closing the Leeds office]]\n\n![[p#^said]]\n\n![[p#last]]\n\n\
             [x](p.md#talk-with-ann-example-of-o)\n",
        ),
    ]);
    let run = site.build();
    assert_eq!(run.code, 0, "{}", run.stderr);
    let telling = |text: &str| {
        ["leeds", "quiet-", "ann-ex", "ann ex", "planned-cl", "planned cl"].iter().any(|word| text.contains(word))
    };
    let published = site.published();
    let told = published
        .iter()
        .filter(|(path, bytes)| telling(&format!("{path} {}", String::from_utf8_lossy(bytes)).to_lowercase()));
    assert_eq!(told.map(|(path, _)| path).collect::<Vec<_>>(), [] as [&String; 0]);
    assert!(site.page("stories/o/index.html").contains("About …</h1>"), "{}", site.page("stories/o/index.html"));
    let page = site.page("stories/p/index.html");
    for id in ["then-two", "after-1", "talk-with-of-o", "after", "not", "last"] {
        assert!(page.contains(&format!(" id=\"{id}\">")), "{id}: {page}");
        assert_eq!(page.matches(&format!("<a class=\"anchor\" href=\"#{id}\"><span")).count(), 1, "{id}: {page}");
    }
    assert!(page.contains("<p>A <b>word</b> and <a href=\"#after-1\">"), "{page}");
    assert!(site.page("stories/p/index.md").contains("[[#after-1|then]]"));
    assert!(
        site.page("index.md").contains("[[p#after-1]] and [x](./stories/p/#then-two)"),
        "{}",
        site.page("index.md")
    );
    let home = site.page("index.html");
    assert!(
        home.contains("href=\"./stories/p/#after-1\"") && home.contains("href=\"./stories/p/#then-two\""),
        "{home}"
    );
    let showing = site.page("stories/q/index.html");
    for text in ["As planned.", "<p>Said.", "<p>The end.", "href=\"../../stories/p/#talk-with-of-o\""] {
        assert!(showing.contains(text), "{text}: {showing}");
    }
}

#[test]
fn the_draft_of_a_home_page_in_another_language_takes_nothing_with_it() {
    let site = Site::of([
        ("copsite.toml", "title = \"A network\"\nbase_url = \"https://example.org/\"\nlanguages = [\"cy\"]\n"),
        ("content/cy/index.md", "---\ntitle: Drafted\ndraft: true\n---\n"),
        ("content/cy/stories/_index.md", "---\ntitle: Drafted as well\ndraft: true\n---\n"),
        ("content/cy/stories/told.md", "# Dweud\n\n![A wave](wave.svg)\n"),
        ("content/cy/stories/wave.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"8\" height=\"8\"/>"),
    ]);
    let run = site.build_with(&[]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(site.page("cy/stories/told/index.html").contains("wave.svg"));
}

#[test]
fn files_at_the_top_of_a_languages_folder_belong_to_no_page() {
    let site = Site::of([
        ("copsite.toml", "title = \"A network\"\nbase_url = \"https://example.org/\"\nlanguages = [\"cy\"]\n"),
        ("content/cy/index.md", "# Hafan\n"),
        ("content/cy/stories/_index.md", "# Straeon\n"),
        ("content/cy/stories/held.md", "---\ntitle: Held\ndraft: true\n---\n[The plan](secret-plan.pdf)\n"),
        ("content/cy/stories/secret-plan.pdf", "The plan"),
        ("content/cy/secret-notes.txt", "Notes"),
    ]);
    let run = site.build_with(&[]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert_eq!(traces(&site.published()), [] as [String; 0]);
}

/// A large file is looked through in pieces of four megabytes that overlap by four kilobytes.
mod large_files {
    use super::*;

    const PIECE: usize = 4 * 1024 * 1024;

    /// Builds a site for everybody that publishes `text`, `at` bytes behind the beginning of a file, and keeps a name for its
    /// members.
    fn built(name: &str, filler: &str, text: &str, at: usize) -> Run {
        let before = filler.repeat(at / filler.len() + 1);
        let cut = before.floor_char_boundary(at);
        let file = format!("{}{text}{}", &before[..cut], filler.repeat(8 * 1024));
        let site = Site::of([
            ("copsite.toml", "title = \"A\"\n[audiences]\norder = [\"public\", \"members\"]\n".to_owned()),
            ("content/people/kim.md", format!("---\ntitle: {name}\naudience: members\n---\n")),
            ("static/large.txt", file),
        ]);
        site.build()
    }

    #[test]
    fn a_part_of_a_longer_word_is_no_leak_wherever_the_file_is_cut() {
        for at in [PIECE - 4096 - 2, PIECE - 12, PIECE - 6] {
            let longer = built("Kettlewell", "a ", " inKettlewellish ", at);
            assert_eq!(longer.code, 0, "{at}: {}", longer.stderr);
        }
    }

    #[test]
    fn a_name_is_found_wherever_the_file_is_cut_and_whether_or_not_its_script_parts_words() {
        for (name, filler) in [("Kettlewell Example", "a "), ("青山信子会", "和")] {
            for at in [PIECE - 4096 - 3, PIECE - 9, PIECE - 3, PIECE] {
                let itself =
                    built(name, filler, &format!(" {name} ").replace(' ', if filler == "和" { "" } else { " " }), at);
                assert_eq!(itself.code, 1, "{name} at {at}: {}", itself.stderr);
            }
        }
    }
}

#[test]
fn an_old_address_is_known_however_its_letters_are_written() {
    let built = |draft: &str| {
        let site = Site::of([
            ("copsite.toml", "title = \"A\"\n".to_owned()),
            ("content/stories/tea.md", format!("---\ntitle: Tea\n{draft}aliases: [/caf%C3%A9/tea/]\n---\n")),
            (
                "content/stories/told.md",
                "---\ntitle: Told\n---\nSee [this](/café/tea/) and [that](/caf%C3%A9/tea).\n".to_owned(),
            ),
        ]);
        let run = site.build();
        assert_eq!(run.code, 0, "{draft}{}", run.stderr);
        site.page("stories/told/index.html")
    };
    assert!(built("").contains("tea/\">this</a>"));
    let without = built("draft: true\n");
    assert!(
        without.contains("See this and that.") && !without.contains("caf"),
        "what is withheld is no link and no mistake"
    );
}
