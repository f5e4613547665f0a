//! What is wrong, where, and what to do about it: the one error type of copsite.
//!
//! Every phase returns its value *and* its diagnostics; nothing is printed where it arises.
//! This module never reads a file: whoever prints hands the text of the sources in.

mod codes;
mod print;
mod suggestion;

pub use codes::Code;
pub use print::{Format, Place, Sources, Texts, print};
pub use suggestion::{Suggestions, did_you_mean};

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

/// A byte range in a whole file; `file` is relative to the site's root, with `/` between folders.
///
/// An empty range at 0 stands for the file as such. Spans never enter a fingerprint, so that
/// moving text around does not make a page look changed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    pub file: Arc<str>,
    pub start: u32,
    pub end: u32,
}

impl Span {
    /// The span of `range` in `file`. Files of more than 4 GiB are refused before they are read.
    pub fn new(file: &Arc<str>, range: Range<usize>) -> Span {
        Span { file: file.clone(), start: range.start as u32, end: range.end as u32 }
    }

    /// The file as such, where no place inside it can be named.
    pub fn file(file: &Arc<str>) -> Span {
        Span { file: file.clone(), start: 0, end: 0 }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    Error,
    Warning,
}

/// Another place that belongs to the problem, with a label of its own ("first defined here").
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Related {
    pub span: Span,
    pub label: String,
}

/// A change that mends the problem and can do no harm: put `replacement` where `span` is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fix {
    pub span: Span,
    pub replacement: String,
}

/// One problem. Messages are lower-case and say what and where; `help` says what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    pub code: Code,
    pub severity: Severity,
    pub message: String,
    pub span: Option<Span>,
    pub related: Vec<Related>,
    pub help: Option<String>,
    pub fix: Option<Fix>,
}

impl Diagnostic {
    /// A problem with the severity its code has by default.
    pub fn new(code: Code, message: impl Into<String>) -> Diagnostic {
        Diagnostic {
            code,
            severity: code.default_severity(),
            message: message.into(),
            span: None,
            related: Vec::new(),
            help: None,
            fix: None,
        }
    }

    pub fn at(mut self, span: Span) -> Diagnostic {
        self.span = Some(span);
        self
    }

    pub fn help(mut self, help: impl Into<String>) -> Diagnostic {
        self.help = Some(help.into());
        self
    }

    pub fn related(mut self, span: Span, label: impl Into<String>) -> Diagnostic {
        self.related.push(Related { span, label: label.into() });
        self
    }

    pub fn fix(mut self, span: Span, replacement: impl Into<String>) -> Diagnostic {
        self.fix = Some(Fix { span, replacement: replacement.into() });
        self
    }

    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}

/// The severities a site has chosen in `[checks]`; `None` switches a diagnostic off.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Checks(pub BTreeMap<Code, Option<Severity>>);

impl Checks {
    /// Whether anybody is told of problems with this code: what only serves a message need not be found out where it is off.
    pub fn tells(&self, code: Code) -> bool {
        self.0.get(&code) != Some(&None)
    }

    /// Applies the site's choices, drops what is off, and sorts by place, so that the list does
    /// not depend on the order in which threads found the problems.
    pub fn settle(&self, found: Vec<Diagnostic>) -> Vec<Diagnostic> {
        let mut settled: Vec<Diagnostic> = found
            .into_iter()
            .filter_map(|mut diagnostic| {
                if let Some(choice) = self.0.get(&diagnostic.code) {
                    diagnostic.severity = (*choice)?;
                }
                Some(diagnostic)
            })
            .collect();
        settled.sort_by(|a, b| (&a.span, a.code, &a.message).cmp(&(&b.span, b.code, &b.message)));
        settled.dedup();
        settled
    }
}
