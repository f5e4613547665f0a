//! Code → HTML with classes, once for each distinct block.
//!
//! Classes are one letter behind `hl-`, chosen by us from the grammar's scopes, so that a theme
//! colours a dozen classes and pages stay small. This module never writes colours, never needs a
//! script, and never fails: what it cannot parse is plain text.

use std::fmt::Write;
use std::sync::LazyLock;

use syntect::parsing::{ParseState, Scope, ScopeStack, SyntaxReference, SyntaxSet};
use syntect::util::LinesWithEndings;

use super::lines::Lines;
use crate::content::CodeBlock;
use crate::content::markdown::html::escape;

/// Some grammars take more than linear time on long lines.
const LONGEST_LINE: usize = 2_000;
const LARGEST_BLOCK: usize = 64 * 1024;

/// A block as HTML.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Highlighted {
    pub html: String,
    /// Whether there is a grammar for the block's language; plain text needs none.
    pub known: bool,
}

static GRAMMARS: LazyLock<SyntaxSet> = LazyLock::new(two_face::syntax::extra_newlines);

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
const WORDS: &str = "words";

/// Names people write → names or endings that the grammars have.
const ALIASES: [(&str, &str); 26] = [
    ("c#", "cs"),
    ("cjs", "js"),
    ("console", "sh"),
    ("csharp", "cs"),
    ("docker", "dockerfile"),
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
    ("patch", "diff"),
    ("protobuf", "proto"),
    ("pwsh", "powershell"),
    ("shell", "sh"),
    ("shell-session", "sh"),
    ("svg", "xml"),
    ("viml", "vim"),
];

/// Scope prefixes and their classes; the longest prefix wins. An empty class ends the search
/// further out: code embedded in a string is no string.
const CLASSES: [(&str, &str); 51] = [
    ("comment", "c"),
    ("punctuation.definition.comment", "c"),
    ("string", "s"),
    ("punctuation.definition.string", "s"),
    ("markup.raw", "s"),
    ("markup.underline.link", "s"),
    ("constant", "o"),
    ("constant.numeric", "n"),
    ("constant.character.escape", "o"),
    ("entity.name.constant", "o"),
    ("support.constant", "o"),
    ("variable.language", "o"),
    ("keyword", "k"),
    ("keyword.operator", "p"),
    ("keyword.operator.word", "k"),
    ("keyword.operator.logical.python", "k"),
    ("storage", "k"),
    ("punctuation.definition.directive", "k"),
    ("entity.name.function", "f"),
    ("entity.name.macro", "f"),
    ("support.function", "f"),
    ("support.macro", "f"),
    ("variable.function", "f"),
    ("variable.annotation", "a"),
    ("meta.annotation", "a"),
    ("entity.other.attribute-name", "a"),
    ("meta.property-name", "a"),
    ("support.type.property-name", "a"),
    ("entity.name.type", "t"),
    ("entity.name.class", "t"),
    ("entity.name.struct", "t"),
    ("entity.name.enum", "t"),
    ("entity.name.trait", "t"),
    ("entity.name.interface", "t"),
    ("entity.name.impl", "t"),
    ("entity.name.namespace", "t"),
    ("entity.other.inherited-class", "t"),
    ("support.type", "t"),
    ("support.class", "t"),
    ("entity.name.tag", "g"),
    ("punctuation.definition.tag", "g"),
    ("entity.name.section", "h"),
    ("markup.heading", "h"),
    ("meta.diff.header", "h"),
    ("meta.diff.range", "h"),
    ("markup.inserted", "i"),
    ("markup.deleted", "d"),
    ("variable", "v"),
    ("meta.interpolation", ""),
    ("meta.embedded", ""),
    ("source", ""),
];

static SCOPES: LazyLock<Vec<(Scope, &'static str)>> =
    LazyLock::new(|| CLASSES.iter().filter_map(|(prefix, class)| Some((Scope::new(prefix).ok()?, *class))).collect());

/// Whether a block of this language is shown without a warning. `language` is in lower case.
pub fn language_known(language: &str) -> bool {
    PLAIN.contains(&language) || grammar(language).is_some()
}

/// The block as HTML: its title or language in a bar, and its code in lines and classes. `lines`
/// keeps its lines for other blocks.
pub fn highlight(block: &CodeBlock, lines: &mut Lines) -> Highlighted {
    let grammar = grammar(&block.language);
    let mut html = String::with_capacity(block.text.len() * 2 + 200);
    html.push_str("<div class=\"copybox code\">");
    write_bar(&mut html, block, grammar);
    let is_words = *block.language == *WORDS;
    html.push_str(if is_words { "<pre class=\"words\"><code" } else { "<pre tabindex=\"0\"><code" });
    if !block.language.is_empty() && !is_words {
        html.push_str(" class=\"language-");
        escape(&mut html, &block.language);
        html.push('"');
    }
    html.push('>');
    write_code(&mut html, block, grammar, lines);
    html.push_str("</code></pre></div>");
    Highlighted { html, known: grammar.is_some() || PLAIN.contains(&&*block.language) }
}

fn grammar(language: &str) -> Option<&'static SyntaxReference> {
    if PLAIN.contains(&language) {
        return None;
    }
    let alias = ALIASES.iter().find(|(alias, _)| *alias == language).map_or(language, |(_, name)| name);
    GRAMMARS.find_syntax_by_token(alias)
}

fn write_bar(html: &mut String, block: &CodeBlock, grammar: Option<&SyntaxReference>) {
    let named = if *block.language == *WORDS { "" } else { &block.language };
    let language = grammar.map_or(named, display_name);
    let caption = block.title.as_deref().unwrap_or(language);
    if !caption.is_empty() {
        html.push_str("<div class=\"bar\"><span>");
        escape(html, caption);
        html.push_str("</span></div>");
    }
}

fn display_name(grammar: &SyntaxReference) -> &str {
    match grammar.name.split(" (").next() {
        Some("Bourne Again Shell") => "Shell",
        Some(name) => name,
        None => &grammar.name,
    }
}

fn write_code(html: &mut String, block: &CodeBlock, grammar: Option<&'static SyntaxReference>, lines: &mut Lines) {
    let grammar = grammar.filter(|_| block.text.len() <= LARGEST_BLOCK);
    let mut reader = grammar.map(|grammar| lines.reader(grammar));
    let in_lines = block.numbered.is_some() || !block.marked.is_empty();
    for (number, line) in (1..).zip(LinesWithEndings::from(&block.text)) {
        if in_lines {
            write_line_start(html, block, number);
        }
        match &mut reader {
            Some(reader) if line.len() <= LONGEST_LINE => {
                reader.read(html, line, |html, (state, scopes)| write_line(html, line, state, scopes));
            }
            _ => escape(html, line),
        }
        if in_lines {
            html.push_str("</span>");
        }
    }
}

/// The line's end stands inside its element, so that a theme may show lines as blocks.
fn write_line_start(html: &mut String, block: &CodeBlock, number: u32) {
    let is_marked = block.marked.iter().any(|(first, last)| (*first..=*last).contains(&number));
    html.push_str(if is_marked { "<span class=\"line mark\"" } else { "<span class=\"line\"" });
    if let Some(first) = block.numbered {
        // Writing into a string cannot fail.
        let _ = write!(html, " data-n=\"{}\"", first.saturating_add(number - 1));
    }
    html.push('>');
}

fn write_line(html: &mut String, line: &str, state: &mut ParseState, scopes: &mut ScopeStack) {
    let Ok(changes) = state.parse_line(line, &GRAMMARS) else { return escape(html, line) };
    let mut writer = SpanWriter { html, class: "" };
    let mut done = 0;
    for (at, change) in changes {
        if at > done {
            writer.write(&line[done..at], scopes);
            done = at;
        }
        if scopes.apply(&change).is_err() {
            break;
        }
    }
    writer.write(&line[done..], scopes);
    writer.change("");
}

/// Writes pieces of one line; neighbours of one class share a span.
struct SpanWriter<'h> {
    html: &'h mut String,
    class: &'static str,
}

impl SpanWriter<'_> {
    fn write(&mut self, text: &str, scopes: &ScopeStack) {
        let is_blank = text.bytes().all(|byte| byte.is_ascii_whitespace());
        if text.ends_with('\n') {
            let code = text.trim_end_matches(['\n', '\r']);
            if !code.is_empty() {
                self.write(code, scopes);
            }
            self.change("");
            self.html.push('\n');
            return;
        }
        if !is_blank {
            self.change(class(scopes.as_slice()));
        }
        escape(self.html, text);
    }

    fn change(&mut self, class: &'static str) {
        if class == self.class {
            return;
        }
        if !self.class.is_empty() {
            self.html.push_str("</span>");
        }
        if !class.is_empty() {
            self.html.push_str("<span class=\"hl-");
            self.html.push_str(class);
            self.html.push_str("\">");
        }
        self.class = class;
    }
}

/// The class of the innermost scope that has one.
fn class(scopes: &[Scope]) -> &'static str {
    scopes.iter().rev().find_map(|scope| class_of(*scope)).unwrap_or_default()
}

fn class_of(scope: Scope) -> Option<&'static str> {
    let matching = SCOPES.iter().filter(|(prefix, _)| prefix.is_prefix_of(scope));
    matching.max_by_key(|(prefix, _)| prefix.len()).map(|(_, class)| *class)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn block(language: &str, text: &str) -> CodeBlock {
        CodeBlock { language: language.into(), title: None, numbered: None, marked: Vec::new(), text: text.into() }
    }

    fn code(language: &str, text: &str) -> String {
        let html = highlight(&block(language, text), &mut Lines::default()).html;
        let (_, code) = html.split_once("<code").unwrap_or_default();
        code.split_once('>').unwrap_or_default().1.trim_end_matches("</code></pre></div>").to_owned()
    }

    #[test]
    fn a_block_has_a_bar_and_flat_classes() {
        assert_eq!(
            highlight(&block("rust", "// one\nlet a: &str = \"<b>\\n\"; // two\n"), &mut Lines::default()),
            Highlighted {
                html: "<div class=\"copybox code\"><div class=\"bar\"><span>Rust</span></div>\
                       <pre tabindex=\"0\"><code class=\"language-rust\"><span class=\"hl-c\">// one</span>\n\
                       <span class=\"hl-k\">let</span> a: <span class=\"hl-p\">&amp;</span><span class=\"hl-k\">str \
                       </span><span class=\"hl-p\">= </span><span class=\"hl-s\">&quot;&lt;b&gt;</span>\
                       <span class=\"hl-o\">\\n</span><span class=\"hl-s\">&quot;</span>; <span class=\"hl-c\">// two</span>\n\
                       </code></pre></div>"
                    .to_owned(),
                known: true
            }
        );
    }

    #[test]
    fn numbers_marks_and_a_title_are_shown() {
        let block = CodeBlock {
            title: Some("a <file>".into()),
            numbered: Some(9),
            marked: vec![(2, 2)],
            ..block("text", "x\n\nz")
        };
        assert_eq!(
            highlight(&block, &mut Lines::default()).html,
            "<div class=\"copybox code\"><div class=\"bar\"><span>a &lt;file&gt;</span></div>\
             <pre tabindex=\"0\"><code class=\"language-text\"><span class=\"line\" data-n=\"9\">x\n</span>\
             <span class=\"line mark\" data-n=\"10\">\n</span><span class=\"line\" data-n=\"11\">z</span></code></pre></div>"
        );
    }

    #[test]
    fn a_comment_over_lines_is_closed_on_each() {
        assert_eq!(code("c", "/* a\nb */\n"), "<span class=\"hl-c\">/* a</span>\n<span class=\"hl-c\">b */</span>\n");
    }

    #[test]
    fn usual_names_are_known() {
        let names = [
            "rust",
            "rs",
            "js",
            "javascript",
            "ts",
            "typescript",
            "jsx",
            "tsx",
            "py",
            "python",
            "rb",
            "ruby",
            "sh",
            "bash",
            "shell",
            "zsh",
            "console",
            "yml",
            "yaml",
            "toml",
            "json",
            "jsonc",
            "html",
            "css",
            "scss",
            "md",
            "markdown",
            "go",
            "golang",
            "java",
            "kt",
            "kotlin",
            "c",
            "cpp",
            "c++",
            "cs",
            "c#",
            "csharp",
            "php",
            "sql",
            "diff",
            "patch",
            "docker",
            "dockerfile",
            "make",
            "makefile",
            "tex",
            "latex",
            "vim",
            "lua",
            "r",
            "swift",
            "xml",
            "svg",
            "ini",
            "graphql",
            "nginx",
            "powershell",
            "jinja",
            "liquid",
            "njk",
            "hcl",
            "terraform",
            "proto",
            "haskell",
            "scala",
            "elixir",
            "",
            "text",
            "mermaid",
        ];
        let unknown: Vec<&str> = names.into_iter().filter(|name| !language_known(name)).collect();
        assert_eq!(unknown, [""; 0]);
        assert!(!language_known("klingon"));
    }

    #[test]
    fn an_unknown_language_is_plain() {
        let highlighted = highlight(&block("klingon", "a < b\0"), &mut Lines::default());
        assert_eq!(
            highlighted,
            Highlighted {
                html: "<div class=\"copybox code\"><div class=\"bar\"><span>klingon</span></div><pre tabindex=\"0\">\
                       <code class=\"language-klingon\">a &lt; b\u{FFFD}</code></pre></div>"
                    .to_owned(),
                known: false
            }
        );
        assert_eq!(
            highlight(&block("", "x"), &mut Lines::default()).html,
            "<div class=\"copybox code\"><pre tabindex=\"0\"><code>x</code></pre></div>"
        );
    }

    #[test]
    fn lines_that_are_known_read_the_same() {
        let mut lines = Lines::default();
        let texts = ["/* a\nb */\nint b;\n", "b */\nint b;\n/* a\n", "/* a\nint b;\nb */\n", "int b;\nint b;"];
        for text in texts.iter().chain(&texts) {
            let block = block("c", text);
            assert_eq!(highlight(&block, &mut lines), highlight(&block, &mut Lines::default()));
        }
    }

    #[test]
    fn here_documents_without_end_are_highlighted() {
        let mut lines = Lines::default();
        for number in 0..300 {
            let block = block("sh", &format!("cat <<END{number}\n$x\nEND\nEND{number}\nls # x\n"));
            assert_eq!(highlight(&block, &mut lines), highlight(&block, &mut Lines::default()));
        }
    }

    #[test]
    fn long_lines_and_large_blocks_are_plain() {
        let long = format!("let a = {};\n", "1".repeat(3000));
        assert_eq!(code("rust", &(long.clone() + "let\n")), long + "<span class=\"hl-k\">let</span>\n");
        let large = "let a = 1;\n".repeat(10_000);
        assert_eq!(code("rust", &large), large);
    }
}
