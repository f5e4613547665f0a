//! Collecting what is wrong with values of a TOML file.

use std::sync::Arc;

use super::At;
use crate::diagnostics::{Code, Diagnostic, Span};

/// The problems found so far in one file. Every one is an `invalid-config`.
pub struct Report {
    file: Arc<str>,
    problems: Vec<Diagnostic>,
}

impl Report {
    pub fn new(file: &Arc<str>) -> Report {
        Report::with(file, Vec::new())
    }

    pub fn with(file: &Arc<str>, problems: Vec<Diagnostic>) -> Report {
        Report { file: file.clone(), problems }
    }

    /// The file's name.
    pub fn name(&self) -> &Arc<str> {
        &self.file
    }

    pub fn span<T>(&self, value: &At<T>) -> Span {
        Span::new(&self.file, value.range())
    }

    /// A problem with a value.
    pub fn at<T>(&mut self, value: &At<T>, message: impl Into<String>) -> &mut Diagnostic {
        let span = self.span(value);
        self.push(Diagnostic::new(Code::InvalidConfig, message).at(span))
    }

    /// A problem with the file as such.
    pub fn file(&mut self, message: impl Into<String>) -> &mut Diagnostic {
        let span = Span::file(&self.file);
        self.push(Diagnostic::new(Code::InvalidConfig, message).at(span))
    }

    /// A problem with something that stands in no file, such as an argument.
    pub fn nowhere(&mut self, message: impl Into<String>) -> &mut Diagnostic {
        self.push(Diagnostic::new(Code::InvalidConfig, message))
    }

    pub fn has_problems(&self) -> bool {
        !self.problems.is_empty()
    }

    pub fn problems(self) -> Vec<Diagnostic> {
        self.problems
    }

    fn push(&mut self, problem: Diagnostic) -> &mut Diagnostic {
        let index = self.problems.len();
        self.problems.push(problem);
        &mut self.problems[index]
    }
}
