//! What previews of links show: every entry that is published, each once, and nothing else.

use std::collections::BTreeMap;

use serde_json::Value;

use super::pages::PUBLISHED;

fn json(path: &str) -> Value {
    serde_json::from_slice(&PUBLISHED[path]).unwrap()
}

#[test]
fn every_published_entry_has_one_preview_with_its_title_and_the_icon_of_its_kind() {
    let files: Vec<&String> =
        PUBLISHED.keys().filter(|path| path.starts_with("assets/previews/") && path.ends_with(".json")).collect();
    assert!(files.len().is_power_of_two(), "{files:?}");
    let mut titles: BTreeMap<String, String> = BTreeMap::new();
    for file in files {
        let previews = json(file);
        for (address, card) in previews["cards"].as_object().unwrap() {
            let icon = format!("id=\"_i-{}\"", card["icon"].as_str().unwrap());
            assert!(previews["sprite"].as_str().unwrap().contains(&icon), "{address} {icon}");
            let twice = titles.insert(address.clone(), card["title"].as_str().unwrap().to_owned());
            assert_eq!(twice, None, "{address}");
        }
    }
    let woven = json("weaver.json");
    let home = woven["site"]["base_url"].as_str().unwrap();
    let text = |entry: &Value, key: &str| entry[key].as_str().unwrap().to_owned();
    let entries = woven["entries"].as_array().unwrap();
    let published: BTreeMap<String, String> = entries
        .iter()
        .map(|entry| (text(entry, "url").strip_prefix(home).unwrap().to_owned(), text(entry, "title")))
        .collect();
    // `weaver.json` has one version of each entry; the others have previews too.
    titles.retain(|address, _| published.contains_key(address));
    assert_eq!(titles, published);
}
