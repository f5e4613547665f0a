//! All problems of all phases → the list that is reported.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostics::{Checks, Code, Diagnostic};

/// Problems that are reported once for a whole site, at the first place, since one decision mends
/// all of them: whether to keep a language's code plain, what to do about another generator's
/// shortcode, whether writers of HTML are trusted.
const ONCE: [Code; 5] =
    [Code::ForeignShortcode, Code::ForeignSyntax, Code::UnknownLanguage, Code::UnsafeHtml, Code::NoSocialCard];

/// On how many pages an unknown key is no slip any more, but one that another tool has put there: one line under
/// `[fields]` mends it on all of them.
const NO_SLIP: usize = 5;

/// Gives every problem the severity the site has chosen, drops what is off, sorts by place, and
/// keeps one of those that are reported once, which says on how many other pages it stands.
pub fn settle(checks: &Checks, found: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut settled: Vec<Diagnostic> = Vec::new();
    let mut once: BTreeMap<(Code, String), (usize, usize)> = BTreeMap::new();
    let found = checks.settle(found);
    let foreign = foreign_keys(&found);
    for problem in found {
        if ONCE.contains(&problem.code) || is_foreign_key(&problem, &foreign) {
            let key = (problem.code, problem.message.clone());
            if let Some((_, others)) = once.get_mut(&key) {
                *others += 1;
                continue;
            }
            once.insert(key, (settled.len(), 0));
        }
        settled.push(problem);
    }
    for (first, others) in once.into_values().filter(|(_, others)| *others > 0) {
        let help = settled[first].help.take().map(|help| format!("{help}; ")).unwrap_or_default();
        let pages = if others == 1 { "page" } else { "pages" };
        settled[first].help = Some(format!("{help}it is on {others} other {pages} too"));
    }
    settled
}

/// What is said of each unknown key that many pages have.
fn foreign_keys(found: &[Diagnostic]) -> BTreeSet<String> {
    let mut times: BTreeMap<&str, usize> = BTreeMap::new();
    for problem in found.iter().filter(|problem| problem.code == Code::UnknownKey) {
        *times.entry(&problem.message).or_default() += 1;
    }
    times.into_iter().filter(|(_, times)| *times > NO_SLIP).map(|(message, _)| message.to_owned()).collect()
}

fn is_foreign_key(problem: &Diagnostic, foreign: &BTreeSet<String>) -> bool {
    problem.code == Code::UnknownKey && foreign.contains(&problem.message)
}

/// The same template error on many pages is one error, met first on one of them.
pub fn merge_render_errors(errors: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut merged: Vec<(Diagnostic, usize)> = Vec::new();
    for error in errors {
        match merged.iter_mut().find(|(first, _)| first.span == error.span && first.message == error.message) {
            Some((_, times)) => *times += 1,
            None => merged.push((error, 0)),
        }
    }
    let named = |(error, others): (Diagnostic, usize)| match (others, error.help.clone()) {
        (0, _) => error,
        (1, Some(help)) => error.help(format!("{help}, and on 1 other page")),
        (others, Some(help)) => error.help(format!("{help}, and on {others} other pages")),
        (others, None) => error.help(format!("met on {} pages", others + 1)),
    };
    merged.into_iter().map(named).collect()
}

/// Template errors of which something has been told before any page was rendered: the same mistake, by its place or by
/// its words.
pub fn without_told(errors: Vec<Diagnostic>, told: &[Diagnostic]) -> Vec<Diagnostic> {
    let place = |problem: &Diagnostic| problem.span.clone().map(|span| (span.file, span.start));
    let file = |problem: &Diagnostic| problem.span.clone().map(|span| span.file);
    let is_same = |known: &Diagnostic, error: &Diagnostic| match known.code {
        Code::UnknownData => known.is_error() && place(known) == place(error),
        // A page adds to the message what may be meant.
        Code::TemplateError => file(known) == file(error) && error.message.starts_with(&known.message),
        _ => false,
    };
    let is_told = |error: &Diagnostic| told.iter().any(|known| is_same(known, error));
    errors.into_iter().filter(|error| error.code != Code::TemplateError || !is_told(error)).collect()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::diagnostics::Span;

    fn shortcode(file: &str, name: &str) -> Diagnostic {
        let message = format!("shortcode `{name}` is not copsite's");
        Diagnostic::new(Code::ForeignShortcode, message).at(Span::file(&Arc::from(file))).help("write a link")
    }

    #[test]
    fn a_shortcode_of_many_pages_is_reported_at_the_first_with_the_number_of_others() {
        let found = ["c.md", "a.md", "b.md"].map(|file| shortcode(file, "ref")).to_vec();
        let expected = shortcode("a.md", "ref").help("write a link; it is on 2 other pages too");
        assert_eq!(settle(&Checks::default(), found), [expected]);
    }

    fn removed(file: &str, what: &str) -> Diagnostic {
        let message = format!("{what} is removed from raw HTML");
        Diagnostic::new(Code::UnsafeHtml, message).at(Span::file(&Arc::from(file)))
    }

    #[test]
    fn each_sort_of_html_that_is_removed_is_one_problem() {
        let found = [("b.md", "the tag `<iframe>`"), ("a.md", "the tag `<iframe>`"), ("b.md", "the attribute `style`")];
        let expected = [
            removed("a.md", "the tag `<iframe>`").help("it is on 1 other page too"),
            removed("b.md", "the attribute `style`"),
        ];
        assert_eq!(settle(&Checks::default(), found.map(|(file, what)| removed(file, what)).to_vec()), expected);
    }

    #[test]
    fn a_key_of_many_pages_is_one_problem_and_a_slip_is_one_at_each_place() {
        let key = |file: String, name: &str| {
            let message = format!("no schema knows the key `{name}`");
            Diagnostic::new(Code::UnknownKey, message)
                .at(Span::file(&Arc::from(file)))
                .help("write it under `[fields]`")
        };
        let found = (0..6).map(|page| key(format!("{page}.md"), "permalink"));
        let slips = (0..5).map(|page| key(format!("{page}.md"), "sumary"));
        let settled = settle(&Checks::default(), found.chain(slips.clone()).collect());
        let expected =
            key("0.md".to_owned(), "permalink").help("write it under `[fields]`; it is on 5 other pages too");
        assert_eq!(settled.len(), 6);
        assert!(settled.contains(&expected) && slips.into_iter().all(|slip| settled.contains(&slip)));
    }

    fn template_error(file: &str, message: &str) -> Diagnostic {
        Diagnostic::new(Code::TemplateError, message).at(Span::file(&Arc::from(file))).help("met on `x/`")
    }

    #[test]
    fn a_template_error_says_on_how_many_other_pages_it_was_met() {
        let met = |times: usize| merge_render_errors(vec![template_error("a.html", "no"); times]);
        let help = |times: usize| met(times)[0].help.clone().unwrap();
        assert_eq!(
            [help(1), help(2), help(3)],
            ["met on `x/`", "met on `x/`, and on 1 other page", "met on `x/`, and on 2 other pages"]
        );
    }

    #[test]
    fn what_was_told_of_a_template_before_is_not_told_again() {
        let told = [template_error("a.html", "there is no icon `stroy`")];
        let again = template_error("a.html", "there is no icon `stroy`; did you mean `story`?");
        let others = [template_error("b.html", "there is no icon `stroy`"), template_error("a.html", "no filter")];
        assert_eq!(without_told([&[again][..], &others].concat(), &told), others);
    }

    #[test]
    fn shortcodes_with_two_names_are_two_problems() {
        let found = vec![shortcode("a.md", "ref"), shortcode("a.md", "img")];
        assert_eq!(settle(&Checks::default(), found), [shortcode("a.md", "img"), shortcode("a.md", "ref")]);
    }
}
