//! A theme of four files, a site that overrides parts of it, and everything that can be wrong.

mod sheets;

use std::collections::BTreeMap;

use tera::{Context, Tera};

use super::*;
use crate::config::{Config, Overrides, resolve};
use crate::diagnostics::{Diagnostic, Span};
use crate::disk::{Disk, MemoryDisk};
use crate::kinds::{Group, Kind, Kinds};

const THEME: &str = r##"name = "Tiny"
copsite = ">=0.1"
[tokens]
bg = { light = "#ffffff", dark = "#12141a" }
sunken = { light = "#f4f5f8", dark = "#1a1d25" }
ink = { light = "#191c24", dark = "#e8eaf0" }
thread = { light = "#a3123f", dark = "#f2728f" }
measure = "38rem"
[kinds.story]
icon = "story"
mark = "circle"
light = ["#0866d2", "#004ca6", "#e9f1fb"]
dark = ["#5184fa", "#8eb2fe", "#1c263e"]
[options]
home.sections = { type = "list", default = ["loom"], help = "what the home page shows" }
previews = { type = "bool", default = true }
"##;

const EN: &str = r##"
hello = "Hello, {name}"
skip = "Skip"
date-long = "{day} {month} {year}"
date-day-month = "{day} {month}"
date-month-year = "{month} {year}"
date-short-month-year = "{month} {year}"
month-3 = "March"
month-10 = "October"
month-short-10 = "Oct"
weekday-5 = "Friday"
[items]
one = "{n} item"
other = "{n} items"
"##;

const CY: &str = r##"
date-long = "{weekday} {day} {month} {year}"
month-10 = "Hydref"
weekday-5 = "Dydd Gwener"
[items]
zero = "dim eitem"
two = "{n} eitem ddwbl"
other = "{n} eitem"
"##;

/// The tiny theme as files of a site, with `more` added or put in their place.
fn site(more: &[(&str, &str)]) -> MemoryDisk {
    let mut files = BTreeMap::from([
        ("themes/tiny/theme.toml", THEME),
        (
            "themes/tiny/templates/base.html",
            "<!--sprite--><h1>{{ t(key=\"skip\") }}</h1>{% block main %}{% endblock %}",
        ),
        (
            "themes/tiny/templates/item.html",
            "{% extends \"base.html\" %}{% block main %}{% include \"parts/facts.html\" %}{% endblock %}",
        ),
        ("themes/tiny/templates/parts/facts.html", "facts of {{ item.title }}{{ icon(name=\"story\") }}"),
        ("themes/tiny/assets/css/base.css", "@layer base { body { margin: 0; } }"),
        ("themes/tiny/assets/css/tokens.css", "@layer tokens { :root { --x: 1px; } }"),
        ("themes/tiny/assets/js/theme.js", "let x = 1;"),
        ("themes/tiny/assets/icons/story.svg", "<svg viewBox=\"0 0 24 24\"><!-- a bubble --><path d=\"M1 1\"/></svg>"),
        ("themes/tiny/assets/icons/case.svg", "<svg xmlns=\"x\"><path d=\"M2 2\"/></svg>"),
        ("themes/tiny/assets/logo.png", "png"),
        ("themes/tiny/i18n/en.toml", EN),
        ("themes/tiny/i18n/cy.toml", CY),
    ]);
    files.extend(more.iter().copied());
    MemoryDisk::new(files)
}

/// The configuration in a `copsite.toml`; the tiny theme where it names none.
fn config(text: &str) -> Config {
    let (config, _) = resolve(&"copsite.toml".into(), text, &Overrides::default());
    let mut config = config.expect("a test's configuration");
    let table: toml::Table = text.parse().expect("a test's configuration");
    let name = table.get("theme").and_then(|theme| theme.get("name")).and_then(toml::Value::as_str);
    config.theme.name = name.unwrap_or("tiny").to_owned();
    config
}

fn kind(name: &str, icon: &str, hue: Option<&str>) -> Kind {
    Kind {
        name: name.into(),
        folder: name.into(),
        title: name.into(),
        plural: name.into(),
        group: Group::Practice,
        definition: String::new(),
        icon: icon.into(),
        hue: hue.map(str::to_owned),
        fields: Vec::new(),
        relations: Vec::new(),
        first: Vec::new(),
        keep_folders: false,
        dated: false,
        expected: false,
        asks: Vec::new(),
        review_after_months: None,
    }
}

fn kinds(list: Vec<Kind>) -> Kinds {
    let mut kinds = Kinds::default();
    kinds.kinds = list;
    kinds
}

/// Loads the tiny theme with a `copsite.toml` and more files.
fn load_with(toml: &str, more: &[(&str, &str)]) -> (Option<Theme>, Vec<String>) {
    let mut files = more.to_vec();
    files.push(("copsite.toml", toml));
    let disk = site(&files);
    let (theme, found) = load(&config(toml), &Kinds::default(), &disk);
    let found = told(&found, &disk);
    (theme, found)
}

fn theme_with(toml: &str, more: &[(&str, &str)]) -> Theme {
    let (theme, found) = load_with(toml, more);
    assert_eq!(found, [] as [String; 0]);
    theme.expect("a theme")
}

/// Diagnostics as `file:line:column [the text there] code: message (help)`.
fn told(found: &[Diagnostic], disk: &dyn Disk) -> Vec<String> {
    let told = |diagnostic: &Diagnostic| {
        let place = diagnostic.span.as_ref().map(|span| place(span, disk)).unwrap_or_default();
        let help = diagnostic.help.as_deref().map(|help| format!(" ({help})")).unwrap_or_default();
        format!("{place} {}: {}{help}", diagnostic.code.name(), diagnostic.message)
    };
    found.iter().map(told).collect()
}

fn place(span: &Span, disk: &dyn Disk) -> String {
    let text = disk.read(&span.file).map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default();
    let before = text.get(..span.start as usize).unwrap_or_default();
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    let at = text.get(span.start as usize..span.end as usize).unwrap_or_default();
    format!("{}:{line}:{column} [{at}]", span.file)
}

fn render(theme: &Theme, template: &str) -> String {
    let tera = engine(theme).unwrap_or_else(|found| panic!("{found:?}"));
    let mut context = Context::new();
    context.insert("lang", "en");
    context.insert("item", &BTreeMap::from([("title", "A & B")]));
    tera.render(template, &context).unwrap_or_else(|error| panic!("{error}"))
}

/// One expression, rendered in a language.
fn say(theme: &Theme, lang: &str, template: &str) -> String {
    let mut context = Context::new();
    context.insert("lang", lang);
    let mut tera = engine(theme).unwrap_or_else(|found| panic!("{found:?}"));
    tera.add_raw_template("x.html", template).unwrap_or_else(|error| panic!("{error}"));
    tera.render("x.html", &context).unwrap_or_else(|error| error.to_string())
}

fn completed(theme: &Theme, html: &str) -> String {
    String::from_utf8(theme.complete(html.as_bytes(), "")).unwrap()
}

#[test]
fn a_page_is_put_together_with_words_and_icons() {
    let theme = theme_with("", &[]);
    let icon = "<svg class=\"i\" viewBox=\"0 0 24 24\" aria-hidden=\"true\"><use href=\"#_i-story\"/></svg>";
    let html = render(&theme, "item.html");
    assert_eq!(html, format!("<!--sprite--><h1>Skip</h1>facts of A &amp; B{icon}"));
    let sprite = "<svg class=\"sprite\" width=\"0\" height=\"0\" aria-hidden=\"true\"><defs><symbol id=\"_i-story\" viewBox=\"0 0 24 24\"><path d=\"M1 1\"/></symbol></defs></svg>";
    assert_eq!(completed(&theme, &html), format!("{sprite}<h1>Skip</h1>facts of A &amp; B{icon}"));
}

#[test]
fn the_sprite_holds_the_used_icons_once_in_order_of_use() {
    let theme = theme_with("", &[]);
    let symbols = "<symbol id=\"_i-case\" viewBox=\"0 0 24 24\"><path d=\"M2 2\"/></symbol><symbol id=\"_i-story\" viewBox=\"0 0 24 24\"><path d=\"M1 1\"/></symbol>";
    let html = "<use href=\"#_i-case\"/>#_i-é #_i-story <use href='#_i-story'/><use href=\"#_i-case\"/><a href=\"#_i-none\">#_i-";
    assert_eq!(
        theme.sprite(html),
        format!("<svg class=\"sprite\" width=\"0\" height=\"0\" aria-hidden=\"true\"><defs>{symbols}</defs></svg>")
    );
    assert_eq!(theme.sprite("no icon"), "");
    assert_eq!(completed(&theme, "no icon<!--sprite-->!"), "no icon!");
    assert_eq!(completed(&theme, "no marker"), "no marker");
    let of_formulas = "<!--sprite--><!--formulas--><use href=\"#_i-case\"/><!--/formulas-->";
    assert_eq!(completed(&theme, of_formulas), "");
}

#[test]
fn one_template_of_the_site_takes_effect_and_can_include_the_themes_own() {
    let ours = "<b>{% include \"theme:parts/facts.html\" %}</b>";
    let theme = theme_with("", &[("templates/parts/facts.html", ours)]);
    let plain = render(&theme_with("", &[]), "item.html");
    assert_eq!(render(&theme, "item.html"), plain.replace("facts of", "<b>facts of") + "</b>");
    assert_eq!(&*theme.files["templates/parts/facts.html"].place, "templates/parts/facts.html");
    assert_eq!(&*theme.files["templates/item.html"].place, "themes/tiny/templates/item.html");
    let own = "{% extends \"theme:base.html\" %}{% block main %}mine{% endblock %}";
    assert_eq!(render(&theme_with("", &[("templates/item.html", own)]), "item.html"), "<!--sprite--><h1>Skip</h1>mine");
}

#[test]
fn one_word_icon_token_or_sheet_takes_effect_and_nothing_else_changes() {
    let plain = theme_with("", &[]);
    let css = |theme: &Theme| String::from_utf8_lossy(&theme.style.bytes).into_owned();

    let word = theme_with("", &[("i18n/en.toml", "skip = \"To the text\"\n")]);
    assert_eq!(render(&word, "base.html"), render(&plain, "base.html").replace("Skip", "To the text"));
    assert_eq!(word.say("en", "items"), "{n} items");
    assert_eq!(word.style, plain.style);

    let icon = theme_with("", &[("assets/icons/story.svg", "<svg viewBox='0 0 9 9'><g/></svg>")]);
    assert_eq!(icon.icons.names().collect::<Vec<_>>(), plain.icons.names().collect::<Vec<_>>());
    assert_eq!(icon.sprite("\"#_i-case\""), plain.sprite("\"#_i-case\""));
    assert_eq!(
        icon.sprite("\"#_i-story\""),
        plain.sprite("\"#_i-story\"").replace("0 0 24 24", "0 0 9 9").replace("<path d=\"M1 1\"/>", "<g/>")
    );

    let token = theme_with("[theme.tokens]\nthread.light = \"#7a1fa2\"\nmeasure = \"42rem\"", &[]);
    assert_eq!(css(&token), css(&plain).replace("#a3123f", "#7a1fa2").replace("38rem", "42rem"));
    assert_ne!(token.style.url, plain.style.url);
    assert_eq!((&token.script, token.templates.len()), (&plain.script, plain.templates.len()));

    let sheet = theme_with("", &[("assets/css/site.css", "h1 { color: red; }")]);
    assert_eq!(css(&sheet), css(&plain) + "@layer site{h1{color:red}}");
}

#[test]
fn the_style_sheet_has_its_layers_tokens_and_kinds() {
    let theme = theme_with("", &[]);
    let light = "--bg:#ffffff;--ink:#191c24;--measure:38rem;--sunken:#f4f5f8;--thread:#a3123f;--story:#0866d2;--story-ink:#004ca6;--story-tint:#e9f1fb";
    let dark = "color-scheme:dark;--bg:#12141a;--ink:#e8eaf0;--sunken:#1a1d25;--thread:#f2728f;--story:#5184fa;--story-ink:#8eb2fe;--story-tint:#1c263e";
    let expected = format!(
        "@layer tokens,base,layout,parts,pages,print,site;@layer tokens{{:root{{--x:1px}}}}@layer base{{body{{margin:0}}}}\
         @layer tokens{{:root{{color-scheme:light;{light}}}@media screen{{:root[data-theme=\"dark\"]{{{dark}}}}}\
         @media screen and (prefers-color-scheme:dark){{:root:not([data-theme=\"light\"]){{{dark}}}}}\
         [data-kind=\"story\"]{{--k:var(--story);--k-ink:var(--story-ink);--k-tint:var(--story-tint)}}}}"
    );
    assert_eq!(String::from_utf8_lossy(&theme.style.bytes), expected);
    let name = theme.style.url.strip_prefix("assets/style.").and_then(|rest| rest.strip_suffix(".css"));
    assert!(name.is_some_and(|hash| hash.len() == 8 && hash.bytes().all(|byte| byte.is_ascii_hexdigit())));
    assert_eq!(theme.script.bytes, b"let x = 1;");
    assert_eq!(theme.assets.keys().map(|path| &**path).collect::<Vec<_>>(), ["assets/logo.png"]);
}

#[test]
fn a_theme_that_extends_another_falls_through_to_it() {
    let child = "name = \"Child\"\nextends = \"tiny\"\n[tokens]\nthread = \"#7a1fa2\"\n[options]\nprint = { type = \"bool\", default = false }\n";
    let theme = theme_with(
        "[theme]\nname = \"child\"\n[theme.tokens]\nthread.dark = \"#f2728f\"",
        &[
            ("themes/child/theme.toml", child),
            ("themes/child/templates/parts/facts.html", "child of {% include \"tiny:parts/facts.html\" %}"),
            ("templates/parts/facts.html", "site, {% include \"theme:parts/facts.html\" %}"),
            ("themes/child/i18n/en.toml", "skip = \"Jump\""),
        ],
    );
    assert!(render(&theme, "item.html").starts_with("<!--sprite--><h1>Jump</h1>site, child of facts of"));
    assert!(render(&theme, "theme:base.html").ends_with("<h1>Jump</h1>"));
    assert_eq!(theme.tokens["thread"].light.text.as_ref(), "#7a1fa2");
    assert_eq!(theme.tokens["thread"].dark.text.as_ref(), "#f2728f");
    let names: Vec<&String> = theme.described_options.keys().collect();
    assert_eq!(names, ["home.sections", "previews", "print"]);
}

#[test]
fn a_theme_means_the_one_that_it_extends_as_a_site_means_its_theme() {
    let files = [
        ("themes/low/theme.toml", "name = \"Low\"\nextends = \"tiny\"\n"),
        ("themes/low/templates/parts/facts.html", "low, {% include \"theme:parts/facts.html\" %}"),
        ("themes/low/templates/base.html", "{% extends \"theme:base.html\" %}{% block main %}low{% endblock %}"),
        ("themes/high/theme.toml", "name = \"High\"\nextends = \"low\"\n"),
        ("themes/high/templates/parts/facts.html", "high, {%- include 'theme:parts/facts.html' %}"),
        ("templates/parts/facts.html", "site, {% include \"theme:parts/facts.html\" %}"),
    ];
    let theme = theme_with("[theme]\nname = \"high\"", &files);
    assert!(render(&theme, "item.html").starts_with("<!--sprite--><h1>Skip</h1>site, high,low, facts of"));
    assert_eq!(render(&theme, "base.html"), "<!--sprite--><h1>Skip</h1>low");
    let gone = ("themes/high/templates/x.html", "é {% include \"theme:gone.html\" %}");
    let (theme, _) = load_with("[theme]\nname = \"high\"", &[&files[..], &[gone]].concat());
    let disk = site(&[gone]);
    assert_eq!(
        told(&engine(&theme.unwrap()).unwrap_err(), &disk),
        ["themes/high/templates/x.html:1:14 [\"theme:gone.html\"] template-error: unknown template `theme:gone.html`"]
    );
}

#[test]
fn a_missing_theme_names_the_bundled_ones() {
    let bundled = bundled_names().iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
    let help = format!("bundled themes: {bundled}; a theme of your own lives in `themes/<name>/`");
    let found = |name: &str| load_with(&format!("title = \"x\"\n[theme]\nname = \"{name}\"\n"), &[]);
    let (theme, told) = found("tinny");
    assert!(theme.is_none());
    assert_eq!(
        told,
        [format!(
            "copsite.toml:3:8 [\"tinny\"] invalid-theme: there is no theme `tinny` (did you mean `tiny`? {help})"
        )]
    );
    let (_, told) = found("../x");
    assert_eq!(told, [format!("copsite.toml:3:8 [\"../x\"] invalid-theme: there is no theme `../x` ({help})")]);
}

#[test]
fn themes_in_a_circle_and_for_other_versions_are_refused() {
    let extends = |name: &str| format!("name = \"x\"\nextends = \"{name}\"\n");
    let circle = load_with(
        "[theme]\nname = \"a\"",
        &[("themes/a/theme.toml", &extends("b")), ("themes/b/theme.toml", &extends("a"))],
    );
    assert_eq!(
        circle.1,
        [
            "themes/b/theme.toml:2:11 [\"a\"] invalid-theme: themes extend one another in a circle: a → b → a (let one of them extend no theme: `extends = \"\"`)"
        ]
    );
    let future = load_with("", &[("themes/tiny/theme.toml", "name = \"T\"\ncopsite = \">=9\"\n")]);
    let ours = env!("CARGO_PKG_VERSION");
    assert_eq!(
        future.1,
        [format!(
            "themes/tiny/theme.toml:2:11 [\">=9\"] invalid-theme: the theme `T` is written for copsite >=9, and this is {ours} (use a version of the theme that fits, or another version of copsite)"
        )]
    );
    let key = load_with("", &[("themes/tiny/theme.toml", "name = \"T\"\nextend = \"x\"\n")]);
    assert_eq!(
        key.1,
        [
            "themes/tiny/theme.toml:2:1 [extend] invalid-theme: unknown field `extend`, expected one of `name`, `version`, `copsite`, `extends`, `license`, `description`, `css`, `tokens`, `kinds`, `options` (did you mean `extends`?)"
        ]
    );
    assert!(circle.0.is_none() && future.0.is_none() && key.0.is_none());
}

#[test]
fn unknown_and_wrong_settings_are_named_where_they_stand() {
    let toml = "[theme.tokens]\nthraed = \"#fff\"\nmeasure = \"1px; }\"\nink.lite = \"#000\"\nbg = true\n\
                [theme.options]\nhome.section = []\nprevews = true\npreviews = \"yes\"\nhome.sections = \"loom\"\n\
                [theme.fonts]\nvioce = \"x.woff2\"\nvoice = \"../x.woff2\"\n";
    let (theme, told) = load_with(toml, &[]);
    assert!(theme.is_some());
    assert_eq!(
        told,
        [
            "copsite.toml:2:1 [thraed] invalid-config: the theme has no token `thraed` (did you mean `thread`?)",
            "copsite.toml:3:11 [\"1px; }\"] invalid-config: `1px; }` is not a CSS value (a value holds no `{`, `}`, `;`, `<` or `\\`, and closes its brackets and quotes)",
            "copsite.toml:4:5 [lite] invalid-config: a token has no `lite` (a token's values are `light` and `dark`)",
            "copsite.toml:5:6 [true] invalid-config: a token is a text, or a table with `light` and `dark`",
            "copsite.toml:12:1 [vioce] invalid-config: there is no font `vioce` (did you mean `voice`?)",
            "copsite.toml:13:9 [\"../x.woff2\"] invalid-config: there is no font file `../x.woff2` (put a `.woff2` file under `static/` or `assets/`, with a name of letters, digits, `-` and `_`)",
            "copsite.toml:7:6 [section] invalid-config: the theme has no option `home.section` (did you mean `home.sections`?)",
            "copsite.toml:10:17 [\"loom\"] invalid-config: the option `home.sections` must be a list",
            "copsite.toml:8:1 [prevews] invalid-config: the theme has no option `prevews` (did you mean `previews`?)",
            "copsite.toml:9:12 [\"yes\"] invalid-config: the option `previews` must be true or false",
        ]
    );
}

#[test]
fn a_value_that_an_option_does_not_have_is_told_where_it_stands() {
    let manifest = THEME.replace("default = [\"loom\"]", "default = [\"loom\"], values = [\"loom\", \"recent\"]")
        + "look = { type = \"string\", default = \"shot\", values = [\"short\", \"long\"] }\n";
    let toml = "[theme.options]\nhome.sections = [\"loom\", \"recnt\", 1]\nlook = \"long\"\n";
    let (theme, told) = load_with(toml, &[("themes/tiny/theme.toml", &manifest)]);
    assert_eq!(
        told,
        [
            "themes/tiny/theme.toml:17:37 [\"shot\"] invalid-theme: the option `look` has no value \"shot\" (did you mean `short`? there are `short`, `long`)",
            "copsite.toml:2:26 [\"recnt\"] invalid-config: the option `home.sections` has no value \"recnt\" (did you mean `recent`? there are `loom`, `recent`)",
            "copsite.toml:2:35 [1] invalid-config: the option `home.sections` has no value 1 (there are `loom`, `recent`)",
        ]
    );
    assert_eq!(theme.unwrap().described_options["look"].value.as_str(), Some("long"));
    let own = ("templates/home.html", "{% if \"ours\" in site.options.home.sections %}{% endif %}");
    let toml = "[theme.options]\nhome.sections = [\"ours\"]\n";
    let (_, told) = load_with(toml, &[own, ("themes/tiny/theme.toml", &manifest)]);
    assert_eq!(told.len(), 1, "a site's own template may have values of its own: {told:?}");
}

#[test]
fn t46_low_contrast_is_told_with_the_pair_its_ratio_and_who_set_it() {
    let (theme, told) = load_with("[theme.tokens]\nthread.light = \"#d9dce4\"\n", &[]);
    assert!(theme.is_some());
    let help = "(take a darker colour or a lighter ground)";
    assert_eq!(
        told,
        [
            format!(
                "copsite.toml:2:16 [\"#d9dce4\"] low-contrast: `thread` #d9dce4 on `bg` #ffffff has a contrast of 1.37:1 in light mode; it needs 3:1 {help}"
            ),
            format!(
                "copsite.toml:2:16 [\"#d9dce4\"] low-contrast: `thread` #d9dce4 on `sunken` #f4f5f8 has a contrast of 1.25:1 in light mode; it needs 3:1 {help}"
            ),
        ]
    );
    let (_, told) = load_with("[theme.tokens]\nsunken.dark = \"#3a3d45\"\nink.light = \"black\"", &[]);
    assert_eq!(
        told,
        [
            "copsite.toml:2:15 [\"#3a3d45\"] low-contrast: `story-ink` #8eb2fe on `sunken` #3a3d45 has a contrast of 5.14:1 in dark mode; it needs 7:1 (take a lighter colour or a darker ground)",
            "copsite.toml:3:13 [\"black\"] invalid-theme: the contrast of `ink` cannot be checked: `black` (write this colour as `#rrggbb`)",
        ]
    );
}

#[test]
fn a_kinds_hue_in_degrees_keeps_every_promise() {
    let disk = site(&[("copsite.toml", "[kinds.recipe]\nhue = 140\n")]);
    let (theme, found) = load(&config(""), &kinds(vec![kind("recipe", "story", Some("140"))]), &disk);
    assert_eq!(told(&found, &disk), [] as [String; 0]);
    let theme = theme.expect("a theme");
    assert!(theme.hues.contains_key("140"));
    let css = String::from_utf8_lossy(&theme.style.bytes).into_owned();
    assert!(
        css.contains("[data-kind=\"140\"]{--k:var(--hue-140);--k-ink:var(--hue-140-ink);--k-tint:var(--hue-140-tint)}")
    );
}

#[test]
fn every_degree_of_the_circle_gives_readable_colours_or_a_reason() {
    let disk = site(&[]);
    for degrees in (0..360).step_by(15) {
        let recipe = kind("recipe", "story", Some(&degrees.to_string()));
        let (_, found) = load(&config(""), &kinds(vec![recipe]), &disk);
        assert_eq!(told(&found, &disk), [] as [String; 0], "{degrees}");
    }
}

#[test]
fn a_hue_that_cannot_work_or_is_unknown_is_an_error() {
    let toml =
        "[theme.tokens]\nbg = \"#777777\"\n[kinds.recipe]\nhue = 240\nicon = \"stroy\"\n[kinds.dish]\nhue = \"stori\"";
    let disk = site(&[("copsite.toml", toml)]);
    let kinds = kinds(vec![kind("recipe", "stroy", Some("240")), kind("dish", "story", Some("stori"))]);
    let (_, found) = load(&config(toml), &kinds, &disk);
    let told: Vec<String> =
        told(&found, &disk).into_iter().filter(|line| line.contains("hue") || line.contains("icon")).collect();
    assert_eq!(
        told,
        [
            "copsite.toml:4:7 [240] low-contrast: hue 240 does not work in light mode: no ink of this hue can be read (take another number of degrees, a hue of the theme by name, or no hue: the kind is then set in ink)",
            "copsite.toml:7:7 [\"stori\"] invalid-theme: the kind `dish` has a hue `stori` that the theme does not know (did you mean `story`?)",
            "copsite.toml:5:8 [\"stroy\"] invalid-theme: the kind `recipe` has an icon `stroy` that the theme does not have (did you mean `story`?)",
        ]
    );
}

#[test]
fn a_theme_that_does_not_know_a_built_in_kind_is_told_so() {
    let disk = site(&[]);
    let (_, found) = load(&config(""), &kinds(vec![kind("log", "tent", Some("log"))]), &disk);
    assert_eq!(
        told(&found, &disk),
        [
            "themes/tiny/theme.toml:9:2 [kinds] invalid-theme: the kind `log` has a hue `log` that the theme does not know (a hue is a number of degrees from 0 to 360, or a `[kinds]` table of the theme: `story`)",
            "themes/tiny/theme.toml:9:2 [kinds] invalid-theme: the kind `log` has an icon `tent` that the theme does not have (put it at `assets/icons/tent.svg`)",
        ]
    );
}

#[test]
fn a_sites_font_is_declared_and_put_before_the_themes() {
    let toml = "[theme.fonts]\nvoice = \"fonts/x.woff2\"\ncode = \"mono.ttf\"";
    let theme = theme_with(toml, &[("static/fonts/x.woff2", ""), ("assets/mono.ttf", "")]);
    assert_eq!(theme.font_urls, ["fonts/x.woff2"], "what every page uses is loaded ahead");
    let css = String::from_utf8_lossy(&theme.style.bytes).into_owned();
    assert!(css.ends_with(
        "@font-face{font-family:\"site-voice\";src:url(\"../fonts/x.woff2\") format(\"woff2\");font-display:optional}\
         @layer tokens{:root{--font-voice:\"site-voice\",serif}}"
    ));
}

#[test]
fn a_font_has_a_range_of_weights_where_its_file_has_it_and_faces_have_their_weight_and_style() {
    let variable = "\0\u{1}\0\0\0\u{1}\0\0\0\0\0\0fvar\0\0\0\0\0\0\0\0\0\0\0\0";
    let toml =
        "[theme.fonts]\nindex = { regular = \"v.ttf\", italic = \"i.ttf\", bold = \"b.ttf\", bold-italic = \"z.ttf\" }";
    let files = [("static/v.ttf", variable), ("static/i.ttf", ""), ("static/b.ttf", ""), ("static/z.ttf", "")];
    let theme = theme_with(toml, &files);
    assert_eq!(theme.font_urls, ["v.ttf", "b.ttf"], "headings are bold on every page, and what is slanted can wait");
    let css = String::from_utf8_lossy(&theme.style.bytes).into_owned();
    let said = |file: &str| {
        let source = format!("src:url(\"../{file}\") format(\"truetype\");");
        css.split_once(&source).and_then(|(_, rest)| rest.split_once("font-display")).map(|(said, _)| said.to_owned())
    };
    let faces = ["v.ttf", "b.ttf", "i.ttf", "z.ttf"].map(|file| said(file).unwrap_or_default());
    assert_eq!(
        faces,
        ["font-weight:100 900;", "font-weight:700;", "font-style:italic;", "font-weight:700;font-style:italic;"]
    );
}

#[test]
fn a_face_without_a_file_is_named_where_it_stands() {
    let toml = "[theme.fonts]\nvoice = { regular = \"a.woff2\", italic = \"b.woff2\" }\n";
    let (_, told) = load_with(toml, &[("static/a.woff2", "")]);
    assert_eq!(
        told,
        [
            "copsite.toml:2:41 [\"b.woff2\"] invalid-config: there is no font file `b.woff2` (put a `.woff2` file under `static/` or `assets/`, with a name of letters, digits, `-` and `_`)"
        ]
    );
}

#[test]
fn words_are_counted_filled_in_and_escaped_in_the_language_of_the_page() {
    let theme = theme_with("", &[("i18n/cy-gb.toml", "skip = \"Neidio\"")]);
    let items = |lang: &str, n: u64| say(&theme, lang, &format!("{{{{ t(key=\"items\", n={n}) }}}}"));
    assert_eq!([items("en", 0), items("en", 1), items("en", 1234)], ["0 items", "1 item", "1,234 items"]);
    assert_eq!([items("cy", 0), items("cy", 1), items("cy", 2)], ["dim eitem", "1 eitem", "2 eitem ddwbl"]);
    // French has no file: English words, by the English rule.
    assert_eq!(items("fr", 0), "0 items");
    assert_eq!(say(&theme, "cy-GB", "{{ t(key=\"skip\") }} {{ t(key=\"items\", n=2) }}"), "Neidio 2 eitem ddwbl");
    assert_eq!(say(&theme, "en", "{{ t(key=\"skip\", lang=\"cy-gb\") }}"), "Neidio");
    assert_eq!(say(&theme, "en", "{{ t(key=\"hello\", name=\"<b>\") }}"), "Hello, &lt;b&gt;");
    assert_eq!(say(&theme, "en", "{{ t(key=\"hello\", name=\"<b>\" | safe) }}"), "Hello, <b>");
    assert_eq!(say(&theme, "en", "{{ t(key=\"no-\" ~ 1) }}"), "no-1");
    assert!(say(&theme, "en", "{{ t(key=\"hello\") }}").contains("the string `hello` needs the argument `name`"));
    assert_eq!((theme.say("cy", "skip"), theme.say("en", "gone")), ("Skip", "gone"));
}

#[test]
fn dates_and_numbers_are_written_as_the_language_does() {
    let theme = theme_with("", &[("i18n/fr.toml", "skip = \"Passer\"")]);
    let date = |lang: &str, text: &str, format: &str| {
        say(&theme, lang, &format!("{{{{ \"{text}\" | date(format=\"{format}\") }}}}"))
    };
    let all = |lang: &str| {
        ["long", "day_month", "month_year", "short_month_year", "day", "weekday", "year", "time"]
            .map(|format| date(lang, "2026-10-09T14:05+01:00", format))
    };
    assert_eq!(all("en"), ["9 October 2026", "9 October", "October 2026", "Oct 2026", "9", "Friday", "2026", "14:05"]);
    assert_eq!(
        all("cy"),
        ["Dydd Gwener 9 Hydref 2026", "9 Hydref", "Hydref 2026", "Oct 2026", "9", "Dydd Gwener", "2026", "14:05"]
    );
    assert_eq!(date("en", "2026-03-01", "long"), "1 March 2026");
    assert!(date("en", "2026-03-01", "time").contains("`2026-03-01` has no time"));
    assert!(date("en", "2026-13-01", "long").contains("`2026-13-01` is not a date like 2026-03-01"));
    assert!(date("en", "2026-03-01T1é:00", "time").contains("is not a date like"));
    assert!(date("en", "2026-03-01", "longer").contains("there is no date format `longer`; there are long, "));
    assert_eq!(say(&theme, "en", "{{ 1234567 | number }} {{ 12 | number }}"), "1,234,567 12");
    assert_eq!(say(&theme, "fr", "{{ 1234567 | number }}"), "1\u{202f}234\u{202f}567");
    assert!(say(&theme, "en", "{{ \"x\" | number }}").contains("`number` takes a whole number"));
}

#[test]
fn groups_come_in_the_order_they_are_met() {
    let theme = theme_with("", &[]);
    let template = "{% for key, items in [{\"y\": \"b\", \"n\": 1}, {\"y\": \"a\", \"n\": 2}, {\"y\": \"b\", \"n\": 3}, {\"y\": \"c\", \"n\": 4}] | group_by(attribute=\"y\") %}{{ key }}:{% for item in items %}{{ item.n }}{% endfor %} {% endfor %}";
    for _ in 0..8 {
        assert_eq!(say(&theme, "en", template), "b:13 a:2 c:4 ");
    }
}

/// What the engine says about a site's templates.
fn refused(templates: &[(&str, &str)]) -> Vec<String> {
    let disk = site(templates);
    let (theme, _) = load(&config(""), &Kinds::default(), &disk);
    match engine(&theme.expect("a theme")) {
        Ok(_) => Vec::new(),
        Err(found) => told(&found, &disk),
    }
}

/// The component of a file that a site replaces is still called by what the theme has.
#[test]
fn components_of_a_template_below_are_found() {
    let component = |name: &str| format!("{{% component {name}() %}}{name}{{% endcomponent {name} %}}");
    let both = component("one") + &component("two");
    let theme = theme_with(
        "",
        &[
            ("themes/tiny/templates/made.html", &both),
            ("templates/made.html", &component("one")),
            ("templates/calls.html", "{{<one />}} {{<two />}}"),
        ],
    );
    assert_eq!(render(&theme, "calls.html"), "one two");
}

#[test]
fn every_broken_template_is_named_with_its_place() {
    assert_eq!(
        refused(&[("templates/item.html", "one\n  {{ item. }}\n"), ("templates/x.html", "é {% if %}")]),
        [
            "templates/item.html:2:12 [}}] template-error: found `}}` but expected identifier",
            "templates/x.html:1:9 [%}] template-error: found `%}` but expected one of: integer, float, string, bool, ident, `-`, `not`, `<`, `{`, `[` or `(`",
        ]
    );
    assert_eq!(
        refused(&[("templates/item.html", "é{{ x | upperr }}\n{% include \"gone.html\" %}{{ fn(a=1) }}")]),
        [
            "templates/item.html:1:9 [upperr] template-error: unknown filter `upperr`",
            "templates/item.html:2:12 [\"gone.html\"] template-error: unknown template `gone.html`",
            "templates/item.html:2:29 [fn(a=1)] template-error: unknown function `fn`",
        ]
    );
    assert_eq!(
        refused(&[
            ("themes/tiny/templates/x.html", "{% include \"y.html\" %}"),
            ("themes/tiny/templates/y.html", "{% include \"x.html\" %}")
        ]),
        [
            "themes/tiny/templates/x.html:1:13 [y.html] template-error: templates include one another in a circle: `x.html` → `y.html` → `x.html`"
        ]
    );
    assert_eq!(
        refused(&[("templates/x.html", "{% extends \"gone.html\" %}")]),
        ["templates/x.html:1:13 [gone.html] template-error: there is no template `gone.html` to extend"]
    );
}

#[test]
fn a_failing_page_is_told_with_template_trail_and_page() {
    let disk = site(&[("templates/parts/facts.html", "a\n{{ item.gone.deeper }}")]);
    let (theme, _) = load(&config(""), &Kinds::default(), &disk);
    let theme = theme.expect("a theme");
    let mut context = Context::new();
    context.insert("item", &BTreeMap::from([("title", "x")]));
    let error = engine(&theme).expect("templates").render("item.html", &context).expect_err("a failure");
    let diagnostic = render_error(&error, &theme, "methods/x/");
    let trail: Vec<String> =
        diagnostic.related.iter().map(|related| format!("{} {}", place(&related.span, &disk), related.label)).collect();
    assert_eq!(
        told(&[diagnostic], &disk),
        [
            "templates/parts/facts.html:2:9 [gone] template-error: field `gone` is not defined. Available fields: title (met while rendering `methods/x/`)"
        ]
    );
    assert_eq!(trail, ["themes/tiny/templates/item.html:1:53 [\"parts/facts.html\"] called from here"]);
}

#[test]
fn icons_and_strings_that_templates_name_must_exist() {
    let template = "{{ icon(name=\"stroy\") }}<use href=\"#_i-gone\"/>{{ t(key=\"skpi\") }}{{ t(key=\"zzz\") }}";
    let (_, told) = load_with("", &[("templates/x.html", template)]);
    assert_eq!(
        told,
        [
            "templates/x.html:1:15 [stroy] template-error: there is no icon `stroy` (did you mean `story`?)",
            "templates/x.html:1:40 [gone] template-error: there is no icon `gone` (put it at `assets/icons/gone.svg`)",
            "templates/x.html:1:57 [skpi] missing-string: no language file holds the string `skpi` (did you mean `skip`?)",
            "templates/x.html:1:76 [zzz] missing-string: no language file holds the string `zzz` (add it to `i18n/en.toml`; until then the key itself is shown)",
        ]
    );
    let theme = theme_with("", &[]);
    assert!(
        say(&theme, "en", "{{ icon(name=\"sto\" ~ \"yr\") }}")
            .contains("there is no icon `stoyr`; did you mean `story`?")
    );
}

#[test]
fn strings_that_the_program_says_must_exist_and_may_be_the_sites_own() {
    let (theme, told_at_load) = load_with("", &[("i18n/en.toml", "not-found = \"Nothing here\"")]);
    assert_eq!(told_at_load, [] as [String; 0], "a string that only the program says is no slip");
    let missing = unsaid(&theme.unwrap()).expect("a warning");
    let (message, count) = missing.message.rsplit_once("archive` and ").unwrap();
    assert_eq!(message, "no language file holds strings that copsite says itself: `about`, `accessibility`, `");
    assert!(count.trim_end_matches(" more").parse::<usize>().unwrap() > 100);
    assert_eq!(missing.span, Some(Span::file(&"themes/tiny/theme.toml".into())));
    let words: String = said::SAID.iter().map(|key| format!("{key} = \"x\"\n")).collect();
    let words = words
        .replace("month-3 = \"x\"\n", "")
        .replace("month-10 = \"x\"\n", "")
        .replace("month-short-10 = \"x\"\n", "");
    let whole = theme_with("", &[("themes/tiny/i18n/en.toml", &format!("{words}{EN}"))]);
    assert_eq!(unsaid(&whole), None);
}

#[test]
fn a_language_of_the_site_without_words_is_told_where_it_is_said() {
    let (_, told) = load_with("language = \"it-CH\"\n", &[]);
    assert_eq!(
        told,
        [
            "copsite.toml:1:12 [\"it-CH\"] missing-string: the theme has no words in the language `it-CH` (write `i18n/it.toml`, until then they are English; `copsite theme show i18n/en.toml` prints them all (there are `cy`, `en`))"
        ]
    );
    theme_with("language = \"it-CH\"\n", &[("i18n/it.toml", "skip = \"Salta\"\n")]);
    theme_with("language = \"it-CH\"\n", &[("themes/tiny/i18n/it-ch.toml", "skip = \"Salta\"\n")]);
    theme_with("language = \"cy-GB\"\n", &[]);
}

#[test]
fn broken_files_of_a_theme_are_named() {
    let disk = site(&[
        ("i18n/en.toml", "skip = 1\nitems = { one = \"x\" }\n"),
        ("i18n/de.toml", "a = "),
        ("assets/icons/x.svg", "<p>"),
    ]);
    disk.create("templates/bad.html", b"ab\xff").expect("a file");
    let (theme, found) = load(&config(""), &Kinds::default(), &disk);
    assert!(theme.is_some());
    assert_eq!(
        told(&found, &disk),
        [
            "assets/icons/x.svg:1:1 [] invalid-theme: `assets/icons/x.svg` is not an icon (an icon is one `<svg viewBox=\"0 0 24 24\">…</svg>`, its name lower-case letters, digits and `-`)",
            "i18n/de.toml:1:5 [] invalid-theme: string values must be quoted, expected literal string",
            "i18n/en.toml:1:8 [1] invalid-theme: the string `skip` must be a text or a plural",
            "i18n/en.toml:2:1 [items] invalid-theme: the plural `items` is not complete (a plural is a table of texts under zero, one, two, few, many and other; `other` is needed)",
            "templates/bad.html:1:3 [] invalid-encoding: `templates/bad.html` is not UTF-8 (save the file as UTF-8)",
        ]
    );
}

#[test]
fn hostile_settings_and_files_end_in_problems_and_never_in_a_crash() {
    let toml = "[theme]\nname = \"tiny\"\n[theme.tokens]\n\"--x}\" = 1\nbg = { light = \"#é\", dark = \"#12345\" }\nink = []\n\
                [theme.options]\nhome = 1\n\"home.sections\" = [1]\n\"\" = {}\n[theme.fonts]\nvoice = \"\"\n[kinds.x]\nhue = \"NaN\"\n";
    let disk = site(&[
        ("copsite.toml", toml),
        ("assets/icons/story.svg", "<svg><svg></svg"),
        ("assets/icons/É.svg", "<svg></svg>"),
        ("assets/css/site.css", "}}}} /* \" @layer"),
        ("templates/x.html", "{{ t(key=\"\") }}{{ icon(name=\"\") }}\"#_i-\"{{ t( {{ icon(name=\"é"),
        ("i18n/.toml", "a = \"{{{}}}{é}{\""),
        ("themes/tiny/templates/.hidden.html", "{% if"),
    ]);
    let hues = ["NaN", "-1", "1e9", "inf", ""].map(|hue| kind("x", "story", Some(hue)));
    let (theme, found) = load(&config(toml), &kinds(hues.to_vec()), &disk);
    assert!(found.iter().filter(|problem| problem.is_error()).count() > 10);
    assert!(engine(&theme.expect("a theme")).is_err());
}

#[test]
fn the_bundled_themes_load_without_a_problem() {
    for name in bundled_names() {
        let config = config(&format!("[theme]\nname = \"{name}\""));
        let (kinds, _) = crate::kinds::resolve(&config);
        let (theme, found) = load(&config, &kinds, &MemoryDisk::default());
        assert_eq!(found, [], "{name}");
        let theme = theme.expect("a theme");
        assert_eq!(budgets::check(&theme), [], "{name}");
        assert_eq!(budgets::check_scripts(&theme), [], "{name}");
        let written = Arc::new(engine(&theme).unwrap_or_else(|found| panic!("{name}: {found:?}")));
        // A page is made twice as fast by templates in which stands what pages share.
        let (site, cards) = (tera::Value::none(), Arc::new(Cards::new(Vec::new())));
        assert!(spoken(&theme, &written, &Shared { lang: "en", site: &site, cards: &cards }).is_some(), "{name}");
        let place = &theme.files["templates/base.html"].place;
        assert_eq!(bundled_text(place).as_deref(), Some(&*theme.templates["base.html"].text));
    }
}

/// Pages of cards in two folders, by the templates as they are written and by those in which what
/// pages share stands already.
fn both_ways(entry: &str, cards: &Arc<Cards>, shown: &[tera::Value]) -> [Vec<Result<String, ()>>; 2] {
    let list =
        "{% include \"parts/brand.html\" %}{% for card in shown %}{% include \"parts/entry.html\" %}{% endfor %}";
    let brand = "<a href=\"{{ base }}\">{{ site.title }}</a>";
    let theme = theme_with(
        "",
        &[
            ("templates/list.html", list),
            ("templates/parts/brand.html", brand),
            ("templates/parts/entry.html", entry),
            ("templates/parts/badge.html", "{{ icon(name=\"story\") }}{{ card.title }}"),
        ],
    );
    let written = Arc::new(engine(&theme).unwrap_or_else(|found| panic!("{found:?}")));
    let site = tera::Value::from_serializable(&BTreeMap::from([("title", "Q & A")]));
    let spoken = spoken(&theme, &written, &Shared { lang: "en", site: &site, cards });
    let spoken = spoken.unwrap_or_else(|| Tera::clone(&written));
    [&*written, &spoken].map(|engine| {
        let page = |base: &str| {
            let mut context = Context::new();
            context.insert("lang", "en");
            context.insert("base", base);
            context.insert_value("site", site.clone());
            context.insert("shown", shown);
            engine.render("list.html", &context).map(|html| theme.complete_part(html.as_bytes(), base)).map_err(drop)
        };
        ["./", "../", "./"].map(page).to_vec()
    })
}

#[test]
fn phrases_around_a_value_read_the_same_as_filters() {
    let tags = [
        r#"{{ t(key="items", n=one) }}"#,
        r#"{{ t(key="items", n=many) }}"#,
        r#"{{ t(key="items", n=names | join(sep=", ")) }}"#,
        r#"{{ t(key="items", n=1.5) }}"#,
        r#"{{ t(key="items", n=nothing) }}"#,
        r#"{{ t(key="items", n=names | length - 1) }}"#,
        r#"{{ t(key="hello", name=name) }}"#,
        r#"{{ t(key="hello", name=name | safe) }}"#,
        r#"{{ t(key="hello", name=names[1]) }}"#,
        r#"{{ t(key="hello", name=names) }}"#,
        r#"{{ t(key="hello", name=many) }}"#,
        r#"{{ t(key="hello", name=nothing) }}"#,
        r#"{{ t(key="hello", name=missing) }}"#,
        r#"{{ t(key="hello", other=name) }}"#,
        r#"{{ t(key="skip", name=name) }}"#,
        r#"{{ t(key="hello", name=name, n=one) }}"#,
        r#"{{ t(key="hello", name=name) | truncate(length=8) }}"#,
        r#"{{ t(key="items", n=many) ~ t(key="skip") }}"#,
        r#"{{ t(key="items", n=many) or (true) }}"#,
        r#"{{ t(key="hello", name="x") if one else ("b") }}"#,
        r#"{{ t(key="hello", name=") }}") }}"#,
        r#"{{ t(key="hello", name='{{ t(key="skip") }}') }}"#,
        r#"{# {{ t(key="items", n={{ t(key="skip") }} #}"#,
        r#"{% set x = '{{ t(key="items", n=1) }}' %}{{ x }}"#,
        r#"{{ "" ~ '}} {{ t(key="items", n=1) }}' }}"#,
        r#"{% set x = '%} {{ t(key="items", n=1) }} {{ t(key="skip") }} {{ base }}' %}{{ x }}"#,
        r#"{% if 'a%}{{ t(key="items", n=1) }}' is containing(pat="phrase") %}b{% endif %}"#,
        r#"a{# {% include "parts/facts.html" %} #}b"#,
        r#"{% for name in names %}{{ t(key="hello", name=name) }}{% endfor %}"#,
        r#"{{ t(key="items", n=many, lang="cy") }}"#,
    ];
    let site = tera::Value::none();
    let cards = Arc::new(Cards::new(Vec::new()));
    for (tag, lang) in tags.iter().flat_map(|tag| ["en", "cy"].map(|lang| (*tag, lang))) {
        let theme = theme_with("", &[("templates/one.html", tag)]);
        let written = Arc::new(engine(&theme).unwrap_or_else(|found| panic!("{tag}: {found:?}")));
        let spoken = spoken(&theme, &written, &Shared { lang, site: &site, cards: &cards }).expect(tag);
        let mut context = Context::new();
        context.insert("lang", lang);
        context.insert("name", "A & <b>");
        context.insert("names", &["x", "\"y\"", "z"]);
        context.insert("one", &1);
        context.insert("many", &12_345);
        context.insert_value("nothing", tera::Value::none());
        let [written, spoken] = [&*written, &spoken].map(|engine| engine.render("one.html", &context).map_err(drop));
        assert!(spoken == written || spoken.is_err(), "{tag} in {lang}: {spoken:?} for {written:?}");
    }
}

#[test]
fn a_part_that_names_itself_in_a_comment_is_one_like_others() {
    let part = "{#- Usage: {% include \"parts/one.html\" %} -#}\n<b>{{ card.title }}</b>";
    let theme = theme_with(
        "",
        &[("templates/parts/one.html", part), ("templates/one.html", "{% include \"parts/one.html\" %}")],
    );
    let written = Arc::new(engine(&theme).unwrap_or_else(|found| panic!("{found:?}")));
    let (site, cards) = (tera::Value::none(), Arc::new(Cards::new(Vec::new())));
    let spoken = spoken(&theme, &written, &Shared { lang: "en", site: &site, cards: &cards }).unwrap();
    let mut context = Context::new();
    context.insert_value("card", card("A & B"));
    let [written, spoken] = [&*written, &spoken].map(|engine| engine.render("one.html", &context).map_err(drop));
    assert_eq!((spoken, written), (Ok("<b>A &amp; B</b>".to_owned()), Ok("<b>A &amp; B</b>".to_owned())));
}

fn card(title: &str) -> tera::Value {
    tera::Value::from_serializable(&BTreeMap::from([("title", title), ("url", "x/")]))
}

#[test]
fn parts_made_ahead_are_those_of_the_templates_as_written() {
    let cards = Arc::new(Cards::new(vec![card("One & two"), card("Three")]));
    let shown = [cards.get(1), cards.get(0), cards.get(1)];
    for entry in [
        "<a href=\"{{ base }}{{ card.url }}\">{% include \"parts/badge.html\" %}{{ site.title }} {{ lang }}</a>\n",
        "{% if loop.first %}first{% endif %}{{ card.title }}",
        "{% if base == \"./\" %}here{% endif %}{{ base }}",
        "{{ shown | length }}",
        "{% set before %}{{ base }}{% endset %}{{ before | length }}{% if before == \"./\" %}here{% endif %}",
        "{% set card = shown | first %}{{ card.title }}",
        "{% set_global site = card %}",
        "",
    ] {
        let [written, spoken] = both_ways(entry, &cards, &shown);
        assert_eq!(written, spoken, "{entry}");
    }
}

#[test]
fn a_card_that_is_none_of_the_sites_is_left_to_the_templates_as_written() {
    let cards = Arc::new(Cards::new(vec![card("One")]));
    let [written, spoken] = both_ways("{{ card.title }}", &cards, &[card("One")]);
    assert!(written.iter().all(Result::is_ok) && spoken.iter().all(Result::is_err));
}
