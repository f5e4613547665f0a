//! A file's bytes → its text.

use std::sync::Arc;

use crate::diagnostics::{Code, Diagnostic, Span};

/// Larger files are no text that somebody wrote.
const MAX_BYTES: usize = 16 * 1024 * 1024;

/// The text of a file; what stands in the way of reading it is one problem.
pub fn decode<'a>(file: &Arc<str>, bytes: &'a [u8]) -> Result<&'a str, Vec<Diagnostic>> {
    if bytes.len() > MAX_BYTES {
        let problem = Diagnostic::new(Code::FileTooLarge, "this file is larger than 16 MiB").at(Span::file(file));
        return Err(vec![problem.help("split the text, or keep it as an attachment")]);
    }
    std::str::from_utf8(bytes).map_err(|error| {
        let start = error.valid_up_to();
        let end = start + error.error_len().unwrap_or(bytes.len() - start);
        let message = format!("this file is not UTF-8: its byte {} makes no character", start + 1);
        let problem = Diagnostic::new(Code::InvalidEncoding, message).at(Span::new(file, start..end));
        vec![problem.help("save it as UTF-8")]
    })
}
