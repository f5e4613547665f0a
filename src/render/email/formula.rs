//! Formulas as a line of text: no mail program shows MathML, and the cleaner would leave nothing of it.
//!
//! Reads the MathML of our own pages only. Never leaves out a sign that is seen: what stands above another or in a table
//! is put behind it with the signs that people use in mails, `x^2`, `(a+b)/c`.

use crate::content::markdown::html::{Tag, Token, tokens};

const START: &str = "<math";
const END: &str = "</math>";
/// Operators that nobody sees: that a function is applied, times, a comma, plus (Unicode 22.6).
const INVISIBLE: [char; 4] = ['\u{2061}', '\u{2062}', '\u{2063}', '\u{2064}'];
/// What the converter draws a line over something with.
const LINE: &str = "\u{332}";

const PRIMES: [char; 4] = ['′', '″', '‴', '⁗'];

/// `html` with each formula in words.
pub fn in_words(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find(START)
        && let Some(length) = rest[at..].find(END)
    {
        let end = at + length + END.len();
        text.push_str(&rest[..at]);
        text.push_str(&words(&rest[at..end]));
        rest = &rest[end..];
    }
    text + rest
}

/// An element whose end has not come, with what stands in it so far.
struct Open {
    name: String,
    is_accent: bool,
    /// A fraction without a line, as binomials are.
    has_no_line: bool,
    parts: Vec<String>,
}

impl Open {
    fn new(mathml: &str, tag: &Tag) -> Open {
        let is_accent = ["accent", "accentunder"].iter().any(|name| tag.attribute(name).is_some());
        let has_no_line = tag.attribute("linethickness").is_some_and(|value| mathml[value.value.clone()] == *"0");
        Open { name: tag.name.clone(), is_accent, has_no_line, parts: Vec::new() }
    }
}

/// Formulas may nest deeply, so that this is no function that calls itself.
fn words(mathml: &str) -> String {
    let root = Open { name: String::new(), is_accent: false, has_no_line: false, parts: Vec::new() };
    let mut open = vec![root];
    for token in tokens(mathml) {
        let part = match token {
            Token::Text(range) => mathml[range].replace(INVISIBLE, ""),
            Token::Tag(tag) if mathml[tag.range.clone()].ends_with("/>") => space(&tag),
            Token::Tag(tag) if !tag.closes => {
                open.push(Open::new(mathml, &tag));
                continue;
            }
            Token::Tag(_) if open.len() > 1 => open.pop().map_or_else(String::new, said),
            Token::Tag(_) | Token::Comment(_) | Token::RawText(_) => continue,
        };
        if let Some(around) = open.last_mut() {
            around.parts.push(part);
        }
    }
    open.into_iter().map(|element| joined(&element.parts)).collect::<String>().trim().to_owned()
}

fn space(tag: &Tag) -> String {
    if tag.name == "mspace" && tag.attribute("width").is_some() { " ".to_owned() } else { String::new() }
}

fn said(element: Open) -> String {
    let parts = element.parts;
    match (element.name.as_str(), parts.as_slice()) {
        ("mover", [base, above]) if element.is_accent => format!("{base}{}", above.replace(LINE, "¯")),
        ("munder", _) if element.is_accent => parts.concat(),
        ("mo", [word]) if is_word(word) => format!(" {word} "),
        ("msup", [base, above]) if above.chars().all(|sign| PRIMES.contains(&sign)) => format!("{base}{above}"),
        ("msup" | "mover", [base, above]) => format!("{}^{}", grouped(base), grouped(above)),
        ("msub" | "munder", [base, below]) => format!("{}_{}", grouped(base), grouped(below)),
        ("msubsup" | "munderover", [base, below, above]) => {
            format!("{}_{}^{}", grouped(base), grouped(below), grouped(above))
        }
        ("mfrac", [above, below]) if element.has_no_line => format!("{above} over {below}"),
        ("mfrac", [above, below]) => format!("{}/{}", grouped(above), grouped(below)),
        ("msqrt", _) => format!("√{}", grouped(&joined(&parts))),
        ("mroot", [under, degree]) => format!("{}^(1/{})", grouped(under), grouped(degree)),
        ("menclose", _) => format!("<s>{}</s>", joined(&parts)),
        ("mphantom", _) => String::new(),
        ("mtr", _) => filled(parts, " "),
        ("mtable", _) => filled(parts, "; "),
        _ => joined(&parts),
    }
}

/// Whether an operator is the name of a function: "sin x".
fn is_word(operator: &str) -> bool {
    operator.chars().count() > 1 && operator.chars().all(char::is_alphabetic)
}

/// What follows an exponent, an index or a denominator is set apart from it.
fn joined(parts: &[String]) -> String {
    let mut text = String::new();
    for part in parts {
        let before = text.trim_end_matches(char::is_alphanumeric);
        if before.len() < text.len() && before.ends_with(['^', '_', '/']) && part.starts_with(char::is_alphanumeric) {
            text.push(' ');
        }
        text.push_str(part);
    }
    text
}

fn grouped(part: &str) -> String {
    let part = part.trim();
    if part.chars().all(char::is_alphanumeric) || part.chars().count() == 1 {
        part.to_owned()
    } else {
        format!("({part})")
    }
}

/// All parts but those with nothing in them, such as cells that keep numbers at the edge.
fn filled(parts: Vec<String>, between: &str) -> String {
    let filled: Vec<String> = parts.into_iter().filter(|part| !part.trim().is_empty()).collect();
    filled.join(between)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::config::{BaseUrl, MarkdownOptions, RawHtml};
    use crate::content::Lang;
    use crate::content::markdown::{self, Source};

    /// A formula of Markdown as the paragraph of a mail.
    fn mailed(text: &str) -> String {
        let (file, lang) = (Arc::from("a.md"), Lang("en".into()));
        let options = MarkdownOptions { raw_html: RawHtml::Sanitise, smart_punctuation: true, tags: false };
        let base_url = &BaseUrl::default();
        let source = Source { file: &file, text, start: 0, title: None, lang: &lang, options, base_url };
        let html = in_words(&markdown::convert(source).body.html.read());
        html.trim().trim_start_matches("<p>").trim_end_matches("</p>").to_owned()
    }

    #[test]
    fn formulas_are_said_as_people_do_in_mails() {
        for (formula, words) in [
            (r"So $E = mc^2$ and $a_i$, then.", "So E=mc^2 and a_i, then."),
            (r"$\frac{a+b}{2}$", "(a+b)/2"),
            (r"$\sqrt{x+1} + \sqrt[3]{x}$", "√(x+1)+x^(1/3)"),
            (r"$$\sum_{i=1}^{n} i$$", "∑_(i=1)^n i"),
            (r"$x_1^2 \quad \hat{x}$", "x_1^2 xˆ"),
            (r"$\frac{a}{b}^2 \frac{1}{2} a$", "(a/b)^2 1/2 a"),
            (r"$\cancel{ab} \le c$", "<s>ab</s>≤c"),
            (r"$$\begin{align} a &= b \\ &< c \end{align}$$", "a =b (1); &lt;c (2)"),
            (r"$\begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix}$", "(1 2; 3 4)"),
            (r"$\binom{n}{k} f'(x) \sin x$", "(n over k)f′(x) sin x"),
            (r"$\log_2 n \overline{AB}$", "log_2 nAB¯"),
            (r"$\text{<b>} \textsf{so} \phantom{no}$", "&lt;b&gt;so"),
        ] {
            assert_eq!(mailed(formula), words);
        }
    }

    #[test]
    fn what_is_no_formula_stays() {
        for html in ["<p>a</p>", "<p>a <math>b</p>", "</math>"] {
            assert_eq!(in_words(html), html);
        }
        assert_eq!(in_words("<math><mi>a</mi></mi></mi></math>b"), "ab");
    }
}
