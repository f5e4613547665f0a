//! The HTML of a block with a name: its id, and whether it can be shown by itself.

use super::html::escape;
use super::policy::is_void;

/// Whether every element that begins in a piece of HTML ends in it, and none else. An empty piece is no block.
pub fn is_whole(html: &str) -> bool {
    let mut open: Vec<&str> = Vec::new();
    if html.is_empty() {
        return false;
    }
    for (at, _) in html.match_indices('<') {
        let tag = &html[at + 1..];
        let (is_end, tag) = tag.strip_prefix('/').map_or((false, tag), |tag| (true, tag));
        let name = tag.split(|letter: char| !letter.is_ascii_alphanumeric()).next().unwrap_or_default();
        let closes_itself = tag.split('>').next().is_some_and(|tag| tag.ends_with('/'));
        if is_end && open.pop() != Some(name) {
            return false;
        }
        if !is_end && !name.is_empty() && !is_void(name) && !closes_itself {
            open.push(name);
        }
    }
    open.is_empty()
}

/// `html` with an id in its first tag.
pub fn with_id(html: &str, id: &str) -> String {
    let name =
        html.strip_prefix('<').map_or("", |rest| rest.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or(""));
    let has_id = html.split('>').next().is_some_and(|tag| tag.contains(" id=\""));
    if name.is_empty() || has_id {
        return anchor(id) + html;
    }
    let mut with_id = html[..=name.len()].to_owned();
    with_id.push_str(" id=\"");
    escape(&mut with_id, id);
    with_id.push('"');
    with_id.push_str(&html[1 + name.len()..]);
    with_id
}

pub fn anchor(id: &str) -> String {
    let mut anchor = "<span id=\"".to_owned();
    escape(&mut anchor, id);
    anchor.push_str("\"></span>");
    anchor
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_tag_takes_the_id_or_an_empty_one_before_it() {
        assert_eq!(with_id("<p>a</p>", "^x"), "<p id=\"^x\">a</p>");
        assert_eq!(with_id("<ol start=\"3\">", "^x"), "<ol id=\"^x\" start=\"3\">");
        for other in ["text", "</p>", "<div id=\"own\">", "<!-- a -->"] {
            assert_eq!(with_id(other, "^x"), format!("<span id=\"^x\"></span>{other}"));
        }
    }

    #[test]
    fn a_piece_is_whole_where_its_elements_begin_and_end_in_it() {
        for whole in ["<p>a<br>b</p>", "<ul><li>a</li></ul>", "<svg><path d=\"\"/></svg>", "a", "<!-- a -->"] {
            assert!(is_whole(whole), "{whole}");
        }
        for part in ["", "<p>", "</p>", "<p></div>", "<ul><li>a</ul></li>"] {
            assert!(!is_whole(part), "{part}");
        }
    }
}
