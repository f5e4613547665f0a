//! What is not written in front matter though it should be, or still reads as `copsite new` wrote it.

use super::fields::Checker;
use super::tree::Node;
use crate::diagnostics::{Code, Diagnostic, Severity, Span};
use crate::kinds::Field;

impl Checker<'_> {
    pub fn missing(&mut self, name: &str, span: Span, help: &str) {
        self.required(format!("`{name}` is missing"), span, help);
    }

    /// What `copsite new` wrote stands in a field that has to be filled in.
    pub fn unfilled(&mut self, name: &str, span: Span, help: &str) {
        self.required(format!("`{name}` is still to be filled in"), span, help);
    }

    fn required(&mut self, message: String, span: Span, help: &str) {
        let problem = Diagnostic::new(Code::MissingField, message).at(span);
        self.problems.push(if help.is_empty() { problem } else { problem.help(help) });
    }

    /// The same in a field that may be left out, of which nothing is shown.
    pub fn left_over<T>(&mut self, name: &str, node: &Node) -> Option<T> {
        let message = format!("`{name}` is still to be filled in, and is not shown");
        let mut problem = Diagnostic::new(Code::MissingField, message).at(node.span.clone());
        problem.severity = Severity::Warning;
        self.problems.push(problem.help("fill it in, or take it out"));
        None
    }

    /// The same in a field of a schema.
    pub fn unfilled_field<T>(&mut self, field: &Field, node: &Node) -> Option<T> {
        if !field.required {
            return self.left_over(&field.name, node);
        }
        self.unfilled(&field.name, node.span.clone(), &field.help);
        None
    }
}
