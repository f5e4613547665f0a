//! Paths in expressions: `item.card.title`, `rows[0].cells`.

use std::ops::Range;

use super::shape::{Field, Schema, Shape};
use super::tags::{Placed, Token};

/// Words of expressions that are no variables.
const WORDS: [&str; 14] =
    ["and", "or", "not", "in", "is", "if", "else", "for", "true", "false", "True", "False", "none", "null"];

/// Filters after which a list is the same list with other or fewer elements.
const KEEPING: [&str; 5] = ["filter", "reverse", "slice", "sort", "unique"];

/// What a path leads to.
pub enum Led<'s> {
    To(Shape<'s>),
    /// To nothing: what has no such name, the name, and what names there are.
    Nowhere {
        of: Range<usize>,
        name: Range<usize>,
        known: Vec<&'s str>,
    },
}

/// Whether a path begins with the token at `at`.
pub fn begins(tokens: &[Placed], at: usize) -> bool {
    let Token::Name(name) = tokens[at].token else { return false };
    let before = at.checked_sub(1).map(|before| tokens[before].token);
    let is_after = match before {
        Some(Token::Sign("." | "?." | "|")) => true,
        Some(Token::Name("is")) => true,
        Some(Token::Name("not")) => at >= 2 && tokens[at - 2].token == Token::Name("is"),
        // A component of the engine's own: `{{<name …`.
        Some(Token::Sign("<" | "</")) => at == 1,
        _ => false,
    };
    let is_before = matches!(sign(tokens, at + 1), Some("(" | "=" | ":"));
    !is_after && !is_before && !WORDS.contains(&name) && name != "None"
}

/// Follows the path that begins at `at`, from the shape of its first name; also where it ends.
pub fn follow<'s>(schema: Schema<'s>, tokens: &[Placed], at: usize, first: Shape<'s>) -> (Led<'s>, usize) {
    let mut led = Led::To(first);
    let mut end = at + 1;
    while let Some((step, next)) = step(tokens, end) {
        if let Led::To(shape) = led {
            let of = tokens[at].range.start..tokens[end - 1].range.end;
            led = take(schema, shape, &step, of);
        }
        end = next;
    }
    (led, end)
}

enum Step<'t> {
    Name(&'t str, Range<usize>),
    Element,
    Slice,
}

fn step<'t>(tokens: &[Placed<'t>], at: usize) -> Option<(Step<'t>, usize)> {
    match sign(tokens, at)? {
        "." | "?." => match tokens.get(at + 1)? {
            Placed { token: Token::Name(name), range } => Some((Step::Name(name, range.clone()), at + 2)),
            _ => Some((Step::Element, at + 2)),
        },
        "[" | "?[" => {
            let close = closing(tokens, at, &["[", "?["], "]");
            let step = match &tokens[at + 1..close] {
                [Placed { token: Token::Text(name), range }] => Step::Name(name, range.start + 1..range.end - 1),
                inside if inside.iter().any(|placed| placed.token == Token::Sign(":")) => Step::Slice,
                _ => Step::Element,
            };
            Some((step, (close + 1).min(tokens.len())))
        }
        _ => None,
    }
}

fn take<'s>(schema: Schema<'s>, shape: Shape<'s>, step: &Step, of: Range<usize>) -> Led<'s> {
    match step {
        Step::Slice => Led::To(shape),
        Step::Element => Led::To(schema.element(shape)),
        Step::Name(name, range) => match schema.field(shape, name) {
            Field::Is(shape) => Led::To(shape),
            Field::Missing(known) => Led::Nowhere { of, name: range.clone(), known },
        },
    }
}

/// The bracket that closes the one at `open`, or the end; `opening` ones of its sort stand inside each other.
fn closing(tokens: &[Placed], open: usize, opening: &[&str], close: &str) -> usize {
    let mut depth = 0;
    for (at, placed) in tokens.iter().enumerate().skip(open) {
        match placed.token {
            Token::Sign(sign) if opening.contains(&sign) => depth += 1,
            Token::Sign(sign) if sign == close && depth == 1 => return at,
            Token::Sign(sign) if sign == close => depth -= 1,
            _ => {}
        }
    }
    tokens.len()
}

/// Whether a template asks if there is such a thing before it uses it: `x is defined`, `x | default(…)`.
pub fn is_asked_for(tokens: &[Placed], end: usize) -> bool {
    let word = |at: usize| tokens.get(at).map(|placed| placed.token);
    match word(end) {
        Some(Token::Name("is")) => {
            let test = if word(end + 1) == Some(Token::Name("not")) { word(end + 2) } else { word(end + 1) };
            matches!(test, Some(Token::Name("defined" | "undefined")))
        }
        Some(Token::Sign("|")) => word(end + 1) == Some(Token::Name("default")),
        _ => false,
    }
}

/// What an expression is, where it is one path, maybe with filters, that ends at `end`.
pub fn filtered<'s>(schema: Schema<'s>, tokens: &[Placed], end: usize, shape: Shape<'s>) -> Shape<'s> {
    match (sign(tokens, end), tokens.get(end + 1).map(|placed| placed.token)) {
        (None, _) if end >= tokens.len() => shape,
        (Some("|"), Some(Token::Name(filter))) => {
            let after =
                if sign(tokens, end + 2) == Some("(") { closing(tokens, end + 2, &["("], ")") + 1 } else { end + 2 };
            let shape = match filter {
                _ if KEEPING.contains(&filter) => shape,
                "first" | "last" | "nth" => schema.element(shape),
                _ => Shape::Anything,
            };
            filtered(schema, tokens, after, shape)
        }
        _ => Shape::Anything,
    }
}

fn sign<'t>(tokens: &[Placed<'t>], at: usize) -> Option<&'t str> {
    match tokens.get(at)?.token {
        Token::Sign(sign) => Some(sign),
        _ => None,
    }
}
