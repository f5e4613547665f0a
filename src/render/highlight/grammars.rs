//! The grammars of languages, by the names that people write.

use std::sync::LazyLock;

use syntect::parsing::{SyntaxReference, SyntaxSet};

pub static GRAMMARS: LazyLock<SyntaxSet> = LazyLock::new(two_face::syntax::extra_newlines);

/// Names for text without a grammar, which is no mistake.
const PLAIN: [&str; 13] = [
    "",
    "text",
    "txt",
    "plain",
    "plaintext",
    "none",
    "output",
    "ascii",
    "mermaid",
    "math",
    "log",
    "nohighlight",
    WORDS,
];

/// The language of words to copy and adapt, such as an invitation: set like prose, and wrapped.
pub const WORDS: &str = "words";

/// Names people write → names or endings that the grammars have.
const ALIASES: [(&str, &str); 33] = [
    ("c#", "cs"),
    ("cjs", "js"),
    ("console", "sh"),
    ("csharp", "cs"),
    ("cuda", "cpp"),
    ("docker", "dockerfile"),
    ("fortran", "f90"),
    ("golang", "go"),
    ("hcl", "tf"),
    ("jinja", "jinja2"),
    ("json5", "json"),
    ("jsonc", "json"),
    ("jsx", "tsx"),
    ("kt", "kotlin"),
    ("liquid", "jinja2"),
    ("make", "makefile"),
    ("mdx", "md"),
    ("mjs", "js"),
    ("mts", "ts"),
    ("njk", "jinja2"),
    ("nunjucks", "jinja2"),
    ("objc", "objective-c"),
    ("patch", "diff"),
    ("protobuf", "proto"),
    ("pwsh", "powershell"),
    ("py3", "py"),
    ("python3", "py"),
    ("scheme", "lisp"),
    ("shell", "sh"),
    ("shell-session", "sh"),
    ("starlark", "bazel"),
    ("svg", "xml"),
    ("viml", "vim"),
];

/// Loads the grammars ahead: whoever asks for the first keeps all others waiting.
pub fn load() {
    LazyLock::force(&GRAMMARS);
}

/// Whether a block of this language is shown without a warning. `language` is in lower case.
pub fn language_known(language: &str) -> bool {
    is_plain(language) || grammar(language).is_some()
}

/// The grammar of a language; none for text that needs none, and for what nobody has a grammar for.
pub fn grammar(language: &str) -> Option<&'static SyntaxReference> {
    if is_plain(language) {
        return None;
    }
    let alias = ALIASES.iter().find(|(alias, _)| *alias == language).map_or(language, |(_, name)| name);
    GRAMMARS.find_syntax_by_token(alias)
}

/// Whether a language is text that needs no grammar.
pub fn is_plain(language: &str) -> bool {
    PLAIN.contains(&language)
}

/// The name of a grammar as readers know it.
pub fn display_name(grammar: &SyntaxReference) -> &str {
    match grammar.name.split(" (").next() {
        Some("Bourne Again Shell") => "Shell",
        Some("Separated Values") => "CSV",
        Some("Tab Separated Values") => "TSV",
        Some("TypeScriptReact") => "TSX",
        Some("orgmode") => "Org",
        Some(name) => name,
        None => &grammar.name,
    }
}
