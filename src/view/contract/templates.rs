//! Which template gets which of these, as JSON Schema: what `copsite schema template` prints, and what the check
//! of templates goes by.

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde_json::{Map, Value, json};

use super::*;

/// A name, and what stands under it.
type Named = (&'static str, Schema);
/// A template, and what it gets.
type Gets = (&'static str, Vec<Named>);

/// The schema of an object that holds, under the name of each template, what that template gets.
pub fn schema() -> Value {
    let mut generator = SchemaSettings::draft2020_12().for_serialize().into_generator();
    let mut templates = Map::new();
    for (template, own) in pages(&mut generator) {
        let given = everywhere(&mut generator).into_iter().chain(page(&mut generator)).chain(own);
        templates.insert(template.to_owned(), object(given));
    }
    for (template, own) in parts(&mut generator) {
        templates.insert(template.to_owned(), object(everywhere(&mut generator).into_iter().chain(own)));
    }
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "What each template gets",
        "description": "A template that an entry asks for gets what the one of its kind does. A component also gets its arguments.",
        "type": "object",
        "properties": templates,
        "$defs": generator.take_definitions(true),
    })
}

fn object(given: impl Iterator<Item = Named>) -> Value {
    let properties: Map<String, Value> = given.map(|(name, schema)| (name.to_owned(), schema.to_value())).collect();
    let required: Vec<&String> = properties.keys().collect();
    json!({ "type": "object", "required": required, "properties": properties })
}

fn everywhere(of: &mut SchemaGenerator) -> Vec<Named> {
    vec![one::<Site>("site", of), one::<String>("base", of), one::<String>("lang", of)]
}

fn page(of: &mut SchemaGenerator) -> Option<Named> {
    Some(one::<Page>("page", of))
}

fn one<T: JsonSchema>(name: &'static str, of: &mut SchemaGenerator) -> Named {
    (name, of.subschema_for::<T>())
}

/// Whole pages, with the name under which each knows what it shows.
fn pages(of: &mut SchemaGenerator) -> Vec<Gets> {
    vec![
        ("404.html", vec![one::<Missing>("missing", of)]),
        ("bridges.html", vec![one::<BridgesPage>("bridges", of)]),
        ("calendar.html", vec![one::<CalendarPage>("calendar", of)]),
        ("changes.html", vec![one::<Changes>("changes", of)]),
        ("community.html", vec![one::<Community>("community", of)]),
        ("contribute.html", vec![one::<Contribute>("contribute", of)]),
        ("coverage-list.html", vec![one::<CoverageList>("coverage_list", of)]),
        ("coverage.html", vec![one::<CoveragePage>("coverage", of)]),
        ("expedition.html", vec![one::<Expedition>("expedition", of)]),
        ("gaps.html", vec![one::<GapsPage>("gaps", of)]),
        ("graph.html", vec![one::<GraphPage>("graph", of)]),
        ("harvest-report.html", vec![one::<HarvestReport>("report", of)]),
        ("harvest.html", vec![one::<HarvestPage>("harvest", of)]),
        ("home.html", vec![one::<Home>("home", of)]),
        ("hub.html", vec![one::<Hub>("hub", of)]),
        ("issue.html", vec![one::<Issue>("issue", of)]),
        ("item.html", vec![one::<Item>("item", of)]),
        ("journal.html", vec![one::<Journal>("journal", of)]),
        ("listing.html", vec![one::<Listing>("listing", of)]),
        ("redirect.html", vec![one::<Redirect>("redirect", of)]),
        ("search.html", vec![one::<SearchPage>("search", of)]),
        ("terms.html", vec![one::<TermIndex>("terms", of)]),
        ("toolkit.html", vec![one::<Toolkit>("toolkit", of)]),
        ("value.html", vec![one::<ValuePage>("value", of)]),
        ("weave.html", vec![one::<WeavePage>("weave", of)]),
        ("weaver-list.html", vec![one::<WeaverList>("weaver_list", of)]),
    ]
}

/// What is rendered by itself and is no page of its own.
fn parts(of: &mut SchemaGenerator) -> Vec<Gets> {
    vec![
        ("components/embed.html", vec![one::<Ref>("card", of)]),
        ("components/query.html", vec![one::<Vec<Ref>>("items", of)]),
        ("components/toc.html", vec![one::<Vec<TocItem>>("toc", of)]),
        ("email/piece.html", vec![one::<Piece>("piece", of)]),
        ("email/issue.html", vec![one::<Issue>("issue", of), one::<Email>("email", of)]),
        ("parts/entries.html", vec![one::<Vec<Ref>>("cards", of)]),
        ("parts/piece.html", vec![one::<Piece>("piece", of)]),
        ("toolkit/file.html", vec![one::<Toolkit>("toolkit", of)]),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{Overrides, resolve};
    use crate::disk::MemoryDisk;
    use crate::kinds::Kinds;
    use crate::theme::{APART, bundled_names, load, unknown_data};

    #[test]
    fn every_part_that_gets_something_of_its_own_is_rendered_by_itself() {
        let gets = parts(&mut SchemaGenerator::default());
        let parts: Vec<&str> = gets.iter().map(|(name, _)| *name).filter(|name| name.starts_with("parts/")).collect();
        assert_eq!(parts, APART);
    }

    #[test]
    fn the_bundled_themes_have_each_template_and_ask_it_for_what_it_gets() {
        let schema = schema();
        for name in bundled_names() {
            let text = format!("title = \"T\"\n[theme]\nname = \"{name}\"\n");
            let (config, _) = resolve(&"copsite.toml".into(), &text, &Overrides::default());
            let disk = MemoryDisk::new::<String, Vec<u8>>([]);
            let (theme, _) = load(&config.expect("a configuration"), &Kinds::default(), &disk);
            let theme = theme.expect("a bundled theme");
            assert_eq!(unknown_data(&theme, &schema), [], "{name}");
            let templates = schema["properties"].as_object().expect("templates");
            let missing: Vec<&String> =
                templates.keys().filter(|name| !theme.templates.contains_key(name.as_str())).collect();
            assert_eq!(missing, [] as [&String; 0], "{name}");
        }
    }
}
