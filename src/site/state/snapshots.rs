//! What pages are made from, anew after each change: whole, or the last one with other texts in it.

use std::sync::Arc;

use rayon::prelude::*;
use tera::Value;

use super::{Changed, News, Site};
use crate::content::Doc;
use crate::render;
use crate::view::{Parts, Snapshot};
use crate::weaver::EntryIx;

impl Site {
    pub(super) fn renew_snapshot(&mut self, changed: &Changed) {
        let is_whole = changed.woven || changed.look || changed.news.data || changed.news.assets;
        match self.snapshot.clone() {
            Some(before) if !is_whole => {
                if !changed.news.edits.is_empty() {
                    self.edit_snapshot(&before, &changed.news);
                }
            }
            _ => self.make_snapshot(),
        }
    }

    fn make_snapshot(&mut self) {
        let (Some(setup), Some(look), Some(tree), Some(woven), Some((viewer, today))) =
            (&self.setup, &self.look, &self.tree, &self.woven, &self.seen)
        else {
            return;
        };
        let Some(engine) = &look.engine else { return };
        let parts = Parts {
            config: setup.config.clone(),
            kinds: setup.kinds.clone(),
            theme: look.theme.clone(),
            engine: engine.clone(),
            weave: woven.weave.clone(),
            calendar: woven.calendar.clone(),
            harvest: woven.harvest.clone(),
            plan: woven.plan.clone(),
            data: Value::from_serializable(&tree.data),
            today: *today,
            audience: viewer.narrower(&setup.config).map(Arc::from),
            is_partly_withheld: viewer.shows_early() || viewer.narrower(&setup.config).is_some(),
            sizes: tree.sizes.clone(),
            images: tree.images.all(),
        };
        let snapshot = Snapshot::new(parts);
        self.work.cards += snapshot.weave.len();
        let entries: Vec<EntryIx> = snapshot.weave.all().collect();
        let checked: Vec<_> = entries.par_iter().map(|entry| (*entry, render::check(&snapshot, *entry))).collect();
        self.checked = checked.into_iter().filter(|(_, found)| !found.is_empty()).collect();
        self.snapshot = Some(Arc::new(snapshot));
    }

    /// Puts texts that weave as before into the snapshot.
    fn edit_snapshot(&mut self, before: &Snapshot, news: &News) {
        let Some(woven) = &self.woven else { return };
        let edited: Vec<(EntryIx, &Arc<Doc>, &Arc<Doc>)> =
            news.edits.iter().filter_map(|(old, new)| Some((woven.weave.find(new)?, old, new))).collect();
        let other_card = |(entry, old, new): &(EntryIx, &Arc<Doc>, &Arc<Doc>)| {
            (old.facts.card_print() != new.facts.card_print()).then_some(*entry)
        };
        let cards: Vec<EntryIx> = edited.iter().filter_map(other_card).collect();
        let snapshot = before.with_texts(woven.weave.clone(), &cards);
        self.work.cards += cards.len();
        self.checked.retain(|(entry, _)| !edited.iter().any(|(edited, ..)| edited == entry));
        let checked = edited.iter().map(|(entry, ..)| (*entry, render::check(&snapshot, *entry)));
        self.checked.extend(checked.filter(|(_, found)| !found.is_empty()));
        self.snapshot = Some(Arc::new(snapshot));
    }
}
