//! The last touch to a page: what could only be put in when all of it was there.

use memchr::memmem;

use super::icons::Icons;
use crate::content::titles::BASE;

/// Where a page wants its sprite.
const SPRITE: &str = "<!--sprite-->";
/// Around what only a page with a formula needs.
const FORMULAS: [&str; 2] = ["<!--formulas-->", "<!--/formulas-->"];
/// What every formula begins with.
const FORMULA: &str = "<math";
/// A page leads home about eighty times, each time through a few folders.
const ROOM: usize = 1024;

/// `html` with its sprite in the place of the first `<!--sprite-->`, `base` wherever [`BASE`] stands, and what is for
/// formulas only where there is one.
pub fn complete(mut html: String, base: &str, icons: &Icons) -> String {
    fit_to_formulas(&mut html);
    let Some(at) = memmem::find(html.as_bytes(), SPRITE.as_bytes()) else { return with_base(html, base) };
    let sprite = icons.sprite(&html);
    let mut page = String::with_capacity(html.len() + sprite.len() + ROOM);
    push_with_base(&mut page, &html[..at], base);
    page.push_str(&sprite);
    push_with_base(&mut page, &html[at + SPRITE.len()..], base);
    page
}

/// The same for what has no sprite.
pub fn complete_part(mut html: String, base: &str) -> String {
    fit_to_formulas(&mut html);
    with_base(html, base)
}

/// Takes away what stands between the first of the marks for formulas where `html` has no formula, and the marks.
fn fit_to_formulas(html: &mut String) {
    let [open, close] = FORMULAS;
    let Some(start) = memmem::find(html.as_bytes(), open.as_bytes()) else { return };
    let inside = start + open.len();
    let Some(end) = memmem::find(&html.as_bytes()[inside..], close.as_bytes()).map(|at| inside + at) else { return };
    if memmem::find(html.as_bytes(), FORMULA.as_bytes()).is_some() {
        html.replace_range(end..end + close.len(), "");
        html.replace_range(start..inside, "");
    } else {
        html.replace_range(start..end + close.len(), "");
    }
}

/// `html` with `base` wherever [`BASE`] stands.
fn with_base(html: String, base: &str) -> String {
    if !html.contains(BASE) {
        return html;
    }
    let mut whole = String::with_capacity(html.len() + ROOM);
    push_with_base(&mut whole, &html, base);
    whole
}

fn push_with_base(page: &mut String, html: &str, base: &str) {
    let mut mark = [0; 4];
    let mark: &str = BASE.encode_utf8(&mut mark);
    let mut copied = 0;
    for at in memmem::find_iter(html.as_bytes(), mark) {
        page.push_str(&html[copied..at]);
        page.push_str(base);
        copied = at + mark.len();
    }
    page.push_str(&html[copied..]);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_link_leads_home_on_its_own_way() {
        let html = format!("<a href=\"{BASE}\">1</a><!--sprite--><a href=\"{BASE}x/\">2</a>");
        let expected = "<a href=\"../\">1</a><a href=\"../x/\">2</a>";
        assert_eq!(complete(html.clone(), "../", &Icons::default()), expected);
        let part = html.replace(SPRITE, "");
        assert_eq!(complete(part.clone(), "../", &Icons::default()), expected);
        assert_eq!(complete(part, "", &Icons::default()), expected.replace("../", ""));
    }

    #[test]
    fn what_is_for_formulas_is_only_where_there_is_one() {
        let page = "<a><!--formulas--><style></style><!--/formulas--><!--sprite--><b>";
        let formula = format!("{page}<math></math>");
        assert_eq!(complete(page.to_owned(), "", &Icons::default()), "<a><b>");
        assert_eq!(complete_part(page.to_owned(), ""), "<a><!--sprite--><b>");
        assert_eq!(complete(formula, "", &Icons::default()), "<a><style></style><b><math></math>");
        assert_eq!(
            complete_part("<!--/formulas--><math><!--formulas-->".into(), ""),
            "<!--/formulas--><math><!--formulas-->"
        );
    }
}
