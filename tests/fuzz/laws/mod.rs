//! What holds for any text, whoever made it: one law a parser, and one for a whole site.
//!
//! The fuzz targets call them with what libFuzzer makes, `cargo test` with the texts of the corpora. A law panics where
//! it does not hold.

pub mod front_matter;
pub mod http_path;
pub mod markdown;
pub mod recurrence;
pub mod site;
pub mod wiki_link;

use std::sync::{Arc, LazyLock};

use copsite::config::{self, Config, Overrides};
use copsite::diagnostics::{Diagnostic, Span};
use copsite::kinds::{self, Kinds};

/// The rules that a text is read by, where there is no site around it.
static RULES: LazyLock<(Config, Kinds)> = LazyLock::new(|| {
    let text = "title = \"Any\"\ntimezone = \"Europe/London\"\n[audiences]\norder = [\"public\", \"members\"]\n";
    let (config, problems) = config::resolve(&Arc::from("copsite.toml"), text, &Overrides::default());
    assert_eq!(problems, []);
    let config = config.expect("the configuration is in order");
    let (kinds, problems) = kinds::resolve(&config);
    assert_eq!(problems, []);
    (config, kinds)
});

/// The text at a place, which must begin and end between two characters.
fn at<'t>(span: &Span, text: &'t str) -> &'t str {
    let found = text.get(span.start as usize..span.end as usize);
    found.unwrap_or_else(|| panic!("{span:?} is no place of a text of {} bytes", text.len()))
}

/// Every place that a problem names lies in `text`, the whole of `file`.
fn assert_placed(problems: &[Diagnostic], file: &str, text: &str) {
    for problem in problems {
        let related = problem.related.iter().map(|related| &related.span);
        let fix = problem.fix.iter().map(|fix| &fix.span);
        let places: Vec<&Span> = problem.span.iter().chain(related).chain(fix).collect();
        assert!(!places.is_empty(), "{problem:?} has no place");
        for place in places {
            assert_eq!(&*place.file, file, "{problem:?}");
            at(place, text);
        }
    }
}
