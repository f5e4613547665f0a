use super::*;

fn target(destination: &str) -> Target {
    let base = BaseUrl { origin: "https://example.org".to_owned(), prefix: "/network/".to_owned() };
    classify(destination, "content/methods/x.md", &base, LinkUse::Follow)
}

fn file(path: &str, anchor: Option<&str>) -> Target {
    Target::File { path: path.into(), otherwise: None, anchor: anchor.map(Arc::from) }
}

fn path(path: &str, anchor: Option<&str>) -> Target {
    Target::Path { path: path.into(), anchor: anchor.map(Arc::from) }
}

#[test]
fn relative_paths_start_at_the_files_folder() {
    assert_eq!(target("../tools/y.md#steps"), file("content/tools/y.md", Some("steps")));
    assert_eq!(target("./photo%20one.jpg?v=2"), file("content/methods/photo one.jpg", None));
    assert_eq!(target("e\u{301}.md"), file("content/methods/\u{e9}.md", None));
    assert_eq!(target("../../../etc/passwd"), Target::Escaping("../../../etc/passwd".into()));
    assert_eq!(target("%2e%2e/%2e%2e/%2e%2e/x"), Target::Escaping("../../../x".into()));
    assert_eq!(target("@/tools/y.md#steps"), file("content/tools/y.md", Some("steps")));
    assert_eq!(target("@/../../x.md"), Target::Escaping("../../x.md".into()));
    assert_eq!(target("%FF.md"), file("content/methods/%FF.md", None));
}

#[test]
fn an_anchor_of_the_own_page_may_have_a_path() {
    for destination in ["#steps", "./#steps", ".#steps", "?x=1#steps"] {
        assert_eq!(target(destination), Target::Anchor("steps".into()), "{destination}");
    }
}

#[test]
fn what_may_be_a_page_is_read_from_the_file_and_from_the_page() {
    let read = |destination: &str, file: &str| match classify(
        destination,
        file,
        &BaseUrl::parse("https://example.org/").unwrap(),
        LinkUse::Follow,
    ) {
        Target::File { path, otherwise, .. } => (path.to_string(), otherwise.map(|path| path.to_string())),
        other => panic!("{other:?}"),
    };
    for (destination, file, path, otherwise) in [
        ("../y/", "content/x.md", "content/y/", Some("y")),
        ("../y", "content/x.md", "y", Some("content/y")),
        ("./../y/#steps", "content/a/x.md", "content/a/y/", Some("content/y")),
        ("../../tools/y", "content/methods/x.md", "tools/y", Some("content/tools/y")),
        ("../y/", "content/x.cy.md", "content/y/", Some("y")),
        ("../y/", "content/methods/x/index.md", "content/methods/y/", None),
        ("../y", "content/methods/_index.cy.md", "content/y", None),
        ("y/", "content/x.md", "content/x/y/", Some("content/y")),
        ("y", "content/x.md", "content/y", Some("content/x/y")),
        ("..", "content/a/x.md", "content/a/", Some("content")),
        ("./", "content/a/x.md", "content/a/x/", Some("content/a")),
        ("../../../../", "content/a/x.md", "content/", None),
        ("../v1.2/", "content/a/x.md", "content/a/v1.2/", Some("content/v1.2")),
        ("../y.md", "content/a/x.md", "content/y.md", None),
        ("../photo.jpg", "content/methods/x.md", "content/photo.jpg", None),
    ] {
        assert_eq!(read(destination, file), (path.into(), otherwise.map(str::to_owned)), "{destination} in {file}");
    }
}

#[test]
fn addresses_of_the_site_itself_become_paths() {
    assert_eq!(target("/methods/x/#a"), path("methods/x/", Some("a")));
    assert_eq!(target("/network/methods/x/"), path("methods/x/", None));
    assert_eq!(target("HTTPS://Example.org/network/methods/x/"), path("methods/x/", None));
    assert_eq!(target("https://example.org/network"), path("", None));
    assert_eq!(target("/"), path("", None));
    assert_eq!(target("/../x"), Target::Escaping("/../x".into()));
    for outside in ["https://example.org/other/", "https://example.org.evil/network/", "//example.org/network/"] {
        assert_eq!(target(outside), Target::Outside(outside.into()));
    }
}

#[test]
fn an_address_of_the_site_may_be_written_in_its_own_letters_or_encoded() {
    let base = BaseUrl::parse("https://example.org/网络").unwrap();
    for written in ["https://example.org/网络/a/", "https://example.org/%E7%BD%91%E7%BB%9C/a/", "/网络/a/"] {
        assert_eq!(classify(written, "content/x.md", &base, LinkUse::Follow), path("a/", None), "{written}");
    }
}

#[test]
fn a_file_is_called_by_its_name_or_the_end_of_its_path() {
    let called = |name: &str| called(name, None, "content/methods/x.md");
    let expected = |name: &str, path: &str| Target::Called { name: name.into(), path: path.into(), anchor: None };
    assert_eq!(called("100%25 map?.png"), expected("100%25 map?.png", "content/methods/100%25 map?.png"));
    assert_eq!(called("img/e\u{301}.png"), expected("img/\u{e9}.png", "content/methods/img/\u{e9}.png"));
    assert_eq!(called("a/../../../../b.png"), Target::Escaping("a/../../../../b.png".into()));
    for (name, is_file) in [("a.pdf", true), ("Node.js", true), ("x.MD", false), ("v1.2", false), ("Mr. Bell", false)] {
        assert_eq!(may_be_file(name), is_file, "{name}");
    }
}

#[test]
fn anchors_and_other_schemes_are_told_apart() {
    assert_eq!(target("#caf%C3%A9"), Target::Anchor("caf\u{e9}".into()));
    assert_eq!(target(""), Target::Anchor("".into()));
    for outside in ["mailto:a@b.c", "tel:+44", "xmpp:a@b", "https://other.org/x"] {
        assert_eq!(target(outside), Target::Outside(outside.into()));
    }
}

#[test]
fn schemes_that_run_code_are_unsafe_however_they_are_disguised() {
    for disguised in [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        " \u{1}javascript:alert(1)",
        "java\tscript:alert(1)",
        "java\nscript\r:alert(1)",
        "java\0script:alert(1)",
        "vbscript:x",
        "data:text/html,x",
        "data:image/png;base64,AAAA",
    ] {
        assert_eq!(target(disguised), Target::Unsafe, "{disguised:?}");
    }
    let base = BaseUrl { origin: String::new(), prefix: "/".to_owned() };
    let image = |destination| classify(destination, "x.md", &base, LinkUse::Image);
    assert_eq!(image("data:image/png;base64,AAAA"), Target::Outside("data:image/png;base64,AAAA".into()));
    assert_eq!(image("data:image/svg+xml,x"), Target::Unsafe);
}
