//! The contrast that a theme promises, checked: no site's own colours can quietly break a page.

use std::sync::Arc;

use super::colour::{Colour, contrast};
use super::tokens::{Hues, Mode, Shade, Token, Tokens};
use crate::diagnostics::{Code, Diagnostic};

/// WCAG 2.2, 1.4.6: text at level AAA.
pub const TEXT: f64 = 7.0;
/// WCAG 2.2, 1.4.11: marks, edges and focus rings.
pub const MARK: f64 = 3.0;

/// Colour, ground, least ratio. A token that a theme does not have is not checked.
const PROMISES: &[(&str, &str, f64)] = &[
    ("ink", "bg", TEXT),
    ("ink", "sunken", TEXT),
    ("ink", "raised", TEXT),
    ("ink", "thread-tint", TEXT),
    ("ink-2", "bg", TEXT),
    ("ink-2", "sunken", TEXT),
    ("thread-ink", "bg", TEXT),
    ("thread-ink", "sunken", TEXT),
    ("care", "bg", TEXT),
    ("care", "sunken", TEXT),
    ("line-strong", "bg", MARK),
    ("line-strong", "sunken", MARK),
    ("focus", "bg", MARK),
    ("focus", "sunken", MARK),
    ("thread", "bg", MARK),
    ("thread", "sunken", MARK),
];

/// One colour in one mode, with the name a theme author knows it by.
struct Named<'a> {
    name: String,
    shade: &'a Shade,
}

/// Every promised pair that is too close. `config` is the file whose values are to blame first.
pub fn check(tokens: &Tokens, hues: &Hues, config: &Arc<str>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for mode in Mode::BOTH {
        for (name, ground, least) in PROMISES {
            check_pair(token(tokens, name, mode), token(tokens, ground, mode), *least, mode, config, &mut found);
        }
        for (name, hue) in hues {
            for (part, of, ground, least) in [
                ("", &hue.solid, token(tokens, "bg", mode), MARK),
                ("-ink", &hue.ink, token(tokens, "bg", mode), TEXT),
                ("-ink", &hue.ink, token(tokens, "sunken", mode), TEXT),
                ("-ink", &hue.ink, Some(named(format!("{name}-tint"), &hue.tint, mode)), TEXT),
            ] {
                let colour = named(format!("{name}{part}"), of, mode);
                check_pair(Some(colour), ground, least, mode, config, &mut found);
            }
        }
    }
    // A colour that cannot be read is met in each of its pairs.
    found.sort_by(|a, b| (&a.span, &a.message).cmp(&(&b.span, &b.message)));
    found.dedup();
    found
}

fn token<'a>(tokens: &'a Tokens, name: &str, mode: Mode) -> Option<Named<'a>> {
    tokens.get(name).map(|token| named(name.to_owned(), token, mode))
}

fn named(name: String, token: &Token, mode: Mode) -> Named<'_> {
    Named { name, shade: token.shade(mode) }
}

fn check_pair(
    one: Option<Named<'_>>,
    ground: Option<Named<'_>>,
    least: f64,
    mode: Mode,
    config: &Arc<str>,
    found: &mut Vec<Diagnostic>,
) {
    let (Some(one), Some(ground)) = (one, ground) else { return };
    match (Colour::parse(&one.shade.text), Colour::parse(&ground.shade.text)) {
        (Some(colour), Some(under)) => {
            let ratio = contrast(colour, under);
            if ratio < least {
                found.push(too_close(&one, &ground, ratio, least, mode, config));
            }
        }
        (None, _) => found.push(not_checkable(&one)),
        (_, None) => found.push(not_checkable(&ground)),
    }
}

fn too_close(one: &Named<'_>, ground: &Named<'_>, ratio: f64, least: f64, mode: Mode, config: &Arc<str>) -> Diagnostic {
    let message = format!(
        "`{}` {} on `{}` {} has a contrast of {:.2}:1 in {} mode; it needs {least}:1",
        one.name,
        one.shade.text,
        ground.name,
        ground.shade.text,
        // Rounded down, so that 6.996 is not reported as the 7 it fails to be.
        (ratio * 100.0).floor() / 100.0,
        mode.name(),
    );
    let blame_ground = ground.shade.span.file == *config && one.shade.span.file != *config;
    let (to_blame, other) = if blame_ground { (ground, one) } else { (one, ground) };
    let help = match mode {
        Mode::Light => "take a darker colour or a lighter ground",
        Mode::Dark => "take a lighter colour or a darker ground",
    };
    Diagnostic::new(Code::LowContrast, message)
        .at(to_blame.shade.span.clone())
        .related(other.shade.span.clone(), format!("`{}` is set here", other.name))
        .help(help)
}

fn not_checkable(colour: &Named<'_>) -> Diagnostic {
    let Named { name, shade } = colour;
    Diagnostic::new(Code::InvalidTheme, format!("the contrast of `{name}` cannot be checked: `{}`", shade.text))
        .at(shade.span.clone())
        .help("write this colour as `#rrggbb`")
}
