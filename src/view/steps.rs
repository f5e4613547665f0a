//! The steps of a method: the items of the first numbered list of its text, as plain words.

use super::cards::shorten;
use super::{Snapshot, plain};
use crate::content::markdown::html::{Token, tokens, unescape};
use crate::content::markdown::policy::joins_words;
use crate::content::{Fill, Hole};
use crate::weaver::{EntryIx, Resolved};

/// Characters of a step.
const LONGEST: usize = 300;

#[derive(Debug, Default, PartialEq, Eq)]
pub struct Step {
    /// Its first words, where they are set in bold.
    pub name: Option<String>,
    pub text: String,
}

pub fn steps(snapshot: &Snapshot, entry: EntryIx) -> Vec<Step> {
    let body = &snapshot.weave.doc(entry).body;
    read(&body.html.read(), &body.holes, &|link| linked(snapshot, entry, link))
}

fn read(html: &str, holes: &[Hole], links: &dyn Fn(u32) -> Option<String>) -> Vec<Step> {
    let mut reader = Reader { links, depth: 0, in_bold: false, is_muted: false, steps: Vec::new(), ended: false };
    for piece in pieces(html, holes) {
        reader.read(piece);
        if reader.ended {
            break;
        }
    }
    reader.steps.into_iter().map(settled).filter(|step| !step.text.is_empty()).collect()
}

/// The words of a link that has none of its own; none for one that a reader must not hear of.
fn linked(snapshot: &Snapshot, entry: EntryIx, link: u32) -> Option<String> {
    match snapshot.weave.links(entry).get(link as usize) {
        Some(Resolved::Withheld) => None,
        _ => Some(plain::link_title(snapshot, entry, link).into_owned()),
    }
}

fn settled(step: Step) -> Step {
    let one_line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let name = step.name.map(|name| one_line(&name)).filter(|name| !name.is_empty());
    Step { name, text: shorten(&one_line(&step.text), LONGEST).to_string() }
}

/// A tag, the text between two, or a hole of the body.
enum Piece<'a> {
    Tag(&'a str),
    Text(&'a str),
    Hole(&'a Hole),
}

fn pieces<'a>(html: &'a str, holes: &'a [Hole]) -> Vec<Piece<'a>> {
    let mut pieces = Vec::new();
    let mut at = 0;
    let ends = holes.iter().map(|hole| (hole.at as usize, Some(hole))).chain([(html.len(), None)]);
    for (end, hole) in ends {
        let html = &html[at..end];
        pieces.extend(tokens(html).into_iter().filter_map(|token| match token {
            Token::Tag(tag) => Some(Piece::Tag(&html[tag.range])),
            Token::Text(range) => Some(Piece::Text(&html[range])),
            Token::Comment(_) | Token::RawText(_) => None,
        }));
        pieces.extend(hole.map(Piece::Hole));
        at = end;
    }
    pieces
}

struct Reader<'a> {
    links: &'a dyn Fn(u32) -> Option<String>,
    /// Lists inside one another, from the numbered one on.
    depth: usize,
    in_bold: bool,
    /// The text of a link that must not be told.
    is_muted: bool,
    steps: Vec<Step>,
    ended: bool,
}

impl Reader<'_> {
    fn read(&mut self, piece: Piece) {
        match piece {
            Piece::Tag(tag) => self.tag(tag),
            Piece::Text(text) if self.depth > 0 && !self.is_muted => self.push(&unescape(text)),
            Piece::Hole(hole) if self.depth > 0 => self.hole(&hole.fill),
            _ => {}
        }
    }

    fn tag(&mut self, tag: &str) {
        let name = tag.trim_start_matches(['<', '/']).split(|c: char| !c.is_ascii_alphanumeric()).next();
        match (name.unwrap_or_default(), tag.starts_with("</")) {
            ("ol", false) => self.depth += 1,
            ("ul", false) if self.depth > 0 => self.depth += 1,
            ("ol" | "ul", true) if self.depth > 0 => {
                self.depth -= 1;
                self.ended = self.depth == 0;
            }
            ("li", false) if self.depth == 1 => self.steps.push(Step::default()),
            ("strong" | "b", closes) if self.depth == 1 => self.bold(closes),
            _ => {}
        }
        if self.depth > 0 && !name.is_some_and(joins_words) {
            self.push(" ");
        }
    }

    /// Bold words name a step only where it begins with them.
    fn bold(&mut self, closes: bool) {
        let Some(step) = self.steps.last_mut() else { return };
        self.in_bold = !closes && step.text.trim().is_empty();
        if self.in_bold {
            step.name = Some(String::new());
        }
    }

    fn hole(&mut self, fill: &Fill) {
        match fill {
            Fill::LinkWithTitle(link) | Fill::Title(link) => {
                let words = (self.links)(*link);
                self.push(&words.unwrap_or_default());
            }
            Fill::LinkStart(link) => self.is_muted = (self.links)(*link).is_none(),
            Fill::LinkEnd(_) => self.is_muted = false,
            _ => {}
        }
    }

    fn push(&mut self, text: &str) {
        let Some(step) = self.steps.last_mut() else { return };
        step.text.push_str(text);
        if let (true, Some(name)) = (self.in_bold, &mut step.name) {
            name.push_str(text);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `{title n}` stands for the title of link `n`, `{start n}` and `{end n}` for its tags. Link 0 leads to a page, all others are withheld.
    fn steps(html: &str) -> Vec<(Option<String>, String)> {
        let (mut plain, mut holes) = (String::new(), Vec::new());
        for part in html.split_inclusive('}') {
            let (text, hole) = part
                .strip_suffix('}')
                .and_then(|part| part.split_once('{'))
                .map_or((part, None), |(text, hole)| (text, Some(hole)));
            plain.push_str(text);
            let fill = hole.map(|hole| match hole {
                "title 0" => Fill::LinkWithTitle(0),
                "title 1" => Fill::LinkWithTitle(1),
                "start 1" => Fill::LinkStart(1),
                "end 1" => Fill::LinkEnd(1),
                other => panic!("{other}"),
            });
            holes.extend(fill.map(|fill| Hole { at: plain.len() as u32, fill }));
        }
        let links = |link| (link == 0).then(|| "Asset map".to_owned());
        read(&plain, &holes, &links).into_iter().map(|step| (step.name, step.text)).collect()
    }

    #[test]
    fn steps_are_the_items_of_the_first_numbered_list_with_their_first_bold_words_as_names() {
        let html = "<p>1. No</p><ul><li>no</li></ul><ol>\n<li><strong>Ask &amp; wait.</strong> Then <strong>listen</strong>\nwell.\
                    <ul><li>Inside</li></ul></li>\n<li><p>Use the {title 0}</p><p>twice.</p></li></ol><ol><li>no</li></ol>";
        assert_eq!(
            steps(html),
            [
                (Some("Ask & wait.".to_owned()), "Ask & wait. Then listen well. Inside".to_owned()),
                (None, "Use the Asset map twice.".to_owned())
            ]
        );
    }

    #[test]
    fn a_link_to_what_is_withheld_says_nothing() {
        assert_eq!(
            steps("<ol><li>See {start 1}https://example.org/secret/{end 1} and {title 1}.</li></ol>"),
            [(None, "See and .".to_owned())]
        );
    }

    #[test]
    fn signs_in_the_attributes_of_a_tag_end_no_tag() {
        let html = "<ol><li>Look at <abbr title=\"a > b\">it</abbr>.<!-- not > this --></li></ol>";
        assert_eq!(steps(html), [(None, "Look at it.".to_owned())]);
    }

    #[test]
    fn a_text_without_a_numbered_list_has_no_steps() {
        assert_eq!(steps("<p>a</p><ul><li>b</li></ul>"), []);
    }
}
