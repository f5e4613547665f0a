//! What reading a whole file gives, rule by rule.

use std::collections::BTreeMap;
use std::sync::Arc;

use proptest::prelude::*;

use super::testing::{Site, found, site};
use super::{Doc, FieldValue, Target};
use crate::diagnostics::{Code, Diagnostic, Severity, Span};
use crate::disk::Shelf;

fn method(front: &str) -> String {
    format!("---\ntitle: A\n{front}\n---\nText\n")
}

/// A method with `front` beside its title, read in `site`, which must find nothing wrong.
fn read_clean(site: &Site, front: &str) -> Doc {
    let text = method(front);
    let doc = site.read("content/methods/x.md", &text);
    assert_eq!(found(&doc, &text), []);
    doc
}

/// What is found wrong in a method with `front` beside its title, with the help of each.
fn problems(site: &Site, front: &str) -> Vec<(Code, String, String, String)> {
    let text = method(front);
    let doc = site.read("content/methods/x.md", &text);
    let helps = doc.diagnostics.iter().map(|problem| problem.help.clone().unwrap_or_default());
    let problems = found(&doc, &text).into_iter().zip(helps);
    problems.map(|((code, message, place), help)| (code, message.to_owned(), place.to_owned(), help)).collect()
}

fn problem(code: Code, message: &str, place: &str, help: &str) -> Vec<(Code, String, String, String)> {
    vec![(code, message.to_owned(), place.to_owned(), help.to_owned())]
}

/// The first problem's code and place.
fn first(site: &Site, front: &str) -> (Code, String) {
    let (code, _, place, _) = problems(site, front).into_iter().next().unwrap();
    (code, place)
}

fn texts(values: &[super::Placed<Arc<str>>]) -> Vec<&str> {
    values.iter().map(|value| &*value.value).collect()
}

#[test]
fn all_that_an_entry_is_told_as_goes_to_a_shelf_once() {
    let site = site("[audiences]\norder = [\"public\", \"members\"]\n");
    let text = "---\ntitle: A\nconsent: { until: 2026-11-23, hides: [quotes] }\n---\nFor all.\n\n> Said.\n\n\
                ::: members\nFor some.\n:::\n";
    let held = site.read("content/stories/a.md", text);
    let mut shelved = held.clone();
    let shelf = Arc::new(Shelf::of(tempfile::tempfile().unwrap()));
    shelved.put_on(&shelf);
    let whole = |doc: &Doc| doc.whole.clone().unwrap();
    let told = |doc: &Doc| doc.later[0].1.clone();
    assert!(Arc::ptr_eq(&whole(&shelved), &whole(&told(&shelved))));
    let all = |doc: &Doc| [Arc::new(doc.clone()), whole(doc), told(doc)];
    let texts = |doc: &Doc| all(doc).map(|doc| [doc.markdown.read().into_owned(), doc.body.html.read().into_owned()]);
    assert_eq!(texts(&shelved), texts(&held));
    assert!(texts(&held)[1][0].contains("For some.") && !texts(&held)[2][0].contains("Said."));
    let lengths = all(&held).map(|doc| doc.markdown.length() + doc.body.html.length());
    assert_eq!(shelf.read_so_far(), lengths.iter().sum::<usize>() as u64);
    let next = shelf.put("next").unwrap();
    assert_eq!(next, shelf.read_so_far());
}

#[test]
fn all_common_keys_are_read() {
    let doc = read_clean(
        &site("[audiences]\norder = [\"public\", \"members\"]\n"),
        r#"summary: "One: two"
date: 2026-03-01 9:30:00 -0500
updated: 2026-03-02
publish: 2026-03-03T10:00
expires: 2027-01-01
domains: [housing, "[[domain/welfare|Welfare]]"]
communities: housing-network
people: [person/weaver, { id: scout, role: Scout }, A name]
tags: ["a, b", 2019]
audience: members
draft: yes
aliases: [/old/place/, Another name]
image: { src: photo.jpg, alt: A picture }
source: { name: Elsewhere, url: "https://example.org/", licence: CC0 }
reviewed: { on: 2026-02-01, by: a weaver }
review_by: 2028-01-01
consent: given
pinned: true
toc: false
template: wide
relations:
  uses: [tool/asset-map, ../stories/y.md#end]
  same-as: https://example.org/x
extra:
  weight: 3
  list: [a, { b: 1.5 }, null]"#,
    );
    let facts = doc.facts;
    let iso = |moment: Option<super::Moment>| moment.unwrap().iso();
    assert_eq!((&*facts.title, facts.summary.as_deref()), ("A", Some("One: two")));
    assert_eq!(iso(facts.date), "2026-03-01T14:30:00+00:00");
    assert_eq!(
        [iso(facts.updated), iso(facts.expires), iso(facts.review_by)],
        ["2026-03-02", "2027-01-01", "2028-01-01"]
    );
    assert_eq!(iso(facts.publish), "2026-03-03T10:00:00+00:00");
    assert_eq!(texts(&facts.domains), ["housing", "domain/welfare"]);
    assert_eq!(texts(&facts.communities), ["housing-network"]);
    let people: Vec<_> = facts.people.iter().map(|person| (&*person.name.value, person.role.as_deref())).collect();
    assert_eq!(people, [("person/weaver", None), ("scout", Some("Scout")), ("A name", None)]);
    assert_eq!(texts(&facts.tags), ["a, b", "2019"]);
    assert_eq!(facts.audience.map(|audience| audience.value).as_deref(), Some("members"));
    assert_eq!(texts(&facts.aliases), ["/old/place/", "Another name"]);
    let image = facts.image.unwrap();
    assert_eq!((&*image.src.value, image.alt.as_deref(), image.credit), ("photo.jpg", Some("A picture"), None));
    let source = facts.source.unwrap();
    assert_eq!(source.url.as_deref(), Some("https://example.org/"));
    assert_eq!(
        facts.reviewed.map(|reviewed| (iso(reviewed.on), reviewed.by)),
        Some(("2026-02-01".into(), Some("a weaver".into())))
    );
    assert_eq!((facts.draft, facts.pinned, facts.toc), (true, true, false));
    assert_eq!((facts.consent.as_deref(), facts.template.unwrap().value.as_ref()), (Some("given"), "wide"));
    let relations: Vec<_> =
        facts.relations.into_iter().map(|stated| (stated.relation.value, stated.target.value)).collect();
    assert_eq!(
        relations,
        [
            ("uses".into(), Target::Name { name: "tool/asset-map".into(), anchor: None }),
            (
                "uses".into(),
                Target::File { path: "content/stories/y.md".into(), otherwise: None, anchor: Some("end".into()) }
            ),
            ("same-as".into(), Target::Outside("https://example.org/x".into())),
        ]
    );
    let inner = FieldValue::Table([(Arc::from("b"), FieldValue::Number(1.5))].into());
    let extra: Vec<_> = facts.extra.into_iter().collect();
    assert_eq!(
        extra,
        [
            ("list".into(), FieldValue::List(vec![FieldValue::Text("a".into()), inner])),
            ("weight".into(), FieldValue::Integer(3))
        ]
    );
}

#[test]
fn toml_front_matter_reads_the_same_with_its_native_dates() {
    let text = "+++\ntitle = \"A\"\ndate = 2026-03-01T10:00:00Z\nupdated = 2026-03-02\ntags = [\"x\"]\n[relations]\nuses = \"tool/x\"\n[extra]\nwhen = 2026-03-03\n+++\n";
    let doc = site("").read("content/methods/x.md", text);
    assert_eq!(found(&doc, text), []);
    assert_eq!(doc.facts.date.unwrap().iso(), "2026-03-01T10:00:00+00:00");
    assert_eq!(doc.facts.updated.unwrap().iso(), "2026-03-02");
    assert_eq!(texts(&doc.facts.tags), ["x"]);
    assert_eq!(doc.facts.relations.len(), 1);
    let FieldValue::Date(when) = doc.facts.extra["when"] else { panic!() };
    assert_eq!(when.iso(), "2026-03-03");
}

#[test]
fn the_title_is_the_key_or_the_name_or_the_heading_or_the_file_name() {
    let site = site("");
    let title = |path: &str, text: &str| site.read(path, text).facts.title.to_string();
    assert_eq!(title("content/x.md", "---\ntitle: 2019\n---\n# Heading"), "2019");
    assert_eq!(title("content/x.md", "---\ntitle: Fish &#38; chips\n---\n"), "Fish & chips");
    assert_eq!(title("content/people/x.md", "---\nname: A name\n---\n# Heading"), "A name");
    assert_eq!(title("content/x.md", "# Heading\n"), "Heading");
    let doc = site.read("content/my-page.md", "---\ntitle: \"\"\n---\nText");
    assert_eq!(&*doc.facts.title, "My page");
    assert_eq!(
        doc.diagnostics,
        [Diagnostic::new(Code::MissingTitle, "this has no title; its file name is used: `My page`")
            .at(Span::new(&doc.file, 0..3))
            .help("write a `title` in the front matter, or begin the text with a `#` heading")]
    );
    let doc = site.read("content/What we ask first.md", "Text");
    assert_eq!((&*doc.facts.title, doc.diagnostics.len()), ("What we ask first", 0));
}

#[test]
fn the_date_of_the_file_name_serves_where_none_is_written() {
    let site = site("");
    let read = |front: &str| {
        let text = format!("---\ntitle: A\n{front}---\n");
        let doc = site.read("content/blog/2026-03-01-x.md", &text);
        let problems: Vec<_> = found(&doc, &text)
            .into_iter()
            .map(|(code, message, place)| (code, message.to_owned(), place.to_owned()))
            .collect();
        (doc.facts.date.map(|date| date.iso()), problems)
    };
    assert_eq!(read(""), (Some("2026-03-01".into()), vec![]));
    assert_eq!(read("date: 2026-03-01 10:00\n"), (Some("2026-03-01T10:00:00+00:00".into()), vec![]));
    let message = "the date is 2026-03-02, and the file name says 2026-03-01".to_owned();
    assert_eq!(
        read("date: 2026-03-02\n"),
        (Some("2026-03-02".into()), vec![(Code::DateMismatch, message, "2026-03-02".into())])
    );
    let (date, problems) = read("date: 2026-02-30\n");
    assert_eq!(
        (date.as_deref(), problems[0].0, &*problems[0].2),
        (Some("2026-03-01"), Code::InvalidDate, "2026-02-30")
    );
}

#[test]
fn a_wrong_value_is_named_at_its_place_with_what_is_allowed() {
    let site = site("");
    assert_eq!(
        problems(&site, "date: 2026-02-30"),
        problem(Code::InvalidDate, "`date`: `2026-02-30` is not a date", "2026-02-30", super::dates::FORMS)
    );
    assert_eq!(
        problems(&site, "pinned: perhaps"),
        problem(Code::WrongType, "`pinned` must be `true` or `false`, not text", "perhaps", "")
    );
    assert_eq!(first(&site, "summary: [a]"), (Code::WrongType, "[a]".into()));
    assert_eq!(first(&site, "tags: { a: b }"), (Code::WrongType, "{ a: b }".into()));
    assert_eq!(
        first(&site, "source: { url: \"javascript:alert(1)\" }"),
        (Code::UnsafeLink, "\"javascript:alert(1)\"".into())
    );
    let url = "source: { url: \"http:/example.org\" }";
    assert_eq!(first(&site, url), (Code::UnlikelyAddress, "\"http:/example.org\"".into()));
    assert_eq!(first(&site, "summary: \"a\\0b\""), (Code::InvalidValue, "\"a\\0b\"".into()));
    assert_eq!(first(&site, "image: { alt: x }"), (Code::MissingField, "{ alt: x }".into()));
    assert_eq!(first(&site, "people: { role: Scout }"), (Code::MissingField, "{ role: Scout }".into()));
    assert_eq!(first(&site, "aliases: /../x"), (Code::InvalidAlias, "/../x".into()));
    assert_eq!(first(&site, "relations: [a]"), (Code::WrongType, "[a]".into()));
    assert_eq!(first(&site, "extra: a"), (Code::WrongType, "a".into()));
}

#[test]
fn an_unknown_name_comes_with_a_suggestion() {
    let site = site("");
    let (code, message, place, help) = problems(&site, "comunities: x").remove(0);
    assert_eq!((code, &*message, &*place), (Code::UnknownKey, "no schema knows the key `comunities`", "comunities"));
    assert!(help.starts_with("did you mean `communities`? "), "{help}");
    let (code, message, place, help) = problems(&site, "relations: { usess: x }").remove(0);
    assert_eq!((code, &*message, &*place), (Code::UnknownRelation, "there is no relation `usess`", "usess"));
    assert!(help.starts_with("did you mean `uses`? the relations are `adapts`, "), "{help}");
    let (code, message, place, help) = problems(&site, "kind: stroy").remove(0);
    assert_eq!((code, &*message, &*place), (Code::UnknownKind, "there is no kind `stroy`", "stroy"));
    assert_eq!(help, "did you mean `story`? it is read as a method for now");
    let (code, _, place, help) = problems(&site, "audience: members").remove(0);
    assert_eq!((code, &*place, &*help), (Code::UnknownAudience, "members", "`copsite.toml` lists `public`"));
}

#[test]
fn an_address_that_leads_nowhere_is_named_and_one_of_this_site_is_whole() {
    let site = site("base_url = \"https://example.org/p/\"");
    let url = |written: &str| {
        let text = method(&format!("source: {{ url: \"{written}\" }}"));
        let doc = site.read("content/methods/x.md", &text);
        let found = doc.diagnostics.iter().map(|problem| problem.code).collect::<Vec<_>>();
        (doc.facts.source.and_then(|source| source.url).map(|url| url.to_string()), found)
    };
    let whole = |url: &str| (Some(url.to_owned()), vec![]);
    for written in ["https://example.com/a", "mailto:a@example.com", "//example.com/a", "#place"] {
        assert_eq!(url(written), whole(written));
    }
    assert_eq!(url("www.example.com/a"), whole("https://www.example.com/a"));
    assert_eq!(url("WWW.example.com"), whole("https://WWW.example.com"));
    for written in ["/tools/a/", "/p/tools/a/", "/tools/a/index.html"] {
        assert_eq!(url(written), whole("https://example.org/p/tools/a/"), "{written}");
    }
    assert_eq!(url("/tools/ä b/?q=1#x y"), whole("https://example.org/p/tools/%C3%A4%20b/?q=1#x%20y"));
    assert_eq!(url("/"), whole("https://example.org/p/"));
    for written in
        ["example.com/a", "not an address", "../tools/a.md", "www. no", "example.org:8080/x", "localhost:1/a", "/\\\\x"]
    {
        assert_eq!(url(written), (None, vec![Code::UnlikelyAddress]), "{written}");
    }
    assert_eq!(url("javascript:alert(1)"), (None, vec![Code::UnsafeLink]));
}

#[test]
fn tags_may_be_one_text_with_commas_and_begin_with_a_sharp() {
    let site = site("");
    let tags = |front: &str| {
        let doc = site.read("content/x.md", &format!("---\ntitle: T\ntags: {front}\n---\n"));
        doc.facts.tags.iter().map(|tag| tag.value.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(tags("kettle, \"tea\" ,, care"), ["kettle", "\"tea\"", "care"]);
    assert_eq!(tags("[\"a, b\", \"#c/d\"]"), ["a, b", "c/d"]);
    assert_eq!(tags("\"#one\""), ["one"]);
}

#[test]
fn a_key_that_is_meant_to_hold_a_page_back_and_does_not_is_an_error() {
    let site = site("");
    let first = |front: &str| problems(&site, front).remove(0);
    for (front, meant) in [
        ("audiance: members", "audience"),
        ("Draft: true", "draft"),
        ("drafts: x", "draft"),
        ("isDraft: true", "draft"),
        ("publishDate: 2030-01-01", "publish"),
        ("publish_date: 2030-01-01", "publish"),
        ("pubDate: 2030-01-01", "publish"),
        ("expiry_date: 2020-01-01", "expires"),
        ("expired: true", "expires"),
        ("published: false", "draft"),
        ("private: true", "draft"),
        ("Status: draft", "draft"),
        ("visibility: private", "draft"),
        ("members_only: true", "draft"),
        ("\u{a0}draft: true", "draft"),
        ("draft:: true", "draft"),
        ("public: false", "draft"),
        ("dg-publish: false", "draft"),
        ("headless: true", "draft"),
        ("build: {render: never}", "draft"),
        ("_build: {list: never}", "draft"),
        ("render: false", "draft"),
        ("permalink: false", "draft"),
        ("eleventyExcludeFromCollections: true", "draft"),
        ("internal: true", "audience"),
        ("confidential: yes", "audience"),
        ("secret: true", "audience"),
        ("restricted: true", "audience"),
        ("sensitive: true", "audience"),
        ("protected: true", "audience"),
        ("password: x", "audience"),
        ("embargoed: true", "draft"),
        ("valid_until: 2020-01-01", "expires"),
        ("wip: true", "draft"),
        ("state: draft", "draft"),
        ("status: confidential", "audience"),
        ("status: [private]", "draft"),
        ("listed: false", "draft"),
        ("cascade: {draft: true}", "_defaults.toml"),
        ("cascade: [{_target: {path: /x/}, build: {render: never}}]", "_defaults.toml"),
        ("consent_until: 2030-01-01", "until"),
    ] {
        let (code, _, _, help) = first(front);
        assert_eq!(code, Code::AlmostWithheld, "{front}");
        assert!(help.contains(&format!("`{meant}`")), "{front}: {help}");
    }
    for front in [
        "publisher: Penguin",
        "public: true",
        "published: true",
        "published: \"2024-01-01\"",
        "Draft: false",
        "Audience: public",
        "craft: pottery",
        "drafted: 2024-01-01",
        "private: false",
        "headless: false",
        "build: {render: always}",
        "password: \"\"",
        "embargo: 2020-01-01",
        "state: open",
        "listed: true",
        "cascade: {draft: false, tags: [a]}",
        "consent_form: signed",
        "content: x",
        "comunities: x",
    ] {
        assert_eq!(first(front).0, Code::UnknownKey, "{front}");
    }
    // A fix that changes who sees a page is nobody's to make.
    let doc = site.read("content/methods/x.md", &method("public: true\naudiance: members"));
    assert!(doc.diagnostics.iter().all(|problem| problem.fix.is_none()), "{:?}", doc.diagnostics);
}

#[test]
fn a_consent_that_is_told_to_be_none_is_found() {
    let site = site("");
    let codes = |consent: &str| {
        let doc = site.read("content/x.md", &format!("+++\ntitle = \"T\"\n{consent}\n+++\n"));
        doc.diagnostics.iter().map(|found| found.code).collect::<Vec<Code>>()
    };
    let is_refused = |consent: &str| {
        let doc = site.read("content/x.md", &format!("+++\ntitle = \"T\"\n{consent}\n+++\n"));
        doc.facts.refused.is_some()
    };
    for words in [
        "withdrawn",
        "Revoked by Ann, 1 June",
        "no",
        "Refused (by Ann)",
        "Widerrufen",
        "Refused on 2 June 2026.",
        "expired 2026-01-31",
    ] {
        assert!(is_refused(&format!("consent = \"{words}\"")), "{words}");
        assert!(is_refused(&format!("consent = {{ given = \"{words}\" }}")), "{words}");
        assert!(!is_refused(&format!("consent = {{ given = \"{words}\", until = 2026-01-31 }}")), "{words}");
    }
    for key in ["withdrawn", "revoked", "revoke"] {
        assert_eq!(
            codes(&format!("consent = {{ given = \"ok\", {key} = 2026-06-01 }}")),
            [Code::AlmostWithheld],
            "{key}"
        );
    }
    for words in [
        "Can be withdrawn at any time",
        "No names",
        "yes",
        "Declined to be named; words shared with permission",
        "Refused by two, given by all others",
        "No, but the picture may be used",
        "No. 12 of the archive",
    ] {
        assert!(!is_refused(&format!("consent = \"{words}\"")), "{words}");
    }
}

#[test]
fn a_person_may_say_no_to_being_named_and_a_draft_tells_nobody_of_an_end_in_words() {
    let site = site("");
    for (file, front) in [
        ("content/people/ann.md", "consent: no"),
        ("content/x.md", "draft: true\nconsent: valid through 2026-01-31"),
        ("content/x.md", "publish: false\nconsent: { given: shared until 31 January 2026 }"),
    ] {
        let doc = site.read(file, &format!("---\ntitle: T\n{front}\n---\n"));
        assert_eq!(doc.diagnostics, [], "{front}");
        assert_eq!(doc.facts.refused, None, "{front}");
    }
}

#[test]
fn a_consent_whose_end_is_not_read_is_an_error() {
    let site = site("");
    let codes = |consent: &str| {
        let doc = site.read("content/x.md", &format!("+++\ntitle = \"T\"\n{consent}\n+++\n"));
        doc.diagnostics.iter().map(|found| found.code).collect::<Vec<_>>()
    };
    for key in ["untill", "util", "ends", "expires", "Until"] {
        assert_eq!(codes(&format!("[[consent]]\n{key} = 2020-01-01")), [Code::AlmostWithheld], "{key}");
    }
    for words in ["Shared until 31 January 2026", "Bis zum 31.1.2026", "valid through 2026-01-31"] {
        assert_eq!(codes(&format!("consent = \"{words}\"")), [Code::AlmostWithheld], "{words}");
        assert_eq!(codes(&format!("consent = {{ given = \"{words}\" }}")), [Code::AlmostWithheld], "{words}");
        assert_eq!(codes(&format!("consent = {{ given = \"{words}\", until = 2026-01-31 }}")), []);
    }
    for words in [
        "Agreed on 3 March 2025",
        "Until further notice",
        "Published until further notice, group of 12",
        "Signed by all 12",
        "Namen von bis zu 20 Leuten geändert",
        "Compartido tan ampliamente como se desee; acordado el 12 de marzo de 2026",
        "waited until all of them had answered; agreed 3 May 2026",
    ] {
        assert_eq!(codes(&format!("consent = \"{words}\"")), [], "{words}");
    }
    assert_eq!(codes("[[consent]]\ngiven = \"yes\"\nby = \"x\""), [Code::UnknownKey]);
    assert_eq!(codes("consent_to = \"naming\""), [Code::UnknownKey]);
    assert_eq!(codes("password = \"none\""), [Code::UnknownKey]);
}

#[test]
fn publish_may_say_whether_as_well_as_when() {
    let site = site("");
    let read = |front: &str| {
        let doc = site.read("content/methods/x.md", &method(front));
        (doc.facts.publish.is_some(), doc.facts.draft, doc.diagnostics.len())
    };
    assert_eq!(read("publish: true"), (false, false, 0));
    assert_eq!(read("publish: false"), (false, true, 0));
    assert_eq!((read("publish: yes"), read("publish: no")), ((false, false, 0), (false, true, 0)));
    let help = problems(&site, "publish: soon").remove(0).3;
    assert!(help.ends_with("or `true`, or `false` to hold it back"), "{help}");
    assert_eq!(read("publish: 2030-01-01"), (true, false, 0));
    assert_eq!(read("publish: soon"), (false, true, 1), "what cannot be understood is held back");
}

#[test]
fn keys_of_other_tools_are_told_by_their_name_here() {
    let site = site("");
    for (front, ours) in [
        ("description: x", "summary"),
        ("author: x", "people"),
        ("Date created: 2024-01-01", "date"),
        ("last_modified_at: 2024-01-01", "updated"),
        ("redirect_from: x", "aliases"),
    ] {
        let (code, _, _, help) = problems(&site, front).remove(0);
        let key = front.split(':').next().unwrap();
        assert_eq!(code, Code::UnknownKey, "{front}");
        assert_eq!(
            help,
            format!("it is called `{ours}` here: write so, or `{key} = \"{ours}\"` under `[fields]` in `copsite.toml`")
        );
    }
}

#[test]
fn the_kinds_own_fields_are_checked_by_its_schema() {
    let site = site(
        "[kinds.trial]\nfolder = \"trials\"\ntitle = \"Trial\"\n[kinds.trial.fields]\n\
         state = { one_of = [\"open\", \"closed\"], default = \"open\" }\nsize = { type = \"integer\", required = true, help = \"How many.\" }\n\
         share = { type = \"number\" }\nlead = { type = \"person\" }\npaper = { type = \"file\" }\nafter = { type = \"entry\", many = true }\n\
         steps = { type = \"table\", many = true, fields = { name = { required = true, help = \"What.\" }, day = { type = \"date\" } } }\n",
    );
    let read = |front: &str| {
        let text = method(front);
        let doc = site.read("content/trials/x.md", &text);
        let problems: Vec<_> = found(&doc, &text)
            .into_iter()
            .map(|(code, message, place)| (code, message.to_owned(), place.to_owned()))
            .collect();
        let fields: Vec<_> = doc.facts.fields.into_iter().map(|(name, value)| (name.to_string(), value)).collect();
        (fields, problems)
    };
    let text = |text: &str| FieldValue::Text(text.into());
    let (fields, found) = read("size: \"3\"\nshare: 1\nstate: Closed\nsteps: { name: 1.10 }");
    assert_eq!(found, []);
    let step = FieldValue::Table([(Arc::from("name"), text("1.10"))].into());
    assert_eq!(
        fields,
        [
            ("state".into(), text("closed")),
            ("size".into(), FieldValue::Integer(3)),
            ("share".into(), FieldValue::Number(1.0)),
            ("steps".into(), FieldValue::List(vec![step])),
        ]
    );
    let (fields, found) = read("state: opn\nsize: many\nsteps: [{ day: 2026-03-01, nmae: x }]");
    assert_eq!(
        found,
        [
            (Code::InvalidValue, "`state` cannot be `opn`".into(), "opn".into()),
            (Code::WrongType, "`size` must be a whole number, not text".into(), "many".into()),
            (Code::UnknownKey, "`nmae` is not a key that belongs here".into(), "nmae".into()),
            (Code::MissingField, "`steps.name` is missing".into(), "{ day: 2026-03-01, nmae: x }".into()),
        ]
    );
    assert_eq!(fields[0], ("state".into(), text("open")));
    let (fields, found) = read("lead: { id: a, role: b }\npaper: a.pdf\nafter: [/trials/y/, z]");
    assert_eq!(found, [(Code::MissingField, "`size` is missing".into(), "---".into())]);
    let targets: Vec<_> = fields.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(targets, ["state", "lead", "paper", "after"]);
}

#[test]
fn an_id_comes_from_the_front_matter_before_the_path() {
    let site = site("");
    let id = |front: &str| site.read("content/methods/My Method.md", &method(front)).id.to_string();
    assert_eq!(id(""), "method/my-method");
    assert_eq!(id("kind: story"), "story/my-method");
    assert_eq!(id("slug: 2019"), "method/2019");
    assert_eq!(id("slug: \"\""), "method/my-method");
    assert_eq!(id("slug: \"a/b\""), "method/my-method");
    for slug in ["..", "/x", "\"a\\0b\"", "[a]"] {
        let (code, place) = first(&site, &format!("slug: {slug}"));
        assert_eq!(place, slug);
        assert!(matches!(code, Code::InvalidSlug | Code::WrongType));
    }
    assert_eq!(
        problems(&site, "slug: a/B c"),
        problem(
            Code::InvalidSlug,
            "this slug cannot be part of a URL: it holds a `/` or `\\`, and a slug is one part of a path",
            "a/B c",
            "write `a-b-c`; for now the file's name is used, `x`"
        )
    );
    let doc = site.read("content/methods/x.cy.md", "# X");
    assert_eq!((doc.id.to_string().as_str(), &*doc.lang.0), ("method/x", "cy"));
    assert_eq!(&*site.read("content/methods/x.md", "# X").lang.0, "en");
}

#[test]
fn names_that_a_site_already_uses_are_read_as_copsites() {
    let site = site(
        "[fields]\ntopics = \"domains\"\ndeck = \"summary\"\nweight = \"extra\"\nrelated = \"relations\"\nexpirydate = \"expires\"\n",
    );
    let facts =
        read_clean(&site, "topics: [a]\ndeck: S\nweight: 3\nrelated: { uses: x }\nexpirydate: 2020-01-01").facts;
    assert_eq!((texts(&facts.domains), facts.summary.as_deref()), (vec!["a"], Some("S")));
    assert_eq!(facts.extra["weight"], FieldValue::Integer(3));
    assert_eq!((facts.relations.len(), facts.expires.unwrap().iso().as_str()), (1, "2020-01-01"));

    let text = method("topics: [a]\ndomains: [b]");
    let doc = site.read("content/methods/x.md", &text);
    assert_eq!(texts(&doc.facts.domains), ["b"]);
    assert_eq!(
        found(&doc, &text),
        [(Code::DuplicateKey, "`topics` is read as `domains`, which is written too", "topics")]
    );
    assert_eq!(doc.diagnostics[0].severity, Severity::Warning);
}

#[test]
fn character_references_in_a_title_are_read_as_in_the_text() {
    let text = "---\ntitle: \"R&#38;D&#58; &lt;script&gt; &copy&#xFDD3;\"\nsummary: \"A &amp; B&#46;\"\n---\n";
    let facts = site("").read("content/methods/x.md", text).facts;
    assert_eq!((&*facts.title, facts.summary.as_deref()), ("R&D: <script> &copy", Some("A & B.")));
}

#[test]
fn the_day_in_a_file_name_is_no_other_date_than_the_start() {
    let text = "---\ntitle: A\nstart: 2026-03-01T10:00\n---\n";
    let doc = site("").read("content/events/2026-03-01-a.md", text);
    assert_eq!((doc.facts.date, doc.diagnostics.len()), (None, 0));
}

#[test]
fn a_name_may_stand_for_something_else_in_one_kind() {
    let site = site(
        "[fields]\ntype = \"kind\"\ndate = \"updated\"\nimage = \"extra\"\n[kinds.event.names]\ndate = \"start\"\n",
    );
    let text = "---\ntitle: A\ndate: 2020-01-02\nimage: { uid: x }\n---\n";
    let method = site.read("content/methods/x.md", text).facts;
    assert_eq!((method.date, method.updated.unwrap().iso().as_str()), (None, "2020-01-02"));
    let image = FieldValue::Table(BTreeMap::from([("uid".into(), FieldValue::Text("x".into()))]));
    assert_eq!(method.extra, BTreeMap::from([("image".into(), image)]));

    for (file, text) in
        [("content/events/x.md", text.to_owned()), ("content/methods/x.md", text.replace("date", "type: event\ndate"))]
    {
        let doc = site.read(file, &text);
        let Some(FieldValue::Date(start)) = doc.facts.field("start") else { panic!("{file}") };
        assert_eq!((start.iso().as_str(), doc.facts.date, doc.diagnostics.len()), ("2020-01-02", None, 0));
    }
}

#[test]
fn an_entry_is_hidden_where_it_cannot_be_told_whether_it_should_be() {
    let site = site("");
    for front in ["summary: y: z", "draft: perhaps", "expires: soon", "publish: [a]", "audience: [members]"] {
        let doc = site.read("content/methods/x.md", &method(front));
        assert_eq!((&*doc.facts.title, doc.facts.draft), ("A", true), "{front}");
        assert_eq!(doc.diagnostics.len(), 1, "{front}");
    }
    assert!(!site.read("content/methods/x.md", &method("summary: a\nsummary: b")).facts.draft);
}

#[test]
fn files_that_can_be_no_entry_give_their_problem() {
    let site = site("");
    let only = |path: &str, bytes: &[u8]| {
        let mut problems = site.try_read(path, bytes).unwrap_err();
        assert_eq!(problems.len(), 1);
        let problem = problems.remove(0);
        (problem.code, problem.span.map(|span| (span.start, span.end)))
    };
    assert_eq!(only("content/x.md", b"ab\xff\xfe"), (Code::InvalidEncoding, Some((2, 3))));
    assert_eq!(only("content/x.md", &vec![b'a'; 20 * 1024 * 1024]), (Code::FileTooLarge, Some((0, 0))));
    assert_eq!(only("content/!!!.md", b"# X"), (Code::InvalidSlug, Some((0, 0))));
}

#[test]
fn an_empty_file_is_an_entry() {
    let doc = site("").read("content/empty.md", "");
    assert_eq!((&*doc.facts.title, doc.diagnostics.len()), ("Empty", 1));
}

#[test]
fn the_print_changes_with_the_bytes_and_the_name() {
    let site = site("");
    let print = |path: &str, text: &str| site.read(path, text).print;
    assert_eq!(print("content/a.md", "# A"), print("content/a.md", "# A"));
    assert_ne!(print("content/a.md", "# A"), print("content/a.md", "# B"));
    assert_ne!(print("content/a.md", "# A"), print("content/b.md", "# A"));
}

proptest! {
    #[test]
    fn reading_never_panics(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let _ = site("").try_read("content/x.md", &bytes);
    }

    #[test]
    fn reading_front_matter_never_panics_and_places_lie_in_the_file(
        fence in prop::sample::select(vec!["---", "+++"]),
        inner in "(title|date|people|image|relations|extra|slug|é|x)?[:=\\- \\[\\]{}\"'#&*!|>.,0-9a-é\n\t]{0,60}(\n[ -~é]{0,20}){0,4}",
    ) {
        let text = format!("{fence}\n{inner}\n{fence}\nText");
        if let Ok(doc) = site("").try_read("content/x.md", text.as_bytes()) {
            for problem in &doc.diagnostics {
                let span = problem.span.as_ref().unwrap();
                prop_assert!(text.get(span.start as usize..span.end as usize).is_some(), "{problem:?}");
            }
        }
    }

    #[test]
    fn any_text_is_a_date_or_none(text in "[0-9]{0,5}[-0-9]{0,6}[ Tt]?[:0-9.]{0,9} ?[-+zZ0-9:é\\[\\]]{0,8}") {
        let _ = super::dates::parse(&text, &jiff::tz::TimeZone::UTC, &jiff::tz::TimeZone::UTC);
    }
}
