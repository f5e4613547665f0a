//! Placeholders that another tool fills in when it makes a file from a template: `{{date:YYYY-MM-DD}}` is Obsidian's,
//! `{{ .Date }}` Hugo's, `<% tp.date.now() %>` that of Templater. The template itself is no page.

/// What to do about one.
pub const HELP: &str = "this is the placeholder of a template: files and folders that begin with `_` are not content, so call its \
                        folder `_templates`";

pub fn has_placeholder(text: &str) -> bool {
    [("{{", "}}"), ("<%", "%>")]
        .iter()
        .any(|(open, close)| text.split_once(open).is_some_and(|(_, inside)| inside.contains(close)))
}
