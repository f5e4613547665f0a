//! `[vocabulary]`: which taxonomies are open, and other spellings of their terms.

use super::at::{At, Ordered};
use super::raw::{RawTerms, RawVocabulary};
use super::report::Report;
use super::{TermPolicy, TermRule, Vocabulary, fold};

impl Default for Vocabulary {
    fn default() -> Vocabulary {
        let closed = TermRule::default();
        let open = TermRule { open: true, ..TermRule::default() };
        Vocabulary { domains: closed.clone(), communities: closed, people: open.clone(), tags: open }
    }
}

pub fn vocabulary(raw: RawVocabulary, report: &mut Report) -> Vocabulary {
    let RawVocabulary { domains, communities, people, tags } = raw;
    let default = Vocabulary::default();
    Vocabulary {
        domains: term_rule(domains, default.domains, report),
        communities: term_rule(communities, default.communities, report),
        people: term_rule(people, default.people, report),
        tags: term_rule(tags, default.tags, report),
    }
}

fn term_rule(raw: Option<RawTerms>, default: TermRule, report: &mut Report) -> TermRule {
    let Some(RawTerms { policy, synonyms }) = raw else { return default };
    let open = policy.map_or(default.open, |policy| policy == TermPolicy::Open);
    let mut rule = TermRule { open, ..default };
    add_synonyms(&mut rule, &synonyms, report);
    rule
}

/// A spelling can stand for one term only.
fn add_synonyms(rule: &mut TermRule, synonyms: &Ordered<Vec<At<String>>>, report: &mut Report) {
    for (term, spellings) in &synonyms.0 {
        for spelling in spellings {
            let term = term.value();
            let before = rule.synonyms.insert(fold(spelling.value()), term.clone());
            if let Some(other) = before.filter(|other| other != term) {
                let message = format!("`{}` is a spelling of both `{other}` and `{term}`", spelling.value());
                report.at(spelling, message).help = Some("keep it under one of them".to_string());
            }
        }
    }
}
