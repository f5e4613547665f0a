//! The comments of a text, `%% … %%` and `<!-- … -->`, with their places: what writers tell each
//! other and readers are not shown. Neither are instructions for programs, `<?php … ?>`, and `<![CDATA[ … ]]>`.

use std::ops::Range;

use memchr::memmem;
use pulldown_cmark::{Event, Tag, TagEnd};

use super::events;
use super::mask::{MaskKind, Masked, Piece};

/// How what HTML does not show begins and ends.
const UNSEEN: [(&str, &str); 3] = [("<!--", "-->"), ("<?", "?>"), ("<![CDATA[", "]]>")];

/// Where each comment stands, in their order. What only looks like one, in code, is none.
pub fn comments(text: &str) -> Vec<Range<usize>> {
    if ["%%", "<!", "<?"].iter().all(|sign| memmem::find(text.as_bytes(), sign.as_bytes()).is_none()) {
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
            Event::InlineHtml(html) if unseen(&html).is_some() => found.push(range),
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

/// The sign that ends what begins here and is not shown.
fn unseen(html: &str) -> Option<&'static str> {
    UNSEEN.iter().find(|(open, _)| html.starts_with(open)).map(|(_, close)| *close)
}

/// An unclosed comment hides what is left of its block, as in browsers.
fn of_html(raw: &str, block: Range<usize>) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = block.start;
    while let Some(start) = memchr::memchr(b'<', &raw.as_bytes()[at..block.end]).map(|offset| at + offset) {
        let Some(close) = unseen(&raw[start..block.end]) else {
            at = start + 1;
            continue;
        };
        at = raw[start..block.end].find(close).map_or(block.end, |offset| start + offset + close.len());
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
        assert_eq!(comments("<?php x ?>\n\n<![CDATA[y]]>\n\na <?z?> b\n\n`<?php ?>`\n").len(), 3);
        assert_eq!(comments("a\n\n!!! note \"T %% b %%\"\n    c %% d %%\n").len(), 2);
        assert_eq!(found, ["%% b %%", "<!-- d -->", "<!-- f\n %% x %%\ng -->", "<!-- i -->", "%%\nm\n\nn\n%%"]);
    }
}
