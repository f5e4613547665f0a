//! Whole numbers as people read them.

use tera::Value;

use super::strings::Group;

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
