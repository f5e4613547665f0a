//! Whole numbers as people read them.

use std::sync::Arc;

use tera::Value;

use super::language_files::Written;
use crate::config::primary_language;

/// How thousands are set apart: the sign, and from how many digits on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    pub sign: Arc<str>,
    pub from_digits: usize,
}

impl Default for Group {
    fn default() -> Group {
        Group { sign: ",".into(), from_digits: 4 }
    }
}

impl Group {
    /// Grouping of whole numbers after CLDR 48 ("Numbers", symbols and minimum grouping digits);
    /// a language file may set another sign as `number-group`.
    pub fn of(lang: &str, written: &Written) -> Group {
        let primary = primary_language(lang);
        let (sign, from_digits) = match &*primary {
            "de" => (".", 4),
            "es" => (".", 5),
            "fr" => ("\u{202f}", 4),
            _ => (",", 4),
        };
        let own_of = |lang| written.get(lang)?.iter().rev().find_map(|source| source.words().get("number-group"));
        let own = [lang, &*primary].into_iter().find_map(own_of);
        Group { sign: own.map_or_else(|| sign.into(), |phrase| phrase.pattern(None).text.clone()), from_digits }
    }
}

/// The whole number in a value, if it is one.
pub fn whole(value: &Value) -> Option<i128> {
    value.as_i128().filter(|_| value.is_number())
}

/// Appends a number with its thousands set apart.
pub fn push_grouped(out: &mut String, number: i128, group: &Group) {
    if number < 0 {
        out.push('\u{2212}');
    }
    let digits = number.unsigned_abs().to_string();
    if digits.len() < group.from_digits {
        out.push_str(&digits);
        return;
    }
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push_str(&group.sign);
        }
        out.push(digit);
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    #[test]
    fn thousands_are_set_apart_as_the_language_does() {
        let text = |number, sign: &str, from_digits| {
            let mut out = String::new();
            push_grouped(&mut out, number, &Group { sign: Arc::from(sign), from_digits });
            out
        };
        assert_eq!(text(0, ",", 4), "0");
        assert_eq!(text(999, ",", 4), "999");
        assert_eq!(text(1000, ",", 4), "1,000");
        assert_eq!(text(-1234567, ",", 4), "−1,234,567");
        assert_eq!(text(1234, ".", 5), "1234");
        assert_eq!(text(12345, ".", 5), "12.345");
    }
}
