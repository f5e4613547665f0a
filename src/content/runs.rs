//! Where the words of a text and of a line begin and end, and which of their marks nobody needs to write.

/// Calls `take` with every run of letters, digits and such other signs as belong to one. Most text is ASCII, which is
/// told byte by byte; of ASCII only letters and digits are in a run.
pub fn each_run<'t>(text: &'t str, belongs: impl Fn(char) -> bool, mut take: impl FnMut(&'t str)) {
    let (mut start, mut at) = (0, 0);
    while let Some(byte) = text.as_bytes().get(at) {
        let (is_inside, length) = match byte.is_ascii() {
            true => (byte.is_ascii_alphanumeric(), 1),
            false => wide(&text[at..], &belongs),
        };
        if !is_inside {
            if start < at {
                take(&text[start..at]);
            }
            start = at + length;
        }
        at += length;
    }
    if start < at {
        take(&text[start..]);
    }
}

/// Whether the first character is in a run, and its length in bytes.
fn wide(text: &str, belongs: impl Fn(char) -> bool) -> (bool, usize) {
    text.chars().next().map_or((false, 1), |sign| (sign.is_alphanumeric() || belongs(sign), sign.len_utf8()))
}

/// The run that a text begins with, which may be empty.
pub fn first_run(text: &str, belongs: impl Fn(char) -> bool) -> &str {
    let is_inside = |sign: char| match sign.is_ascii() {
        true => sign.is_ascii_alphanumeric(),
        false => sign.is_alphanumeric() || belongs(sign),
    };
    &text[..text.find(|sign| !is_inside(sign)).unwrap_or(text.len())]
}

/// A line behind the signs of quotations and lists.
pub fn without_markers(line: &str) -> &str {
    let line = line.trim_start_matches([' ', '\t', '>', '-', '*', '+', '\u{feff}']);
    let number = line.trim_start_matches(|c: char| c.is_ascii_digit());
    match number.strip_prefix(['.', ')']).filter(|_| number.len() < line.len()) {
        Some(item) => item.trim_start(),
        None => line,
    }
}

/// The points of Hebrew and Arabic, which most writers leave out.
pub fn is_point(c: char) -> bool {
    matches!(c, '\u{591}'..='\u{5C7}' | '\u{640}' | '\u{64B}'..='\u{652}' | '\u{670}')
}

/// Signs that nobody sees and word processors put into words: where a line may break, or must not.
pub fn is_invisible(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{200B}' | '\u{2060}' | '\u{FEFF}')
}

/// Chinese characters, and Japanese kana: each says about as much as a word.
pub fn is_ideographic(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

/// Alphabets that are written without spaces between words: Thai, Lao, Burmese, Khmer.
pub fn is_run_together(c: char) -> bool {
    matches!(c, '\u{E00}'..='\u{EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}')
}

/// Scripts that are written without spaces between words, or in which words grow endings that nobody
/// types: those and Hangul.
pub fn is_unspaced(c: char) -> bool {
    is_ideographic(c) || is_run_together(c) || matches!(c, '\u{AC00}'..='\u{D7AF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn runs(text: &str) -> Vec<&str> {
        let mut runs = Vec::new();
        each_run(text, |sign| sign == '\u{301}', |run| runs.push(run));
        runs
    }

    #[test]
    fn runs_hold_letters_digits_and_what_belongs_to_them() {
        assert_eq!(runs("Co-production: “It’s 3.5”…"), ["Co", "production", "It", "s", "3", "5"]);
        assert_eq!(runs("cafe\u{301}é知 ½x\u{302}y"), ["cafe\u{301}é知", "½x", "y"]);
        assert_eq!(runs(" —…"), [""; 0]);
        assert_eq!(runs(""), [""; 0]);
    }

    #[test]
    fn the_first_run_is_that_at_the_beginning() {
        for (text, run) in
            [("Co-op", "Co"), ("caf\u{e9}s’", "caf\u{e9}s"), ("’s", ""), ("", ""), ("½", "½"), ("-a", "")]
        {
            assert_eq!(first_run(text, |_| false), run, "{text}");
        }
        assert_eq!(first_run("e\u{301}a b", |sign| sign == '\u{301}'), "e\u{301}a");
    }
}
