//! A new entry's file, made from its kind's schema.
//!
//! What has to be filled in reads `…`. Explanations start with `# `; keys that may be left out
//! start with `#` alone, and hold once that sign is taken away.

use jiff::civil::Date;
use toml::Value;

use super::common::may_be_words;
use super::{FALLBACK, Field, FieldType, Group, Kind, Kinds, Relation, common_keys};

/// Taxonomies that a new entry should be put under.
const TERMS: [&str; 3] = ["domains", "communities", "tags"];

/// What stands where something has to be filled in.
pub const PLACEHOLDER: &str = "…";

/// A Markdown file with front matter: the title, today's date where entries of the kind stand for
/// a day, required fields to fill in, the others as comments with their help.
pub fn scaffold(kind: &Kind, kinds: &Kinds, title: &str, today: Date) -> String {
    let mut file = String::from("+++\n");
    push_line(&mut file, &["title = ", &quoted(&one_line(title))]);
    if is_dated(kind) {
        push_line(&mut file, &["date = ", &today.to_string()]);
    }
    let (required, optional): (Vec<&Field>, Vec<&Field>) = kind.fields.iter().partition(|field| field.required);
    for field in required {
        explain(&mut file, field, "");
        push_line(&mut file, &[&field.name, " = ", &sample(field, today)]);
    }
    for key in terms_of(kind) {
        push_line(&mut file, &[key, " = []"]);
    }
    for field in common_of(kind).into_iter().chain(optional) {
        file.push('\n');
        explain(&mut file, field, "");
        push_line(&mut file, &["#", &field.name, " = ", &sample(field, today)]);
    }
    push_relations(&mut file, kind, kinds);
    file.push_str("+++\n\n");
    file
}

/// Domains, people and the like have no day of their own. That of an event is when it was announced, and not when
/// it begins: those who subscribe to the news hear of it in time.
fn is_dated(kind: &Kind) -> bool {
    kind.dated || (kind.group != Group::Community && *kind.name != *FALLBACK)
}

/// An entry is not put under the taxonomy that it is a term of.
fn terms_of(kind: &Kind) -> impl Iterator<Item = &'static str> {
    TERMS.into_iter().filter(|key| {
        let own = FieldType::List(Box::new(FieldType::Entry(Some(kind.name.clone()))));
        !common_keys().iter().any(|field| *field.name == **key && field.of == own)
    })
}

/// The summary, and the common keys that matter to this kind.
fn common_of(kind: &Kind) -> Vec<&'static Field> {
    let written = |name: &str| TERMS.contains(&name) || name == "title" || name == "date";
    let wanted = |field: &&Field| *field.name == *"summary" || kind.first.contains(&field.name);
    common_keys().iter().filter(wanted).filter(|field| !written(&field.name)).collect()
}

fn explain(file: &mut String, field: &Field, indent: &str) {
    push_line(file, &["# ", indent, &one_line(&format!("{}: {}", field.label, field.help))]);
    if !field.or.is_empty() {
        push_line(file, &["# ", indent, &one_line(&format!("Or the word: {}.", field.or.join(", ")))]);
    }
    if !field.one_of.is_empty() {
        push_line(file, &["# ", indent, &one_line(&format!("One of: {}.", field.one_of.join(", ")))]);
    }
    if let FieldType::Table(fields) = one(&field.of) {
        let indent = format!("{indent}  ");
        fields.iter().for_each(|field| explain(file, field, &indent));
    }
}

fn one(of: &FieldType) -> &FieldType {
    match of {
        FieldType::List(of) => of,
        of => of,
    }
}

/// A value of the field's type, as TOML on one line.
fn sample(field: &Field, today: Date) -> String {
    match &field.default {
        Some(default) => inline(default),
        None if may_be_words(field) => quoted(PLACEHOLDER),
        // A day or a number that nobody has chosen would pass for one that somebody has.
        None if field.required && is_made_up(field) => quoted(PLACEHOLDER),
        None => sample_of(&field.of, field, today),
    }
}

/// Whether a sample of the field is one of many values that could as well be meant.
fn is_made_up(field: &Field) -> bool {
    matches!(
        one(&field.of),
        FieldType::Date | FieldType::Integer | FieldType::Number | FieldType::Zone | FieldType::Repeat
    )
}

fn sample_of(of: &FieldType, field: &Field, today: Date) -> String {
    match of {
        FieldType::Text => quoted(&field.one_of.first().map_or(PLACEHOLDER.to_string(), |value| one_line(value))),
        FieldType::File | FieldType::Entry(_) | FieldType::Person => quoted(PLACEHOLDER),
        FieldType::Zone => quoted("Europe/London"),
        FieldType::Repeat => quoted("first Thursday monthly"),
        FieldType::Url => quoted(&format!("https://{PLACEHOLDER}")),
        FieldType::Date => today.to_string(),
        FieldType::Integer => "1".to_string(),
        FieldType::Number => "1.0".to_string(),
        FieldType::Bool => "true".to_string(),
        FieldType::List(of) => format!("[{}]", sample_of(of, field, today)),
        FieldType::Table(fields) => {
            let pairs: Vec<String> = fields.iter().map(|f| format!("{} = {}", f.name, sample(f, today))).collect();
            format!("{{ {} }}", pairs.join(", "))
        }
    }
}

/// A table ends the keys above it, so this comes last.
fn push_relations(file: &mut String, kind: &Kind, kinds: &Kinds) {
    let usual: Vec<&Relation> = kind.relations.iter().filter_map(|name| kinds.relations.get(name)).collect();
    if usual.is_empty() {
        return;
    }
    file.push_str("\n# Links that say what they mean. The page at the other end shows them too.\n#[relations]\n");
    for relation in usual {
        push_line(file, &["#", &relation.name, " = [\"…\"]"]);
    }
}

/// Front matter ends at the first fence, and a comment at the end of its line.
fn one_line(text: &str) -> String {
    text.split(|c: char| c.is_whitespace() || c.is_control())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

fn quoted(text: &str) -> String {
    Value::from(text).to_string()
}

fn inline(value: &Value) -> String {
    on_one_line(value).to_string()
}

fn on_one_line(value: &Value) -> Value {
    match value {
        Value::String(text) => Value::String(one_line(text)),
        Value::Array(items) => Value::Array(items.iter().map(on_one_line).collect()),
        Value::Table(table) => {
            Value::Table(table.iter().map(|(key, value)| (one_line(key), on_one_line(value))).collect())
        }
        plain => plain.clone(),
    }
}

fn push_line(file: &mut String, parts: &[&str]) {
    parts.iter().for_each(|part| file.push_str(part));
    file.push('\n');
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kinds::tests::kinds_of;
    use jiff::civil::date;
    use proptest::prelude::*;

    fn front_matter(file: &str) -> toml::Table {
        let rest = file.strip_prefix("+++\n").expect("an opening fence");
        let (front, _) = rest.split_once("\n+++\n").expect("a closing fence");
        front.parse().unwrap_or_else(|error| panic!("{error}\n{front}"))
    }

    /// The file with every optional key taken into use.
    fn uncommented(file: &str) -> String {
        let line = |line: &str| match line.strip_prefix('#') {
            Some(key) if !key.starts_with(' ') => key.to_string(),
            _ => line.to_string(),
        };
        file.lines().map(|text| line(text) + "\n").collect()
    }

    #[test]
    fn a_new_case_has_its_date_its_terms_and_every_field_with_help() {
        let kinds = kinds_of(
            "[kinds.recipe]\nfolder = \"recipes\"\ntitle = \"Recipe\"\nrelations = [\"uses\"]\n\
            [kinds.recipe.fields.serves]\ntype = \"integer\"\nrequired = true\nhelp = \"How many people.\"\n\
            [kinds.recipe.fields.taste]\none_of = [\"sweet\", \"salty\"]\nmany = true\nhelp = \"What it tastes of.\"\n",
        );
        let recipe = kinds.get("recipe").expect("the kind");
        let expected = r##"+++
title = 'Bread "of" the day'
date = 2026-03-01
# Serves: How many people.
serves = "…"
domains = []
communities = []
tags = []

# Summary: One sentence that tells a reader in a list what they would get from the page.
#summary = "…"

# Taste: What it tastes of.
# One of: sweet, salty.
#taste = ["sweet"]

# Links that say what they mean. The page at the other end shows them too.
#[relations]
#uses = ["…"]
+++

"##;
        assert_eq!(scaffold(recipe, &kinds, "Bread \"of\"\n the day", date(2026, 3, 1)), expected);
    }

    #[test]
    fn every_kind_makes_a_file_that_can_be_read_with_and_without_its_optional_keys() {
        let kinds = kinds_of("");
        for kind in &kinds.kinds {
            let file = scaffold(kind, &kinds, "A title", date(2026, 3, 1));
            let written = front_matter(&file);
            for field in kind.fields.iter().filter(|field| field.required) {
                assert!(written.contains_key(&*field.name), "{} lacks {}", kind.name, field.name);
            }
            let full = front_matter(&uncommented(&file));
            for field in &kind.fields {
                assert!(full.contains_key(&*field.name), "{} lacks {}", kind.name, field.name);
            }
            assert_eq!(full.get("relations").is_some(), !kind.relations.is_empty(), "{}", kind.name);
        }
    }

    #[test]
    fn only_entries_that_stand_for_a_day_get_todays_date() {
        let kinds = kinds_of("");
        let has_date = |kind: &&Kind| front_matter(&scaffold(kind, &kinds, "A", date(2026, 3, 1))).contains_key("date");
        let without: Vec<&str> = kinds.kinds.iter().filter(|kind| !has_date(kind)).map(|kind| &*kind.name).collect();
        assert_eq!(without, ["domain", "community", "person", "organisation", "page"]);
    }

    proptest! {
        #[test]
        fn any_title_can_be_read_back(title in "\\PC{0,20}([\\n\"\\\\+#\u{0}]{0,3}\\PC{0,20}){0,3}") {
            let kinds = kinds_of("");
            let file = scaffold(&kinds.kinds[0], &kinds, &title, date(2026, 3, 1));
            let table = front_matter(&file);
            prop_assert_eq!(&table["title"], &Value::String(one_line(&title)));
        }
    }
}
