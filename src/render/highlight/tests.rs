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
        "python3",
        "objc",
        "fortran",
        "",
        "text",
        "mermaid",
    ];
    let unknown: Vec<&str> = names.into_iter().filter(|name| !language_known(name)).collect();
    assert_eq!(unknown, [""; 0]);
    assert!(!language_known("klingon"));
}

#[test]
fn a_block_is_headed_by_the_name_that_readers_know() {
    let heading = |language: &str| {
        let html = highlight(&block(language, "x"), &mut Lines::default()).html;
        html.split("<span>").nth(1).and_then(|rest| Some(rest.split_once("</span>")?.0.to_owned()))
    };
    for (language, name) in [
        ("jsx", "TSX"),
        ("sh", "Shell"),
        ("csv", "CSV"),
        ("org", "Org"),
        ("python3", "Python"),
        ("objc", "Objective-C"),
    ] {
        assert_eq!(heading(language).as_deref(), Some(name), "{language}");
    }
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
