//! `docs/themes.md`, for those who make themes: what it says of templates, their data and tokens is made from the types
//! of the template contract, Loom's own description and the list of strings that the program says, so that it says
//! what is so.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;

use super::site::{Site, crate_folder, read_tree};

const PAGE: &str = "docs/themes.md";
const MARK: &str = "COPSITE_BLESS=1 writes it. -->\n";

/// A struct of the contract.
struct Type {
    /// The variable under which a template gets it; none for a part of others.
    variable: Option<String>,
    about: String,
    fields: Vec<[String; 3]>,
}

#[test]
fn the_page_for_theme_authors_says_what_templates_get_and_what_tokens_are_for() {
    let file = crate_folder().join(PAGE);
    let written = fs::read_to_string(&file).unwrap();
    let (by_hand, _) = written.split_once(MARK).expect("the mark under which the page is made");
    let made = format!("{by_hand}{MARK}{}", page(&contract()));
    if std::env::var_os("COPSITE_BLESS").is_some() {
        fs::write(&file, &made).unwrap();
    }
    assert!(fs::read_to_string(&file).unwrap() == made, "`{PAGE}` is out of date; COPSITE_BLESS=1 writes it anew");
}

#[test]
fn every_link_of_the_page_leads_to_one_of_its_headings() {
    let page = fs::read_to_string(crate_folder().join(PAGE)).unwrap();
    let headings: Vec<String> = page.lines().filter(|line| line.starts_with('#')).map(anchor).collect();
    let links = page.split("](#").skip(1).filter_map(|rest| rest.split(')').next());
    let astray: Vec<&str> = links.filter(|link| !headings.contains(&format!("#{link}"))).collect();
    assert_eq!(astray, [""; 0]);
}

/// The blocks of code in a language that the page shows.
fn examples(language: &str) -> Vec<String> {
    let page = fs::read_to_string(crate_folder().join(PAGE)).unwrap();
    let opening = format!("```{language}\n");
    let opened = page.split(&opening).skip(1);
    // In a list they are indented.
    let blocks = opened.map(|rest| rest.split("```").next().unwrap_or_default());
    blocks.map(|block| block.strip_prefix("  ").map_or(block.to_owned(), |block| block.replace("\n  ", "\n"))).collect()
}

#[test]
fn the_examples_of_the_page_for_theme_authors_work() {
    let [_, _, _, facts, data] = &examples("html")[..] else { panic!("five examples of templates") };
    let [_, manifest] = &examples("toml")[..] else { panic!("a configuration, and one description of a theme") };
    let story = "+++\ntitle = \"A\"\ncommunities = [\"c\"]\nshared_with = \"permission\"\n+++\n{{ note(words=\"Bring a pen\", times=2, who=[\"all\"]) }}\n\n{{ note() }}\n";
    let note = "{% if words is defined %}{{ words }}{% endif %} {{ times | default(value=1) }} {% if page is defined or item is defined %}page{% else %}{{ site.title }} {{ lang }} {{ base }}{% endif %};";
    let site = Site::of([
        ("copsite.toml", "title = \"T\"\n[theme]\nname = \"ours\"\n".to_owned()),
        ("themes/ours/theme.toml", manifest.clone()),
        ("templates/story.html", format!("{{{{ item.body_html | safe }}}}{facts}{data}")),
        ("templates/components/note.html", note.to_owned()),
        ("content/communities/c.md", "# C\n".to_owned()),
        ("content/stories/_defaults.toml", "template = \"story.html\"\n".to_owned()),
        ("content/stories/a.md", story.to_owned()),
        ("data/teams.yaml", "- name: North\n- name: South\n".to_owned()),
    ]);
    let run = site.build();
    assert_eq!(run.code, 0, "{}", run.stderr);
    let page = site.page("stories/a/index.html");
    for part in [
        "Bring a pen 2 T en ../../;",
        " 1 T en ../../;",
        "<dd><a href=\"../../communities/c/\">C</a></dd>",
        "<li>North</li><li>South</li>",
    ] {
        assert!(page.contains(part), "{part}: {page}");
    }
}

#[test]
fn the_examples_of_a_sites_own_name_and_look_work_in_both_themes() {
    let [mark, header, foot, ..] = &examples("html")[..] else { panic!("three examples of parts") };
    let [config, ..] = &examples("toml")[..] else { panic!("a configuration") };
    for theme in ["loom", "handbook"] {
        let site = Site::of([
            ("copsite.toml", format!("{config}[theme]\nname = \"{theme}\"\n")),
            ("templates/parts/mark.html", mark.clone()),
            ("templates/parts/versions.html", header.clone()),
            ("templates/parts/footer-links.html", foot.clone()),
            ("static/fonts/r.woff2", String::new()),
            ("static/fonts/b.woff2", String::new()),
            ("static/logo.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>".to_owned()),
            ("static/favicon.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>".to_owned()),
            ("content/about.md", "# About us\n".to_owned()),
            ("content/accessibility.md", "# Accessibility\n".to_owned()),
            ("content/privacy.md", "# Privacy\n".to_owned()),
        ]);
        let run = site.build();
        assert_eq!(run.code, 0, "{theme}: {}", run.stderr);
        let page = site.page("about/index.html");
        for part in [
            "<img src=\"../logo.svg\" alt=\"\" width=\"28\" height=\"28\">",
            "<li><a href=\"https://example.org/forum/\">Forum</a></li>",
            "<p><a href=\"https://example.org/jobs/\">Jobs</a></p>",
            "<a href=\"../accessibility/\">Accessibility</a><a href=\"../privacy/\">Privacy</a>",
            "<link rel=\"icon\" href=\"../favicon.svg\"",
        ] {
            assert!(page.contains(part), "{theme}: {part}: {page}");
        }
    }
}

/// `## What a page` → `#what-a-page`.
fn anchor(heading: &str) -> String {
    let words = heading.trim_start_matches('#').trim().to_lowercase();
    let kept = words.chars().filter(|letter| letter.is_alphanumeric() || [' ', '-'].contains(letter));
    format!("#{}", kept.collect::<String>().replace(' ', "-"))
}

#[test]
fn the_page_for_theme_authors_names_every_function_and_filter() {
    let page = fs::read_to_string(crate_folder().join(PAGE)).unwrap();
    let engine = fs::read_to_string(crate_folder().join("src/theme/engine.rs")).unwrap();
    let names = |call: &str| -> Vec<String> {
        let after = engine.split(call).skip(1).filter_map(|rest| rest.split('"').next());
        after.map(str::to_owned).collect()
    };
    let functions = names("register_function(\"").into_iter().map(|name| format!("`{name}("));
    let filters = names("register_filter(\"").into_iter().map(|name| format!("`… | {name}"));
    let missing: Vec<String> = functions.chain(filters).filter(|call| !page.contains(call)).collect();
    assert_eq!(missing, [] as [String; 0]);
}

/// All types of the contract by name.
fn contract() -> BTreeMap<String, Type> {
    let sources = read_tree(&crate_folder().join("src/view/contract"));
    let items = sources.values().flat_map(|source| syn::parse_file(str::from_utf8(source).unwrap()).unwrap().items);
    let types = items.filter_map(|item| match item {
        syn::Item::Struct(found) => Some((found.ident.to_string(), described(&found))),
        syn::Item::Enum(found) => Some((found.ident.to_string(), one_of(&found))),
        _ => None,
    });
    types.collect()
}

/// An enum as a template meets it: `type` says which of its variants it is, and thereby which fields there are.
fn one_of(found: &syn::ItemEnum) -> Type {
    let name = |variant: &syn::Variant| format!("`{}`", variant.ident.to_string().to_lowercase());
    let all: Vec<String> = found.variants.iter().map(name).collect();
    let mut fields = vec![["type".to_owned(), "text".to_owned(), format!("One of {}.", all.join(", "))]];
    for variant in &found.variants {
        for field in &variant.fields {
            let [field, of, about] = described_field(field);
            let about = format!("Where it is {}. {about}", name(variant)).trim().to_owned();
            match fields.iter_mut().find(|known| known[0] == field) {
                Some(known) => known[2] = format!("{}, {}.", known[2].trim_end_matches('.'), name(variant)),
                None => fields.push([field, of, about]),
            }
        }
    }
    Type { variable: None, about: doc(&found.attrs), fields }
}

fn described(found: &syn::ItemStruct) -> Type {
    let about = doc(&found.attrs);
    let named = about.strip_prefix('`').and_then(|rest| rest.split_once('`'));
    let variable = named.map(|(name, _)| name.to_owned());
    let about = match named.and_then(|(_, rest)| rest.strip_prefix(':')) {
        Some(rest) => rest.trim().to_owned(),
        None => about,
    };
    Type { variable, about, fields: found.fields.iter().map(described_field).collect() }
}

fn described_field(field: &syn::Field) -> [String; 3] {
    let name = field.ident.as_ref().map(ToString::to_string).unwrap_or_default();
    let of = words(said(field).as_ref().unwrap_or(&field.ty), &name);
    [name, of, doc(&field.attrs)]
}

/// What the schema says the type of a field is, where the field itself is any value.
fn said(field: &syn::Field) -> Option<syn::Type> {
    let mut said = None;
    for attribute in field.attrs.iter().filter(|attribute| attribute.path().is_ident("schemars")) {
        let read = attribute.parse_nested_meta(|meta| match meta.path.is_ident("with") {
            true => meta.value()?.parse::<syn::LitStr>()?.parse().map(|of| said = Some(of)),
            false => Err(meta.error("the page knows nothing but `with`")),
        });
        read.unwrap();
    }
    said
}

/// The documentation comment as one line, with the links of rustdoc as words.
fn doc(attributes: &[syn::Attribute]) -> String {
    let lines = attributes.iter().filter_map(|attribute| match &attribute.meta {
        syn::Meta::NameValue(syn::MetaNameValue { path, value: syn::Expr::Lit(text), .. }) if path.is_ident("doc") => {
            match &text.lit {
                syn::Lit::Str(text) => Some(text.value().trim().to_owned()),
                _ => None,
            }
        }
        _ => None,
    });
    lines.collect::<Vec<_>>().join(" ").replace("[`", "`").replace("`]", "`").replace('|', "\\|")
}

/// A type as a template meets it.
fn words(of: &syn::Type, name: &str) -> String {
    let path = match of {
        syn::Type::Reference(reference) => return words(&reference.elem, name),
        syn::Type::Tuple(parts) => {
            let each: Vec<String> = parts.elems.iter().map(|part| words(part, name)).collect();
            return format!("list: {}", each.join(", "));
        }
        syn::Type::Path(path) => path.path.segments.last().unwrap(),
        _ => panic!("`{name}` has a type that the page has no words for"),
    };
    let inner = |at: usize| match &path.arguments {
        syn::PathArguments::AngleBracketed(found) => match &found.args[at] {
            syn::GenericArgument::Type(of) => words(of, name),
            _ => panic!("`{name}` has a type that the page has no words for"),
        },
        _ => panic!("`{name}` has a type that the page has no words for"),
    };
    match path.ident.to_string().as_str() {
        "Option" => format!("{}, or none", inner(0)),
        "Vec" => format!("list of {}", inner(0)),
        "BTreeMap" => format!("map of {}", inner(1)),
        "Arc" => inner(0),
        "String" | "str" if name.ends_with("_html") => "HTML".to_owned(),
        "String" | "str" => "text".to_owned(),
        "usize" | "u8" | "u32" | "u64" | "i64" | "f64" => "number".to_owned(),
        "bool" => "true or false".to_owned(),
        "Value" if name.ends_with("_html") => "HTML".to_owned(),
        "Value" if ["options", "data", "extra"].contains(&name) => "map".to_owned(),
        "Ref" => "card".to_owned(),
        part => format!("[{part}](#{})", part.to_lowercase()),
    }
}

/// The template that gets a variable, where it is not named after it.
fn template(variable: &str) -> String {
    match variable {
        "missing" => "404.html".to_owned(),
        "report" => "harvest-report.html".to_owned(),
        "email" => "email/issue.html".to_owned(),
        _ => format!("{}.html", variable.replace('_', "-")),
    }
}

fn page(contract: &BTreeMap<String, Type>) -> String {
    let mut page = String::from("\n## Templates\n");
    let roots = contract.iter().filter_map(|(name, of)| Some((of.variable.as_deref()?, name, of)));
    let (everywhere, own): (Vec<_>, Vec<_>) = roots.partition(|(variable, ..)| ["site", "page"].contains(variable));
    for (variable, name, of) in everywhere {
        let _ = write!(page, "\n### {name}\n\n`{variable}`, in every template: {}\n{}", of.about, table(of));
    }
    let templates = crate_folder().join("themes/loom/templates");
    for (variable, name, of) in own {
        let template = template(variable);
        assert!(templates.join(&template).is_file(), "`{name}` is for a template that is not there: `{template}`");
        let _ = write!(page, "\n### {name}\n\n`{variable}`, in `{template}`: {}\n{}", of.about, table(of));
    }
    page.push_str("\n## Parts of these\n");
    for (name, of) in contract.iter().filter(|(_, of)| of.variable.is_none()) {
        let about = if of.about.is_empty() { String::new() } else { format!("\n{}\n", of.about) };
        let _ = write!(page, "\n### {name}\n{about}{}", table(of));
    }
    page.push_str(&tokens());
    page.push_str(&options());
    page.push_str(&strings());
    page
}

fn table(of: &Type) -> String {
    let rows =
        of.fields.iter().map(|[name, of, about]| format!("| `{name}` | {of} | {about} |\n").replace("|  |", "| |"));
    format!("\n| | what it is | |\n|---|---|---|\n{}", rows.collect::<String>())
}

/// What each token is for, as Loom says behind it.
fn tokens() -> String {
    let file = fs::read_to_string(crate_folder().join("themes/loom/theme.toml")).unwrap();
    let (_, tokens) = file.split_once("[tokens]\n").unwrap();
    let (tokens, _) = tokens.split_once("\n[").unwrap();
    let mut page = String::from(
        "\n## Tokens\n\nEach is the CSS custom property of its name.\n\n| token | what it is for |\n|---|---|\n",
    );
    for (name, rest) in tokens.lines().filter_map(|line| line.split_once(" = ")) {
        let (_, about) = rest.rsplit_once(" # ").unwrap_or_else(|| panic!("`{name}` does not say what it is for"));
        let _ = writeln!(page, "| `{name}` | {about} |");
    }
    page
}

/// What a site may set, as Loom says.
fn options() -> String {
    let file = fs::read_to_string(crate_folder().join("themes/loom/theme.toml")).unwrap();
    let theme: toml::Table = file.parse().unwrap();
    let mut page =
        String::from("\n## Options\n\nThose of Loom.\n\n| option | type | what it is for |\n|---|---|---|\n");
    for (group, inner) in theme["options"].as_table().unwrap() {
        let inner = inner.as_table().unwrap();
        let single = inner.contains_key("type").then(|| (group.clone(), inner));
        let grouped = || inner.iter().map(|(name, option)| (format!("{group}.{name}"), option.as_table().unwrap()));
        let all: Vec<_> = single.map_or_else(|| grouped().collect(), |single| vec![single]);
        for (name, option) in all {
            let text = |key: &str| option.get(key).and_then(toml::Value::as_str).unwrap_or_default();
            let values = option.get("values").and_then(toml::Value::as_array).into_iter().flatten();
            let values: Vec<String> = values.map(|value| format!("`{}`", value.as_str().unwrap())).collect();
            let of = if values.is_empty() { String::new() } else { format!(" of {}", values.join(", ")) };
            let _ = writeln!(page, "| `{name}` | {}{of} | {} |", text("type"), text("help"));
        }
    }
    page
}

/// The strings that the program says, of which the first list is for every theme.
fn strings() -> String {
    let file = fs::read_to_string(crate_folder().join("src/theme/said.rs")).unwrap();
    let list = |name: &str| -> String {
        let (_, list) = file.split_once(&format!("const {name}: &[&str] = &[\n")).unwrap();
        let (list, _) = list.split_once("];").unwrap();
        list.lines().map(|line| line.trim().trim_end_matches(',').replace('"', "`")).collect::<Vec<_>>().join(", ")
    };
    format!(
        "\n## Strings\n\nThose that copsite says itself, whatever the templates are; `i18n/en.toml` of Loom has them all, with what \
         is put into them.\n\n{}\n\nAnd by the script that searches:\n\n{}\n",
        list("SAID"),
        list("SAID_BY_SEARCH")
    )
}
