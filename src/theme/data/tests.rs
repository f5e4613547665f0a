//! What is said of templates that name what they do not get.

use serde_json::{Value, json};

use super::unknown;
use crate::config::{Overrides, resolve};
use crate::disk::MemoryDisk;
use crate::kinds::Kinds;
use crate::theme::load;

/// Two pages that both include `part.html`, and a component.
fn contract() -> Value {
    let text = json!({ "type": ["string", "null"] });
    let card = json!({ "type": "object", "properties": { "title": text, "url": text } });
    let term = json!({ "type": "object", "properties": { "title": text, "count": { "type": "integer" } } });
    let cards = json!({ "type": "array", "items": { "$ref": "#/$defs/Card" } });
    let site = json!({ "type": "object", "properties": {
        "title": text, "options": true, "pages": { "type": "object", "additionalProperties": text },
    } });
    let page = |own: Value| json!({ "type": "object", "properties": { "site": site, "item": own["item"], "hub": own["hub"] } });
    let item = json!({ "type": "object", "properties": {
        "card": { "anyOf": [{ "$ref": "#/$defs/Card" }, { "type": "null" }] }, "parts": cards,
        "facts": { "type": "array", "items": { "oneOf": [
            { "type": "object", "properties": { "type": text, "text": text } },
            { "type": "object", "properties": { "type": text, "card": { "$ref": "#/$defs/Card" } } },
        ] } },
    } });
    let hub = json!({ "type": "object", "properties": { "card": { "$ref": "#/$defs/Term" }, "items": cards } });
    let mut contract = json!({
        "properties": {
            "item.html": page(json!({ "item": item })), "hub.html": page(json!({ "hub": hub })),
            "components/list.html": { "properties": { "site": site } },
        },
        "$defs": { "Card": card, "Term": term },
    });
    for (template, other) in [("item.html", "hub"), ("hub.html", "item")] {
        let names = contract["properties"][template]["properties"].as_object_mut().expect("names");
        names.remove(other);
    }
    contract
}

/// `file:[what is underlined] message (help)` for a site with these templates in place of its theme's.
fn told(templates: &[(&str, &str)]) -> Vec<String> {
    let mut files: Vec<(String, String)> = vec![("themes/bare/theme.toml".into(), "name = \"Bare\"\n".into())];
    files.extend(templates.iter().map(|(name, text)| (format!("templates/{name}"), text.to_string())));
    let text = "title = \"T\"\n[theme]\nname = \"bare\"\n";
    let (config, _) = resolve(&"copsite.toml".into(), text, &Overrides::default());
    let disk = MemoryDisk::new(files);
    let (theme, _) = load(&config.expect("a configuration"), &Kinds::default(), &disk);
    let theme = theme.expect("a theme");
    let told = unknown(&theme, &contract()).into_iter().map(|problem| {
        let span = problem.span.expect("a place");
        let template = theme.templates.values().find(|template| template.file == span.file).expect("a template");
        let place = &template.text[span.start as usize..span.end as usize];
        format!("{}:[{place}] {} ({})", span.file, problem.message, problem.help.unwrap_or_default())
    });
    told.collect()
}

#[test]
fn a_name_that_nothing_has_is_told_with_the_nearest() {
    assert_eq!(
        told(&[(
            "item.html",
            "{{ itme.card }}{% if item.crad %}{{ item.card.titel }}{% endif %}{{ item.card.title.x }}{{ site['titel'] }}"
        )]),
        [
            "templates/item.html:[itme] no template gets a `itme` (did you mean `item`?)",
            "templates/item.html:[crad] `item` has no `crad` (did you mean `card`?)",
            "templates/item.html:[titel] `item.card` has no `titel` (did you mean `title`?)",
            "templates/item.html:[x] `item.card.title` has no `x` (it is a single value; `copsite schema template` says what each template gets)",
            "templates/item.html:[titel] `site` has no `titel` (did you mean `title`?)",
        ]
    );
}

#[test]
fn names_are_followed_through_loops_sets_filters_and_parts() {
    let item = "{% extends \"base.html\" %}{% block main %}{% for part in item.parts | reverse %}{{ part.ulr }}\
        {% set card = part %}{% include \"part.html\" %}{% endfor %}{{ (item.parts | first).url }}{{ item.parts[0].ulr }}\
        {% set one = item.parts | first %}{{ one.ulr }}{% endblock %}";
    assert_eq!(
        told(&[
            ("item.html", item),
            ("base.html", "{{ site.nope }}{% block main %}{% endblock %}"),
            ("part.html", "{{ card.ulr }}")
        ]),
        [
            "templates/base.html:[nope] `site` has no `nope` (it has `title`, `options`, `pages`)",
            "templates/item.html:[ulr] `part` has no `ulr` (did you mean `url`?)",
            "templates/item.html:[ulr] `item.parts[0]` has no `ulr` (did you mean `url`?)",
            "templates/item.html:[ulr] `one` has no `ulr` (did you mean `url`?)",
            "templates/part.html:[ulr] `card` has no `ulr` (did you mean `url`?)",
        ]
    );
}

#[test]
fn a_part_is_wrong_only_where_no_page_has_what_it_names() {
    let part =
        "{{ card.title }}{% if card.url %}{% endif %}{% if card.count %}{% endif %}{% if card.nope %}{% endif %}";
    let with = |card: &str| format!("{{% set card = {card} %}}{{% include \"part.html\" %}}");
    let (item, hub) = (with("item.card"), with("hub.card"));
    assert_eq!(
        told(&[("item.html", &item), ("hub.html", &hub), ("part.html", part)]),
        ["templates/part.html:[nope] `card` has no `nope` (it has `title`, `count`)"]
    );
}

#[test]
fn what_cannot_be_told_is_left_alone() {
    let templates = [
        (
            "item.html",
            "{{ site.options.any.thing }}{{ site.pages.any }}{{ item.none | default(value=1) }}{% if item.none is defined %}{% endif %}\
            {% for fact in item.facts %}{{ fact.text }}{{ fact.card.title }}{% endfor %}{{ loop.index }}{{ (item.parts | group_by(attribute=\"x\")).y }}\
            {% if item.card.url is starting_with(\"x\") %}{% endif %}{{ f(url=item.card.url) }}{{ {\"a\": 1, b: 2}.a }}\
            {% set list = [card.none for card in item.parts] %}{{ list }}{% raw %}{{ nothing.of.this }}{% endraw %}{# {{ or.this }} #}\
            {% set either = item.card %}{% if site.title %}{% set either = item.parts %}{% endif %}{{ either.none }}{% include \"part.html\" %}",
        ),
        ("part.html", "{% if hub %}{{ hub.card.count }}{% endif %}{% if extra %}{% endif %}"),
        ("hub.html", "{% set extra = 1 %}"),
        ("components/list.html", "{{ anything.at.all }}{{ items }}"),
        ("components/own.html", "{{ what }}{{ site.titel }}"),
        ("theirs.html", "{{ item.card.title }}"),
    ];
    assert_eq!(
        told(&templates),
        ["templates/components/own.html:[titel] `site` has no `titel` (did you mean `title`?)"]
    );
}
