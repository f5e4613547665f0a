//! The variables that a template sees at one of its tags.

use std::collections::BTreeMap;

use super::shape::Shape;

/// What a variable is at a tag.
#[derive(Clone, Copy)]
pub enum Seen<'s> {
    Is(Shape<'s>),
    /// Nothing has this name here.
    Not,
}

/// Frames, the innermost last: what the template was given, then one for each loop, block and part around the tag.
#[derive(Clone)]
pub struct Scope<'s> {
    frames: Vec<Frame<'s>>,
    /// Whether there may be variables that nobody knows beforehand, as in a component with its arguments.
    pub is_open: bool,
}

#[derive(Clone, Default)]
struct Frame<'s> {
    variables: BTreeMap<String, Shape<'s>>,
    /// How many conditions are open in it.
    conditions: usize,
    /// Nothing is known of what is in it: the body of a component of the engine's own.
    is_opaque: bool,
}

impl<'s> Scope<'s> {
    pub fn new(given: BTreeMap<String, Shape<'s>>, is_open: bool) -> Scope<'s> {
        Scope { frames: vec![Frame { variables: given, ..Frame::default() }], is_open }
    }

    pub fn get(&self, name: &str) -> Seen<'s> {
        if self.frames.iter().any(|frame| frame.is_opaque) {
            return Seen::Is(Shape::Anything);
        }
        let shape = self.frames.iter().rev().find_map(|frame| frame.variables.get(name));
        shape.map_or(Seen::Not, |shape| Seen::Is(*shape))
    }

    pub fn push(&mut self) {
        self.frames.push(Frame::default());
    }

    pub fn push_opaque(&mut self) {
        self.frames.push(Frame { is_opaque: true, ..Frame::default() });
    }

    /// The outermost frame stays, whatever a template closes.
    pub fn pop(&mut self) {
        if self.frames.len() > 1 {
            self.frames.pop();
        }
    }

    pub fn open_condition(&mut self) {
        self.innermost().conditions += 1;
    }

    pub fn close_condition(&mut self) {
        let frame = self.innermost();
        frame.conditions = frame.conditions.saturating_sub(1);
    }

    /// A variable that is set on the way: under a condition it may still be what it was before.
    pub fn set(&mut self, name: &str, shape: Shape<'s>) {
        let before = self.get(name);
        let frame = self.innermost();
        let shape = match before {
            Seen::Is(before) if frame.conditions > 0 && before.place() != shape.place() => Shape::Anything,
            _ => shape,
        };
        frame.variables.insert(name.to_owned(), shape);
    }

    /// A variable that is set for the whole template, from wherever it is.
    pub fn set_everywhere(&mut self, name: &str) {
        for frame in &mut self.frames {
            frame.variables.insert(name.to_owned(), Shape::Anything);
        }
    }

    /// All that is seen, by name: equal for scopes in which each name means the same.
    pub fn print(&self) -> Vec<(String, usize)> {
        let mut seen = BTreeMap::new();
        for frame in &self.frames {
            seen.extend(frame.variables.iter().map(|(name, shape)| (name.clone(), shape.place())));
        }
        seen.into_iter().chain([(String::new(), usize::from(self.is_open))]).collect()
    }

    fn innermost(&mut self) -> &mut Frame<'s> {
        if self.frames.is_empty() {
            self.push();
        }
        let last = self.frames.len() - 1;
        &mut self.frames[last]
    }
}
