//! Files of the content that hold Markdown by their names and are no entries, since these do not end in `.md`.

use std::sync::Arc;

use crate::content::is_private;
use crate::diagnostics::{Code, Diagnostic, Span};

/// What other tools take for Markdown as well, in small letters.
const ENDINGS: [&str; 5] = ["md", "markdown", "mdown", "mkd", "mkdn"];

/// A warning for each such file.
pub fn unread(files: &[Arc<str>]) -> Vec<Diagnostic> {
    let is_unread = |file: &&Arc<str>| {
        let ending = file.rsplit_once('.').map_or("", |(_, ending)| ending);
        let is_markdown = ENDINGS.iter().any(|known| known.eq_ignore_ascii_case(ending));
        is_markdown && ending != "md" && file.starts_with("content/") && !is_private(file)
    };
    files.iter().filter(is_unread).map(problem).collect()
}

fn problem(file: &Arc<str>) -> Diagnostic {
    let stem = file.rsplit('/').next().and_then(|name| name.rsplit_once('.')).map_or("", |(stem, _)| stem);
    Diagnostic::new(Code::UnreadFile, "this file is no entry: its name does not end in `.md`")
        .at(Span::file(file))
        .help(format!("call it `{stem}.md`, or let its name begin with `_` where it is not meant for readers"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markdown_by_another_name_is_told() {
        let files = [
            "content/a/LOUD.MD",
            "content/b.markdown",
            "content/_c.mkd",
            "content/README.md",
            "static/d.MD",
            "content/e.txt",
        ];
        let found = unread(&files.map(Arc::from));
        let told: Vec<(&str, &str)> =
            found.iter().map(|found| (&*found.span.as_ref().unwrap().file, &**found.help.as_ref().unwrap())).collect();
        assert_eq!(told.len(), 2);
        assert_eq!(told[0].0, "content/a/LOUD.MD");
        assert!(told[0].1.starts_with("call it `LOUD.md`"));
    }
}
