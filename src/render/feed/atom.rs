//! Atom, RFC 4287.

use std::fmt::Write;

use super::{Author, Feed, Item};
use crate::view::escape::xml;

/// Atom wants a date even of a feed without an entry, and the clock would make two builds differ.
const NEVER: &str = "1970-01-01T00:00:00Z";

pub fn write(feed: &Feed) -> String {
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
    let _ = writeln!(out, "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\">", xml(&feed.lang));
    text(&mut out, "id", &feed.id);
    text(&mut out, "title", &feed.title);
    optional(&mut out, "subtitle", &feed.subtitle);
    text(&mut out, "updated", newest(&feed.items));
    link(&mut out, "self", "application/atom+xml", &feed.feed_url);
    link(&mut out, "alternate", "text/html", &feed.home_url);
    author(&mut out, &Author { name: feed.author.clone(), url: None });
    optional(&mut out, "rights", &feed.rights);
    let _ = writeln!(out, "<generator version=\"{0}\">copsite</generator>", env!("CARGO_PKG_VERSION"));
    feed.items.iter().for_each(|item| entry(&mut out, item, &feed.lang));
    out.push_str("</feed>\n");
    out
}

fn entry(out: &mut String, item: &Item, feed_lang: &str) {
    match &item.lang {
        lang if lang == feed_lang => out.push_str("<entry>\n"),
        lang => out.push_str(&format!("<entry xml:lang=\"{}\">\n", xml(lang))),
    }
    text(out, "id", &item.id);
    text(out, "title", &item.title);
    text(out, "published", &item.published);
    text(out, "updated", &item.updated);
    link(out, "alternate", "text/html", &item.url);
    item.authors.iter().for_each(|one| author(out, one));
    for tag in &item.tags {
        let _ = writeln!(out, "<category term=\"{}\"/>", xml(tag));
    }
    optional(out, "summary", &item.summary);
    if let Some(html) = &item.content_html {
        let _ = writeln!(out, "<content type=\"html\">{}</content>", xml(html));
    }
    out.push_str("</entry>\n");
}

/// The newest change; offsets differ between summer and winter, so moments are compared, not texts.
fn newest(items: &[Item]) -> &str {
    let moment = |item: &&Item| item.updated.parse::<jiff::Timestamp>().ok();
    items.iter().max_by_key(moment).map_or(NEVER, |item| &item.updated)
}

fn text(out: &mut String, name: &str, value: &str) {
    let _ = writeln!(out, "<{name}>{}</{name}>", xml(value));
}

fn optional(out: &mut String, name: &str, value: &Option<String>) {
    if let Some(value) = value {
        text(out, name, value);
    }
}

fn link(out: &mut String, rel: &str, mime: &str, url: &str) {
    let _ = writeln!(out, "<link rel=\"{rel}\" type=\"{mime}\" href=\"{}\"/>", xml(url));
}

fn author(out: &mut String, author: &Author) {
    let uri = author.url.as_ref().map(|url| format!("<uri>{}</uri>", xml(url))).unwrap_or_default();
    let _ = writeln!(out, "<author><name>{}</name>{uri}</author>", xml(&author.name));
}

#[cfg(test)]
mod tests {
    use super::super::tests::{CLEANED, hostile};
    use super::*;

    #[test]
    fn a_feed_without_entries_is_whole() {
        let feed = Feed {
            id: "urn:copsite:feed/feed.xml".into(),
            title: "Site".into(),
            author: "Site".into(),
            lang: "en".into(),
            home_url: "/".into(),
            feed_url: "/feed.xml".into(),
            ..Feed::default()
        };
        let expected = format!(
            "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n\
             <feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"en\">\n\
             <id>urn:copsite:feed/feed.xml</id>\n\
             <title>Site</title>\n\
             <updated>1970-01-01T00:00:00Z</updated>\n\
             <link rel=\"self\" type=\"application/atom+xml\" href=\"/feed.xml\"/>\n\
             <link rel=\"alternate\" type=\"text/html\" href=\"/\"/>\n\
             <author><name>Site</name></author>\n\
             <generator version=\"{}\">copsite</generator>\n\
             </feed>\n",
            env!("CARGO_PKG_VERSION")
        );
        assert_eq!(write(&feed), expected);
    }

    #[test]
    fn hostile_text_stays_text_for_an_independent_reader() {
        let written = write(&hostile());
        let feed = feed_rs::parser::parse(written.as_bytes()).unwrap();
        assert_eq!(feed.feed_type, feed_rs::model::FeedType::Atom);
        assert_eq!(feed.id, "https://example.org/a/feed.xml");
        assert_eq!(feed.title.unwrap().content, CLEANED);
        assert_eq!(feed.language.as_deref(), Some("en"));
        assert_eq!(feed.updated.unwrap().to_rfc3339(), "2026-07-01T09:00:00+00:00");
        let entry = &feed.entries[0];
        assert_eq!(entry.title.as_ref().unwrap().content, CLEANED);
        assert_eq!(entry.links[0].href, "https://example.org/a/stories/x/?a=1&b=2");
        assert_eq!(entry.authors[0].name.as_deref(), Some(CLEANED));
        assert_eq!(entry.authors[0].uri.as_deref(), Some("https://example.org/a/people/y/"));
        assert_eq!(entry.categories.iter().map(|tag| &*tag.term).collect::<Vec<_>>(), [CLEANED, "trust"]);
        assert_eq!(entry.content.as_ref().unwrap().body.as_deref(), Some("<p>One &amp; two</p>"));
        assert_eq!(entry.published.unwrap().to_rfc3339(), "2026-03-01T00:00:00+00:00");
    }

    #[test]
    fn titles_are_plain_text_and_each_entry_says_its_language() {
        let written = write(&hostile());
        let document = roxmltree::Document::parse(&written).unwrap();
        let entries: Vec<_> = document.descendants().filter(|node| node.has_tag_name("entry")).collect();
        let lang = |node: &roxmltree::Node| {
            node.attribute(("http://www.w3.org/XML/1998/namespace", "lang")).map(str::to_owned)
        };
        assert_eq!(entries.iter().map(lang).collect::<Vec<_>>(), [Some("cy".to_owned()), None]);
        assert!(
            document
                .descendants()
                .filter(|node| node.has_tag_name("title"))
                .all(|node| node.attribute("type").is_none())
        );
        assert!(!document.descendants().any(|node| node.has_tag_name("script")));
    }
}
