//! Keys that would hold a page back and stand outside of front matter, where they are text: behind dashes that a word
//! processor has made long, under or in a comment, as JSON, in the manner of another tool, or without any line around them.

use std::ops::Range;
use std::sync::Arc;

use super::dates;
use super::fields::truth;
use super::front_matter::Format;
use super::held::Held;
use super::hiding::is_hiding;
use crate::config::Config;
use crate::diagnostics::{Code, Diagnostic, Severity, Span};

/// Signs that nobody sees and that editors and web pages leave before a text.
const UNSEEN: [char; 4] = ['\u{feff}', '\u{200b}', '\u{2060}', '\u{200e}'];

/// Blocks of code that hold the keys of front matter.
const BLOCKS: [&str; 4] = ["```yaml", "```yml", "```toml", "```json"];

const FRONT_MATTER: &str = "front matter is the first thing in a file, between two lines `---` of three hyphens each";
const LINE_ENDS: &str = "the lines of this file end as on old Macs, in CR alone: save it with LF, so that its front matter is \
                         read";

/// The first such key of a text that has no front matter, where the text begins as front matter does: with keys alone, up
/// to a blank line. Else one that stands right under the title.
pub fn stray_key(file: &Arc<str>, text: &str, config: &Config) -> Option<Diagnostic> {
    let is_old = memchr::memchr(b'\n', text.as_bytes()).is_none() && text.contains('\r');
    let help = if is_old { LINE_ENDS } else { FRONT_MATTER };
    let holds = |key: &str, value: &str| holds_back(key, value, config);
    let place = in_json(text, config).or_else(|| in_lines(text, if is_old { '\r' } else { '\n' }, &holds));
    place.map(|place| told(file, place, help)).or_else(|| under_title(file, text, config))
}

/// The first key of ours in a second block of front matter, which is text, that would hold back more than the first block
/// does: that of `text` ends at `start`. Blocks of other tools, such as those of slides, have keys of their own.
pub fn stray_block(file: &Arc<str>, text: &str, start: usize, (config, held): (&Config, &Held)) -> Option<Diagnostic> {
    let rest = &text[start..];
    let block = rest.trim_start();
    let (fence, inner) = block.split_once('\n')?;
    let fence = [Format::Toml, Format::Yaml].map(Format::fence).into_iter().find(|known| *known == fence.trim_end())?;
    let keys: usize = inner.split_inclusive('\n').take_while(|line| line.trim_end() != fence).map(str::len).sum();
    let is_block = keys < inner.trim_end().len() && !inner[..keys].lines().any(|line| line.trim().is_empty());
    let holds = |key: &str, value: &str| match &*own_name(key, config) {
        "audience" => holds_back(key, value, config) && !held.is_for(bare(value)),
        "draft" => holds_back(key, value, config) && !held.is_from_all(),
        _ => false,
    };
    let place =
        in_lines(block, '\n', &holds).filter(|place| is_block && place.end <= block.len() - inner.len() + keys)?;
    let at = text.len() - block.len();
    let help = "a file has one block of front matter: write this between its two lines of signs";
    Some(told(file, at + place.start..at + place.end, help))
}

/// In the lines that a text begins with: the first for which `holds` is true of its key and value.
fn in_lines(text: &str, end_of_line: char, holds: &dyn Fn(&str, &str) -> bool) -> Option<Range<usize>> {
    let mut has_fence = false;
    let mut is_comment = false;
    let mut is_block = false;
    let mut keys = 0;
    let mut at = 0;
    let mut found: Option<(Range<usize>, bool)> = None;
    for line in text.split_inclusive(end_of_line) {
        let whole = line.trim_start_matches(UNSEEN).trim();
        is_comment |= whole.starts_with("<!--");
        let trimmed = whole.trim_start_matches("<!--").trim_end_matches("-->").trim();
        let start = at + line.find(trimmed).unwrap_or_default();
        at += line.len();
        match key_and_value(trimmed) {
            _ if whole.is_empty() && keys > 0 => break,
            _ if keys == 0 && (line.starts_with("    ") || line.starts_with('\t')) => break,
            _ if is_dashes(whole) => has_fence = true,
            _ if keys == 0 && BLOCKS.contains(&whole) => (has_fence, is_block) = (true, true),
            Some(pair) => {
                has_fence |= !is_comment && is_title(&pair);
                keys += usize::from(!is_comment);
                let is_sure = is_comment || pair.is_doubled || !may_begin_text(&pair);
                let is_better = found.as_ref().is_none_or(|(_, known_is_sure)| is_sure && !known_is_sure);
                if is_better && holds(pair.key, pair.value) {
                    found = Some((start..start + trimmed.len(), is_sure));
                }
            }
            // Items and lines of a longer value.
            None if keys > 0 && line.starts_with([' ', '\t', '-']) => {}
            None if whole.is_empty() || is_comment => {}
            None => break,
        }
        is_comment &= !whole.ends_with("-->");
    }
    let (place, is_sure) = found?;
    // A single key in a block of code is mostly an example.
    ((has_fence || is_sure) && (!is_block || keys > 1)).then_some(place)
}

/// In an object of JSON that a text begins with, as in Hugo.
fn in_json(text: &str, config: &Config) -> Option<Range<usize>> {
    let json = text.trim_start_matches(UNSEEN).trim_start_matches(|c: char| c == ';' || c.is_whitespace());
    if !json.starts_with('{') {
        return None;
    }
    let object = serde_json::Deserializer::from_str(json).into_iter::<serde_json::Map<_, _>>().next()?.ok()?;
    // A single key without signs around it is mostly an example.
    if object.len() == 1 && json.len() == text.trim_start_matches(UNSEEN).len() {
        return None;
    }
    let (key, _) = object.iter().find(|(key, value): &(&String, &serde_json::Value)| {
        value.as_str().map_or_else(|| holds_back(key, &value.to_string(), config), |text| holds_back(key, text, config))
    })?;
    let start = text.find(&format!("\"{key}\""))?;
    Some(start..start + key.len() + "\"\"".len())
}

/// In lines of keys right under the title, as Notion writes what its tables say of a page. People write so too, to say how
/// far something has come: a word such as "Draft" is only a sign of it.
fn under_title(file: &Arc<str>, text: &str, config: &Config) -> Option<Diagnostic> {
    let title = text.trim_start_matches(UNSEEN).trim_start();
    let rest = title.strip_prefix("# ")?.split_once('\n')?.1.trim_start_matches(['\r', '\n']);
    let mut at = text.len() - rest.len();
    let mut keys = 0;
    let mut found: Option<(Range<usize>, bool)> = None;
    for line in rest.split_inclusive('\n').take_while(|line| !line.trim().is_empty()) {
        let (key, value) = line.trim().split_once(": ")?;
        let is_sure = truth(value).is_some();
        let is_better = found.as_ref().is_none_or(|(_, known_is_sure)| is_sure && !known_is_sure);
        if is_better && holds_back(key, value, config) {
            found = Some((at..at + line.trim_end().len(), is_sure));
        }
        keys += 1;
        at += line.len();
    }
    let (place, is_sure) = found?;
    let help = "write `draft: true` between two lines `---` at the start of the file if nobody is to see it";
    let problem = told(file, place, help);
    match is_sure {
        true => Some(problem),
        false => (keys > 1).then_some(Diagnostic { severity: Severity::Warning, ..problem }),
    }
}

/// A row of signs that somebody may take for the line around front matter.
fn is_dashes(line: &str) -> bool {
    line.len() > 1 && line.chars().all(|c| "-–—−=+~_*; \u{b7}".contains(c))
}

/// `key: value` and `key = value`, where the key is one word.
struct Pair<'l> {
    key: &'l str,
    value: &'l str,
    /// `key:: value`, as Logseq writes it.
    is_doubled: bool,
}

fn key_and_value(line: &str) -> Option<Pair<'_>> {
    let (key, value) = line.split_once([':', '='])?;
    let key = key.trim().trim_matches('"');
    let is_key =
        key.starts_with(char::is_alphabetic) && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-'));
    let is_doubled = value.starts_with(':');
    is_key.then_some(Pair { key, value: value.trim_start_matches(':').trim(), is_doubled })
}

/// Whether a text that begins so has the header of Pelican and MultiMarkdown, which no lines are around.
fn is_title(pair: &Pair) -> bool {
    pair.key.eq_ignore_ascii_case("title") && !pair.value.is_empty()
}

/// Whether people begin a text with this word and a colon, as in "Status: Draft" and "Publish: 2026-10-01".
fn may_begin_text(pair: &Pair) -> bool {
    match pair.key.to_lowercase().as_str() {
        "draft" | "audience" => false,
        "publish" => truth(pair.value).is_none(),
        _ => true,
    }
}

/// Whether a key with a value keeps a page from somebody.
pub fn holds_back(key: &str, value: &str, config: &Config) -> bool {
    let value = bare(value);
    let is_date = || dates::parse(value, &config.timezone, &config.timezone).is_some();
    let is_narrower = || config.narrower_audiences().iter().any(|audience| audience.eq_ignore_ascii_case(value));
    match &*own_name(key, config) {
        "draft" => matches!(value.to_lowercase().as_str(), "true" | "yes" | "on"),
        "publish" => matches!(value.to_lowercase().as_str(), "false" | "no" | "off") || is_date(),
        "expires" => is_date(),
        "audience" => is_narrower(),
        // That of a network or a door is for those who read of it.
        "password" => false,
        key => is_hiding(key, value),
    }
}

/// What a key is called here.
fn own_name(key: &str, config: &Config) -> String {
    let key = key.to_lowercase();
    config.fields.key_everywhere(&key).cloned().unwrap_or(key)
}

/// A value without what stands around it.
fn bare(value: &str) -> &str {
    value.split(" #").next().unwrap_or_default().trim().trim_matches(['"', '\'', '[', ']'])
}

fn told(file: &Arc<str>, place: Range<usize>, help: &str) -> Diagnostic {
    Diagnostic::new(Code::AlmostWithheld, "this stands in the text, where it holds nothing back")
        .at(Span::new(file, place))
        .help(help)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::testing::site;

    fn stray(text: &str) -> Vec<String> {
        let site = site("[audiences]\norder = [\"public\", \"members\"]\n[fields]\nentwurf = \"draft\"\n");
        let doc = site.read("content/stories/x.md", text);
        let all = doc.diagnostics.iter().filter(|found| found.code == Code::AlmostWithheld);
        let place =
            |found: &Diagnostic| found.span.clone().map(|span| text[span.start as usize..span.end as usize].into());
        all.filter_map(place).collect()
    }

    #[test]
    fn keys_that_would_hold_a_page_back_are_told_where_they_are_text() {
        for (text, key) in [
            ("–––\ntitle: Plan\ndraft: true\n–––\n\n# The plan\n", "draft: true"),
            ("title: Plan\naudience: members\n\nText\n", "audience: members"),
            ("----\ntitle: Plan\r\npublish: 2030-01-01\r\n----\n", "publish: 2030-01-01"),
            ("<!-- x -->\n---\ntitle: Plan\nentwurf: true\n---\n", "entwurf: true"),
            ("+++ \u{b7}\nprivate = true\n+++\n", "private = true"),
            ("draft: yes # for now\n\nText\n", "draft: yes # for now"),
            ("title: Plan\ntags:\n  - a\naudience: [members]\n", "audience: [members]"),
            ("{ \"title\": \"Plan\", \"draft\": true }\n\nText\n", "\"draft\""),
            (";;;\n{\n  \"audience\": \"members\"\n}\n;;;\n", "\"audience\""),
            (";;;\n\"draft\": true\n;;;\n", "\"draft\": true"),
            ("title:: Plan\npublic:: false\n\n- Text\n", "public:: false"),
            ("Title: Plan\nStatus: draft\n\nText\n", "Status: draft"),
            ("Date: 2026-01-01\nStatus: draft\nTitle: Plan\n\nText\n", "Status: draft"),
            ("# Plan\n\nStatus: Draft\nOwner: Jane\n\nText\n", "Status: Draft"),
            ("# Plan\n\nPrivate: Yes\n", "Private: Yes"),
            ("# Plan\n\nStatus: Draft\nPrivate: yes\nOwner: Jane\n", "Private: yes"),
            ("\u{200b}---\ntitle: Plan\ndraft: true\n---\n", "draft: true"),
            ("\u{feff}\u{feff}---\ndraft: true\n---\n", "draft: true"),
            ("```yaml\ntitle: Plan\nstatus: draft\n```\n", "status: draft"),
            ("---\rtitle: Plan\rdraft: true\r---\rText", "draft: true"),
            ("<!-- status: draft -->\n\nText\n", "status: draft"),
            ("<!--\ntitle: Plan\nstatus: draft\n-->\n\nText\n", "status: draft"),
        ] {
            assert_eq!(stray(text), [key], "{text}");
        }
    }

    #[test]
    fn keys_in_a_second_block_of_front_matter_are_told() {
        for (text, key) in [
            ("---\ntitle: x\n---\n---\naudience: members\n---\n", "audience: members"),
            ("---\ntitle: x\n---\n\n---\ntags: [a]\nentwurf: true\n---\nText\n", "entwurf: true"),
            ("---\ntitle: x\naudience: members\n---\n---\ndraft: true\n---\n", "draft: true"),
            ("+++\ntitle = \"x\"\n+++\r\n+++\r\ndraft = true\r\n+++\r\n", "draft = true"),
        ] {
            assert_eq!(stray(text), [key], "{text}");
        }
        for text in [
            "---\ntitle: x\n---\n---\nStatus: draft\n",
            "---\ntitle: x\n---\n---\n\nDraft: true\n\n---\n",
            "---\ntitle: x\n---\n---\nA text.\n---\ndraft: true\n---\n",
            "---\ntitle: x\n---\n---\nlayout: two-cols\nhidden: true\n---\nA slide\n",
            "---\ntitle: x\ndraft: true\n---\n---\ndraft: true\naudience: members\n---\n",
            "---\ntitle: x\naudience: members\n---\n---\naudience: [Members]\n---\n",
        ] {
            assert_eq!(stray(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn sentences_code_and_keys_in_their_place_are_not() {
        for text in [
            "# ADR 7\n\nStatus: Draft\n",
            "Status: Draft\nDate: 2026-01-01\n\n# ADR 8\n",
            "Expires: 2027-01-01\nCost: 5\n",
            "Call for ideas\n\nExpires: 2027-01-31\nAccess: Members\n",
            "    draft: true\n",
            "# Plan\n\nDraft: truly rough.\n\nAudience: everybody. Status: open\n",
            "# How to\n\n```\n---\ndraft: true\n---\n```\n\ndraft: true",
            "Write `draft: true` there.\n",
            "<!-- about this -->\nStatus: Draft\nDate: 2026-01-01\n",
            "# ADR 9\n\nStatus: Accepted\nDate: 2026-01-01\n",
            "# Plan\n\nA text.\nStatus: Draft\n",
            "{{ toc() }}\n\n{ \"draft\": true }\n",
            "```yaml\ntitle: Plan\n```\n\ndraft: true\n",
            "{ \"draft\": false }\n",
            "{ \"draft\": true }\n\nis what a Hugo file holds.\n",
            "```yaml\ndraft: true\n```\n\nis what you write.\n",
            "Publish: 2026-10-01\nA log.\n",
            "# Room booking\n\nWifi: guest\nPassword: envelope2026\n",
            "---\ntitle: A\n---\ndraft: true\n",
        ] {
            assert_eq!(stray(text), [""; 0], "{text}");
        }
    }
}
