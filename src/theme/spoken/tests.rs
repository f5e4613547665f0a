use super::*;

fn say(tag: &str) -> Option<String> {
    match tag {
        r#"{{ t(key="one") }}"# => Some("One &amp; all".to_owned()),
        r#"{{ icon(name="feed") }}"# => Some("<svg/>".to_owned()),
        "{{ site.title }}" => Some("Title".to_owned()),
        _ => None,
    }
}

fn put_into(text: &str, includes: &BTreeMap<String, String>) -> String {
    StandIns { say: &say, phrases: &Phrases::default(), includes }.put_into(text)
}

#[test]
fn whole_calls_become_their_words_and_all_others_stay() {
    let text = r#"<a title="{{ t(key="one") }}">{{ icon(name="feed") }}{{ t(key="one", n=2) }}{{- t(key="one") }}{{ t(key="none") }}{% set x = t(key="one") %}"#;
    assert_eq!(
        put_into(text, &BTreeMap::new()),
        r#"<a title="One &amp; all"><svg/>{{ (2) | phrase_0 }}{{- t(key="one") }}{{ t(key="none") }}{% set x = t(key="one") %}"#
    );
}

#[test]
fn what_is_printed_of_the_site_stands_there_already() {
    let text = "{{ site.title }}{{ site.title | upper }}{{ site.none }}{{ site.title}}{{ sites.title }}";
    assert_eq!(put_into(text, &BTreeMap::new()), text.replacen("{{ site.title }}", "Title", 1));
}

#[test]
fn an_include_becomes_its_part() {
    let parts = BTreeMap::from([(r#"{% include "a" %}"#.to_owned(), "A".to_owned())]);
    let text = r#"{% include "a" %}{%- include "a" %}{% include "ab" %}{% include "a" %}"#;
    assert_eq!(put_into(text, &parts), r#"A{%- include "a" %}{% include "ab" %}A"#);
}

#[test]
fn words_with_braces_or_space_around_them_are_not_put_in() {
    assert!(["", " a", "a\n", "{% x %}", "a}"].iter().all(|words| !is_plain(words)));
    assert!(is_plain("a b"));
}

#[test]
fn a_part_that_depends_on_what_is_around_it_is_noticed() {
    assert!(is_self_contained("{% for x in site.x %}{{ loop.index }}{% endfor %}<a href=\"{{ base }}x\">"));
    assert!(!is_self_contained("{% if base == \"\" %}{% endif %}"));
    assert!(!is_self_contained("{{ __tera_context }}"));
}

#[test]
fn a_template_that_speaks_another_language_or_of_another_site_is_noticed() {
    assert!(changes_shared("{% set lang = other.lang %}"));
    assert!(changes_shared("{% for name, lang in site.languages %}"));
    assert!(changes_shared("{% set_global site = other %}"));
    assert!(changes_shared("{%-set\n base=other %}"));
    assert!(changes_shared("{% for name,lang in site.languages %}"));
    assert!(!changes_shared("{% if card.lang != lang %} lang=\"{{ card.lang }}\"{% endif %}"));
    assert!(!changes_shared("{% for language in site.languages %}{{ f(a, site.title) }}"));
    assert!(!changes_shared(r#"{{ t(key="home", lang=other.lang) }}{% set home = base %}{% for other in base %}"#));
}
