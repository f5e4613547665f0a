//! TeX → MathML.
//!
//! Never lets a formula exhaust the stack: the converter calls itself for every group and argument,
//! so long formulas are refused and those that may nest deeply are converted on a larger stack.

use std::ops::Range;
use std::sync::LazyLock;
use std::thread;

use math_core::{LatexToMathML, MathCoreConfig, MathDisplay};

use super::math_style::without_styles;

/// Bytes of the longest formula. Measured: one level takes at most 2.6 KiB of stack.
const LONGEST: usize = 4096;
/// Levels that fit any thread's stack.
const SHALLOW: usize = 150;
/// Bytes of stack for the deepest formula of the longest length.
const DEEP_STACK: usize = 16 << 20;

/// Why a formula cannot be shown, and the place within it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MathError {
    pub message: String,
    pub place: Range<usize>,
}

static CONVERTER: LazyLock<Option<LatexToMathML>> =
    LazyLock::new(|| LatexToMathML::new(MathCoreConfig::default()).ok());

/// A formula as a `<math>` element.
pub fn to_mathml(tex: &str, display: MathDisplay) -> Result<String, MathError> {
    if tex.len() > LONGEST {
        return Err(whole(tex, format!("the formula is longer than {LONGEST} bytes")));
    }
    let deepest = tex.bytes().filter(|byte| matches!(byte, b'{' | b'\\')).count();
    if deepest <= SHALLOW {
        return convert(tex, display);
    }
    thread::scope(|scope| {
        let converter = thread::Builder::new().stack_size(DEEP_STACK).spawn_scoped(scope, || convert(tex, display));
        let converted = converter.ok().and_then(|thread| thread.join().ok());
        converted.unwrap_or_else(|| Err(whole(tex, "the formula is nested too deeply".to_owned())))
    })
}

fn convert(tex: &str, display: MathDisplay) -> Result<String, MathError> {
    as_converted(tex, display).map(without_styles)
}

/// A formula as the converter writes it, with inline styles.
pub fn as_converted(tex: &str, display: MathDisplay) -> Result<String, MathError> {
    let converter = CONVERTER.as_ref().ok_or_else(|| whole(tex, "formulas cannot be converted".to_owned()))?;
    converter.convert_with_local_state(tex, display).map(|converted| converted.mathml).map_err(|error| MathError {
        message: in_our_words(&error.error_message()),
        place: error.0.start.min(tex.len())..error.0.end.min(tex.len()),
    })
}

/// The converter's messages are sentences; ours begin small, quote with backticks and have no full stop.
fn in_our_words(message: &str) -> String {
    let message = message.trim_end_matches('.').replace('"', "`");
    let mut characters = message.chars();
    characters.next().map_or_else(String::new, |first| first.to_lowercase().chain(characters).collect())
}

fn whole(tex: &str, message: String) -> MathError {
    MathError { message, place: 0..tex.len() }
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
    fn a_separator_where_an_argument_should_be_breaks_nothing() {
        for formula in
            [r"x^ & y", r"a & 'b", r"a \\' b", r"\frac & b", r"\left( & \right)", r"x^{a & b}", r"\color{red} & b"]
        {
            let table = format!(r"\begin{{align}} {formula} \end{{align}}");
            assert!(to_mathml(&table, MathDisplay::Block).is_ok_and(|mathml| mathml.ends_with("</math>")), "{formula}");
        }
    }

    #[test]
    fn a_long_formula_needs_no_long_stack() {
        let long = to_mathml(&r"\alpha".repeat(600), MathDisplay::Block);
        assert_eq!(long.map(|mathml| mathml.matches("<mi>α</mi>").count()), Ok(600));
        assert!(to_mathml(&"x".repeat(5000), MathDisplay::Block).is_err());
    }
}
