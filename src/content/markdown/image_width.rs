//! How wide an image is to be shown, as Obsidian writes it behind a bar: `![[map.png|300]]`, `![a map|300x200](map.png)`.

/// The caption of an embedded image, and its width: a bar before the width is only needed behind words.
pub fn caption_and_width(label: &str) -> (Option<&str>, Option<u32>) {
    match width(label) {
        Some(width) => (None, Some(width)),
        None => {
            let (caption, width) = with_width(label);
            (Some(caption), width)
        }
    }
}

/// What an image shows, and its width in CSS pixels. The height follows from the image's own shape.
pub fn with_width(words: &str) -> (&str, Option<u32>) {
    match words.rsplit_once('|') {
        Some((before, last)) => width(last).map_or((words, None), |width| (before.trim_end(), Some(width))),
        None => (words, None),
    }
}

/// `300`, `300x200` or `300px`; nothing for any other words.
pub fn width(words: &str) -> Option<u32> {
    let words = words.trim();
    match words.split_once('x') {
        Some((width, height)) if !words.ends_with("px") => pixels(height).and(pixels(width)),
        _ => pixels(words.strip_suffix("px").unwrap_or(words)),
    }
}

/// No screen shows more than four digits of them.
fn pixels(digits: &str) -> Option<u32> {
    let is_number = (1..=4).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    digits.parse().ok().filter(|pixels| is_number && *pixels > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_width_stands_behind_the_last_bar() {
        assert_eq!(with_width("a map|300"), ("a map", Some(300)));
        assert_eq!(with_width("a | map | 300x200"), ("a | map", Some(300)));
        assert_eq!(with_width("a map|of 300"), ("a map|of 300", None));
        assert_eq!(with_width("300"), ("300", None));
    }

    #[test]
    fn other_words_are_no_width() {
        assert_eq!(["300", "300x200", " 300px "].map(width), [Some(300); 3]);
        for words in ["", "0", "300x", "x200", "+300", "12345", "300em"] {
            assert_eq!(width(words), None, "{words}");
        }
    }
}
