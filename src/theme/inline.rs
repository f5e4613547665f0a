//! Parts written into the templates that include them.
//!
//! The engine gives every include a scope of its own and looks each name up through all the scopes
//! around it; a page has about forty includes. A part is written in only where it means the same
//! there: it sets no variable, and the white space around it stays as it is.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use super::Template;
use super::tags::tags;

type Templates = BTreeMap<Arc<str>, Template>;

/// What only a template of its own can do, or what would change another's variables.
const OWN: [&str; 9] =
    ["% set", "%- set", "% extends", "%- extends", "% block", "%- block", "endcomponent", "endraw", "__tera"];
const OPEN: &str = "{% include \"";
const CLOSE: &str = "\" %}";

/// The tag that includes a part of this name.
pub fn tag_of(name: &str) -> String {
    format!("{OPEN}{name}{CLOSE}")
}

/// Every such tag of a text: where it stands, and the name.
pub fn included(text: &str) -> impl Iterator<Item = (Range<usize>, &str)> {
    tags(text).filter_map(|tag| {
        let name = text[tag.clone()].strip_prefix(OPEN)?.strip_suffix(CLOSE)?;
        (!name.contains('"')).then_some((tag, name))
    })
}

/// The text of a template with its parts in it, but for those that `stays` says are better included.
pub fn inlined<'t>(templates: &'t Templates, text: &'t str, stays: &dyn Fn(&str) -> bool) -> Cow<'t, str> {
    Inliner { templates, stays, trail: Vec::new() }.inlined(text)
}

struct Inliner<'t, 's> {
    templates: &'t Templates,
    stays: &'s dyn Fn(&str) -> bool,
    /// Parts that are being written in: one that includes itself is left to the engine to refuse.
    trail: Vec<&'t str>,
}

impl<'t> Inliner<'t, '_> {
    fn inlined(&mut self, text: &'t str) -> Cow<'t, str> {
        let mut out = String::new();
        let mut copied = 0;
        for (tag, name) in included(text) {
            if let Some(part) = self.part(name, &text[..tag.start], &text[tag.end..]) {
                out.push_str(&text[copied..tag.start]);
                out.push_str(&part);
                copied = tag.end;
            }
        }
        if copied == 0 {
            return text.into();
        }
        out.push_str(&text[copied..]);
        out.into()
    }

    /// A part as it can stand between two pieces of text.
    fn part(&mut self, name: &str, before: &str, after: &str) -> Option<String> {
        let (name, template) = self.templates.get_key_value(name)?;
        let has_own = OWN.iter().any(|own| template.text.contains(own)) || uses_outer_loop(&template.text);
        let is_whole = name.ends_with(".html") && !has_own;
        if !is_whole || self.trail.contains(&&**name) || (self.stays)(name) {
            return None;
        }
        let text = without_edges(&template.text)?;
        let trims_start = ["-%}", "-}}", "-#}"].iter().any(|end| before.trim_end().ends_with(end));
        let trims_end = ["{%-", "{{-", "{#-"].iter().any(|start| after.trim_start().starts_with(start));
        let is_trimmed =
            trims_start && text.starts_with(char::is_whitespace) || trims_end && text.ends_with(char::is_whitespace);
        if is_trimmed {
            return None;
        }
        self.trail.push(name);
        let part = self.inlined(text).into_owned();
        self.trail.pop();
        Some(opened(part))
    }
}

/// Whether a part asks for `loop` outside of its own loops: no include sees that of the template around it.
fn uses_outer_loop(text: &str) -> bool {
    text.match_indices("loop").any(|(at, _)| {
        let opened = ["{% for ", "{%- for "].iter().map(|tag| text[..at].matches(tag).count()).sum::<usize>();
        opened <= text[..at].matches("endfor").count()
    })
}

/// The text of a part without the comment it begins with and the white space that its outermost tags
/// trim; none for a part that is all white space.
fn without_edges(text: &str) -> Option<&str> {
    let text = match text.strip_prefix("{#") {
        Some(comment) => match comment.split_once("#}")? {
            (comment, rest) if comment.ends_with('-') => rest.trim_start(),
            (_, rest) => rest,
        },
        None => text,
    };
    let text = match text.strip_suffix("{{- \"\" -}}").or_else(|| text.trim_end().strip_suffix("{{- \"\" -}}")) {
        Some(rest) => rest.trim_end(),
        None if ["-%}", "-}}", "-#}"].iter().any(|end| text.trim_end().ends_with(end)) => text.trim_end(),
        None => text,
    };
    (!text.trim().is_empty()).then_some(text)
}

/// The same part where its first and last tag trim nothing, since what they trimmed is gone.
fn opened(mut part: String) -> String {
    if ["{%-", "{{-", "{#-"].iter().any(|start| part.starts_with(start)) {
        part.remove(2);
    }
    if ["-%}", "-}}", "-#}"].iter().any(|end| part.ends_with(end)) {
        part.remove(part.len() - 3);
    }
    part
}

#[cfg(test)]
mod tests {
    use super::*;

    fn inlined(parts: &[(&str, &str)], text: &str) -> String {
        let template = |text: &str| Template { file: "".into(), text: text.into() };
        let templates: Templates = parts.iter().map(|(name, text)| (Arc::from(*name), template(text))).collect();
        super::inlined(&templates, text, &|name| name == "stays.html").into_owned()
    }

    #[test]
    fn a_part_and_its_own_parts_are_written_in() {
        let parts = [("a.html", "<a>{% include \"b.html\" %}</a>"), ("b.html", "{{ b }}")];
        assert_eq!(inlined(&parts, "x{% include \"a.html\" %}y"), "x<a>{{ b }}</a>y");
    }

    #[test]
    fn what_trims_the_edges_of_a_part_trims_nothing_around_it() {
        let parts = [("a.html", "{#- Says a. -#}\n{%- if a %} a{% endif -%}\n"), ("b.html", "b\n{{- \"\" -}}\n")];
        assert_eq!(inlined(&parts, "x\n{% include \"a.html\" %}\ny"), "x\n{% if a %} a{% endif %}\ny");
        assert_eq!(inlined(&parts, "x\n{% include \"b.html\" %}\ny"), "x\nb\ny");
    }

    #[test]
    fn a_part_whose_edges_would_be_trimmed_stays_an_include() {
        let text = "{% if a -%}{% include \"a.html\" %}{% endif %}{% include \"a.html\" %} {%- if b %}{% endif %}";
        assert_eq!(inlined(&[("a.html", " a ")], text), text);
    }

    #[test]
    fn what_sets_variables_or_includes_itself_stays_an_include() {
        let parts = [
            ("a.html", "{% set a = 1 %}a"),
            ("b.html", "b{% include \"b.html\" %}"),
            ("c.html", "{% for x in y %}{% endfor %}{{ loop.index }}"),
            ("d.html", "{% for x in y %}{{ loop.index }}{% endfor %}"),
            ("stays.html", "e"),
        ];
        let text =
            "{% include \"a.html\" %}{% include \"c.html\" %}{% include \"stays.html\" %}{% include \"none.html\" %}";
        assert_eq!(inlined(&parts, text), text);
        assert_eq!(inlined(&parts, "{% include \"d.html\" %}"), parts[3].1);
        assert_eq!(inlined(&parts, "{% include \"b.html\" %}"), "b{% include \"b.html\" %}");
    }
}
