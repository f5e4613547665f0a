use super::*;

fn parse_text(text: &str) -> (FrontMatter, Vec<(Code, u32)>) {
    let (front, problems) = parse(&Arc::from("x.md"), text);
    let places = problems.into_iter().map(|found| (found.code, found.span.map_or(0, |span| span.start)));
    (front, places.collect())
}

/// The keys with their values, the Markdown, and whether nothing broke off.
fn read(text: &str) -> (Vec<(String, String)>, &str, bool) {
    let (front, _) = parse_text(text);
    let pairs = front.tree.entries.iter().map(|(key, node)| {
        assert_eq!(&text[key.span.start as usize..key.span.end as usize], &*key.value);
        (key.value.to_string(), node.text().map_or_else(String::new, |text| text.to_string()))
    });
    (pairs.collect(), &text[front.body..], front.complete)
}

fn one(key: &str, value: &str) -> Vec<(String, String)> {
    vec![(key.to_owned(), value.to_owned())]
}

#[test]
fn both_formats_are_read_between_their_fences() {
    assert_eq!(read("---\ntitle: A\n---\nText\n"), (one("title", "A"), "Text\n", true));
    assert_eq!(read("+++\ntitle = \"A\"\n+++\nText\n"), (one("title", "A"), "Text\n", true));
    assert_eq!(read("---\n---\nText"), (vec![], "Text", true));
    assert_eq!(read("---\n# a comment\n---\nText"), (vec![], "Text", true));
    assert_eq!(read("---\ntitle: A\n---"), (one("title", "A"), "", true));
}

#[test]
fn bom_blank_lines_and_crlf_do_not_hide_the_fence() {
    let text = "\u{feff}\r\n \r\n--- \r\ntitle: A\r\n---\t\r\nText\r\n";
    assert_eq!(read(text), (one("title", "A"), "Text\r\n", true));
    let (front, _) = parse_text(text);
    assert_eq!((front.fence.start, front.fence.end), (8, 11));
    assert_eq!(read("\u{feff}+++\r\na = 'b'\r\n+++\r\n"), (one("a", "b"), "", true));
}

#[test]
fn a_file_without_front_matter_is_all_text() {
    for text in [
        "",
        "\n",
        "# Title\n",
        "Text\n---\ntitle: A\n---\n",
        "----\na: b\n----\n",
        "--- \n\nText\n",
        "---\n\nText\n\n---\n\nMore",
    ] {
        assert_eq!(read(text), (vec![], text, true), "{text:?}");
    }
    assert_eq!(read("\u{feff}# Title"), (vec![], "# Title", true));
    assert_eq!(read("---"), (vec![], "---", true));
}

#[test]
fn an_unclosed_fence_is_reported_once_and_its_first_paragraph_read() {
    let (front, problems) = parse_text("\n---\ntitle: A\n\nText: more\n");
    assert_eq!(problems, [(Code::UnclosedFrontMatter, 1)]);
    assert_eq!(front.tree.get("title").unwrap().1.text().unwrap().as_ref(), "A");
    assert_eq!(read("\n---\ntitle: A\n\nText: more\n"), (one("title", "A"), "\nText: more\n", false));
    assert_eq!(parse_text("+++\ntitle = \n").1, [(Code::UnclosedFrontMatter, 0)]);
    assert_eq!(parse_text("+++").1, [(Code::UnclosedFrontMatter, 0)]);
}

#[test]
fn all_mistakes_of_toml_are_reported_with_their_places() {
    let text = "+++\ntitle = A\ndate = 2026-02-30\nok = 1\nok = 2\n+++\nText";
    let (front, problems) = parse_text(text);
    assert_eq!(problems, [(Code::InvalidFrontMatter, 12), (Code::InvalidDate, 21), (Code::DuplicateKey, 39)],);
    assert_eq!(front.tree.get("ok").unwrap().1.text().unwrap().as_ref(), "1");
    assert!(!front.complete);
}

#[test]
fn a_list_in_the_place_of_keys_is_named() {
    for text in ["---\n- a\n- b\n---\nText", "---\n-\n---\n"] {
        assert_eq!(parse_text(text).1, [(Code::InvalidFrontMatter, 4)], "{text:?}");
    }
    for text in ["---\n\n- a\n\n---\nText", "---\n- a\n\n- b\n---\n", "---\n-a\n---\n", "---\n- a\n"] {
        assert_eq!(read(text), (vec![], text, true), "{text:?}");
    }
}

#[test]
fn a_duplicate_key_leaves_the_rest_complete() {
    let (front, problems) = parse_text("---\na: 1\na: 2\n---\n");
    assert_eq!(problems, [(Code::DuplicateKey, 9)]);
    assert!(front.complete);
}

#[test]
fn a_line_of_help_can_be_pasted_in_as_it_stands() {
    for format in [Format::Toml, Format::Yaml] {
        let image = format.table(&[("src", "\"…\""), ("alt", "\"…\"")]);
        let lines = [format.pair("image", &image), format.pair("on", "2026-03-01"), format.pair("a", "[\"b: c\"]")];
        let text = format!("{0}\n{1}\n{0}\n", format.fence(), lines.join("\n"));
        let (front, problems) = parse(&Arc::from("x.md"), &text);
        assert_eq!((problems, front.format()), (vec![], format));
        assert_eq!(front.tree.entries.len(), 3);
    }
}

#[test]
fn hostile_front_matter_is_refused_and_never_overflows_the_stack() {
    let dots = vec!["a"; 79].join(".");
    let tower = format!("{}1{}", format!("{{{dots}=").repeat(79), "}".repeat(79));
    let many_headers = (0..20_000).map(|index| format!("[a.b{index}]\n")).collect::<String>();
    for (text, is_broken) in [
        (format!("+++\na = {}\n+++\n", "[".repeat(100_000)), true),
        (format!("+++\na = {}\n+++\n", "{a=".repeat(100_000)), true),
        (format!("+++\n{}\n+++\n", "a.".repeat(100_000)), true),
        (format!("+++\n{}\n+++\n", "[".repeat(100_000)), true),
        (format!("+++\na = {}\n+++\n", "\"".repeat(100_000)), true),
        (format!("+++\na = {tower}\n+++\n"), true),
        (format!("+++\n{many_headers}+++\n"), false),
        ("+++\na = \"\0\"\n+++\n".to_owned(), true),
        (format!("---\na: {}\n---\n", "[".repeat(100_000)), true),
        (format!("---\na: b\n{}---\n", "x: y\n".repeat(400_000)), true),
    ] {
        let (_, problems) = parse_text(&text);
        assert_eq!(!problems.is_empty(), is_broken, "{}", &text[..40]);
        assert!(problems.len() <= 20);
    }
}
