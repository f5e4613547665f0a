//! Which plural form a count takes in a language.
//!
//! Rules for whole numbers, after "Language Plural Rules" of Unicode CLDR 48 (cardinals).

use crate::config::primary_language;

/// The plural categories of CLDR.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Category {
    Zero,
    One,
    Two,
    Few,
    Many,
    Other,
}

impl Category {
    pub const ALL: [Category; 6] =
        [Category::Zero, Category::One, Category::Two, Category::Few, Category::Many, Category::Other];

    pub fn name(self) -> &'static str {
        match self {
            Category::Zero => "zero",
            Category::One => "one",
            Category::Two => "two",
            Category::Few => "few",
            Category::Many => "many",
            Category::Other => "other",
        }
    }

    pub fn from_name(name: &str) -> Option<Category> {
        Category::ALL.into_iter().find(|category| category.name() == name)
    }
}

/// The category of `n` things in `lang` (BCP 47). A language without rules here counts like
/// English: one, and all others.
pub fn plural_category(lang: &str, n: u64) -> Category {
    match &*primary_language(lang) {
        "cy" => welsh(n),
        "fr" => romance(n, n <= 1),
        "es" => romance(n, n == 1),
        "ar" => arabic(n),
        _ if n == 1 => Category::One,
        _ => Category::Other,
    }
}

fn welsh(n: u64) -> Category {
    match n {
        0 => Category::Zero,
        1 => Category::One,
        2 => Category::Two,
        3 => Category::Few,
        6 => Category::Many,
        _ => Category::Other,
    }
}

/// French and Spanish say "un million de": whole millions are a category of their own.
fn romance(n: u64, one: bool) -> Category {
    match n {
        _ if one => Category::One,
        0 => Category::Other,
        _ if n.is_multiple_of(1_000_000) => Category::Many,
        _ => Category::Other,
    }
}

fn arabic(n: u64) -> Category {
    match (n, n % 100) {
        (0, _) => Category::Zero,
        (1, _) => Category::One,
        (2, _) => Category::Two,
        (_, 3..=10) => Category::Few,
        (_, 11..=99) => Category::Many,
        _ => Category::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::plural_category;

    #[test]
    fn the_categories_are_those_of_cldr() {
        let table = [
            ("en", "0 other, 1 one, 2 other, 21 other, 1000000 other"),
            ("en-GB", "1 one, 11 other"),
            ("de", "0 other, 1 one, 2 other, 1000000 other"),
            ("cy", "0 zero, 1 one, 2 two, 3 few, 4 other, 6 many, 7 other, 13 other, 16 other"),
            ("fr", "0 one, 1 one, 2 other, 999999 other, 1000000 many, 2000000 many, 1000001 other"),
            ("es", "0 other, 1 one, 2 other, 1000000 many, 1500000 other"),
            ("ar", "0 zero, 1 one, 2 two, 3 few, 10 few, 11 many, 99 many, 100 other, 102 other, 103 few, 111 many"),
        ];
        for (lang, expected) in table {
            let counts = expected.split(", ").map(|pair| pair.split(' ').next().unwrap_or_default());
            let found: Vec<String> = counts
                .map(|count| format!("{count} {}", plural_category(lang, count.parse().expect("a count")).name()))
                .collect();
            assert_eq!(found.join(", "), expected, "{lang}");
        }
    }
}
