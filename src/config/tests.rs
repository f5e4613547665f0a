//! What `copsite.toml` may say, and what its writer is told when something in it is wrong.

use super::*;
use crate::diagnostics::{Code, Diagnostic, Fix, Severity, Span};

fn read(text: &str) -> (Option<Config>, Vec<Diagnostic>) {
    resolve(&Arc::from("copsite.toml"), text, &Overrides::default())
}

fn good(text: &str) -> Config {
    let (config, problems) = read(text);
    assert_eq!(problems, []);
    config.expect("a configuration")
}

/// Every problem as "start..end `underlined text`: message (help)".
fn problems(text: &str) -> Vec<String> {
    let show = |problem: Diagnostic| {
        assert_eq!((problem.code, problem.severity), (Code::InvalidConfig, Severity::Error));
        let Span { start, end, file } = problem.span.expect("a place");
        assert_eq!(&*file, "copsite.toml");
        let help = problem.help.map_or(String::new(), |help| format!(" ({help})"));
        format!("{start}..{end} `{}`: {}{help}", &text[start as usize..end as usize], problem.message)
    };
    read(text).1.into_iter().map(show).collect()
}

#[test]
fn a_title_is_enough_and_everything_else_has_a_default() {
    let config = good("title = \"Site\"");
    assert_eq!(config.title, "Site");
    assert_eq!(config.base_url, BaseUrl { origin: String::new(), prefix: "/".to_string() });
    assert_eq!(config.language, "en");
    assert_eq!(config.languages.tags().count(), 0);
    assert_eq!(config.timezone, TimeZone::UTC);
    assert_eq!(config.theme.name, "loom");
    assert_eq!(config.vocabulary, Vocabulary::default());
    assert_eq!(config.markdown, MarkdownOptions { raw_html: RawHtml::Sanitise, smart_punctuation: true, tags: false });
    assert_eq!(config.audiences, [Arc::from("public")]);
    assert_eq!(config.harvest_year_starts, (1, 1));
    assert_eq!(config.checks, Checks::default());
    assert_eq!((config.summary, config.licence, config.edit_url, config.contact), (None, None, None, None));
}

#[test]
fn the_example_of_the_contract_is_read_as_it_says() {
    let config = good(
        r##"
title = "Policy Practice Network"
base_url = "https://example.org/network/"
language = "en"
timezone = "Europe/London"
summary = "…"
licence = "CC BY 4.0"
edit_url = "https://example.org/edit/{file}"
contact = "hello@example.org"

[theme]
name = "loom"
[theme.tokens]
thread.light = "#7a1fa2"

[vocabulary]
domains = "closed"
communities = { policy = "open" }
people = "open"
tags = { synonyms = { "co-production" = ["coproduction", "Co Production"] } }

[fields]
topics = "domains"
authors = "people"

[kinds.recipe]
folder = "recipes"
title = "Recipe"

[relations.inspired-by]
label = "inspired by"
inverse = "inspired"

[checks]
wanted-entry = "error"
unknown-key = "off"

[markdown]
raw_html = "escape"
smart_punctuation = false

[audiences]
order = ["public", "members"]

[harvest]
year_starts = "09-01"
"##,
    );
    assert_eq!(config.base_url.absolute("stories/x/"), "https://example.org/network/stories/x/");
    assert_eq!(config.timezone.iana_name(), Some("Europe/London"));
    assert_eq!(config.theme.tokens["thread"]["light"].as_str(), Some("#7a1fa2"));
    assert!(config.vocabulary.communities.open && config.vocabulary.tags.open && !config.vocabulary.domains.open);
    let synonyms: Vec<(&str, &str)> =
        config.vocabulary.tags.synonyms.iter().map(|(from, to)| (from.as_str(), to.as_str())).collect();
    assert_eq!(synonyms, [("co production", "co-production"), ("coproduction", "co-production")]);
    assert_eq!(config.fields.key("story", "topics"), Some("domains"));
    assert_eq!(config.kinds.0[0].0.value(), "recipe");
    assert_eq!(config.relations.0[0].0.value(), "inspired-by");
    assert_eq!(config.checks.0.get(&Code::WantedEntry), Some(&Some(Severity::Error)));
    assert_eq!(config.checks.0.get(&Code::UnknownKey), Some(&None));
    assert_eq!(config.markdown, MarkdownOptions { raw_html: RawHtml::Escape, smart_punctuation: false, tags: false });
    assert_eq!(config.audiences, [Arc::from("public"), Arc::from("members")]);
    assert_eq!(config.harvest_year_starts, (9, 1));
}

#[test]
fn a_byte_order_mark_and_windows_line_ends_change_nothing() {
    let text = "\u{feff}title = \"Site\"\r\n[harvest]\r\nyear_starts = \"04-06\"\r\n";
    assert_eq!(good(text).harvest_year_starts, (4, 6));
    assert_eq!(
        problems("\u{feff}title = \"Site\"\r\nlanguage = \"en_GB\"\r\n"),
        ["30..37 `\"en_GB\"`: `en_GB` is not a language tag (did you mean `en-GB`?)"]
    );
}

#[test]
fn the_command_line_wins_over_the_file() {
    let file = Arc::from("copsite.toml");
    let text = "title = \"Site\"\nbase_url = \"https://example.org/\"";
    let overrides = |url: &str| Overrides { base_url: Some(url.to_string()) };
    let (config, problems) = resolve(&file, text, &overrides("/preview/"));
    assert_eq!((config.map(|config| config.base_url.prefix), problems), (Some("/preview/".to_string()), vec![]));
    let (_, problems) = resolve(&file, text, &overrides("preview"));
    let message = "`--base-url` cannot be `preview`: it must start with `https://`, `http://` or `/`";
    let help = "for example `https://example.org/network/`, or `/network/`";
    assert_eq!(problems, [Diagnostic::new(Code::InvalidConfig, message).help(help)]);
}

#[test]
fn a_configuration_without_a_title_says_so_at_the_file() {
    let expected = ["0..0 ``: the site has no title (add `title = \"…\"` at the top)"];
    assert_eq!(problems(""), expected);
    assert_eq!(problems("language = \"cy\"\n"), expected);
    assert_eq!(problems("title = \"  \""), ["8..12 `\"  \"`: the title is empty (write the site's name)"]);
}

#[test]
fn text_that_is_not_toml_gives_every_place_and_no_configuration() {
    let text = "title = \"Site\nlanguage = en\n";
    assert!(read(text).0.is_none());
    assert_eq!(
        problems(text),
        [
            "13..13 ``: this is not TOML: invalid basic string, expected `\"`",
            "25..27 `en`: this is not TOML: string values must be quoted, expected literal string",
        ]
    );
    assert_eq!(problems("title = \"a\"\ntitle = \"b\""), ["12..17 `title`: this is not TOML: duplicate key"]);
}

#[test]
fn unknown_keys_are_all_named_with_a_suggestion_and_a_fix() {
    let text = "titel = \"Site\"\n[markdown]\nraw_htm = \"allow\"\nzebra = 1\ntimezone = \"UTC\"\n";
    assert_eq!(
        problems(text),
        [
            "0..5 `titel`: unknown key `titel` (did you mean `title`?)",
            "26..33 `raw_htm`: unknown key `markdown.raw_htm` (did you mean `raw_html`?)",
            "44..49 `zebra`: unknown key `markdown.zebra` (the keys known here: `raw_html`, `smart_punctuation`, `tags`)",
            "54..62 `timezone`: unknown key `markdown.timezone` (`timezone` is a key of the whole file: move it above the first `[table]`)",
        ]
    );
    let span = Span { file: Arc::from("copsite.toml"), start: 0, end: 5 };
    assert_eq!(read(text).1[0].fix, Some(Fix { span, replacement: "title".to_string() }));
}

#[test]
fn wrong_types_are_all_named_with_their_places() {
    let text = "title = 3\ntheme = \"loom\"\naudiences.order = [\"public\", 4]\n[markdown]\nraw_html = \"maybe\"\n\
        smart_punctuation = \"yes\"\n[vocabulary]\ntags = \"opn\"\npeople = 1\ndomains = { polcy = \"open\" }\n\
        [checks]\nwanted-entry = \"fatal\"\nbroken-lnk = \"eror\"\nbroken-anchor = 3\n";
    assert_eq!(
        problems(text),
        [
            "8..9 `3`: `title`: invalid type: integer `3`, expected a string",
            "18..24 `\"loom\"`: `theme`: invalid type: string \"loom\", expected a table",
            "54..55 `4`: `audiences.order[1]`: invalid type: integer `4`, expected a string",
            "79..86 `\"maybe\"`: `markdown.raw_html`: unknown variant `maybe`, expected one of `sanitise`, `allow`, `escape`",
            "107..112 `\"yes\"`: `markdown.smart_punctuation`: invalid type: string \"yes\", expected a boolean",
            "133..138 `\"opn\"`: `vocabulary.tags`: unknown variant `opn`, expected `open` or `closed`",
            "148..149 `1`: `vocabulary.people`: invalid type: integer `1`, expected \"open\", \"closed\" or a table",
            "162..167 `polcy`: unknown key `vocabulary.domains.polcy` (did you mean `policy`?)",
            "203..210 `\"fatal\"`: `checks.wanted-entry` cannot be `\"fatal\"` (write \"error\", \"warning\" or \"off\")",
            "211..221 `broken-lnk`: no check is called `broken-lnk` (did you mean `broken-link`?)",
            "224..230 `\"eror\"`: `checks.broken-lnk` cannot be `\"eror\"` (did you mean \"error\"?)",
            "247..248 `3`: `checks.broken-anchor` cannot be `3` (write \"error\", \"warning\" or \"off\")",
        ]
    );
}

#[test]
fn each_language_with_a_folder_is_a_language_tag() {
    let config = good("title = \"Site\"\nlanguages = [\"cy\", \"pt-BR\"]\n");
    assert!(config.languages.tags().eq(&[Arc::from("cy"), Arc::from("pt-BR")]));
    assert_eq!(
        problems("title = \"Site\"\nlanguages = [\"cy\", \"pt_BR\"]\n"),
        ["34..41 `\"pt_BR\"`: `pt_BR` is not a language tag (did you mean `pt-BR`?)"]
    );
    assert_eq!(
        problems("title = \"Site\"\nlanguages = [\"cy\", \"CY\", \"stories\"]\n"),
        [
            "34..38 `\"CY\"`: `CY` is there already (leave it out)",
            "40..49 `\"stories\"`: `stories` is not a language tag (use a BCP 47 tag such as `en`, `cy` or `en-GB`)",
        ]
    );
}

#[test]
fn wrong_values_are_all_named_with_what_to_do() {
    let text = r#"title = "Site"
base_url = "example.org"
language = "english language"
timezone = "Europe/Londn"
edit_url = "javascript:alert(1)"
history_url = "https://example.org/history"
contact = "javascript:alert('a@b')"
[theme]
name = "../loom"
"#;
    assert_eq!(
        problems(text),
        [
            "26..39 `\"example.org\"`: `base_url` cannot be `example.org`: it must start with `https://`, `http://` or `/` (for example `https://example.org/network/`, or `/network/`)",
            "51..69 `\"english language\"`: `english language` is not a language tag (use a BCP 47 tag such as `en`, `cy` or `en-GB`)",
            "81..95 `\"Europe/Londn\"`: `Europe/Londn` is not a time zone (did you mean `Europe/London`?)",
            "107..128 `\"javascript:alert(1)\"`: `edit_url` must start with `https://` or `http://`",
            "143..172 `\"https://example.org/history\"`: `history_url` does not say where the file's path goes (put `{file}` there)",
            "183..208 `\"javascript:alert('a@b')\"`: `javascript:alert('a@b')` is neither a mail address nor a link (write `name@example.org` or `https://…`)",
            "224..233 `\"../loom\"`: `../loom` cannot be the name of a theme (use the name of a bundled theme or of a folder under `themes/`)",
        ]
    );
}

#[test]
fn wrong_audiences_are_named() {
    let text = |order: &str| format!("title = \"Site\"\naudiences.order = {order}");
    assert_eq!(problems(&text("[]")), ["33..35 `[]`: there must be an audience (for example `order = [\"public\"]`)"]);
    assert_eq!(
        problems(&text("[\"public\", \"\", \"public\"]")),
        ["44..46 `\"\"`: an audience without a name", "48..56 `\"public\"`: the audience `public` is listed twice"]
    );
    for order in ["[\"members\"]", "[\"members\", \"public\"]"] {
        assert_eq!(
            problems(&text(order)),
            [
                "34..43 `\"members\"`: `members` cannot be the widest audience (begin with `public`: what is for the first audience is read by everybody)"
            ]
        );
    }
}

#[test]
fn a_year_starts_on_a_day_that_every_year_has() {
    for bad in ["02-29", "13-01", "9-1", "09-31", "0901", "+9-01", "", "09-01-2026", "٠٩-٠١"] {
        let text = format!("title = \"Site\"\nharvest.year_starts = \"{bad}\"");
        let end = 39 + bad.len();
        let expected = format!(
            "37..{end} `\"{bad}\"`: `{bad}` is not a day that every year has (write month and day as `MM-DD`, for example `09-01`)"
        );
        assert_eq!(problems(&text), [expected]);
    }
}

#[test]
fn unknown_checks_are_named_and_fatal_ones_cannot_be_weakened() {
    let text = "title = \"Site\"\n[checks]\nwanted-entri = \"off\"\nzzz = \"off\"\ninvalid-theme = \"warning\"\nunreadable-file = \"error\"\n";
    assert_eq!(
        problems(text),
        [
            "24..36 `wanted-entri`: no check is called `wanted-entri` (did you mean `wanted-entry`?)",
            "45..48 `zzz`: no check is called `zzz` (the code of a problem stands beside it in every report)",
            "73..82 `\"warning\"`: `invalid-theme` is always an error (nothing is published where it occurs: remove this line)",
        ]
    );
}

#[test]
fn one_spelling_cannot_stand_for_two_terms() {
    let text = "title = \"Site\"\n[vocabulary.tags.synonyms]\ncare = [\"Help\", \"help\"]\naid = [\"HELP\"]\n";
    assert_eq!(
        problems(text),
        ["73..79 `\"HELP\"`: `HELP` is a spelling of both `care` and `aid` (keep it under one of them)"]
    );
}

#[test]
fn a_narrow_audience_is_closed_to_a_wider_viewer() {
    let config = good("title = \"Site\"\naudiences.order = [\"public\", \"members\"]");
    let may = |audience, viewer| config.may_see(audience, viewer);
    assert_eq!([may(None, "public"), may(Some("public"), "members")], [true, true]);
    assert_eq!([may(Some("members"), "public"), may(Some("unlisted"), "members")], [false, false]);
    assert!(!may(Some("public"), "unlisted"));
}

#[test]
fn a_font_is_a_file_or_a_table_of_faces() {
    let font = |value: &str| problems(&format!("title = \"Site\"\n[theme.fonts]\nvoice = {value}\n"));
    assert_eq!(font("\"a.woff2\""), [""; 0]);
    assert_eq!(font("{ regular = \"a.woff2\", bold-italic = \"b.woff2\" }"), [""; 0]);
    assert_eq!(
        font("{ regular = \"a.woff2\", itallic = \"b.woff2\" }"),
        ["60..67 `itallic`: unknown key `theme.fonts.voice.itallic` (did you mean `italic`?)"]
    );
    assert_eq!(
        font("{ bold = \"b.woff2\" }"),
        ["37..57 `{ bold = \"b.woff2\" }`: `theme.fonts.voice`: missing field `regular`"]
    );
}

#[test]
fn hostile_nesting_and_thousands_of_mistakes_end_in_problems() {
    let nested = format!("title = \"Site\"\nx = {}{}", "[".repeat(100_000), "]".repeat(100_000));
    assert!(read(&nested).0.is_none());
    let tables = format!("title = \"Site\"\n[theme.tokens.{}a]\n", "a.".repeat(50_000));
    assert!(!read(&tables).1.is_empty());
    let mistakes: String = (0..5_000).map(|number| format!("wrong{number} = 1\n")).collect();
    let (config, problems) = read(&mistakes);
    assert!(config.is_none());
    assert_eq!(problems.len(), 100);
}

mod properties {
    use super::*;
    use proptest::prelude::*;

    /// Lines that a configuration may hold, sound and broken.
    fn line() -> impl Strategy<Value = String> {
        prop_oneof![
            "(title|titel|base_url|theme|checks|kinds.a|fields) = (1|\"x\"|\\[\\]|\\{\\}|\\[\\{ a = 1 \\}\\]|true)",
            "\\[(theme|theme.fonts|kinds.a|kinds.a.fields.b|relations.c|vocabulary.tags|checks|extra)\\]",
            "(folder|title|type|first|many|one_of|synonyms|policy|tags|x) = (1|\"\"|\"open\"|\\[1, \"a\"\\]|\\{ a = 2 \\})",
            "\\PC{0,12}",
        ]
    }

    proptest! {
        #[test]
        fn every_text_gives_a_configuration_or_problems_whose_places_are_in_it(lines in prop::collection::vec(line(), 0..8)) {
            let text = lines.join("\n");
            let (config, problems) = read(&text);
            prop_assert!(config.is_some() || !problems.is_empty());
            for problem in problems {
                let span = problem.span.expect("a place");
                prop_assert!(text.get(span.start as usize..span.end as usize).is_some(), "{:?} in {:?}", span, text);
            }
        }

        #[test]
        fn a_known_misspelling_is_the_only_problem_and_its_fix_mends_it(key in "licence|language|timezone|summary|contact", at in 1usize..6) {
            let value = match key.as_str() { "timezone" => "UTC", "language" => "en", _ => "a@b" };
            let mut wrong = key.clone();
            wrong.remove(at);
            let text = format!("title = \"Site\"\n{wrong} = \"{value}\"\n");
            let problems = read(&text).1;
            prop_assert_eq!(problems.len(), 1);
            let fix = problems[0].fix.clone().expect("a fix");
            let mut mended = text.clone();
            mended.replace_range(fix.span.start as usize..fix.span.end as usize, &fix.replacement);
            prop_assert_eq!(read(&mended).1, vec![]);
        }
    }
}
