//! What somebody may have meant by a word that nothing is called.
//!
//! Never guesses far: a wrong suggestion costs more time than none.

/// The candidate closest to `word`, if one is close enough to be what the writer meant: a slip or two
/// in a word, more in a longer one, or an id of the right name and the wrong kind.
pub fn did_you_mean<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wanted = word.to_lowercase();
    let near = candidates.into_iter().filter_map(|candidate| Some((distance(&wanted, candidate)?, candidate)));
    near.min().map(|(_, candidate)| candidate)
}

/// How many slips lead from one to the other; nothing for words that are too different.
fn distance(wanted: &str, candidate: &str) -> Option<usize> {
    if wanted.len().abs_diff(candidate.len()) > wanted.len().max(candidate.len()) / 2 {
        return None;
    }
    let candidate = candidate.to_lowercase();
    match (wanted.rsplit_once('/'), candidate.rsplit_once('/')) {
        // What two ids share should not make up for the rest.
        (Some((kind, name)), Some((other_kind, other))) if kind == other_kind => slips(name, other),
        (Some((_, name)), Some((_, other))) if name == other => Some(1),
        _ => slips(wanted, &candidate),
    }
}

fn slips(wanted: &str, candidate: &str) -> Option<usize> {
    let length = wanted.chars().count().max(candidate.chars().count());
    let allowed = match length {
        0..=2 => 0,
        3..=5 => 1,
        6..=9 => 2,
        _ => 3,
    };
    let may_be_near = letters_apart(wanted, candidate) <= 2 * allowed;
    let slips = may_be_near.then(|| strsim::osa_distance(wanted, candidate)).filter(|slips| *slips <= allowed);
    slips.or_else(|| begins_alike(wanted, candidate).then(|| wanted.len().abs_diff(candidate.len())))
}

/// How many letters only one of two words has; a slip changes two at most. A site has as many candidates
/// as entries, and this rules most of them out.
fn letters_apart(one: &str, other: &str) -> usize {
    let letters = |word: &str| word.chars().fold(0u64, |set, letter| set | 1 << (u32::from(letter) % 64));
    (letters(one) ^ letters(other)).count_ones() as usize
}

/// Whether one is the other with its end left off: `asset-map` for `asset-mapping`.
fn begins_alike(wanted: &str, candidate: &str) -> bool {
    let (short, long) = if wanted.len() < candidate.len() { (wanted, candidate) } else { (candidate, wanted) };
    short.len() >= 4 && short.len() * 3 >= long.len() * 2 && long.starts_with(short)
}

#[cfg(test)]
mod tests {
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
