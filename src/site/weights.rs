//! Pages that weigh more than readers on slow lines should wait for.
//!
//! Compressing every page would cost more than rendering it: what is small as it is cannot be too large compressed.

use std::sync::{Mutex, PoisonError};

use crate::diagnostics::{Code, Diagnostic, Span};
use crate::plan::{Job, PageJob, Planned};
use crate::theme::{KB, compressed_above};
use crate::view::Snapshot;

/// The most that a page may weigh, compressed.
const MOST: usize = 40 * KB;

/// Whether an output has to be weighed, by its length in bytes.
pub fn may_be_too_large(path: &str, size: u64) -> bool {
    path.ends_with(".html") && size > MOST as u64
}

/// The pages that are too large, by their index in the plan.
#[derive(Default)]
pub struct Weights {
    found: Mutex<Vec<(usize, usize)>>,
}

impl Weights {
    /// Weighs the output with the index `index` in the plan.
    pub fn weigh(&self, index: usize, path: &str, bytes: &[u8]) {
        let size = may_be_too_large(path, bytes.len() as u64).then(|| compressed_above(bytes, MOST)).flatten();
        if let Some(size) = size {
            self.found.lock().unwrap_or_else(PoisonError::into_inner).push((index, size));
        }
    }

    /// One warning, for the largest.
    pub fn into_warning(self, snapshot: &Snapshot) -> Option<Diagnostic> {
        let mut found = self.found.into_inner().unwrap_or_else(PoisonError::into_inner);
        found.sort_by_key(|(index, size)| (std::cmp::Reverse(*size), *index));
        let (index, size) = *found.first()?;
        Some(warning(snapshot, &snapshot.plan.pages()[index], size, found.len() - 1))
    }
}

fn warning(snapshot: &Snapshot, page: &Planned, size: usize, others: usize) -> Diagnostic {
    let others = match others {
        0 => String::new(),
        1 => "; 1 other page is over it too".to_owned(),
        others => format!("; {others} other pages are over it too"),
    };
    let (size, most) = (size.div_ceil(KB), MOST / KB);
    let url = page.route.path();
    let message = format!("the page `/{url}` weighs {size} KB when it is compressed; the budget is {most} KB{others}");
    let problem = Diagnostic::new(Code::OverBudget, message);
    match page.job {
        Job::Page(PageJob::Entry(entry)) => problem
            .at(Span::file(&snapshot.weave.doc(entry).file))
            .help("divide the text: a guide is made of parts, each with a page of its own"),
        _ => problem.help("show less on one page, or turn this off with `over-budget = \"off\"` under `[checks]`"),
    }
}
