//! Style sheets that are joined: what is wrong with one, and in which layer it stands.

use super::*;
use crate::theme::bundle::is_bundled;

#[test]
fn a_sheet_that_is_not_whole_is_told_where_and_those_behind_it_are_told_too() {
    let (_, told) = load_with(
        "",
        &[
            ("themes/tiny/assets/css/parts.css", "@layer parts {\n  a { b: c;\n  d { e: f; }\n}\n"),
            ("themes/tiny/assets/css/print.css", "@layer print { a { b: \"c } }\n"),
            ("assets/css/site.css", "@import \"more.css\";\na { b: c; } }\n"),
        ],
    );
    assert_eq!(
        told,
        [
            "themes/tiny/assets/css/parts.css:2:5 [{] invalid-theme: this bracket is never closed (close it: all that follows, other sheets too, would be lost)",
            "themes/tiny/assets/css/print.css:1:23 [\"] invalid-theme: this string never ends (write its quote once more: a string ends in the line in which it begins)",
            "assets/css/site.css:1:1 [@import] invalid-theme: `@import` does nothing here: all sheets become one, in which it does not come first (put the sheet into `assets/css/`, where it is joined with the others)",
            "assets/css/site.css:2:13 [}] invalid-theme: this bracket closes nothing (take it out, or open what it is to close)",
        ]
    );
}

#[test]
fn a_file_that_a_sheet_shows_must_be_there_as_seen_from_the_joined_sheet() {
    let there =
        "a { b: url(logo.png) url(../x.png?v=1#y) url(../stories/a/b.jpg) url(data:,x) url(#mark) url(/z.png); }";
    let files = [("static/x.png", ""), ("content/stories/a/b.jpg", ""), ("assets/css/site.css", there)];
    theme_with("", &files);
    let not = "a { b: url(../logo.png) url(\"../../static/x.png\") url(icons/story.svg) url(gone.png) url(../gone.png) url(//a.org/z.png); }";
    let (_, told) = load_with("", &[("static/x.png", ""), ("assets/css/site.css", not)]);
    assert_eq!(
        told,
        [
            "assets/css/site.css:1:12 [../logo.png] missing-image: a style sheet shows `../logo.png`, which is not there (the sheets are joined in `assets/`: write `url(logo.png)`)",
            "assets/css/site.css:1:55 [icons/story.svg] missing-image: a style sheet shows `icons/story.svg`, which is not there (icons are part of pages, and no files: put it elsewhere)",
            "assets/css/site.css:1:76 [gone.png] missing-image: a style sheet shows `gone.png`, which is not there (the sheets are joined in `assets/`: put the file at `assets/gone.png`)",
            "assets/css/site.css:1:90 [../gone.png] missing-image: a style sheet shows `../gone.png`, which is not there (the sheets are joined in `assets/`: put the file at `static/gone.png`)",
            "assets/css/site.css:1:107 [//a.org/z.png] invalid-theme: a style sheet loads `//a.org/z.png` from another site, which the policy of `_headers` forbids (put the file under `assets/` and write its path; or allow the other site under `[policy]` in `copsite.toml`, as `font-src` or `img-src`)",
        ]
    );
}

#[test]
fn a_sheet_without_a_layer_is_put_into_that_of_its_name_or_of_the_theme() {
    let css = |more: &[(&str, &str)]| String::from_utf8(theme_with("", more).style.bytes).unwrap();
    let plain = css(&[]);
    let with = css(&[
        ("themes/tiny/assets/css/base.css", "body { margin: 0; }"),
        ("themes/tiny/assets/css/own.css", "a { b: c; }"),
        ("themes/tiny/assets/css/parts.css", "/* nothing */"),
        ("themes/tiny/assets/css/some.css", "a { b: c; }\n@layer parts { d { e: f; } }"),
    ]);
    let own = "@layer base{body{margin:0}}@layer theme{a{b:c}}a{b:c}@layer parts{d{e:f}}";
    let expected = plain.replace("@layer base{body{margin:0}}", own).replacen("pages,print", "pages,theme,print", 1);
    assert_eq!(with, expected);
    let named = css(&[("themes/tiny/assets/css/base.css", "body { margin: 0; }")]);
    assert_eq!(named, plain, "no layer is named that nothing is in");
}

#[test]
fn the_sheets_of_the_bundled_themes_are_whole_and_say_their_layers() {
    for name in bundled_names() {
        for (path, file) in bundled::files(name).iter().filter(|(path, _)| path.ends_with(".css")) {
            let read = sheet::read(std::str::from_utf8(&file.bytes).unwrap());
            let is_layered = read.has_layers || !is_bundled(path);
            assert_eq!((&read.broken, is_layered), (&None, true), "{name}: {path}");
            assert!(read.imports.is_empty() && read.addresses.is_empty(), "{name}: {path}");
        }
    }
}
