//! Which plural form a count takes in a language, by the rules of Unicode's CLDR (cardinals).

use icu_locale_core::Locale;
use icu_plurals::{PluralCategory, PluralRules, PluralRulesPreferences};

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

impl From<PluralCategory> for Category {
    fn from(category: PluralCategory) -> Category {
        match category {
            PluralCategory::Zero => Category::Zero,
            PluralCategory::One => Category::One,
            PluralCategory::Two => Category::Two,
            PluralCategory::Few => Category::Few,
            PluralCategory::Many => Category::Many,
            PluralCategory::Other => Category::Other,
        }
    }
}

/// The rules by which a language (BCP 47) counts. Where they have one form for every count, as those of languages that CLDR
/// does not know, and somebody has written one for a single thing, that is said of one, as in English.
pub fn plural_rules(lang: &str, has_one: bool) -> PluralRules {
    let own = rules(lang);
    let never_one = !own.categories().any(|category| category == PluralCategory::One);
    if has_one && never_one { rules("en") } else { own }
}

fn rules(lang: &str) -> PluralRules {
    let preferences: PluralRulesPreferences = lang.parse::<Locale>().map(|tag| (&tag).into()).unwrap_or_default();
    PluralRules::try_new_cardinal(preferences).expect("the rules of all languages are built in")
}

#[cfg(test)]
mod tests {
    use super::{Category, plural_rules};

    #[test]
    fn the_categories_are_those_of_cldr() {
        let table = [
            ("en", "0 other, 1 one, 2 other, 21 other, 1000000 other"),
            ("en-GB", "1 one, 11 other"),
            ("de", "0 other, 1 one, 2 other, 1000000 other"),
            ("cy", "0 zero, 1 one, 2 two, 3 few, 4 other, 6 many, 7 other, 13 other, 16 other"),
            ("fr", "0 one, 1 one, 2 other, 999999 other, 1000000 many, 2000000 many, 1000001 other"),
            ("es", "0 other, 1 one, 2 other, 1000000 many, 1500000 other"),
            ("pl", "1 one, 2 few, 5 many, 12 many, 22 few, 25 many"),
            ("ru", "1 one, 3 few, 5 many, 21 one, 100 many"),
            ("ga", "1 one, 2 two, 3 few, 7 many, 11 other"),
            ("PT-br", "0 one, 1 one, 2 other"),
            ("ja", "0 other, 1 other, 2 other"),
            ("tlh", "0 other, 1 other"),
            ("ar", "0 zero, 1 one, 2 two, 3 few, 10 few, 11 many, 99 many, 100 other, 102 other, 103 few, 111 many"),
        ];
        for (lang, expected) in table {
            let counts = expected.split(", ").map(|pair| pair.split(' ').next().unwrap_or_default());
            let rules = plural_rules(lang, false);
            let category = |count: &str| Category::from(rules.category_for(count.parse::<u64>().expect("a count")));
            let found: Vec<String> = counts.map(|count| format!("{count} {}", category(count).name())).collect();
            assert_eq!(found.join(", "), expected, "{lang}");
        }
    }

    #[test]
    fn two_forms_of_a_language_that_cldr_does_not_know_are_used_as_in_english() {
        let rules = plural_rules("tlh", true);
        assert_eq!(
            [0_u64, 1, 2].map(|count| Category::from(rules.category_for(count)).name()),
            ["other", "one", "other"]
        );
    }
}
