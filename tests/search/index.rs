//! The index of one language, read back from its files as a browser reads it.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

#[derive(Debug, Default)]
pub struct Index {
    /// Word → the addresses of the entries that it finds, with how much it tells of each.
    pub words: BTreeMap<String, BTreeMap<String, usize>>,
    /// Titles by address.
    pub titles: BTreeMap<String, String>,
    /// Texts by address.
    pub texts: BTreeMap<String, String>,
    pub tags: BTreeSet<String>,
    pub start: Value,
}

impl Index {
    /// Reads the files under `folder`, such as `search/en/`.
    pub fn read(published: &BTreeMap<String, String>, folder: &str) -> Index {
        let start = data(&published[&format!("{folder}start.js")]);
        let parts = |name: &str| -> Vec<Value> {
            let parts = (0..).map_while(|part| published.get(&format!("{folder}{name}-{part}.js")));
            parts.map(|file| data(file)).collect()
        };
        let cards: Vec<Value> = parts("cards").iter().flat_map(|part| part.as_array().unwrap().clone()).collect();
        let urls: Vec<String> = cards.iter().map(|card| text(&card[1])).collect();
        let titles = cards.iter().map(|card| (text(&card[1]), text(&card[0]))).collect();
        let texts = parts("texts").into_iter().flat_map(|part| part.as_array().unwrap().clone()).zip(&urls);
        let postings: Vec<Vec<(usize, usize)>> = parts("postings").iter().flat_map(postings).collect();
        let mut words = BTreeMap::new();
        for (number, part) in parts("words").iter().enumerate() {
            let known = start["words"][number][1].as_u64().unwrap() as usize;
            for (word, group) in of_part(part.as_str().unwrap(), known) {
                let found = postings[group].iter().map(|(entry, tells)| (urls[*entry].clone(), *tells)).collect();
                assert!(words.insert(word, found).is_none(), "a word stands twice");
            }
        }
        let tags = data(&published[&format!("{folder}tags.js")]);
        Index {
            words,
            titles,
            texts: texts.map(|(lines, url)| (url.clone(), text(&lines))).collect(),
            tags: tags.as_array().unwrap().iter().map(|tag| text(&tag[0])).collect(),
            start,
        }
    }

    /// The addresses of the entries that a word finds.
    pub fn finds(&self, word: &str) -> Vec<&str> {
        self.words.get(word).into_iter().flatten().map(|(url, _)| url.as_str()).collect()
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}

/// What a script hands over: `copsiteSearch("name","print",data)`.
fn data(script: &str) -> Value {
    let arguments = script.trim().strip_prefix("copsiteSearch(").and_then(|rest| rest.strip_suffix(')')).unwrap();
    serde_json::from_str::<Value>(&format!("[{arguments}]")).unwrap()[2].clone()
}

/// Takes a number off the front of a text.
fn number(text: &mut &str) -> usize {
    let (mut number, mut scale) = (0, 1);
    loop {
        let byte = text.as_bytes()[0];
        *text = &text[1..];
        let digit = usize::from(if byte == b'!' { b'\\' } else { byte } - b'#');
        number += digit % 46 * scale;
        if digit < 46 {
            return number;
        }
        scale *= 46;
    }
}

fn of_part(text: &str, mut known: usize) -> Vec<(String, usize)> {
    let mut words: Vec<(String, usize)> = Vec::new();
    for mut item in text.split(' ').filter(|item| !item.is_empty()) {
        let shared = number(&mut item);
        let back = number(&mut item);
        let group = known - back;
        if back == 0 {
            known += 1;
            number(&mut item);
        }
        let before: Vec<u16> = words.last().map_or(Vec::new(), |(word, _)| word.encode_utf16().collect());
        words.push((String::from_utf16(&before[..shared]).unwrap() + item, group));
    }
    words
}

/// For each group its entries, with how much it tells of them.
fn postings(part: &Value) -> Vec<Vec<(usize, usize)>> {
    let text = part.as_str().unwrap();
    let groups = text.split(' ').filter(|_| !text.is_empty());
    groups.map(of_group).collect()
}

fn of_group(mut text: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    while !text.is_empty() {
        let tells = number(&mut text);
        let count = number(&mut text);
        let mut entry = 0;
        for _ in 0..count {
            entry += number(&mut text);
            found.push((entry, tells));
        }
    }
    found
}
