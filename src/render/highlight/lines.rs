//! Lines of code by what stood in front of them: blocks of one language share many of their lines,
//! and each is parsed once for every state of the grammar that it is met in.
//!
//! The same line behind the same state always gives the same HTML, so this changes no result.

use foldhash::HashMap;
use syntect::parsing::{ParseState, ScopeStack, SyntaxReference};

/// States of one grammar that are told apart. A text may bring on a state of its own, such as that
/// behind the start of a here-document; what follows a state without a number is always parsed.
const MOST_STATES: usize = 200;

/// Where a grammar stands between two lines.
pub type State = (ParseState, ScopeStack);

/// The lines of some blocks, by grammar.
#[derive(Default)]
pub struct Lines(HashMap<&'static str, Known>);

#[derive(Default)]
struct Known {
    states: Vec<State>,
    /// For each state, the lines met in it.
    lines: Vec<HashMap<Box<str>, Written>>,
}

/// A line's HTML, and the number of the state behind it.
type Written = (Box<str>, usize);

/// One block on its way through [`Lines`].
pub struct Reader<'l> {
    known: &'l mut Known,
    at: Place,
}

enum Place {
    Numbered(usize),
    Unknown(Box<State>),
}

impl Lines {
    /// Begins a block.
    pub fn reader(&mut self, grammar: &'static SyntaxReference) -> Reader<'_> {
        let known = self.0.entry(&grammar.name).or_default();
        let at = known.place((ParseState::new(grammar), ScopeStack::new()));
        Reader { known, at }
    }
}

impl Reader<'_> {
    /// Appends the HTML of the next line; `write` makes it where the line is new.
    pub fn read(&mut self, html: &mut String, line: &str, write: impl FnOnce(&mut String, &mut State)) {
        let (mut state, number) = match &mut self.at {
            Place::Unknown(state) => {
                write(html, state);
                return;
            }
            Place::Numbered(number) => {
                if let Some((known, next)) = self.known.lines[*number].get(line) {
                    html.push_str(known);
                    *number = *next;
                    return;
                }
                (self.known.states[*number].clone(), *number)
            }
        };
        let from = html.len();
        write(html, &mut state);
        self.at = self.known.place(state);
        if let Place::Numbered(next) = self.at {
            self.known.lines[number].insert(line.into(), (html[from..].into(), next));
        }
    }
}

impl Known {
    fn place(&mut self, state: State) -> Place {
        if let Some(number) = self.states.iter().position(|known| *known == state) {
            return Place::Numbered(number);
        }
        if self.states.len() == MOST_STATES {
            return Place::Unknown(Box::new(state));
        }
        self.states.push(state);
        self.lines.push(HashMap::default());
        Place::Numbered(self.states.len() - 1)
    }
}
