//! What templates name literally: icons and strings, found before any page is rendered.

use std::ops::Range;

use memchr::memmem;

use super::icons::is_name_byte;

/// A literal name in a template, with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named<'a> {
    pub name: &'a str,
    pub range: Range<usize>,
}

/// Names given as a literal first argument: `function(argument="name"`. A name put together from
/// parts (`"charter-" ~ x`) is not literal and is left out.
pub fn literals<'a>(template: &'a str, function: &str, argument: &str) -> Vec<Named<'a>> {
    memmem::find_iter(template.as_bytes(), function.as_bytes())
        .filter(|at| !template[..*at].ends_with(|before: char| before.is_alphanumeric() || before == '_'))
        .filter_map(|at| literal(template, at + function.len(), argument))
        .collect()
}

fn literal<'a>(template: &'a str, from: usize, argument: &str) -> Option<Named<'a>> {
    let rest = template[from..].trim_start().strip_prefix('(')?.trim_start();
    let rest = rest.strip_prefix(argument)?.trim_start().strip_prefix('=')?.trim_start();
    let quote = rest.chars().next().filter(|quote| matches!(quote, '"' | '\'' | '`'))?;
    let start = template.len() - rest.len() + 1;
    let name = rest[1..].split(quote).next()?;
    let after = rest.get(name.len() + 2..)?.trim_start();
    after.starts_with([',', ')']).then(|| Named { name, range: start..start + name.len() })
}

/// What an icon that is written out begins with.
const WRITTEN: &str = "\"#_i-";

/// Icons written out as `href="#_i-name"`.
pub fn written_icons(template: &str) -> Vec<Named<'_>> {
    memmem::find_iter(template.as_bytes(), WRITTEN)
        .filter_map(|at| {
            let start = at + WRITTEN.len();
            let length = template[start..].bytes().take_while(|byte| is_name_byte(*byte)).count();
            let range = start..start + length;
            template[range.end..].starts_with('"').then(|| Named { name: &template[range.clone()], range })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_literals_of_that_function_are_found() {
        let template = r#"{{ t(key="one") }}{{ t( key = 'two', n=3) }}{{ t(key="c-" ~ x) }}{{ at(key="three") }}{{ t(key=x) }}{{ t(key="open"#;
        let names: Vec<&str> = literals(template, "t", "key").into_iter().map(|named| named.name).collect();
        assert_eq!(names, ["one", "two"]);
        let place = &literals(template, "t", "key")[1];
        assert_eq!(&template[place.range.clone()], "two");
    }

    #[test]
    fn icons_written_by_hand_are_found() {
        let template = r##"<use href="#_i-story"/><use href="#_i-{{ x }}"/><a href="#i">"##;
        assert_eq!(written_icons(template), [Named { name: "story", range: 15..20 }]);
    }
}
