//! Line breaks of a paragraph that are no space: those between characters of Chinese and Japanese, whose words are not
//! parted. CSS Text 3, section 4.1.3, says so; browsers show a space there.

use std::ops::Range;

use super::writer::Writer;
use crate::content::runs::is_ideographic;

impl Writer<'_> {
    /// A line break that is a space to readers, if anything.
    pub fn soft_break(&mut self, range: &Range<usize>) {
        if !joins(self.block.last_char(), &self.masked.raw[range.end..]) {
            self.line_break("\n");
        }
    }
}

/// Whether the words before a line break go on right behind it: `rest` is the Markdown there.
pub fn joins(before: Option<char>, rest: &str) -> bool {
    before.is_some_and(is_wide)
        && rest.trim_start_matches([' ', '\t', '>', '*', '_', '~', '=', '[']).starts_with(is_wide)
}

/// Characters as wide as two letters, and their full stops, commas and brackets; those of Korean have spaces between words.
fn is_wide(c: char) -> bool {
    is_ideographic(c) || matches!(c, '\u{3001}'..='\u{303F}' | '\u{FF01}'..='\u{FF9F}')
}

#[cfg(test)]
mod tests {
    use crate::content::markdown::tests::read;

    fn body(text: &str) -> String {
        read(text).body.html.read().into_owned()
    }

    #[test]
    fn chinese_and_japanese_lines_go_on_without_a_space() {
        assert_eq!(body("私たちは、\n手紙を書く。\n毎週"), "<p>私たちは、手紙を書く。毎週</p>\n");
        assert_eq!(
            body("> 我们**使用**\n> *地图*。"),
            "<blockquote>\n<p>我们<strong>使用</strong><em>地图</em>。</p>\n</blockquote>\n"
        );
        assert_eq!(read("私たちは\n手紙を書く。").excerpt.as_deref(), Some("私たちは手紙を書く。"));
    }

    #[test]
    fn all_other_lines_have_one_between_them() {
        for text in ["用 GIS\n地图", "地图\nGIS", "우리는\n편지를", "a\nb", "เรา\nวาด"] {
            assert_eq!(body(text), format!("<p>{text}</p>\n"));
        }
        assert_eq!(body("手紙  \n手紙"), "<p>手紙<br>\n手紙</p>\n");
    }
}
