//! What the writer sees and no reader does: badges, and the page of what is left to do.

use std::fs;

use crate::preview::{Preview, site};

#[test]
fn pages_that_not_everybody_may_see_say_so() {
    let site = site();
    let write = |name: &str, front: &str| {
        fs::write(site.path().join(format!("content/stories/{name}.md")), format!("+++\n{front}\n+++\n# {name}\n"))
            .unwrap();
    };
    write("held", "publish = 2027-01-01");
    write("expired", "expires = 2026-01-01");
    write("inner", "audience = \"members\"");
    let config = "title = \"A network\"\nbase_url = \"https://example.org/net/\"\n[audiences]\norder = [\"public\", \"members\"]\n";
    fs::write(site.path().join("copsite.toml"), config).unwrap();
    let day = ["--as-of", "2026-11-23"];
    let preview = Preview::start(site.path(), &[&day[..], &["--drafts", "--future", "--audience", "members"]].concat());
    for (slug, status, withheld) in [
        ("hidden", 200, "draft"),
        ("held", 200, "held"),
        ("inner", 200, "audience"),
        ("expired", 404, "expired"),
        ("the-rent-letter", 200, ""),
        ("nothing", 404, ""),
    ] {
        let answer = preview.get(&format!("/net/stories/{slug}/"));
        assert_eq!((answer.status, &*answer.attribute("data-withheld")), (status, withheld), "{slug}");
    }
    let public = Preview::start(site.path(), &day);
    for (slug, withheld) in [("hidden", "draft"), ("held", "held"), ("inner", "audience")] {
        let answer = public.get(&format!("/net/stories/{slug}/"));
        assert_eq!((answer.status, &*answer.attribute("data-withheld")), (404, withheld), "{slug}");
    }
}

#[test]
fn the_writers_page_lists_what_is_wrong_and_what_is_left_to_do() {
    let site = site();
    let story = site.path().join("content/stories/wishes.md");
    fs::write(&story, "# Wishes & more\n\nSomebody should write [[the winter]], as in The rent letter.\n").unwrap();
    let preview = Preview::start(site.path(), &["--editor", "myeditor://open?file={path}&line={line}&column={column}"]);
    let page = preview.get("/__copsite/");
    assert_eq!((page.status, page.header("cache-control")), (200, Some("no-store")));
    let text = page.text();
    let path = fs::canonicalize(site.path()).unwrap().join("content/stories/wishes.md");
    let link = format!("href=\"myeditor://open?file={}&amp;line=3&amp;column=23\"", path.display());
    assert!(text.contains(&link), "{link}\n{text}");
    assert!(text.contains("there is no entry `the winter` yet"), "{text}");
    assert!(text.contains("<b>Hidden</b>") && text.contains("a draft"), "{text}");
    assert!(text.contains("<b>the winter</b> is linked from"), "{text}");
    assert!(text.contains("as in <mark>The rent letter</mark>"), "{text}");
    assert!(text.contains("could link to <a href=\"/net/stories/the-rent-letter/\">The rent letter</a>"), "{text}");
    fs::write(&story, "# Wishes\n\nNone.\n").unwrap();
    preview.wait_for("/__copsite/", |answer| answer.text().contains("Nothing is wrong."));
}
