//! Headings and what leads to them.

use super::site::Site;

fn built(files: &[(&str, &str)]) -> Site {
    let site = Site::of([("copsite.toml", "title = \"A site\"\n")].into_iter().chain(files.iter().copied()));
    let run = site.build();
    assert_eq!(run.code, 0, "{}", run.stderr);
    site
}

#[test]
fn a_link_in_a_heading_reads_as_its_title_wherever_the_heading_is_named() {
    let site = built(&[
        ("content/pub.md", "# The pub\n"),
        (
            "content/h.md",
            "# H\n\n## See [[pub]] for more\n\nx\n\n## And [[h#See pub for more]]\n\n[[h#see-pub-for-more]]\n",
        ),
    ]);
    let page = site.page("h/index.html");
    assert!(page.contains("Link to this section: See The pub for more</span>"), "{page}");
    assert!(page.contains("Link to this section: And H: See The pub for more</span>"), "{page}");
    assert!(page.contains("<a href=\"../h/#see-pub-for-more\">H: See The pub for more</a></p>"), "{page}");
    assert!(!page.contains('\u{FFFD}'));
}

#[test]
fn the_heading_that_is_the_title_is_the_top_of_the_page() {
    let site = built(&[
        ("content/d.md", "# The day\n\n[[d#The day]] [x](d.md#the-day) [[#The day]]\n\n## Noon\n\nText.\n"),
        ("content/e.md", "# E\n\n[[d#The day]] [[d#The day#Noon]]\n\n![[d#The day]]\n"),
    ]);
    let page = site.page("d/index.html");
    for link in ["<a href=\"../d/\">The day</a>", "<a href=\"../d/\">x</a>", "<a href=\"#\">The day</a>"] {
        assert!(page.contains(link), "{link}: {page}");
    }
    let page = site.page("e/index.html");
    assert!(page.contains("<a href=\"../d/\">The day</a> <a href=\"../d/#noon\">The day: Noon</a>"), "{page}");
    assert!(page.contains("class=\"embed"), "{page}");
}

#[test]
fn the_title_stands_once_in_the_markdown_of_a_page_however_it_is_written() {
    let site = built(&[
        ("content/a.md", "# A ==b== c\n\nText.\n"),
        ("content/d.md", "Line\n====\n\nText.\n"),
        ("content/e.md", "---\ntitle: E\n---\n\n# E {#own}\n\nText.\n"),
        ("content/f.md", "# F {: #main }\nText.\n"),
    ]);
    for (page, text) in [("a", "# A b c"), ("d", "# Line"), ("e", "# E"), ("f", "# F")] {
        assert_eq!(site.page(&format!("{page}/index.md")), format!("{text}\n\nText.\n"));
    }
}
