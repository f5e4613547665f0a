//! Colours for a kind whose hue is given in degrees: solid, ink and tint derived in OKLCH.

use std::sync::Arc;

use super::colour::{Colour, contrast};
use super::contrast::{MARK, TEXT};
use super::difference::{LEAST, Nearest, closest};
use super::tokens::{Hue, Hues, Mode, Shade, Token, Tokens};
use crate::diagnostics::{Code, Diagnostic, Span};

/// Three colours of one mode.
struct Shades {
    solid: Colour,
    ink: Colour,
    tint: Colour,
}

/// Why a hue cannot be used.
pub struct Impossible {
    mode: Mode,
    why: String,
}

impl Impossible {
    pub fn diagnostic(&self, degrees: f64, span: Span) -> Diagnostic {
        let Impossible { mode, why } = self;
        Diagnostic::new(Code::LowContrast, format!("hue {degrees} does not work in {} mode: {why}", mode.name()))
            .at(span)
            .help("take another number of degrees, a hue of the theme by name, or no hue: the kind is then set in ink")
    }
}

/// A hue of the circle, in degrees, that keeps all that the theme promises, or why there is none.
/// `span` is where the hue was asked for.
pub fn derive(degrees: f64, icon: &str, tokens: &Tokens, others: &Hues, span: &Span) -> Result<Hue, Impossible> {
    let light = shades(degrees, tokens, others, Mode::Light)?;
    let dark = shades(degrees, tokens, others, Mode::Dark)?;
    let shade = |colour: Colour| Shade { text: colour.hex().into(), span: span.clone() };
    let token = |light: Colour, dark: Colour| Token { light: shade(light), dark: shade(dark) };
    Ok(Hue {
        icon: icon.to_owned(),
        mark: "circle".to_owned(),
        solid: token(light.solid, dark.solid),
        ink: token(light.ink, dark.ink),
        tint: token(light.tint, dark.tint),
    })
}

fn shades(degrees: f64, tokens: &Tokens, others: &Hues, mode: Mode) -> Result<Shades, Impossible> {
    let ground = |name: &str| tokens.get(name).and_then(|token| Colour::parse(&token.shade(mode).text));
    // A theme without these tokens is read on plain paper, or on a plain black screen.
    let plain = if mode == Mode::Light { Colour::WHITE } else { Colour::BLACK };
    let bg = ground("bg").unwrap_or(plain);
    let sunken = ground("sunken").unwrap_or(bg);
    let tint = tint(degrees, bg);
    let ink = lightnesses(bg)
        .filter_map(|lightness| Colour::oklch_within(lightness, 0.13, degrees))
        .find(|ink| [bg, sunken, tint].iter().all(|ground| contrast(*ink, *ground) >= TEXT))
        .ok_or_else(|| Impossible { mode, why: "no ink of this hue can be read".to_owned() })?;
    let others = solids(others, mode);
    let solid = solid(degrees, bg, &others).map_err(|why| Impossible { mode, why })?;
    Ok(Shades { solid, ink, tint })
}

/// The lightnesses that stand out from a ground, from the closest to the farthest.
fn lightnesses(ground: Colour) -> impl Iterator<Item = f64> {
    let dark_ground = ground.luminance() < 0.18;
    (0..=100).map(move |step| if dark_ground { f64::from(step) / 100.0 } else { 1.0 - f64::from(step) / 100.0 })
}

fn tint(degrees: f64, bg: Colour) -> Colour {
    let (lightness, chroma) = if bg.luminance() < 0.18 { (0.29, 0.04) } else { (0.957, 0.018) };
    Colour::oklch_within(lightness, chroma, degrees).unwrap_or(bg)
}

fn solids(hues: &Hues, mode: Mode) -> Vec<(&Arc<str>, Colour)> {
    hues.iter().filter_map(|(name, hue)| Some((name, Colour::parse(&hue.solid.shade(mode).text)?))).collect()
}

/// The solid that is easiest to tell from those of the other kinds.
fn solid(degrees: f64, bg: Colour, others: &[(&Arc<str>, Colour)]) -> Result<Colour, String> {
    let candidates = [0.17, 0.13, 0.09].into_iter().flat_map(|chroma| {
        lightnesses(bg).filter_map(move |lightness| Colour::oklch_within(lightness, chroma, degrees))
    });
    let best = candidates
        .filter(|colour| contrast(*colour, bg) >= MARK)
        .map(|colour| (closest(colour, others), colour))
        .reduce(|best, next| if next.0.difference > best.0.difference { next } else { best });
    match best {
        None => Err("no colour of this hue stands out from the page".to_owned()),
        Some((Nearest { name, difference, .. }, _)) if difference < LEAST => {
            Err(format!("it cannot be told from `{name}` (ΔE {difference:.1}, least {LEAST})"))
        }
        Some((_, colour)) => Ok(colour),
    }
}
