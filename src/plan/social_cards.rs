//! Which pages get a social card: the home page, the list of communities, and every entry's page without
//! an image of its own.

use std::sync::Arc;

use super::{CardOf, FileJob, Job, PageJob, Planned, Route, Sources};
use crate::diagnostics::{Code, Diagnostic, Span};
use crate::social;
use crate::weaver::Taxonomy;

/// Where the card of the page at a path stands.
pub fn social_card_path(page: &str) -> String {
    format!("{page}social-card.png")
}

/// The cards of `pages`, and why there are none where they are wanted.
pub fn social_cards(sources: Sources, pages: &[Planned]) -> (Vec<Planned>, Vec<Diagnostic>) {
    let config = sources.config;
    if !config.social_cards {
        return (Vec::new(), Vec::new());
    }
    if config.base_url.origin.is_empty() {
        return (Vec::new(), vec![without_address(&config.file)]);
    }
    let mut cards = Vec::new();
    let mut problems = Vec::new();
    for page in pages {
        let Some((of, title)) = titled(sources, &page.job) else { continue };
        match social::legible(title) {
            Some(_) => cards.push(planned(page, of)),
            None => problems.push(illegible(page.origin.clone().unwrap_or_else(|| Span::file(&config.file)))),
        }
    }
    (cards, problems)
}

/// The page of a job that is to have a card, and the title that would stand on it.
fn titled<'a>(sources: Sources<'a>, job: &Job) -> Option<(CardOf, &'a str)> {
    let Job::Page(page) = job else { return None };
    match page {
        PageJob::Home => Some((CardOf::Home, &sources.config.title)),
        PageJob::Terms { lang, taxonomy: Taxonomy::Communities } if *lang == sources.lang() => {
            Some((CardOf::Communities, &sources.config.title))
        }
        PageJob::Entry(entry) => {
            let facts = &sources.weave.doc(*entry).facts;
            facts.image.is_none().then_some((CardOf::Entry(*entry), &*facts.title))
        }
        _ => None,
    }
}

fn planned(page: &Planned, of: CardOf) -> Planned {
    Planned {
        route: Route::new(social_card_path(page.route.path())),
        job: FileJob::SocialCard(of).into(),
        origin: page.origin.clone(),
    }
}

fn without_address(config: &Arc<str>) -> Diagnostic {
    let message = "there are no social cards, because other sites find them by a whole address only";
    let help = "give `base_url` as `https://…`, or take `cards` out of `[social]`";
    Diagnostic::new(Code::NoSocialCard, message).at(Span::file(config)).help(help)
}

fn illegible(place: Span) -> Diagnostic {
    let message = "there is no social card for a title in letters that the built-in fonts lack";
    let help = "they have Latin, Greek, Cyrillic, Armenian, Georgian, Hebrew and Arabic; give the page an `image`";
    Diagnostic::new(Code::NoSocialCard, message).at(place).help(help)
}
