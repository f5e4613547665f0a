//! What a site can do to kinds and relations, and what it is told when it does it wrong.

use super::*;
use crate::config;
use crate::diagnostics::Diagnostic;

const SITE: &str = "title = \"Site\"\n";

fn resolved(extra: &str) -> (Kinds, Vec<Diagnostic>) {
    let file = Arc::from("copsite.toml");
    let (config, mut problems) = config::resolve(&file, &format!("{SITE}{extra}"), &config::Overrides::default());
    let (kinds, more) = resolve(&config.expect("valid TOML"));
    problems.extend(more);
    (kinds, problems)
}

/// The kinds of a site whose configuration has nothing wrong with it.
pub fn kinds_of(extra: &str) -> Kinds {
    let (kinds, problems) = resolved(extra);
    assert_eq!(problems, []);
    kinds
}

/// Every problem as "underlined text: message (help)".
fn problems_of(extra: &str) -> Vec<String> {
    let text = format!("{SITE}{extra}");
    let show = |problem: Diagnostic| {
        let span = problem.span.expect("a place");
        let place = &text[span.start as usize..span.end as usize];
        let help = problem.help.map_or(String::new(), |help| format!(" ({help})"));
        format!("{place}: {}{help}", problem.message)
    };
    resolved(extra).1.into_iter().map(show).collect()
}

#[test]
fn the_built_in_kinds_are_those_of_the_contract() {
    let kinds = kinds_of("");
    let listed: Vec<(&str, &str)> = kinds.kinds.iter().map(|kind| (&*kind.name, &*kind.folder)).collect();
    assert_eq!(
        listed,
        [
            ("story", "stories"),
            ("case", "cases"),
            ("tool", "tools"),
            ("method", "methods"),
            ("resource", "resources"),
            ("guide", "guides"),
            ("term", "glossary"),
            ("question", "questions"),
            ("domain", "domains"),
            ("community", "communities"),
            ("person", "people"),
            ("organisation", "organisations"),
            ("event", "events"),
            ("expedition", "expeditions"),
            ("log", "logs"),
            ("post", "blog"),
            ("article", "articles"),
            ("newsletter", "newsletter"),
            ("bid", "bids"),
            ("project", "projects"),
            ("network", "networks"),
            ("evaluation", "evaluations"),
            ("notice", "notices"),
            ("page", ""),
        ]
    );
    let journal: Vec<&str> = kinds.kinds.iter().filter(|kind| kind.dated).map(|kind| &*kind.name).collect();
    assert_eq!(journal, ["post", "article", "newsletter"]);
}

#[test]
fn every_built_in_kind_can_be_explained_and_names_only_what_exists() {
    let kinds = kinds_of("");
    for kind in &kinds.kinds {
        assert!(!kind.definition.is_empty() && kind.definition.ends_with('.'), "{}", kind.name);
        for relation in &kind.relations {
            assert!(kinds.relations.contains_key(relation), "{}: {relation}", kind.name);
        }
        for name in &kind.first {
            assert!(
                kind.field(name).is_some() || common_names().any(|common| common == &**name),
                "{}: {name}",
                kind.name
            );
        }
        assert_explained(&kinds, &kind.fields, &kind.name);
    }
}

fn assert_explained(kinds: &Kinds, fields: &[Field], place: &str) {
    for field in fields {
        assert!(field.help.ends_with(['.', '?']), "{place}.{}: {:?}", field.name, field.help);
        match field.of.clone() {
            FieldType::List(of) => assert_type(kinds, &of, place),
            of => assert_type(kinds, &of, place),
        }
    }
}

fn assert_type(kinds: &Kinds, of: &FieldType, place: &str) {
    match of {
        FieldType::Entry(Some(kind)) => assert!(kinds.get(kind).is_some(), "{place}: {kind}"),
        FieldType::Table(fields) => assert_explained(kinds, fields, place),
        _ => {}
    }
}

#[test]
fn every_relation_of_the_contract_is_there_with_its_inverse() {
    let kinds = kinds_of("");
    let listed: Vec<(&str, &str, bool)> =
        kinds.relations.values().map(|relation| (&*relation.name, &*relation.inverse, relation.symmetric)).collect();
    assert_eq!(
        listed,
        [
            ("adapts", "adapted as", false),
            ("answers", "answered by", false),
            ("broader", "narrower", false),
            ("complements", "complements", true),
            ("contradicts", "contradicts", true),
            ("evidences", "evidenced by", false),
            ("follows-up", "followed up by", false),
            ("for", "offered by others", false),
            ("funded-by", "funds", false),
            ("hosted-by", "hosts", false),
            ("illustrates", "illustrated by", false),
            ("led-to", "came from", false),
            ("needs", "needed by", false),
            ("part-of", "includes", false),
            ("presented-by", "presented", false),
            ("replaces", "replaced by", false),
            ("reports-on", "reported in", false),
            ("same-as", "same as", true),
            ("sponsored-by", "sponsors", false),
            ("uses", "used in", false),
        ]
    );
}

#[test]
fn a_site_adds_a_kind_with_a_folder_and_a_title() {
    let kinds = kinds_of("[kinds.recipe]\nfolder = \"recipes\"\ntitle = \"Recipe\"\n");
    let recipe = kinds.of_folder("recipes").expect("the kind");
    assert_eq!((&*recipe.name, &*recipe.title, &*recipe.plural), ("recipe", "Recipe", "Recipes"));
    assert_eq!((recipe.group, recipe.dated, recipe.hue.as_deref()), (Group::Other, false, None));
    assert_eq!(kinds.kinds.last().map(|kind| &*kind.name), Some("recipe"));
}

#[test]
fn a_hue_is_a_name_or_degrees_with_quotes_or_without() {
    for (written, read) in [("\"story\"", "story"), ("\"140\"", "140"), ("140", "140")] {
        let kinds = kinds_of(&format!("[kinds.recipe]\nfolder = \"recipes\"\ntitle = \"Recipe\"\nhue = {written}\n"));
        assert_eq!(kinds.of_folder("recipes").and_then(|kind| kind.hue.as_deref()), Some(read));
    }
}

#[test]
fn a_site_changes_one_key_of_a_built_in_kind_and_the_others_stay() {
    let before = kinds_of("");
    let kinds = kinds_of(
        "[kinds.story]\nfolder = \"tales\"\n[kinds.story.fields.place]\nrequired = true\n\
         [kinds.story.fields.cycle]\nmany = false\n[kinds.story.fields.mood]\nmany = true\n",
    );
    let (old, new) = (before.get("story").expect("story"), kinds.get("story").expect("story"));
    assert_eq!((&*new.folder, &new.title, &new.definition), ("tales", &old.title, &old.definition));
    assert!(kinds.of_folder("stories").is_none());
    let (old_place, new_place) = (old.field("place").expect("place"), new.field("place").expect("place"));
    assert_eq!(*new_place, Field { required: true, ..old_place.clone() });
    assert_eq!(new.field("cycle").map(|field| &field.of), Some(&FieldType::Text));
    assert_eq!(new.field("mood").map(|field| &field.of), Some(&FieldType::List(Box::new(FieldType::Text))));
    assert_eq!(new.fields.len(), old.fields.len() + 1);
}

#[test]
fn a_kind_keeps_its_folders_where_it_is_no_term() {
    let kinds = kinds_of("[kinds.page]\nkeep_folders = true\n");
    assert!(kinds.get("page").is_some_and(|kind| kind.keep_folders));
    assert!(kinds.kinds.iter().all(|kind| kind.keep_folders == (*kind.name == *"page")));
    assert_eq!(
        problems_of("[kinds.person]\nkeep_folders = true\n[kinds.domain]\nkeep_folders = false\n"),
        ["true: a `person` is a term, which has no folders in its name (leave it out: folders below do not count)"]
    );
}

#[test]
fn a_site_adds_and_changes_relations() {
    let kinds = kinds_of(
        "[relations.inspired-by]\ninverse = \"inspired\"\n[relations.uses]\nlabel = \"works with\"\n\
         [relations.twin-of]\nsymmetric = true\n",
    );
    let relation = |name: &str| {
        let Relation { label, inverse, verb, inverse_verb, .. } =
            kinds.relations.get(name).expect("the relation").clone();
        [label, inverse, verb, inverse_verb]
    };
    assert_eq!(relation("inspired-by"), ["inspired by", "inspired", "inspired by", "inspired"]);
    assert_eq!(relation("uses"), ["works with", "used in", "works with", "was used in"]);
    assert_eq!(relation("twin-of"), ["twin of", "twin of", "twin of", "twin of"]);
}

#[test]
fn mistakes_in_kinds_are_named_with_their_places() {
    let broken = r#"
[kinds.Recipe]
[kinds.news]
folder = "blog"
title = "News"
[kinds.search]
folder = "search"
title = " "
relations = ["use"]
first = ["titel"]
[kinds.page]
folder = "pages"
[kinds.story]
folder = "../x"
[kinds.story.fields.title]
[kinds.story.fields.from-where]
[kinds.story.fields.who]
kind = "person"
[kinds.story.fields.whom]
type = "entry"
kind = "persn"
[kinds.story.fields.count]
type = "integer"
one_of = ["1"]
default = "many"
[kinds.story.fields.steps]
type = "table"
[kinds.story.fields.parts]
fields.x.type = "text"
[kinds.story.fields.mood]
one_of = ["glad"]
default = "sad"
[kinds.story.fields.place]
one_of = []
or = ["here"]
"#;
    assert_eq!(
        problems_of(broken),
        [
            "Recipe: `Recipe` cannot be the name of a kind (use small letters, digits and hyphens, and start with a letter)",
            "Recipe: the kind `Recipe` has no `folder` (a kind that is new needs `folder` and `title`)",
            "Recipe: the kind `Recipe` has no `title` (a kind that is new needs `folder` and `title`)",
            "\"search\": the address `/search/` belongs to the site itself (choose another folder)",
            "\" \": the kind `search` needs a title that can be read",
            "\"pages\": `page` has no folder: it holds the files of no kind's folder (define a kind of your own for a folder)",
            "\"../x\": `../x` cannot be the folder of a kind (use one name of small letters, digits, `-` and `_`)",
            "title: `title` is a key that every entry has (give the field another name)",
            "from-where: `from-where` cannot be the name of a field (use letters, digits and `_`, and start with a letter)",
            "\"person\": only a field of type `entry` has a `kind` (add `type = \"entry\"`)",
            "[\"1\"]: only a field of type `text` has `one_of`",
            "\"many\": the default of `count` is not a value that the field allows",
            "steps: the table `steps` has no fields (describe them under `fields.steps.fields`)",
            "parts: only a field of type `table` has `fields` (add `type = \"table\"`)",
            "\"sad\": the default of `mood` is not a value that the field allows",
            "[]: `one_of` allows no value at all",
            "[\"here\"]: only a field of type `entry` has `or` (add `type = \"entry\"`)",
            "\"blog\": the kinds `post` and `news` both have the folder `blog` (give one of them another folder)",
            "\"use\": no relation is called `use` (did you mean `uses`?)",
            "\"titel\": no field is called `titel` (did you mean `title`?)",
            "\"persn\": no kind is called `persn` (did you mean `person`?)",
        ]
    );
}

#[test]
fn mistakes_in_relations_and_renamed_fields_are_named_with_their_places() {
    let broken = r#"
[fields]
topics = "domain"
authors = "people"
[kinds.event.names]
date = "start"
length = "short"
[relations.Liked_by]
inverse = "likes"
[relations.near]
[relations.same-as]
inverse = "x"
"#;
    assert_eq!(
        problems_of(broken),
        [
            "Liked_by: `Liked_by` cannot be the name of a relation (use small letters, digits and hyphens, and start with a letter)",
            "near: the relation `near` has no `inverse` (say how it reads from the other end (\"used in\"), or set `symmetric = true`)",
            "\"x\": a symmetric relation reads the same from both ends (remove `inverse`, or `symmetric`)",
            "\"domain\": no field is called `domain` (did you mean `domains`?)",
            "\"short\": no field is called `short`",
        ]
    );
}

#[test]
fn unknown_keys_and_wrong_types_inside_kinds_are_all_named() {
    let broken = r#"
[kinds.recipe]
folder = "recipes"
title = "Recipe"
colour = "red"
hues = "story"
group = "practise"
[kinds.recipe.fields.serves]
type = "int"
requird = true
help = 3
"#;
    assert_eq!(
        problems_of(broken),
        [
            "colour: unknown key `kinds.recipe.colour` (the keys known here: `folder`, `title`, `plural`, `group`, `definition`, `icon`, `hue`, `keep_folders`, `dated`, `relations`, `first`, `expected`, `asks`, `review_after_months`, `fields`, `names`)",
            "hues: unknown key `kinds.recipe.hues` (did you mean `hue`?)",
            "\"practise\": `kinds.recipe.group`: unknown variant `practise`, expected one of `practice`, `community`, `activity`, `output`, `other`",
            "\"int\": `kinds.recipe.fields.serves.type`: unknown variant `int`, expected one of `text`, `date`, `integer`, `number`, `bool`, `url`, `file`, `entry`, `person`, `table`, `zone`, `repeat`",
            "requird: unknown key `kinds.recipe.fields.serves.requird` (did you mean `required`?)",
            "3: `kinds.recipe.fields.serves.help`: invalid type: integer `3`, expected a string",
        ]
    );
}
