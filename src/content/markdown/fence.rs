//! The words behind a code fence → [`CodeBlock`]: ```` ```rust {3-5} linenos=10 title="main.rs" ````.
//!
//! Takes copsite's own form and those of Hugo, Zola, VitePress and Material for MkDocs.

use std::sync::Arc;

use crate::content::CodeBlock;

/// A block of `text` whose fence says `info`.
pub fn code_block(info: &str, text: String) -> CodeBlock {
    let info = info.trim();
    let end = info.find(|c: char| c.is_whitespace() || c == '{' || c == ',').unwrap_or(info.len());
    // `title="x"` alone is no language.
    let end = if info[..end].contains('=') { 0 } else { end };
    let mut block = CodeBlock {
        language: Arc::from(info[..end].trim_start_matches('.').to_lowercase()),
        title: None,
        numbered: None,
        marked: Vec::new(),
        text: Arc::from(text),
    };
    for (key, value) in words(&info[end..]) {
        apply(&mut block, &key, value);
    }
    block.marked.sort_unstable();
    block
}

fn apply(block: &mut CodeBlock, key: &str, value: Option<String>) {
    let numbers = |value: &str| value.trim().parse().ok();
    match (key.to_ascii_lowercase().as_str(), value) {
        ("title" | "name" | "filename" | "file", Some(value)) => block.title = Some(Arc::from(value)),
        ("linenos" | "linenums" | "linenostart", None) => block.numbered = block.numbered.or(Some(1)),
        ("linenos" | "linenums" | "linenostart", Some(value)) => match value.trim() {
            "false" => block.numbered = None,
            value => block.numbered = numbers(value).or(block.numbered).or(Some(1)),
        },
        ("hl_lines" | "highlight" | "hl" | "mark", Some(value)) => block.marked.extend(ranges(&value)),
        (class, None) if class.starts_with('.') && block.language.is_empty() => {
            block.language = Arc::from(class.trim_start_matches('.').to_lowercase());
        }
        (bare, None) => block.marked.extend(ranges(bare)),
        _ => {}
    }
}

fn ranges(text: &str) -> impl Iterator<Item = (u32, u32)> {
    text.split(|c: char| !c.is_ascii_digit() && c != '-').filter_map(|range| {
        let (first, last) = range.split_once('-').unwrap_or((range, range));
        let (first, last) = (first.parse().ok()?, last.parse().ok()?);
        (0 < first && first <= last).then_some((first, last))
    })
}

/// `key`, `key=value`, `key="a value"` and `key=[1, 2]`, between white space, commas and braces.
fn words(info: &str) -> Vec<(String, Option<String>)> {
    let is_separator = |c: char| c.is_whitespace() || matches!(c, ',' | '{' | '}');
    let mut words = Vec::new();
    let mut rest = info.trim_start_matches(is_separator);
    while !rest.is_empty() {
        let end = rest.find(|c| is_separator(c) || c == '=').unwrap_or(rest.len());
        let key = rest[..end].to_owned();
        rest = &rest[end..];
        let value = rest.strip_prefix('=').map(|behind| {
            let (value, behind) = read_value(behind, is_separator);
            rest = behind;
            value
        });
        words.push((key, value));
        rest = rest.trim_start_matches(is_separator);
    }
    words
}

fn read_value(text: &str, is_separator: impl Fn(char) -> bool) -> (String, &str) {
    let close = match text.chars().next() {
        Some(quote @ ('"' | '\'')) => Some(quote),
        Some('[') => Some(']'),
        _ => None,
    };
    let delimited = close.and_then(|close| text[1..].split_once(close));
    let (value, rest) = delimited.unwrap_or_else(|| text.split_at(text.find(is_separator).unwrap_or(text.len())));
    (value.to_owned(), rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rust(title: Option<&str>, numbered: Option<u32>, marked: &[(u32, u32)]) -> CodeBlock {
        CodeBlock {
            language: "rust".into(),
            title: title.map(Arc::from),
            numbered,
            marked: marked.to_vec(),
            text: "x".into(),
        }
    }

    #[test]
    fn every_usual_form_is_read() {
        let cases = [
            ("Rust", rust(None, None, &[])),
            (
                r#"rust {3-5,8} linenos=10 title="src/main file.rs""#,
                rust(Some("src/main file.rs"), Some(10), &[(3, 5), (8, 8)]),
            ),
            (r#"rust {linenos=true,hl_lines=[8,"15-17"],linenostart=199}"#, rust(None, Some(199), &[(8, 8), (15, 17)])),
            (r#"rust {hl_lines="1 3-5"}"#, rust(None, None, &[(1, 1), (3, 5)])),
            ("rust,linenos,hl_lines=3-5 8,name=main.rs", rust(Some("main.rs"), Some(1), &[(3, 5), (8, 8)])),
            ("rust{4}", rust(None, None, &[(4, 4)])),
            ("rust linenos=false 0-3 5-2", rust(None, None, &[])),
            (r#"title="a file.rs""#, CodeBlock { language: "".into(), ..rust(Some("a file.rs"), None, &[]) }),
            (r#"{ .rust .annotate title="a file.rs" }"#, rust(Some("a file.rs"), None, &[])),
            (r#"rust title="open"#, rust(Some("\"open"), None, &[])),
        ];
        for (info, expected) in cases {
            assert_eq!(code_block(info, "x".to_owned()), expected, "{info}");
        }
        assert_eq!(&*code_block("", String::new()).language, "");
    }
}
