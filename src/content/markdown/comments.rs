//! The comments of a text, `%% … %%` and `<!-- … -->`, with their places: what writers tell each
//! other and readers are not shown.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::events;
use super::mask::{MaskKind, Masked, Piece};

/// Where each comment stands, in their order. What only looks like one, in code, is none.
pub fn comments(text: &str) -> Vec<Range<usize>> {
    if !text.contains("%%") && !text.contains("<!--") {
        return Vec::new();
    }
    let masked = Masked::new(text);
    let mut found: Vec<Range<usize>> = Vec::new();
    for line in masked.boxes.values() {
        let own = comments(&masked.raw[line.title.clone()]).into_iter();
        found.extend(own.map(|range| line.title.start + range.start..line.title.start + range.end));
    }
    let mut in_code = false;
    for (event, range) in events(&masked.text) {
        match event {
            Event::Start(Tag::CodeBlock(_)) => in_code = true,
            Event::End(TagEnd::CodeBlock) => in_code = false,
            Event::InlineHtml(html) if html.starts_with("<!--") => found.push(range),
            Event::Text(written) | Event::Html(written) | Event::InlineHtml(written) if !in_code => {
                found.extend(hidden(&masked, &written, &range));
            }
            Event::InlineMath(tex) | Event::DisplayMath(tex) => found.extend(hidden(&masked, &tex, &range)),
            Event::Start(Tag::HtmlBlock) => found.extend(of_html(&masked.raw, range)),
            _ => {}
        }
    }
    found.sort_by_key(|range| (range.start, std::cmp::Reverse(range.end)));
    found.dedup_by(|inner, outer| inner.start < outer.end);
    found
}

fn hidden(masked: &Masked, text: &str, range: &Range<usize>) -> Vec<Range<usize>> {
    let comment = |piece| match piece {
        Piece::Hidden(mask) if mask.kind == MaskKind::Comment => Some(mask.range.clone()),
        _ => None,
    };
    masked.pieces(text, range).into_iter().filter_map(comment).collect()
}

/// An unclosed comment hides what is left of its block, as in browsers.
fn of_html(raw: &str, block: Range<usize>) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = block.start;
    while let Some(start) = raw[at..block.end].find("<!--").map(|offset| at + offset) {
        at = raw[start..block.end].find("-->").map_or(block.end, |offset| start + offset + "-->".len());
        found.push(start..at);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_are_found_in_text_and_html_and_not_in_code() {
        let text = "a %% b %% c <!-- d --> e\n\n<!-- f\n %% x %%\ng -->\n<p>h</p><!-- i -->\n\n`%% j %%`\n\n```\n%% k %%\n<!-- l -->\n```\n\n%%\nm\n\nn\n%%\n";
        let found: Vec<&str> = comments(text).into_iter().map(|range| &text[range]).collect();
        assert_eq!(comments("<div>\n%% a %%\n</div>\n\n<p>b %% c %%</p>\n\n$d %% e %% f$").len(), 3);
        assert_eq!(comments("a\n\n!!! note \"T %% b %%\"\n    c %% d %%\n").len(), 2);
        assert_eq!(found, ["%% b %%", "<!-- d -->", "<!-- f\n %% x %%\ng -->", "<!-- i -->", "%%\nm\n\nn\n%%"]);
    }
}
