//! Names for suggestions that stay the same as long as what they are about does.
//!
//! They are made from what a suggestion joins, never from where it stands: an edit elsewhere in the
//! text leaves them alone.

use std::collections::BTreeMap;

use twox_hash::XxHash3_64;

use super::{Sort, Suggestion};

/// Hexadecimal digits of an id, unless two suggestions of a site share them.
const SHORT: usize = 6;
const LONG: usize = 16;

/// Gives each suggestion its id, `mention-3fa9c1`. Of two whose short ids are equal both get the
/// long one.
pub fn name_all(suggestions: &mut [Suggestion]) {
    let mut taken: BTreeMap<String, usize> = BTreeMap::new();
    for suggestion in suggestions.iter() {
        *taken.entry(id(suggestion.sort(), &suggestion.key, SHORT)).or_default() += 1;
    }
    for suggestion in suggestions {
        let short = id(suggestion.sort(), &suggestion.key, SHORT);
        let is_alone = taken.get(&short) == Some(&1);
        suggestion.id = if is_alone { short } else { id(suggestion.sort(), &suggestion.key, LONG) };
    }
}

/// `key` is what the suggestion joins: ids of entries, or a name.
fn id(sort: Sort, key: &str, digits: usize) -> String {
    let hash = XxHash3_64::oneshot(format!("{}\0{key}", sort.name()).as_bytes());
    let hex = format!("{hash:016x}");
    format!("{}-{}", sort.name(), &hex[..digits])
}
