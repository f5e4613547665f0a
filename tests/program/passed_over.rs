//! Files and folders that are no entries: which are told, which say nothing, and which must not be published as they are.

use super::site::{Run, Site};

const CONFIG: (&str, &str) =
    ("copsite.toml", "title = \"A network\"\n[audiences]\norder = [\"public\", \"members\"]\n");

/// The first lines of the problems with a code.
fn told<'r>(run: &'r Run, code: &str) -> Vec<&'r str> {
    run.stderr.lines().filter(|line| line.contains(&format!("[{code}]"))).collect()
}

#[test]
fn texts_that_are_no_markdown_by_their_names_are_told_each() {
    let names = ["a.mdx", "b.MD", "c.rst", "d.adoc", "e.org", "f.qmd", "g.markdown", "h.mkd"];
    let texts = names.map(|name| (format!("content/stories/{name}"), "Text\n".to_owned()));
    let site = Site::of(texts.into_iter().chain([(CONFIG.0.to_owned(), CONFIG.1.to_owned())]));
    let run = site.build();
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert_eq!(told(&run, "unread-file").len(), names.len(), "{}", run.stderr);
    for name in names {
        assert!(run.stderr.contains(&format!("content/stories/{name}")), "{name}");
    }
}

#[test]
fn a_text_that_holds_itself_back_is_not_published_as_an_attachment() {
    for (name, text) in [
        ("plan.mdx", "---\ntitle: Plan\ndraft: true\n---\nSECRET\n"),
        ("plan.qmd", "---\naudience: members\n---\nSECRET\n"),
        ("plan.txt", "---\ndraft: true\n---\nSECRET\n"),
        ("plan.markdown", "---\npublish: 2030-01-01\n---\nSECRET\n"),
        ("plan.mdx", "---\nexpires: 2020-01-01\n---\nSECRET\n"),
        ("plan.mdx", "---\nprivate: true\n---\nSECRET\n"),
        ("plan.mdx", "# Plan\n\n::: members\nSECRET\n:::\n"),
    ] {
        let path = format!("content/docs/{name}");
        let page = format!("# Open\n\n[Plan](docs/{name})\n");
        let site = Site::of([CONFIG, ("content/open.md", &*page), (&*path, text)]);
        let run = site.build();
        assert_eq!((run.code, told(&run, "almost-withheld").len()), (1, 1), "{text}\n{}", run.stderr);
        assert!(site.published().is_empty());
        site.put("content/open.md", "# Open\n");
        assert_eq!(site.build().code, 0, "{text}");
    }
}

#[test]
fn a_text_that_holds_nothing_back_stays_an_attachment() {
    let site = Site::of([
        CONFIG,
        ("content/open.md", "# Open\n\n[Plan](docs/plan.mdx)\n"),
        ("content/docs/plan.mdx", "---\ntitle: Plan\ndraft: false\npublish: 2020-01-01\n---\nText\n"),
    ]);
    assert!(site.built().contains_key("docs/plan.mdx"));
}

#[test]
fn posts_of_jekyll_are_told_once_and_folders_that_are_hidden_with_intent_are_not() {
    let site = Site::of([
        CONFIG,
        ("content/_posts/2024-01-01-a.md", "# A\n"),
        ("content/_posts/2024-01-02-b.md", "# B\n"),
        ("content/_drafts/c.md", "# C\n"),
        ("content/_templates/d.md", "# D\n"),
    ]);
    let run = site.build();
    let posts = told(&run, "unread-file");
    assert_eq!(posts.len(), 1, "{}", run.stderr);
    assert!(posts[0].contains("`content/_posts/` is passed over, with 2 Markdown files"), "{}", run.stderr);
    site.put("copsite.toml", "title = \"A network\"\n[kinds.post]\nfolder = \"_posts\"\n");
    let run = site.build();
    assert_eq!(told(&run, "unread-file"), [""; 0], "{}", run.stderr);
}

#[test]
fn what_other_programs_leave_beside_files_is_not_published() {
    let site = Site::of([
        CONFIG,
        ("content/stories/kept/index.md", "# Kept\n"),
        ("content/stories/kept/map.pdf", "%PDF"),
        ("content/stories/kept/~$report.docx", "lock"),
        ("content/stories/kept/notes.bak", "old"),
        ("static/a.tmp", "half"),
        ("static/Shortcut.lnk", "link"),
        ("static/ehthumbs.db", "small"),
        ("static/$RECYCLE.BIN/x.txt", "thrown away"),
        ("content/logseq/bak/pages/old/1.md", "# Thrown away\n"),
        ("content/logseq/version-files/base/pages/old.md", "# Thrown away\n"),
    ]);
    let published = site.built();
    assert!(published.contains_key("stories/kept/map.pdf"));
    let left = |path: &&String| {
        ["~$", ".bak", ".tmp", ".lnk", "ehthumbs", "RECYCLE", "logseq", "old"].iter().any(|part| path.contains(part))
    };
    assert_eq!(published.keys().filter(left).collect::<Vec<_>>(), [&""; 0]);
}
