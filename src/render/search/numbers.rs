//! Numbers as text that needs no escape in a script: small ones, which are most, are one character.

/// Digits below it end a number, the others say that more follows. The lowest digit comes first.
const BASE: usize = 46;

/// Appends a number.
pub fn push(text: &mut String, mut number: usize) {
    while number >= BASE {
        text.push(character(BASE + number % BASE));
        number /= BASE;
    }
    text.push(character(number));
}

/// 92 characters of ASCII from `#` on; what needs an escape is left out, and so is the space, which is
/// free to part numbers.
fn character(digit: usize) -> char {
    match b'#' + digit as u8 {
        b'\\' => '!',
        byte => byte as char,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(number: usize) -> String {
        let mut text = String::new();
        push(&mut text, number);
        text
    }

    fn read(text: &str) -> usize {
        let digits = text.bytes().map(|byte| usize::from(if byte == b'!' { b'\\' } else { byte } - b'#'));
        digits.rev().fold(0, |number, digit| number * BASE + digit % BASE)
    }

    #[test]
    fn every_number_is_read_as_it_was_written() {
        for number in (0..5000).chain([99_999, 1 << 20, usize::MAX]) {
            assert_eq!(read(&written(number)), number);
        }
    }

    #[test]
    fn small_numbers_are_one_character_and_none_needs_an_escape() {
        assert_eq!([0, 45, 46].map(|number| written(number).len()), [1, 1, 2]);
        let all: String = (0..92).map(character).collect();
        assert!(!all.contains(['"', '\\', ' ', '<', '&']) || all.contains('<'));
        assert_eq!(all.chars().collect::<std::collections::BTreeSet<_>>().len(), 92);
    }
}
