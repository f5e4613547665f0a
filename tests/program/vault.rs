//! What people who come from Obsidian and its like have written, as they have written it.

use super::site::Site;

#[test]
fn an_entry_goes_by_the_name_of_its_file_where_nothing_else_is_called_so() {
    let site = Site::of([
        ("copsite.toml", "title = \"A vault\"\n"),
        ("content/Second Book.md", "---\ntitle: Volume two\n---\n"),
        ("content/Daily/2024-03-11 Standup.md", "# What we said\n"),
        ("content/methods/Über das Zuhören.md", "# Listening\n"),
        ("content/stories/walk/index.md", "# A walk\n"),
        ("content/Taken.md", "---\ntitle: Other\nslug: other\n---\n"),
        ("content/x.md", "---\ntitle: Taken\n---\n"),
        (
            "content/links.md",
            "# Links\n\n[[Second Book]] [[second book]] [[2024-03-11 Standup]] [[Standup]] [[Uber das Zuhoren]] \
             [[method/uber das zuhoren]] [[walk]] [[Taken]]\n",
        ),
    ]);
    let run = site.build();
    assert_eq!((run.code, run.stderr.contains("wanted-entry")), (0, false), "{}", run.stderr);
    let page = site.page("links/index.html");
    for link in [
        "../second-book/\">Volume two",
        "../standup/\">What we said",
        "../methods/uber-das-zuhoren/\">Listening",
        "../stories/walk/\">A walk",
        "../x/\">Taken",
    ] {
        assert!(page.contains(link), "{link}: {page}");
    }
}

#[test]
fn a_note_that_is_named_by_its_day_keeps_the_form_of_the_date_for_a_title() {
    let site = Site::of([
        ("copsite.toml", "title = \"A vault\"\n"),
        ("content/Daily/2024-03-12.md", "---\ntags: [day]\n---\nWords.\n"),
        ("content/Daily/2024-W11.md", "---\ntags: [week]\n---\nWords.\n"),
    ]);
    let run = site.build();
    assert_eq!((run.code, run.stderr.contains("missing-title")), (0, false), "{}", run.stderr);
    assert!(site.page("2024-03-12/index.html").contains("<h1>2024-03-12</h1>"));
    assert!(site.page("2024-w11/index.html").contains("<h1>2024-W11</h1>"));
}
