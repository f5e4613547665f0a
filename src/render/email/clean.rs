//! An issue's text as mail programs can show it: paragraphs, lists, tables and links, and no more.

use std::collections::{HashMap, HashSet};

use ammonia::{Builder, Url, UrlRelative};

/// Mail programs drop or break all others; their words stay.
const TAGS: [&str; 36] = [
    "a",
    "abbr",
    "b",
    "blockquote",
    "br",
    "caption",
    "cite",
    "code",
    "dd",
    "del",
    "dl",
    "dt",
    "em",
    "h2",
    "h3",
    "h4",
    "hr",
    "i",
    "ins",
    "li",
    "ol",
    "p",
    "pre",
    "q",
    "s",
    "span",
    "strong",
    "sub",
    "sup",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tr",
    "ul",
];
/// Classes that the parts of a mail are styled by.
const EVERYWHERE: [&str; 3] = ["class", "lang", "dir"];

/// `html` without what a mail cannot hold. Links become absolute as seen from the page at `url`, as far as
/// the site's address is known.
pub fn clean(html: &str, url: &str) -> String {
    let base = Url::parse(url).map_or(UrlRelative::PassThrough, UrlRelative::RewriteWithBase);
    let own: HashMap<&str, HashSet<&str>> = HashMap::from([
        ("a", HashSet::from(["href", "hreflang"])),
        ("table", HashSet::from(["role"])),
        ("td", HashSet::from(["align", "colspan", "rowspan"])),
        ("th", HashSet::from(["align", "colspan", "rowspan", "scope"])),
        ("ol", HashSet::from(["start"])),
    ]);
    let mut cleaner = Builder::empty();
    cleaner
        .tags(HashSet::from(TAGS))
        .clean_content_tags(HashSet::from(["script", "style", "svg", "audio", "video", "iframe"]))
        .generic_attributes(HashSet::from(EVERYWHERE))
        .tag_attributes(own)
        .url_schemes(HashSet::from(["https", "http", "mailto", "tel"]))
        .url_relative(base)
        .link_rel(None);
    cleaner.clean(html).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_mail_programs_know_is_left() {
        let html = r##"<div class="callout"><p onclick="x()" style="color:red">A <a href="../b/">b</a> <a href="#c">c</a></p></div><svg><title>t</title></svg><img src="https://example.org/p.png" alt="P"><script>x()</script><form action="/"><input></form>"##;
        let cleaned = clean(html, "https://example.org/newsletter/1/");
        assert_eq!(
            cleaned,
            r##"<p>A <a href="https://example.org/newsletter/b/">b</a> <a href="https://example.org/newsletter/1/#c">c</a></p>"##
        );
    }

    #[test]
    fn code_that_could_run_has_no_address() {
        assert_eq!(clean(r#"<a href="javascript:x()">a</a>"#, "https://example.org/"), "<a>a</a>");
    }
}
