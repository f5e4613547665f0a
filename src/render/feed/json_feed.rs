//! JSON Feed, version 1.1 (jsonfeed.org).

use serde::Serialize;

use super::{Author, Feed, Item};

#[derive(Serialize)]
struct JsonFeed<'a> {
    version: &'static str,
    title: &'a str,
    home_page_url: &'a str,
    feed_url: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'a str>,
    authors: [JsonAuthor<'a>; 1],
    language: &'a str,
    items: Vec<JsonItem<'a>>,
}

#[derive(Serialize)]
struct JsonAuthor<'a> {
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
}

#[derive(Serialize)]
struct JsonItem<'a> {
    id: &'a str,
    url: &'a str,
    title: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    content_html: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    content_text: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    summary: Option<&'a str>,
    date_published: &'a str,
    date_modified: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    authors: Vec<JsonAuthor<'a>>,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    tags: &'a [String],
    language: &'a str,
}

pub fn write(feed: &Feed) -> String {
    let json = JsonFeed {
        version: "https://jsonfeed.org/version/1.1",
        title: &feed.title,
        home_page_url: &feed.home_url,
        feed_url: &feed.feed_url,
        description: feed.subtitle.as_deref(),
        authors: [JsonAuthor { name: &feed.author, url: None }],
        language: &feed.lang,
        items: feed.items.iter().map(item).collect(),
    };
    // Texts and lists of them always serialise.
    let mut text = serde_json::to_string_pretty(&json).unwrap_or_default();
    text.push('\n');
    text
}

/// The format wants a content: where the whole text is not told, the summary is it.
fn item(item: &Item) -> JsonItem<'_> {
    let summary = item.summary.as_deref();
    let content_html = item.content_html.as_deref();
    JsonItem {
        id: &item.id,
        url: &item.url,
        title: &item.title,
        content_html,
        content_text: if content_html.is_some() { None } else { Some(summary.unwrap_or(&item.title)) },
        summary,
        date_published: &item.published,
        date_modified: &item.updated,
        authors: item.authors.iter().map(author).collect(),
        tags: &item.tags,
        language: &item.lang,
    }
}

fn author(author: &Author) -> JsonAuthor<'_> {
    JsonAuthor { name: &author.name, url: author.url.as_deref() }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::tests::hostile;
    use super::*;

    #[test]
    fn a_feed_is_what_the_specification_says() {
        let written: serde_json::Value = serde_json::from_str(&write(&hostile())).unwrap();
        let text = "<script>alert(1)</script> & \"]]>\u{0}\u{1b}\u{fffe} 'x'";
        assert_eq!(
            written,
            json!({
                "version": "https://jsonfeed.org/version/1.1",
                "title": text,
                "home_page_url": "https://example.org/a/",
                "feed_url": "https://example.org/a/feed.xml",
                "description": text,
                "authors": [{ "name": "The site" }],
                "language": "en",
                "items": [
                    {
                        "id": "https://example.org/a/stories/x/",
                        "url": "https://example.org/a/stories/x/?a=1&b=2",
                        "title": text,
                        "content_html": "<p>One &amp; two</p>\u{1}",
                        "summary": text,
                        "date_published": "2026-03-01T00:00:00+00:00",
                        "date_modified": "2026-07-01T10:00:00+01:00",
                        "authors": [{ "name": text, "url": "https://example.org/a/people/y/" }],
                        "tags": [text, "trust"],
                        "language": "cy",
                    },
                    {
                        "id": "https://example.org/a/stories/y/",
                        "url": "https://example.org/a/stories/y/",
                        "title": "Bare",
                        "content_text": "Bare",
                        "date_published": "2025-01-01T00:00:00+00:00",
                        "date_modified": "2025-01-01T00:00:00+00:00",
                        "language": "en",
                    },
                ],
            })
        );
    }

    #[test]
    fn an_independent_reader_understands_it() {
        let feed = feed_rs::parser::parse(write(&hostile()).as_bytes()).unwrap();
        assert_eq!(feed.feed_type, feed_rs::model::FeedType::JSON);
        assert_eq!(feed.entries.len(), 2);
        assert_eq!(feed.entries[0].published.unwrap().to_rfc3339(), "2026-03-01T00:00:00+00:00");
    }
}
