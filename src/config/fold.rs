//! When two names are the same name.

use unicode_normalization::UnicodeNormalization;

/// Two names that differ only in letter case or Unicode form fold to the same key: on many disks
/// and for most readers they are the same.
pub fn fold(name: &str) -> String {
    if name.is_ascii() { name.to_ascii_lowercase() } else { name.nfkc().flat_map(char::to_lowercase).collect() }
}
