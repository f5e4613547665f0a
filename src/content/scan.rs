//! Looking for the few bytes of a text that matter. Most text holds none for a long way, and each paragraph is looked
//! through five times before it stands on a page.

/// How many bytes the compiler looks at in one step.
const STEP: usize = 16;

/// The place of the first byte from `from` on that `matters`: a few comparisons without a branch, so that all
/// bytes of a step are compared at once.
pub fn find(bytes: &[u8], from: usize, matters: impl Fn(u8) -> bool) -> Option<usize> {
    let mut at = from;
    while let Some(step) = bytes.get(at..).and_then(|rest| rest.first_chunk::<STEP>()) {
        if step.iter().fold(false, |any, byte| any | matters(*byte)) {
            break;
        }
        at += STEP;
    }
    let offset = bytes.get(at..)?.iter().position(|byte| matters(*byte))?;
    Some(at + offset)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::find;

    proptest! {
        #[test]
        fn the_first_byte_that_matters_is_found(bytes in "[a-e&<]{0,80}", from in 0usize..90) {
            let matters = |byte: u8| (byte == b'&') | (byte == b'<');
            let expected = bytes.bytes().enumerate().skip(from).find(|(_, byte)| matters(*byte)).map(|(at, _)| at);
            prop_assert_eq!(find(bytes.as_bytes(), from, matters), expected);
        }
    }
}
