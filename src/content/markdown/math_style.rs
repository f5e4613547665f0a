//! Formulas without inline styles: what the converter says in `style` attributes becomes attributes and classes.
//!
//! Sites are published with a security policy that stops inline styles, so browsers would leave all of it out. What
//! each class looks like, the theme's `parts/formulas.html` says. Never lets a `style` through, known or not, and never
//! changes a text: the converter escapes those, and only tags are read.

use super::html::{Tag, Token, tokens};

/// Each declaration that the converter writes (its version 0.7), and the class that says the same.
const DECLARATIONS: [(&str, &str, &str); 31] = [
    ("text-align", "left", "math-left"),
    ("text-align", "right", "math-right"),
    ("border-left", "0.05em solid currentcolor", "math-line-left"),
    ("border-left", "0.05em dashed currentcolor", "math-dashes-left"),
    ("border-right", "0.05em solid currentcolor", "math-line-right"),
    ("border-right", "0.05em dashed currentcolor", "math-dashes-right"),
    ("border-top", "0.05em solid currentcolor", "math-line-top"),
    ("border-top", "0.05em dashed currentcolor", "math-dashes-top"),
    ("padding-top", "0", "math-pad-top-none"),
    ("padding-top", "0.1667em", "math-pad-top-thin"),
    ("padding-bottom", "0", "math-pad-bottom-none"),
    ("padding-left", "0", "math-pad-left-none"),
    ("padding-left", "0.1em", "math-pad-left-hair"),
    ("padding-left", "0.1667em", "math-pad-left-thin"),
    ("padding-left", "0.2222em", "math-pad-left-medium"),
    ("padding-left", "0.2778em", "math-pad-left-thick"),
    ("padding-left", "1em", "math-pad-left-quad"),
    ("padding-right", "0", "math-pad-right-none"),
    ("padding-right", "0.1em", "math-pad-right-hair"),
    ("padding-right", "0.1667em", "math-pad-right-thin"),
    ("padding-right", "0.2222em", "math-pad-right-medium"),
    ("padding-right", "0.2778em", "math-pad-right-thick"),
    ("width", "100%", "math-width-whole"),
    ("width", "50%", "math-width-half"),
    ("width", "7.5%", "math-width-margin"),
    ("margin-left", "-0.0833em", "math-back-prime"),
    ("margin-left", "-0.16666667em", "math-back-thin"),
    ("margin-left", "-0.22222222em", "math-back-medium"),
    ("margin-left", "-0.2777778em", "math-back-thick"),
    ("font-variant-caps", "small-caps", "math-small-caps"),
    ("math-shift", "compact", "math-compact"),
];

/// Declarations with as many values as people can write, by the attribute that says the same (MathML Core 2.1).
const ATTRIBUTES: [(&str, &str); 2] = [("color", "mathcolor"), ("font-size", "mathsize")];

/// What is said otherwise or cannot be said. `justify-items` goes with `text-align`; a `width` of any other length stands
/// in the attribute beside it. Negative spaces of any other length (`\hspace{-2cm}`) are lost: no attribute takes one, and
/// no class can stand for every length. They are rare, and the formula is read all the same, only wider.
const LEFT_OUT: [&str; 3] = ["justify-items", "width", "margin-left"];

/// The converter's own classes, under our names.
const CLASSES: [(&str, &str); 4] = [
    ("math-core-sans-serif-font", "math-sans"),
    ("math-core-serif-font", "math-serif"),
    ("menclose-updiagonalstrike", "math-strike-up"),
    ("menclose-downdiagonalstrike", "math-strike-down"),
];

/// What stands in the place of a declaration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Look<'a> {
    Class(&'static str),
    Attribute(&'static str, &'a str),
    Nothing,
}

/// MathML as the converter writes it, with attributes and classes in the place of its styles.
pub fn without_styles(mathml: String) -> String {
    if !mathml.contains(" style=") && !mathml.contains(" class=") {
        return mathml;
    }
    let mut html = String::with_capacity(mathml.len());
    let mut done = 0;
    for token in tokens(&mathml) {
        if let Token::Tag(tag) = token
            && tag.attributes.iter().any(|attribute| ["style", "class"].contains(&attribute.name.as_str()))
        {
            html.push_str(&mathml[done..tag.range.start]);
            push_tag(&mut html, &mathml, &tag);
            done = tag.range.end;
        }
    }
    html.push_str(&mathml[done..]);
    html
}

fn push_tag(html: &mut String, mathml: &str, tag: &Tag) {
    html.push('<');
    html.push_str(&tag.name);
    let mut classes = Vec::new();
    for attribute in &tag.attributes {
        let value = &mathml[attribute.value.clone()];
        match attribute.name.as_str() {
            "style" => push_style(html, &mut classes, value),
            "class" => classes.extend(value.split_ascii_whitespace().filter_map(class)),
            // Firefox does not read `rem` here; the converter takes one to be TeX's 10 pt, which an `em` is as well.
            "width" => push_attribute(html, "width", &value.replace("rem", "em")),
            _ => push_attribute(html, &attribute.name, value),
        }
    }
    if !classes.is_empty() {
        push_attribute(html, "class", &classes.join(" "));
    }
    html.push_str(if mathml[tag.range.clone()].ends_with("/>") { "/>" } else { ">" });
}

/// What nobody here knows, as a newer converter may write it, is left out.
fn push_style(html: &mut String, classes: &mut Vec<&'static str>, style: &str) {
    for look in declarations(style).filter_map(look) {
        match look {
            Look::Class(class) => classes.push(class),
            Look::Attribute(name, value) => push_attribute(html, name, value),
            Look::Nothing => {}
        }
    }
}

fn push_attribute(html: &mut String, name: &str, value: &str) {
    for part in [" ", name, "=\"", value, "\""] {
        html.push_str(part);
    }
}

fn declarations(style: &str) -> impl Iterator<Item = &str> {
    style.split(';').map(str::trim).filter(|declaration| !declaration.is_empty())
}

fn look(declaration: &str) -> Option<Look<'_>> {
    let (property, value) = declaration.split_once(':')?;
    let value = value.trim();
    if let Some((.., class)) = DECLARATIONS.iter().find(|(of, is, _)| *of == property && *is == value) {
        return Some(Look::Class(class));
    }
    if let Some((_, attribute)) = ATTRIBUTES.iter().find(|(of, _)| *of == property) {
        return Some(Look::Attribute(attribute, value));
    }
    LEFT_OUT.contains(&property).then_some(Look::Nothing)
}

fn class(name: &str) -> Option<&'static str> {
    CLASSES.iter().find(|(theirs, _)| *theirs == name).map(|(_, ours)| *ours)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use math_core::MathDisplay;
    use pulldown_cmark::{Event, Options, Parser};

    use super::super::math::as_converted;
    use super::*;

    /// Formulas with all that the converter can say of them; a new one belongs into it.
    const EVERY_STYLE: &str = include_str!("../../../tests/fuzz/corpus/markdown/formulas-of-every-style");

    fn formulas() -> Vec<String> {
        let converted = Parser::new_ext(EVERY_STYLE, Options::ENABLE_MATH).filter_map(|event| match event {
            Event::InlineMath(tex) => Some(as_converted(&tex, MathDisplay::Inline)),
            Event::DisplayMath(tex) => Some(as_converted(&tex, MathDisplay::Block)),
            _ => None,
        });
        converted.collect::<Result<_, _>>().expect("formulas in order")
    }

    /// The values of an attribute, in the order of the tags.
    fn values(mathml: &str, name: &str) -> Vec<String> {
        let tags = tokens(mathml).into_iter().filter_map(|token| match token {
            Token::Tag(tag) => Some(tag),
            _ => None,
        });
        tags.filter_map(|tag| Some(mathml[tag.attribute(name)?.value.clone()].to_owned())).collect()
    }

    fn all_values(name: &str) -> BTreeSet<String> {
        formulas().iter().flat_map(|mathml| values(mathml, name)).collect()
    }

    #[test]
    fn every_declaration_and_class_of_the_converter_is_known_and_is_met() {
        let (styles, classes) = (all_values("style"), all_values("class"));
        let said: BTreeSet<&str> = styles.iter().flat_map(|style| declarations(style)).collect();
        let unknown: Vec<_> = said.iter().filter(|declaration| look(declaration).is_none()).collect();
        assert_eq!(unknown, [] as [&&str; 0], "a formula would be shown without it");
        assert!(classes.iter().all(|name| class(name).is_some()), "{classes:?}");
        let known = DECLARATIONS.map(|(.., class)| Look::Class(class));
        let met: Vec<_> = said.iter().filter_map(|declaration| look(declaration)).collect();
        let never: Vec<_> = known.iter().filter(|look| !met.contains(look)).collect();
        assert_eq!(never, [] as [&Look<'_>; 0], "no formula of the list has it");
        assert!(CLASSES.iter().all(|(theirs, _)| classes.contains(*theirs)));
    }

    #[test]
    fn no_formula_has_a_style_and_no_element_two_classes() {
        for mathml in formulas().into_iter().map(without_styles) {
            assert!(!mathml.contains(" style="), "{mathml}");
            let tags = mathml.split('<').map(|tag| tag.split('>').next().unwrap_or_default());
            assert!(tags.map(|tag| tag.matches(" class=").count()).all(|classes| classes <= 1), "{mathml}");
        }
    }

    #[test]
    fn styles_become_attributes_and_classes() {
        for (style, look) in [
            (
                r##"<mrow style="color:#FF0000;math-shift:compact;">"##,
                r##"<mrow mathcolor="#FF0000" class="math-compact">"##,
            ),
            (r#"<mtext style="font-size:70%">"#, r#"<mtext mathsize="70%">"#),
            (
                r#"<mtd style="width: 50%;text-align: right;justify-items: end;" id="a">"#,
                r#"<mtd id="a" class="math-width-half math-right">"#,
            ),
            (r#"<mspace style="margin-left:-0.16666667em;"/>"#, r#"<mspace class="math-back-thin"/>"#),
            (
                r#"<span class="math-core-serif-font" style="font-variant-caps: small-caps">"#,
                r#"<span class="math-serif math-small-caps">"#,
            ),
            (r#"<mspace width="2.8453rem" style="width:2.8453rem"/>"#, r#"<mspace width="2.8453em"/>"#),
            (r#"<mspace style="margin-left:-5.6906rem;"/>"#, "<mspace/>"),
        ] {
            assert_eq!(without_styles(style.to_owned()), look);
        }
    }

    #[test]
    fn what_nobody_knows_is_left_out() {
        let newer = r#"<mtd style="zoom: 9;text-align: centre;position" class="theirs a"><mi>x</mi>"#;
        assert_eq!(without_styles(newer.to_owned()), "<mtd><mi>x</mi>");
    }

    #[test]
    fn words_that_look_like_a_style_stay_words() {
        for text in
            [r#"<mtext> style="x" class="y"</mtext>"#, r#"<mtext>&lt;b style="x"></mtext><mi id=" style=x">a</mi>"#]
        {
            assert_eq!(without_styles(text.to_owned()), text);
        }
    }
}
