//! What a font file tells of itself before its letters: whether it holds all weights between two, or one.
//!
//! Only the directory of its tables is read, which no format compresses. What cannot be read holds one weight.

/// The table that says along what a font varies.
const VARIATIONS: &[u8] = b"fvar";

/// Numbers of tables in WOFF2, section 4.1: `fvar`, two that are transformed unless they say otherwise, and any tag.
const KNOWN_VARIATIONS: u8 = 47;
const GLYPHS: u8 = 10;
const LOCATIONS: u8 = 11;
const ANY_TAG: u8 = 63;

pub fn is_variable(font: &[u8]) -> bool {
    match font.get(..4) {
        Some(b"wOF2") => lists_variations(font).unwrap_or(false),
        Some(b"wOFF") => has_table(font, 12, 44, 20),
        _ => has_table(font, 4, 12, 16),
    }
}

/// A directory whose entries begin with their tags: how many there are, where they begin, and how long each is.
fn has_table(font: &[u8], count: usize, start: usize, len: usize) -> bool {
    let Some(count) = number(font, count) else { return false };
    let entries = font.get(start..).unwrap_or_default().chunks_exact(len).take(count);
    entries.into_iter().any(|entry| entry.starts_with(VARIATIONS))
}

/// The directory of WOFF2, where an entry is as long as its numbers are.
fn lists_variations(font: &[u8]) -> Option<bool> {
    let mut rest = font.get(48..)?;
    for _ in 0..number(font, 12)? {
        let (&flags, after) = rest.split_first()?;
        let (known, transform) = (flags & 63, flags >> 6);
        rest = after;
        if known == ANY_TAG {
            let (tag, after) = rest.split_at_checked(4)?;
            if tag == VARIATIONS {
                return Some(true);
            }
            rest = after;
        }
        if known == KNOWN_VARIATIONS {
            return Some(true);
        }
        rest = after_number(rest)?;
        let is_transformed = if matches!(known, GLYPHS | LOCATIONS) { transform != 3 } else { transform != 0 };
        if is_transformed {
            rest = after_number(rest)?;
        }
    }
    Some(false)
}

fn number(font: &[u8], at: usize) -> Option<usize> {
    let bytes = font.get(at..)?.first_chunk::<2>()?;
    Some(usize::from(u16::from_be_bytes(*bytes)))
}

/// Behind a number of one to five bytes, of which all but the last have the highest bit (`UIntBase128`).
fn after_number(bytes: &[u8]) -> Option<&[u8]> {
    let last = bytes.iter().take(5).position(|byte| byte & 0x80 == 0)?;
    bytes.get(last + 1..)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn woff2(count: u8, directory: &[u8]) -> Vec<u8> {
        let mut font = b"wOF2".to_vec();
        font.resize(48, 0);
        font[13] = count;
        [font, directory.to_vec()].concat()
    }

    #[test]
    fn a_font_is_variable_whose_directory_names_variations() {
        let glyphs = [GLYPHS, 0x8f, 0x01, 0x7f];
        let untransformed = [LOCATIONS | 0xc0, 5];
        let variations = [KNOWN_VARIATIONS, 9];
        assert!(is_variable(&woff2(3, &[&glyphs[..], &untransformed, &variations].concat())));
        assert!(is_variable(&woff2(1, &[&[ANY_TAG][..], b"fvar", &[9]].concat())));
        assert!(!is_variable(&woff2(2, &[&glyphs[..], &untransformed, &variations].concat())), "behind the directory");
        assert!(!is_variable(&woff2(2, &[&[0, KNOWN_VARIATIONS][..], &untransformed].concat())), "a length of 47");

        let entries = |len: usize| {
            let entry = |tag: &[u8]| [tag, &vec![0; len - 4]].concat();
            [entry(b"cmap"), entry(b"fvar")].concat()
        };
        let mut woff = b"wOFF".to_vec();
        woff.resize(44, 0);
        woff[13] = 2;
        assert!(is_variable(&[woff.clone(), entries(20)].concat()));
        woff[13] = 1;
        assert!(!is_variable(&[woff, entries(20)].concat()));
        assert!(is_variable(&[b"\0\x01\0\0\0\x02\0\0\0\0\0\0".to_vec(), entries(16)].concat()));
    }

    #[test]
    fn what_is_no_font_or_cut_holds_one_weight() {
        let font = woff2(200, &[GLYPHS, 0xff, 0xff, 0xff, 0xff, 0xff]);
        for end in 0..=font.len() {
            assert!(!is_variable(&font[..end]));
        }
        assert!(!is_variable(b"fvar"));
    }
}
