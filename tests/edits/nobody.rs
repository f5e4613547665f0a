//! Nobody sits at the terminal: a preview that is looked at by a test alone.

use std::time::Duration;

use copsite::diagnostics::Diagnostic;
use copsite::serve::{Reporter, Shown, Taken};

pub struct Nobody;

impl Reporter for Nobody {
    fn opened(&self, _: &Shown, _: Duration) {}
    fn changed(&self, _: &Taken) {}
    fn failed(&self, problem: &Diagnostic) {
        panic!("a page cannot be rendered: {problem:?}");
    }
}
