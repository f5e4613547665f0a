//! TeX → MathML.
//!
//! Never lets a formula exhaust the stack: long or deeply nested ones are refused first.

use std::ops::Range;
use std::sync::LazyLock;

use math_core::{LatexToMathML, MathCoreConfig, MathDisplay};

/// Bytes of the longest formula; the converter calls itself for every argument.
const LONGEST: usize = 4096;
const DEEPEST: usize = 64;

/// Why a formula cannot be shown, and the place within it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MathError {
    pub message: String,
    pub place: Range<usize>,
}

static CONVERTER: LazyLock<Option<LatexToMathML>> = LazyLock::new(|| LatexToMathML::new(MathCoreConfig::default()).ok());

/// A formula as a `<math>` element.
pub fn to_mathml(tex: &str, display: MathDisplay) -> Result<String, MathError> {
    if tex.len() > LONGEST || depth(tex) > DEEPEST {
        return Err(MathError { message: "the formula is too long or nested too deeply".to_owned(), place: 0..tex.len() });
    }
    let failed = |message: String, place| MathError { message, place };
    let converter = CONVERTER.as_ref().ok_or_else(|| failed("formulas cannot be converted".to_owned(), 0..tex.len()))?;
    match converter.convert_with_local_state(tex, display) {
        Ok(converted) => Ok(converted.mathml),
        Err(error) => Err(failed(error.error_message(), error.0.start.min(tex.len())..error.0.end.min(tex.len()))),
    }
}

/// How deep groups, and commands that take what follows as their argument, can nest at most.
fn depth(tex: &str) -> usize {
    let mut groups: usize = 0;
    let mut commands: usize = 0;
    let mut deepest = 0;
    for byte in tex.bytes() {
        match byte {
            b'{' | b'[' | b'(' => groups += 1,
            b'}' | b']' | b')' => groups = groups.saturating_sub(1),
            b'\\' | b'^' | b'_' => commands += 1,
            b' ' | b'&' | b'+' | b'=' | b',' => commands = 0,
            _ => {}
        }
        deepest = deepest.max(groups + commands);
    }
    deepest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_formula_becomes_mathml() {
        let inline = to_mathml("x^2", MathDisplay::Inline);
        assert_eq!(inline.as_deref(), Ok("<math><msup><mi>x</mi><mn>2</mn></msup></math>"));
    }

    #[test]
    fn a_wrong_formula_says_where() {
        assert_eq!(to_mathml(r"a + \nonsense", MathDisplay::Inline).map_err(|error| error.place), Err(4..13));
    }

    #[test]
    fn hostile_formulas_are_refused() {
        for tex in ["{".repeat(3000), r"\sqrt".repeat(800), "x^".repeat(2000), r"\left(".repeat(600), "_".repeat(4000)] {
            assert!(to_mathml(&tex, MathDisplay::Block).is_err(), "{}", &tex[..12]);
        }
    }
}
