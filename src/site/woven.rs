//! What all entries make together: the weave, and the plan of every URL.

use std::sync::Arc;

use foldhash::HashMap;
use jiff::civil::Date;

use super::raw_texts::withheld_texts;
use super::setup::{Look, Setup};
use super::wordless::wordless;
use super::{News, Tree};
use crate::content::Doc;
use crate::diagnostics::{Diagnostic, Span};
use crate::plan::{self, Plan};
use crate::practice::{self, Calendar, Harvest, newsletter};
use crate::stages::{Stage, Stages};
use crate::weaver::{self, Viewer, Weave};

pub struct Woven {
    pub weave: Arc<Weave>,
    pub calendar: Arc<Calendar>,
    pub harvest: Arc<Harvest>,
    pub plan: Arc<Plan>,
    /// What is wrong between entries.
    problems: Vec<Diagnostic>,
    /// What is wrong between URLs, and in what languages the theme has no words.
    collisions: Vec<Diagnostic>,
    viewer: Viewer,
}

impl Woven {
    /// Weaves and plans.
    pub fn new(setup: &Setup, look: &Look, tree: &Tree, viewer: &Viewer, today: Date, stages: &Stages) -> Woven {
        let Setup { config, kinds, .. } = setup;
        let files: Vec<Arc<str>> = tree.sizes.keys().cloned().collect();
        let closed = tree.closed(config, kinds, viewer);
        let sources = weaver::Sources { config, kinds, docs: &tree.docs, files: &files, closed: &closed, viewer };
        let (weave, mut problems) = stages.time(Stage::Weave, || weaver::weave(sources));
        problems.extend(newsletter::check(&weave));
        let calendar = practice::calendar(&weave, config, today);
        let harvest = practice::harvest(practice::harvest::Sources {
            weave: &weave,
            calendar: &calendar,
            config,
            docs: &tree.docs,
            viewer,
            today,
        });
        let (plan, collisions) =
            stages.time(Stage::Plan, || planned(setup, look, tree, &weave, &calendar, &harvest, viewer));
        Woven {
            weave: weave.into(),
            calendar: calendar.into(),
            harvest: harvest.into(),
            plan: plan.into(),
            problems,
            collisions,
            viewer: viewer.clone(),
        }
    }

    /// The same entries under a theme that may have other files.
    pub fn plan_again(&mut self, setup: &Setup, look: &Look, tree: &Tree) {
        let (plan, collisions) = planned(setup, look, tree, &self.weave, &self.calendar, &self.harvest, &self.viewer);
        (self.plan, self.collisions) = (plan.into(), collisions);
    }

    /// Whether `viewer` sees other entries than were woven, because time has passed.
    pub fn is_outdated(&self, tree: &Tree, viewer: &Viewer) -> bool {
        let passed = self.viewer.now.min(viewer.now)..=self.viewer.now.max(viewer.now);
        let has_come = |doc: &Arc<Doc>| doc.facts.moments().any(|moment| passed.contains(&moment));
        self.viewer.now != viewer.now && tree.docs.iter().any(has_come)
    }

    /// Takes new texts of entries that weave as before. False where they don't, and all has to be
    /// woven anew.
    pub fn take_texts(&mut self, setup: &Setup, news: &News) -> bool {
        if news.edits.is_empty() {
            return !news.other_files;
        }
        let weave_alike = |(old, new): &(Arc<Doc>, Arc<Doc>)| {
            (&old.id, &old.slug, &old.lang) == (&new.id, &new.slug, &new.lang)
                && old.facts.woven_print() == new.facts.woven_print()
        };
        if news.other_files || !news.edits.iter().all(weave_alike) {
            return false;
        }
        let Some(weave) = self.weave.with_texts(&news.edits, &setup.config) else { return false };
        let Some((problems, collisions)) = self.moved_problems(&news.edits) else { return false };
        self.weave = weave.into();
        (self.problems, self.collisions) = (problems, collisions);
        true
    }

    pub fn problems(&self) -> impl Iterator<Item = Diagnostic> {
        self.problems.iter().chain(&self.collisions).cloned()
    }

    /// The problems at the places to which edits have moved them; none where one is not found again.
    fn moved_problems(&self, edits: &[(Arc<Doc>, Arc<Doc>)]) -> Option<(Vec<Diagnostic>, Vec<Diagnostic>)> {
        let mut moves: HashMap<&str, HashMap<&Span, &Span>> = HashMap::default();
        for (old, new) in edits {
            let (from, to) = (old.facts.spans(), new.facts.spans());
            if from.len() != to.len() {
                return None;
            }
            moves.insert(&old.file, from.into_iter().zip(to).collect());
        }
        let all = |problems: &[Diagnostic]| -> Option<Vec<Diagnostic>> {
            problems.iter().map(|problem| moved(problem, &moves)).collect()
        };
        Some((all(&self.problems)?, all(&self.collisions)?))
    }
}

/// A problem with all its places as they are now. `moves` has a map of old to new places for each file
/// that was edited.
fn moved(problem: &Diagnostic, moves: &HashMap<&str, HashMap<&Span, &Span>>) -> Option<Diagnostic> {
    let place = |span: &Span| match moves.get(&*span.file) {
        Some(of_file) if *span != Span::file(&span.file) => of_file.get(span).map(|span| Span::clone(span)),
        _ => Some(span.clone()),
    };
    let mut problem = problem.clone();
    if let Some(span) = &mut problem.span {
        *span = place(span)?;
    }
    for related in &mut problem.related {
        related.span = place(&related.span)?;
    }
    if let Some(fix) = &mut problem.fix {
        fix.span = place(&fix.span)?;
    }
    Some(problem)
}

fn planned(
    setup: &Setup,
    look: &Look,
    tree: &Tree,
    weave: &Weave,
    calendar: &Calendar,
    harvest: &Harvest,
    viewer: &Viewer,
) -> (Plan, Vec<Diagnostic>) {
    let files: Vec<Arc<str>> = tree.sizes.keys().cloned().collect();
    let (plan, mut found) = plan::plan(plan::Sources {
        config: &setup.config,
        kinds: &setup.kinds,
        weave,
        calendar,
        harvest,
        docs: &tree.docs,
        files: &files,
        images: &tree.images.all(),
        theme_files: &look.theme.urls(),
        has_previews: look.theme.has_previews(),
    });
    found.extend(withheld_texts(&tree.raw_texts, &plan, viewer, &setup.config));
    found.extend(wordless(weave, &look.theme, &setup.config));
    (plan, found)
}
