use super::*;

fn parse_text(text: &str) -> (Tree, Vec<Diagnostic>) {
    parse(&Arc::from("x.md"), text, 0..text.len())
}

fn messages(text: &str) -> Vec<(String, u32)> {
    let (_, problems) = parse_text(text);
    problems.into_iter().map(|found| (found.message, found.span.map_or(u32::MAX, |span| span.start))).collect()
}

fn written<'a>(text: &'a str, span: &Span) -> &'a str {
    &text[span.start as usize..span.end as usize]
}

#[test]
fn plain_scalars_keep_their_spelling() {
    let text = "a: 2019\nb: 007\nc: 1.10\nd: yes\ne: TRUE\nf: .inf\ng: 99999999999999999999\n";
    let (tree, problems) = parse_text(text);
    assert_eq!(problems, []);
    let read: Vec<_> = tree.entries.iter().map(|(_, node)| node.value.clone()).collect();
    let scalar = |of, text: &str| NodeValue::Scalar { of, text: Arc::from(text) };
    assert_eq!(
        read,
        [
            scalar(Scalar::Integer(2019), "2019"),
            scalar(Scalar::Text, "007"),
            scalar(Scalar::Number(1.1), "1.10"),
            scalar(Scalar::Text, "yes"),
            scalar(Scalar::Bool(true), "TRUE"),
            scalar(Scalar::Text, ".inf"),
            scalar(Scalar::Number(1e20), "99999999999999999999"),
        ]
    );
}

#[test]
fn spans_cover_keys_and_values_as_written() {
    let text = "é: 'ü'\nlist: [a, [b] ]\n\"quoted\": |\n  two\n  lines\ntable:\n  x: {y: 1}\nnone:\n";
    let (tree, problems) = parse_text(text);
    assert_eq!(problems, []);
    let spans: Vec<_> =
        tree.entries.iter().map(|(key, node)| (written(text, &key.span), written(text, &node.span))).collect();
    assert_eq!(
        spans,
        [("é", "'ü'"), ("list", "[a, [b] ]"), ("\"quoted\"", "two\n  lines"), ("table", "x: {y: 1}"), ("none", "")]
    );
}

#[test]
fn a_duplicate_key_is_reported_and_its_last_value_read() {
    let text = "a: 1\nb: 2\na: 3\n";
    let (tree, problems) = parse_text(text);
    let file: Arc<str> = Arc::from("x.md");
    let expected = Diagnostic::new(Code::DuplicateKey, "the key `a` stands twice")
        .at(Span::new(&file, 10..11))
        .related(Span::new(&file, 0..1), "first here")
        .help("keep one of the two; the last is used for now");
    assert_eq!(problems, [expected]);
    let texts: Vec<_> = tree.entries.iter().map(|(key, node)| (&*key.value, node.text().unwrap().as_ref())).collect();
    assert_eq!(texts, [("a", "3"), ("b", "2")]);
}

#[test]
fn an_error_is_placed_in_bytes_and_the_keys_before_it_are_read() {
    let text = "titel: é\nx: é: b\n";
    let (tree, problems) = parse_text(text);
    let file: Arc<str> = Arc::from("x.md");
    let expected = Diagnostic::new(
        Code::InvalidFrontMatter,
        "this is not valid YAML: mapping values are not allowed in this context",
    )
    .at(Span::new(&file, 15..15))
    .help("a value that holds `: ` needs quotes: `title: \"Housing: what we learned\"`");
    assert_eq!(problems, [expected]);
    assert_eq!(tree.get("titel").unwrap().1.text().unwrap().as_ref(), "é");
}

#[test]
fn a_tab_is_named_in_the_help() {
    let (_, problems) = parse_text("a:\n\t- b\n");
    assert_eq!(problems.len(), 1);
    assert_eq!(problems[0].help.as_deref(), Some("YAML does not allow tabs for indenting: use spaces"));
    assert_eq!(problems[0].span, Some(Span::new(&Arc::from("x.md"), 4..4)));
}

#[test]
fn the_placeholder_of_a_template_is_named_once_and_is_no_value() {
    let text = "title: A\ndate: {{date:YYYY-MM-DD}}\ntags: [a]\n";
    let (tree, problems) = parse_text(text);
    let told: Vec<_> = problems.iter().map(|found| (found.help.as_deref(), found.span.clone())).collect();
    let places: Vec<u32> = told.iter().filter_map(|(_, span)| Some(span.as_ref()?.start)).collect();
    assert_eq!((told[0].0, places), (Some(templates::HELP), vec![15]));
    assert_eq!(written(text, problems[0].span.as_ref().unwrap()), "{{date:YYYY-MM-DD}}");
    assert!(tree.get("date").unwrap().1.is_null() && tree.get("tags").is_some());
}

#[test]
fn text_that_is_not_a_table_is_an_error() {
    let expected =
        "this is not valid YAML: invalid type: sequence, expected keys with values, such as `title: A title`";
    assert_eq!(messages("- a\n- b\n"), [(expected.to_owned(), 0)]);
    assert_eq!(messages("? [a, b]\n: x\n"), [("a key must be text, not a list".to_owned(), 2)]);
    assert_eq!(
        messages("a: b\n...\nc: d\n"),
        [("this is not valid YAML: something follows the end mark `...`".to_owned(), 9)]
    );
    assert_eq!(messages(""), []);
    assert_eq!(messages("# only a comment\n"), []);
}

#[test]
fn hostile_yaml_is_refused_quickly() {
    let bomb = (1..20).fold("a0: &a0 [x,x,x,x,x,x,x,x,x]\n".to_owned(), |text, level| {
        let aliases = vec![format!("*a{}", level - 1); 9].join(",");
        format!("{text}a{level}: &a{level} [{aliases}]\n")
    });
    let deep = ["[", "{a: ", "- ", "? ", "\"", "{", "&a ", "!a "].map(|part| format!("a: {}", part.repeat(100_000)));
    let blocks = (0..2_000).map(|level| format!("{}a:\n", " ".repeat(level))).collect();
    for text in deep.into_iter().chain([bomb, blocks, "a: \0\n".to_owned(), "- ".repeat(100_000)]) {
        let (_, problems) = parse_text(&text);
        assert_eq!(problems.len(), 1, "{}", &text[..40.min(text.len())]);
        assert!(problems[0].message.chars().count() < 300);
    }
}
