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
        false => name.nfkc().flat_map(char::to_lowercase).collect::<String>().into(),
    }
}
