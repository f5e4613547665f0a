//! When two names are the same name.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

/// Two names that differ only in letter case or Unicode form fold to the same key: on many disks
/// and for most readers they are the same.
pub fn fold(name: &str) -> String {
    folded(name).into_owned()
}

/// As [`fold`], which leaves most names as they are.
pub fn folded(name: &str) -> Cow<'_, str> {
    match name.is_ascii() {
        true if !name.bytes().any(|byte| byte.is_ascii_uppercase()) => name.into(),
        true => name.to_ascii_lowercase().into(),
        false => name.nfkc().flat_map(lower).collect::<String>().into(),
    }
}

/// A letter in lower case, without what only its place or its capital adds: the Greek sigma that ends a word, and the
/// dot above that is left of a Turkish İ.
fn lower(letter: char) -> impl Iterator<Item = char> {
    let letter = match letter {
        'ς' => 'σ',
        'İ' => 'i',
        letter => letter,
    };
    letter.to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_in_capitals_is_the_name() {
        for (name, capitals) in
            [("οδός", "ΟΔΌΣ"), ("istanbul", "İSTANBUL"), ("ﬁne Ŵyl", "FINE ŴYL"), ("e\u{301}t", "ÉT")]
        {
            assert_eq!(fold(name), fold(capitals));
        }
    }
}
