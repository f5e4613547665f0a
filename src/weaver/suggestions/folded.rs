//! Text as names are compared in it: lower-case, one kind of space, of hyphen and of apostrophe.

/// A folded text, and where each of its bytes comes from.
#[derive(Debug, Default)]
pub struct Folded {
    pub text: String,
    /// For each byte of `text`, and behind the last, where its character starts in the original;
    /// empty where folding has moved nothing.
    places: Vec<u32>,
}

impl Folded {
    pub fn new(text: &str) -> Folded {
        if is_plain(text) {
            return Folded { text: text.to_ascii_lowercase(), places: Vec::new() };
        }
        let mut folded = Folded { text: String::with_capacity(text.len()), places: Vec::with_capacity(text.len() + 1) };
        let mut characters = text.char_indices().peekable();
        while let Some((at, character)) = characters.next() {
            let next = characters.peek().map(|(_, next)| *next);
            folded.push(at, character, next);
        }
        folded.places.push(text.len() as u32);
        folded
    }

    /// The bytes of the original that the folded bytes from `start` to `end` stand for.
    pub fn original(&self, start: usize, end: usize) -> std::ops::Range<usize> {
        let place = |at: usize| self.places.get(at).map_or(at, |place| *place as usize);
        place(start)..place(end)
    }

    fn push(&mut self, at: usize, character: char, next: Option<char>) {
        let last = self.text.chars().next_back();
        match character {
            _ if character.is_whitespace() && last == Some(' ') => {}
            _ if character.is_whitespace() => self.push_one(at, ' '),
            '-' | '\u{2010}' | '\u{2011}' if joins_words(last, next) => self.push_one(at, ' '),
            '\u{2018}' | '\u{2019}' | '\u{02BC}' => self.push_one(at, '\''),
            _ => character.to_lowercase().for_each(|lower| self.push_one(at, lower)),
        }
    }

    fn push_one(&mut self, at: usize, character: char) {
        self.text.push(character);
        self.places.extend(std::iter::repeat_n(at as u32, character.len_utf8()));
    }
}

/// Whether folding changes nothing but the case of ASCII letters.
fn is_plain(text: &str) -> bool {
    let bytes = text.as_bytes();
    let is_kept = |byte: &u8| byte.is_ascii_graphic() && *byte != b'-' || *byte == b' ';
    bytes.iter().all(is_kept) && memchr::memmem::find(bytes, b"  ").is_none()
}

/// `asset-mapping` and `asset mapping` are one name; a dash between words is none.
fn joins_words(last: Option<char>, next: Option<char>) -> bool {
    last.is_some_and(char::is_alphanumeric) && next.is_some_and(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_name_fold_to_one_text() {
        for text in ["Asset Mapping", "asset-mapping", "ASSET\u{a0}mapping", "asset \n mapping", "asset\u{2011}mapping"]
        {
            assert_eq!(Folded::new(text).text, "asset mapping", "{text:?}");
        }
        assert_eq!(Folded::new("Who’s there – ÉTÉ").text, "who's there – été");
        assert_eq!(Folded::new("a - b -c").text, "a - b -c");
    }

    #[test]
    fn a_place_in_the_folded_text_leads_back_to_the_original() {
        let text = "Die Straße: \u{130}stanbul’s  asset-map";
        let folded = Folded::new(text);
        for name in ["straße", "asset map", "'s"] {
            let start = folded.text.find(name).unwrap();
            let range = folded.original(start, start + name.len());
            assert_eq!(Folded::new(&text[range]).text, name);
        }
    }
}
