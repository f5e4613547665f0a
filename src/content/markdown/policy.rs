//! Which raw HTML a page may hold, and the sanitiser that enforces it.
//!
//! The lists say what is let through; everything else goes. Links and images of the site itself
//! never reach the sanitiser: they are holes by then.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

const TAGS: [&str; 75] = [
    "a",
    "abbr",
    "address",
    "article",
    "aside",
    "b",
    "bdi",
    "bdo",
    "blockquote",
    "br",
    "caption",
    "center",
    "cite",
    "code",
    "col",
    "colgroup",
    "dd",
    "del",
    "details",
    "dfn",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "hr",
    "i",
    "img",
    "ins",
    "kbd",
    "li",
    "main",
    "mark",
    "nav",
    "ol",
    "p",
    "pre",
    "q",
    "rp",
    "rt",
    "ruby",
    "s",
    "samp",
    "section",
    "small",
    "span",
    "strike",
    "strong",
    "sub",
    "summary",
    "sup",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "time",
    "tr",
    "tt",
    "u",
    "ul",
    "var",
    "wbr",
    "big",
];
const ATTRIBUTES: [&str; 7] = ["class", "dir", "id", "lang", "role", "tabindex", "title"];
const ATTRIBUTE_PREFIX: &str = "aria-";
const TAG_ATTRIBUTES: [(&str, &[&str]); 15] = [
    ("a", &["download", "href", "hreflang", "name", "rel", "target"]),
    ("col", &["span"]),
    ("colgroup", &["span"]),
    ("del", &["datetime"]),
    ("details", &["open"]),
    ("img", &["alt", "decoding", "height", "loading", "src", "width"]),
    ("ins", &["datetime"]),
    ("li", &["value"]),
    ("ol", &["reversed", "start", "type"]),
    ("table", &["align"]),
    ("td", &["align", "colspan", "headers", "rowspan", "scope", "valign"]),
    ("th", &["abbr", "align", "colspan", "headers", "rowspan", "scope", "valign"]),
    ("time", &["datetime"]),
    ("tr", &["align", "valign"]),
    ("div", &["align"]),
];
const SCHEMES: [&str; 7] = ["http", "https", "mailto", "tel", "sms", "xmpp", "webcal"];
/// Elements whose content is no text for readers and goes with them.
const WITH_CONTENT: [&str; 9] =
    ["iframe", "math", "noembed", "noframes", "noscript", "script", "style", "svg", "template"];
/// Elements that are part of a line of text.
const INLINE: [&str; 33] = [
    "a", "abbr", "b", "bdi", "bdo", "big", "br", "cite", "code", "del", "dfn", "em", "i", "img", "ins", "kbd", "mark",
    "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var",
];
const VOID: [&str; 14] =
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"];
/// Elements that parsers open again in every paragraph until they are closed.
const FORMATTING: [&str; 12] = ["b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt"];

pub fn allows_tag(tag: &str) -> bool {
    TAGS.contains(&tag)
}

/// Elements of HTML that no page may hold, also those of its earlier versions.
const OTHERS: [&str; 59] = [
    "acronym", "applet", "area", "audio", "base", "basefont", "body", "button", "canvas", "data", "datalist", "dialog",
    "dir", "embed", "fieldset", "font", "form", "frame", "frameset", "head", "html", "iframe", "image", "input",
    "label", "legend", "link", "map", "marquee", "math", "menu", "meta", "meter", "nobr", "noembed", "noframes",
    "noscript", "object", "optgroup", "option", "output", "param", "picture", "progress", "script", "select", "slot",
    "source", "style", "svg", "template", "textarea", "title", "track", "video", "xmp", "bgsound", "blink", "search",
];

/// Whether HTML has an element of that name.
pub fn is_element(tag: &str) -> bool {
    allows_tag(tag) || OTHERS.contains(&tag)
}

pub fn allows_attribute(tag: &str, attribute: &str) -> bool {
    ATTRIBUTES.contains(&attribute)
        || attribute.starts_with(ATTRIBUTE_PREFIX)
        || TAG_ATTRIBUTES.iter().any(|(known, attributes)| *known == tag && attributes.contains(&attribute))
}

pub fn goes_with_content(tag: &str) -> bool {
    WITH_CONTENT.contains(&tag)
}

pub fn is_inline(tag: &str) -> bool {
    INLINE.contains(&tag)
}

/// Whether what stands before a tag and behind it is one line of text, and may be one word.
pub fn joins_words(tag: &str) -> bool {
    let is_part_of_line = is_inline(tag) || matches!(tag, "data" | "font" | "label" | "wbr");
    is_part_of_line && !matches!(tag, "br" | "img" | "rp" | "rt")
}

pub fn is_void(tag: &str) -> bool {
    VOID.contains(&tag)
}

/// Elements out of which no end tag of another element reaches.
pub fn is_cell(tag: &str) -> bool {
    matches!(tag, "td" | "th" | "caption")
}

pub fn is_formatting(tag: &str) -> bool {
    FORMATTING.contains(&tag) || tag == "u"
}

/// Whether an open `outer` ends where `next` starts, without an end tag of its own.
pub fn ends_before(outer: &str, next: &str) -> bool {
    match next {
        "li" => matches!(outer, "li" | "p"),
        "dt" | "dd" => matches!(outer, "dt" | "dd" | "p"),
        "td" | "th" => matches!(outer, "td" | "th" | "p"),
        "tr" => matches!(outer, "tr" | "td" | "th" | "p"),
        "tbody" | "tfoot" => matches!(outer, "thead" | "tbody" | "tr" | "td" | "th" | "p"),
        _ => outer == "p" && !is_inline(next),
    }
}

/// Whether parsers end an element by themselves; an end tag too many would make an empty one.
pub fn ends_itself(tag: &str) -> bool {
    matches!(tag, "p" | "li" | "dt" | "dd" | "td" | "th" | "tr" | "thead" | "tbody" | "tfoot" | "rt" | "rp")
}

static SANITISER: LazyLock<ammonia::Builder<'static>> = LazyLock::new(|| {
    let tag_attributes: HashMap<&str, HashSet<&str>> =
        TAG_ATTRIBUTES.iter().map(|(tag, attributes)| (*tag, attributes.iter().copied().collect())).collect();
    let mut sanitiser = ammonia::Builder::default();
    sanitiser
        .tags(HashSet::from(TAGS))
        .generic_attributes(HashSet::from(ATTRIBUTES))
        .generic_attribute_prefixes(HashSet::from([ATTRIBUTE_PREFIX]))
        .tag_attributes(tag_attributes)
        .clean_content_tags(HashSet::from(WITH_CONTENT))
        .url_schemes(HashSet::from(SCHEMES))
        .link_rel(None);
    sanitiser
});

/// The page's HTML without what the lists above do not allow, its tags closed and nested rightly.
pub fn sanitise(html: &str) -> String {
    SANITISER.clean(html).to_string()
}
