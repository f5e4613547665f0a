//! Values that a schema lists, as readers of a language see them.

use super::Snapshot;
use crate::content::{Lang, capitalise};
use crate::kinds::Field;

/// Fields of kinds whose values have interface strings under another name than the field's.
const GROUPS: [(&str, &str, &str); 2] = [("event", "type", "event"), ("event", "status", "event-status")];

/// A value of a field of `kind`: the label that the schema gives it, else what [`in_words`] says.
pub fn label(snapshot: &Snapshot, lang: &Lang, kind: &str, field: &Field, value: &str) -> String {
    let group = || {
        let own = GROUPS.iter().find(|(of, name, _)| *of == kind && **name == *field.name);
        own.map_or(&*field.name, |(.., group)| group)
    };
    field.labels.get(value).cloned().unwrap_or_else(|| in_words(snapshot, lang, group(), value))
}

/// A value that a schema lists, in words: the interface string `<group>-<value>`, or the value as a
/// label where the theme has none.
pub fn in_words(snapshot: &Snapshot, lang: &Lang, group: &str, value: &str) -> String {
    let key = format!("{group}-{value}");
    let said = snapshot.say(lang, &key);
    if said == key { label_of(value) } else { said }
}

/// A schema's value as a label: `core-group` → "Core group".
pub fn label_of(value: &str) -> String {
    capitalise(&value.replace('-', " "))
}
