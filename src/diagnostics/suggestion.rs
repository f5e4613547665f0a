//! What somebody may have meant by a word that nothing is called.
//!
//! Never guesses far: a wrong suggestion costs more time than none.

/// The candidate closest to `word`, if one is close enough to be what the writer meant: a slip or two
/// in a word, more in a longer one, or an id of the right name and the wrong kind.
pub fn did_you_mean<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wanted = Word::new(word);
    let near =
        candidates.into_iter().filter_map(|candidate| Some((distance(&wanted, &Word::new(candidate))?, candidate)));
    near.min().map(|(_, candidate)| candidate)
}

/// Candidates that many words are compared with: what a comparison needs of each is made once.
#[derive(Debug)]
pub struct Suggestions(Vec<(Word, Box<str>)>);

impl Suggestions {
    pub fn new<'a>(candidates: impl IntoIterator<Item = &'a str>) -> Suggestions {
        Suggestions(candidates.into_iter().map(|candidate| (Word::new(candidate), candidate.into())).collect())
    }

    /// [`did_you_mean`] of these.
    pub fn did_you_mean(&self, word: &str) -> Option<&str> {
        let wanted = Word::new(word);
        let near = self.0.iter().filter_map(|(word, candidate)| Some((distance(&wanted, word)?, &**candidate)));
        near.min().map(|(_, candidate)| candidate)
    }
}

/// A word in small letters, and what rules out nearly all others at once.
#[derive(Debug)]
struct Word {
    text: String,
    /// Where the name of an id begins, behind its last `/`.
    name_at: Option<usize>,
    characters: usize,
    letters: Letters,
}

/// How often each letter stands in a word; some share a place.
type Letters = [u8; 32];

impl Word {
    fn new(word: &str) -> Word {
        let text = word.to_lowercase();
        let name_at = text.rfind('/').map(|slash| slash + 1);
        let mut word = Word { name_at, characters: 0, letters: [0; 32], text };
        for letter in word.text.chars() {
            let times = &mut word.letters[letter as usize % 32];
            *times = times.saturating_add(1);
            word.characters += 1;
        }
        word
    }

    /// The kind, with its `/`, and the name of what is written like an id.
    fn of_id(&self) -> Option<(&str, &str)> {
        self.name_at.map(|at| self.text.split_at(at))
    }
}

/// How many slips lead from one to the other; nothing for words that are too different.
fn distance(wanted: &Word, candidate: &Word) -> Option<usize> {
    let (one, other) = (&*wanted.text, &*candidate.text);
    if one.len().abs_diff(other.len()) > one.len().max(other.len()) / 2 {
        return None;
    }
    let may_be_near = may_be_near(wanted, candidate);
    match (wanted.of_id(), candidate.of_id()) {
        (Some((_, name)), Some((_, other_name))) if name == other_name && one != other => Some(1),
        // What two ids share should not make up for the rest.
        (Some((kind, name)), Some((other_kind, other_name))) if kind == other_kind => {
            slips(name, other_name, may_be_near)
        }
        _ => slips(one, other, may_be_near),
    }
}

/// Whether few slips may lead from one to the other, by what is cheap to ask. A slip adds one letter at most.
fn may_be_near(wanted: &Word, candidate: &Word) -> bool {
    let allowed = allowed(wanted.characters.max(candidate.characters));
    wanted.characters.abs_diff(candidate.characters) <= allowed
        && letters_apart(&wanted.letters, &candidate.letters) <= 2 * allowed
}

fn slips(wanted: &str, candidate: &str, may_be_near: bool) -> Option<usize> {
    let slips = may_be_near.then(|| {
        let allowed = allowed(wanted.chars().count().max(candidate.chars().count()));
        Some(strsim::osa_distance(wanted, candidate)).filter(|slips| *slips <= allowed)
    });
    slips.flatten().or_else(|| begins_alike(wanted, candidate).then(|| wanted.len().abs_diff(candidate.len())))
}

/// How many slips a word of so many letters may have.
fn allowed(characters: usize) -> usize {
    match characters {
        0..=2 => 0,
        3..=5 => 1,
        6..=9 => 2,
        _ => 3,
    }
}

/// How many letters only one of two words has, at least; a slip changes two at most. A site has as many candidates as
/// entries, and this rules most of them out.
fn letters_apart(one: &Letters, other: &Letters) -> usize {
    one.iter().zip(other).map(|(one, other)| usize::from(one.abs_diff(*other))).sum()
}

/// Whether one is the other with its end left off: `asset-map` for `asset-mapping`.
fn begins_alike(wanted: &str, candidate: &str) -> bool {
    let (short, long) = if wanted.len() < candidate.len() { (wanted, candidate) } else { (candidate, wanted) };
    short.len() >= 4 && short.len() * 3 >= long.len() * 2 && long.starts_with(short)
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn slips_are_found_and_the_smallest_wins() {
        let names = [
            "home",
            "communities",
            "title",
            "uses",
            "story/the-rent-letter",
            "method/asset-mapping",
            "name",
            "资产地图",
            "الرسالة",
        ];
        let cases = [
            ("hoem", Some("home")),
            ("comunities", Some("communities")),
            ("titel", Some("title")),
            ("use", Some("uses")),
            ("NAME", Some("name")),
            ("nome", Some("home")),
            ("story/the-rent-leter", Some("story/the-rent-letter")),
            ("case/the-rent-letter", Some("story/the-rent-letter")),
            ("method/asset-map", Some("method/asset-mapping")),
            ("资产地言", Some("资产地图")),
            ("الرسائة", Some("الرسالة")),
        ];
        for (word, expected) in cases {
            assert_eq!(did_you_mean(word, names), expected, "{word}");
            assert_eq!(Suggestions::new(names).did_you_mean(word), expected, "{word}");
        }
    }

    proptest! {
        #[test]
        fn no_near_word_is_ruled_out_by_what_is_cheap_to_ask(word in "[a-eé资/-]{0,12}", slips in vec((0usize..12, "[a-eé资/-]?"), 0..3)) {
            let mut letters: Vec<String> = word.chars().map(String::from).collect();
            for (at, letter) in slips.iter().filter(|(at, _)| *at < word.chars().count()) {
                letters[*at].clone_from(letter);
            }
            let other = letters.concat();
            let is_near = strsim::osa_distance(&word, &other) <= allowed(word.chars().count().max(other.chars().count()));
            prop_assert!(!is_near || may_be_near(&Word::new(&word), &Word::new(&other)));
        }
    }

    #[test]
    fn what_only_begins_or_ends_alike_is_not_suggested() {
        let names = ["charter-told", "story/the-warden", "story/the-key-meter", "method/reading-post", "is", "stages"];
        for word in ["charter-laundry", "story/the-rent", "method/listening", "story/zebra", "it", "stories", "", "x"] {
            assert_eq!(did_you_mean(word, names), None, "{word}");
        }
    }
}
