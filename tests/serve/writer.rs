//! What the writer sees and no reader does: badges, and the page of what is left to do.

use std::fs;

use crate::preview::{Preview, get_at, site};

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
    assert_eq!(page.text().matches("<b>1</b>").count(), 4, "one of each: {}", page.text());
    assert_eq!((page.status, page.header("cache-control")), (200, Some("no-store")));
    let text = page.text();
    let path = fs::canonicalize(site.path()).unwrap().join("content/stories/wishes.md");
    let link = format!("href=\"myeditor://open?file={}&amp;line=3&amp;column=23\"", path.display());
    assert!(text.contains(&link), "{link}\n{text}");
    assert!(text.contains("there is no entry <code>the winter</code> yet"), "{text}");
    assert!(text.contains("<b>Hidden</b> is a draft"), "{text}");
    assert!(text.contains("<b>the winter</b> is linked to and not there yet"), "{text}");
    assert!(text.contains("as in <mark>The rent letter</mark>"), "{text}");
    assert!(text.contains("could link to <a href=\"/net/stories/the-rent-letter/\">The rent letter</a>"), "{text}");
    fs::write(&story, "# Wishes\n\nNone.\n").unwrap();
    preview.wait_for("/__copsite/", |answer| answer.text().contains("Nothing is wrong so far."));
}

/// Connects to the machine by an address that others could use too.
#[test]
fn what_is_not_published_is_told_to_readers_at_this_machine_only() {
    let site = site();
    let preview = Preview::start(site.path(), &["--bind", "0.0.0.0"]);
    assert_eq!(preview.get("/__copsite/").status, 200);
    assert_eq!(preview.get("/net/stories/hidden/").attribute("data-withheld"), "draft");
    let Some(outside) = address_for_others() else {
        eprintln!("left out: this machine has no other address");
        return;
    };
    let far = |target: &str| get_at(&format!("{outside}:{}", preview.port()), target);
    assert_eq!(far("/__copsite/").status, 403);
    let page = far("/net/stories/hidden/");
    assert_eq!((page.status, &*page.attribute("data-withheld")), (404, ""));
    assert_eq!(far("/net/").status, 200);
}

/// The address by which this machine would reach others. Nothing is sent.
fn address_for_others() -> Option<std::net::IpAddr> {
    let socket = std::net::UdpSocket::bind("0.0.0.0:0").ok()?;
    socket.connect("192.0.2.1:9").ok()?;
    Some(socket.local_addr().ok()?.ip()).filter(|address| !address.is_loopback() && !address.is_unspecified())
}

#[test]
fn what_is_wrong_is_told_to_readers_at_this_machine_only() {
    let site = site();
    fs::write(
        site.path().join("content/stories/plan.md"),
        "+++\ndraft = true\ndate = \"when Ann leaves\"\n+++\n# Plan\n",
    )
    .unwrap();
    let preview = Preview::start(site.path(), &["--bind", "0.0.0.0"]);
    assert!(preview.get("/net/").attribute("data-problems").contains("when Ann leaves"));
    let Some(outside) = address_for_others() else {
        eprintln!("left out: this machine has no other address");
        return;
    };
    let far = get_at(&format!("{outside}:{}", preview.port()), "/net/");
    assert_eq!((far.status, &*far.attribute("data-problems")), (200, ""));
    assert!(!far.text().contains("Ann"), "{}", far.text());
}

/// A build with such an error publishes nothing.
#[test]
fn what_was_almost_held_back_is_shown_to_readers_at_this_machine_only() {
    let site = site();
    let config = fs::read_to_string(site.path().join("copsite.toml")).unwrap();
    fs::write(site.path().join("copsite.toml"), config + "[audiences]\norder = [\"public\", \"members\"]\n").unwrap();
    let plan = site.path().join("content/stories/plan.md");
    fs::write(&plan, "+++\nAudience = \"members\"\n+++\n# The plan\n").unwrap();
    let preview = Preview::start(site.path(), &["--bind", "0.0.0.0"]);
    let page = preview.get("/net/stories/plan/");
    assert_eq!((page.status, page.attribute("data-problems").contains("almost-withheld")), (200, true));
    let Some(outside) = address_for_others() else {
        eprintln!("left out: this machine has no other address");
        return;
    };
    let far = |target: &str| get_at(&format!("{outside}:{}", preview.port()), target);
    for target in ["/net/", "/net/stories/plan/", "/net/stories/plan/index.md", "/net/weaver.json"] {
        let answer = far(target);
        assert_eq!((answer.status, answer.text().contains("The plan")), (500, false), "{target}");
    }
    fs::write(&plan, "# Plan\n\n:: members\nUnsaid.\n::\n").unwrap();
    preview.wait_for("/net/stories/plan/", |answer| answer.attribute("data-problems").contains("invalid-passage"));
    assert_eq!(far("/net/stories/plan/").status, 500);
    fs::write(&plan, "# Plan\n\n::: members\nUnsaid.\n:::\n").unwrap();
    preview.wait_for("/net/stories/plan/", |answer| answer.attribute("data-problems").is_empty());
    let answer = far("/net/stories/plan/");
    assert_eq!((answer.status, answer.text().contains("Unsaid")), (200, false));
}

#[test]
fn a_file_whose_front_matter_cannot_be_read_is_not_called_a_draft() {
    let site = site();
    fs::write(site.path().join("content/stories/new.md"), "+++\ntitle = [\n+++\nText.\n").unwrap();
    let preview = Preview::start(site.path(), &[]);
    let answer = preview.get("/net/stories/new/");
    assert_eq!((answer.status, &*answer.attribute("data-withheld")), (404, "unreadable"));
    let desk = preview.get("/__copsite/");
    assert!(desk.text().contains("is held back because of an error in its front matter"), "{}", desk.text());
}

#[test]
fn the_writers_page_follows_what_is_dismissed_and_shows_what_does_not_render() {
    let site = site();
    fs::write(site.path().join("content/stories/wishes.md"), "# Wishes\n\nAs in The rent letter.\n").unwrap();
    fs::create_dir_all(site.path().join("templates/parts")).unwrap();
    fs::write(
        site.path().join("templates/parts/facts.html"),
        "{% if page.title == \"Wishes\" %}{{ 1 / 0 }}{% endif %}",
    )
    .unwrap();
    let preview = Preview::start(site.path(), &[]);
    let page = preview.get("/__copsite/");
    let (_, rest) = page.text().split_once("copsite weave accept ").unwrap();
    let id = rest.split('<').next().unwrap().to_owned();
    assert!(!page.text().contains("templates/parts/facts.html"));
    assert_eq!(preview.get("/net/stories/wishes/").status, 500);
    assert!(preview.get("/__copsite/").text().contains("templates/parts/facts.html:1"));
    let first = page.attribute("data-revision");
    fs::write(site.path().join("weave-dismissed.txt"), format!("{id}\n")).unwrap();
    let after = preview.wait_for("/__copsite/", |answer| answer.attribute("data-revision") != first);
    assert!(!after.text().contains(&id), "{}", after.text());
}
