//! The newsletter: an editor's session from a new article to what was sent, and the mails as other programs
//! read them.

use std::collections::BTreeSet;
use std::fs;
use std::io::Write;
use std::process::{Command, Stdio};

use scraper::{Html, Selector};
use serde_json::{Value, json};

use super::golden::{blessing, changed_lines};
use super::images::wards;
use super::site::{Site, crate_folder};

/// Bytes that theme and issue may make together.
const LIMIT: usize = 60 * 1024;

fn site() -> Site {
    Site::of([
        (
            "copsite.toml",
            "title = \"A network\"\nbase_url = \"https://example.org/network/\"\ncontact = \"hello@example.org\"\n\
             [newsletter]\nwhy = \"You asked.\"\naddress = \"1 The Street\"\nunsubscribe = \"leave@example.org\"\n",
        ),
        ("content/communities/one.md", "---\ntitle: Night Line\nstatement: We ask.\n---\n"),
        ("content/communities/two.md", "---\ntitle: Open Shelf\nstatement: We lend.\n---\n"),
        (
            "content/newsletter/1.md",
            "---\ntitle: The first\nnumber: 1\ndate: 2026-10-01\nuntil: 2026-09-30\nsections: [Lead, Found]\n---\nIt began.\n\n![[article/old]]\n",
        ),
        ("content/articles/old.md", "---\ntitle: Old\ndate: 2026-09-20\nissue: '1'\n---\nIt is old.\n"),
        (
            "content/articles/found.md",
            "---\r\ntitle: Found in a drawer # a note\r\ndate: 2026-10-12\r\ncommunities: [two]\r\nissue: next   # soon\r\nsection: Found\r\n---\r\nIn a drawer.\r\n",
        ),
        (
            "content/methods/drawers.md",
            "---\ntitle: Opening *drawers* [again]\nsummary: \"What is in them: 2 < 3\"\ndate: 2026-11-01\ncommunities: [one]\n---\nOpen one.\n",
        ),
        (
            "content/stories/key.md",
            "---\ntitle: The key\ndate: 2026-11-02\ncommunities: [two]\nrelations:\n  uses: method/drawers\n---\nIt fitted.\n",
        ),
        ("content/stories/draft.md", "---\ntitle: Not ready\ndate: 2026-11-03\ndraft: true\n---\nNo.\n"),
        (
            "content/events/supper.md",
            "---\ntitle: Supper\nstart: 2026-12-03T18:00\nplace: The hall\ntype: social\ncommunities: [one]\n---\nEat.\n",
        ),
    ])
}

fn text(site: &Site, path: &str) -> String {
    fs::read_to_string(site.root().join(path)).unwrap()
}

/// Each step of the session as a person sees it: the command, what it says, and the files that it leaves.
struct Session {
    site: Site,
    told: String,
}

impl Session {
    fn run(&mut self, arguments: &[&str]) -> i32 {
        let run = self.site.run(arguments);
        // How many files a build wrote is no part of the session.
        let said: Vec<&str> = run.stderr.lines().filter(|line| !line.contains(" files written, ")).collect();
        self.told += &format!("$ copsite {}\n{}\n[{}]\n\n", arguments.join(" "), said.join("\n"), run.code);
        run.code
    }

    fn show(&mut self, path: &str) {
        let text = text(&self.site, path);
        self.told += &format!("> {path}\n{text}\n");
    }
}

#[test]
fn all_versions_of_a_collected_article_name_its_issue_which_is_called_by_one_in_its_language() {
    let site = site();
    site.put(
        "content/articles/lloegr.cy.md",
        "---\ntitle: Yn Gymraeg yn unig\ndate: 2026-10-02\nissue: next\n---\nDim.\n",
    );
    site.put("content/articles/found.cy.md", "---\ntitle: Mewn drôr\nissue: next\n---\nDrôr.\n");
    site.put("content/articles/found.fr.md", "---\ntitle: Dans un tiroir\nissue: next\ndraft: true\n---\nTiroir.\n");
    site.put("content/articles/found.de.md", "---\ntitle: In der Lade\nissue: '1'\n---\nLade.\n");
    assert_eq!(site.run(&["newsletter", "collect"]).code, 0);
    let sent = text(&site, "content/articles/found.de.md");
    assert!(sent.contains("issue: '1'"), "a version that was sent before stays in its issue: {sent}");
    for file in ["found.md", "found.cy.md", "found.fr.md", "lloegr.cy.md"] {
        let article = text(&site, &format!("content/articles/{file}"));
        assert!(article.contains("issue: \"2\""), "{file}: {article}");
    }
    let issue = text(&site, "content/newsletter/2.md");
    assert!(issue.contains("![[article/lloegr]]") && !issue.contains("title = \"Yn Gymraeg"), "{issue}");
}

#[test]
fn an_editors_session_from_a_new_article_to_what_was_sent() {
    let mut session = Session { site: site(), told: String::new() };
    session.run(&["new", "article", "What we carried home"]);
    let article = "content/articles/what-we-carried-home.md";
    let written = text(&session.site, article).replace("#issue = \"…\"", "issue = \"next\"");
    assert!(written.contains("\nissue = \"next\"\n"), "{written}");
    session.site.put(article, format!("{written}We carried a lamp.\n"));
    assert_eq!(session.run(&["newsletter", "collect"]), 0);
    session.show("content/newsletter/2.md");
    let told = |issue: &str| written.replace("\nissue = \"next\"\n", &format!("\nissue = {issue}\n"));
    assert_eq!(text(&session.site, article), told("\"2\"") + "We carried a lamp.\n");
    let found = text(&session.site, "content/articles/found.md");
    assert!(found.contains("issue: \"2\"   # soon\r\n"), "{found}");
    assert_eq!(session.run(&["newsletter", "collect"]), 1);

    // The editor leaves an article for another time, says a word, and sends.
    let collected = text(&session.site, "content/newsletter/2.md");
    let edited = collected.replace("draft = true\n", "").replace("![[article/found]]\n", "A word from the editor.\n");
    session.site.put("content/newsletter/2.md", &edited);
    // The issue is called after its first article, to which links by that title lead.
    session.site.put("content/blog/link.md", "---\ntitle: A link\n---\nSee [[What we carried home]].\n");
    assert_eq!(session.run(&["check"]), 0);
    session.site.put("content/articles/found.md", found.replace("\"2\"", "next"));
    assert_eq!(session.run(&["build", "--output", "public"]), 0);
    assert!(session.site.page("newsletter/2/email.txt").contains("A word from the editor."));

    // It is remembered: the one that was left out waits, the other is never collected again.
    session.site.put(article, told("\"next\""));
    assert_eq!(session.run(&["check"]), 0);
    assert_eq!(session.run(&["newsletter", "collect"]), 0);
    session.show("content/newsletter/3.md");

    let file = crate_folder().join("tests/program/newsletter.txt");
    if blessing() {
        fs::write(&file, &session.told).unwrap();
    }
    let wanted = fs::read_to_string(&file).unwrap_or_default();
    assert_eq!(wanted, session.told, "{}\n(COPSITE_BLESS=1 rewrites it)", changed_lines(&wanted, &session.told));
}

#[test]
fn a_title_that_an_issue_has_from_its_article_means_the_issue_where_one_is_asked_for() {
    let site = Site::of([
        ("copsite.toml", "title = \"A site\"\n"),
        ("content/articles/a.md", "---\ntitle: Café news\ndate: 2026-01-02\nissue: Café news\n---\n"),
        ("content/newsletter/1.md", "---\ntitle: Café news\ndate: 2026-01-03\n---\n![[article/a]]\n"),
        ("content/stories/s.md", "# S\n\n[[Café news]] [[cafe news]] [[newsletter/1]]\n"),
    ]);
    let run = site.build();
    assert_eq!(run.code, 0, "{}", run.stderr);
    let story = site.page("stories/s/index.html");
    assert_eq!(story.matches("<a href=\"../../articles/a/\">Café news</a>").count(), 2, "{story}");
    assert!(site.page("articles/a/index.html").contains("href=\"../../newsletter/1/\""));
}

#[test]
fn nothing_is_collected_where_nothing_waits_and_nothing_is_new() {
    let site = Site::of([
        ("copsite.toml", "title = \"A\"\n"),
        ("content/newsletter/1.md", "---\ntitle: One\ndate: 2026-11-20\n---\nHello.\n"),
    ]);
    let run = site.run(&["newsletter", "collect"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(run.stderr.contains("nothing to collect"), "{}", run.stderr);
    assert!(!site.root().join("content/newsletter/2.md").exists());
}

#[test]
fn an_article_whose_front_matter_cannot_be_changed_surely_stops_collecting() {
    let site = site();
    site.put("copsite.toml", "title = \"A network\"\n[fields]\nin = \"issue\"\n");
    site.put("content/articles/odd.md", "---\ntitle: Odd\nin: next\n---\nOdd.\n");
    let before = super::site::read_tree(&site.root());
    let run = site.run(&["newsletter", "collect"]);
    assert_eq!(run.code, 1, "{}", run.stderr);
    assert!(run.stderr.contains("refused-edit"), "{}", run.stderr);
    assert_eq!(super::site::read_tree(&site.root()), before);
}

#[test]
fn an_issue_is_written_for_mail_programs_also_while_it_is_a_draft() {
    let site = site();
    assert_eq!(site.run(&["newsletter", "collect"]).code, 0);
    let run = site.run(&["newsletter", "write", "2", "--output", "mails"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    for name in ["email.html", "email.txt", "email.eml"] {
        assert!(fs::read_to_string(site.beside("mails").join(name)).unwrap().contains("drawers"), "{name}");
    }
    let run = site.run(&["newsletter", "write", "3"]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("there is no issue `3`"), "{}", run.stderr);
}

/// A mail cannot be taken back: of all that is being written only the issue itself is in it.
#[test]
fn drafts_are_in_no_mail_also_where_the_issue_is_one() {
    let site = site();
    site.put("content/articles/raw.md", "---\ntitle: Still raw\ndraft: true\n---\nUnsaid as yet.\n");
    let mail = |draft: &str| {
        let front = format!("---\ntitle: Second\nnumber: 2\ndate: 2026-11-20\ndraft: {draft}\n---\n");
        let text = "Hello.\n\n![[article/raw]]\n\n![[article/old]]\n\n{{ query(kind=\"story\") }}\n";
        site.put("content/newsletter/2.md", front + text);
        let run = site.run(&["newsletter", "write", "--output", "mails"]);
        assert_eq!(run.code, 0, "{}", run.stderr);
        fs::read_to_string(site.beside("mails").join("email.txt")).unwrap()
    };
    for text in [mail("true"), mail("false")] {
        assert!(text.contains("It is old.") && text.contains("The key"), "{text}");
        for telling in ["raw", "Unsaid", "Not ready"] {
            assert!(!text.contains(telling), "{telling}: {text}");
        }
    }
    assert_eq!(site.build().code, 0);
    assert_eq!(mail("false"), site.page("newsletter/2/email.txt"));
}

#[test]
fn an_issue_for_some_readers_is_written_for_them() {
    let site = site();
    let config = text(&site, "copsite.toml") + "[audiences]\norder = [\"public\", \"members\"]\n";
    site.put("copsite.toml", config);
    site.put("content/newsletter/7.md", "---\ntitle: Inner\naudience: members\n---\nAmong us.\n");
    let run = site.run(&["newsletter", "write", "7", "--output", "mails"]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("the issue `7` is for `members`"), "{}", run.stderr);
    assert!(run.stderr.contains("`copsite newsletter write 7 --audience members`"), "{}", run.stderr);
    let run = site.run(&["newsletter", "write", "7", "--audience", "members", "--output", "mails"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(fs::read_to_string(site.beside("mails").join("email.txt")).unwrap().contains("Among us."));
}

#[test]
fn what_readers_of_a_mail_would_miss_is_told_when_it_is_made() {
    let site = site();
    let write = || site.run(&["newsletter", "write", "1", "--output", "mails"]).stderr;
    assert!(!write().contains("email-addresses"), "{}", write());
    site.put("copsite.toml", "title = \"A network\"\n");
    let told = write();
    assert!(told.contains("the links of this issue's e-mail have no address"), "{told}");
    assert!(told.contains("does not say how readers leave"), "{told}");
}

#[test]
fn words_for_screen_readers_are_in_no_mail_and_in_no_feed() {
    let site = site();
    site.put(
        "content/newsletter/1.md",
        "---\ntitle: The first\ndate: 2026-10-01\n---\nA claim.[^1]\n\n- [x] sent\n\n| Place | Count |\n| --- | --- |\n| Here | 1 |\n\n[^1]: Its source.\n",
    );
    site.built();
    for file in ["newsletter/1/email.html", "newsletter/1/email.txt", "feed.xml"] {
        let told = site.page(file);
        assert!(told.contains("Its source.") && told.contains("sent"), "{file}: {told}");
        for words in ["Note ", "Back to the text", "Done", "Table 1", "vh"] {
            assert!(!told.contains(words), "{file}: `{words}`");
        }
    }
    assert!(site.page("newsletter/1/email.txt").contains("A claim.¹\n"), "{}", site.page("newsletter/1/email.txt"));
}

#[test]
fn articles_of_a_deleted_issue_are_collected_anew() {
    let site = site();
    assert_eq!(site.run(&["newsletter", "collect"]).code, 0);
    let first = text(&site, "content/newsletter/2.md");
    assert!(first.contains("![[article/found]]"), "{first}");
    site.remove("content/newsletter/2.md");
    assert_eq!(site.run(&["newsletter", "collect"]).code, 0);
    assert_eq!(text(&site, "content/newsletter/2.md"), first);
    // An issue that is only withheld keeps its articles.
    site.put("content/newsletter/2.md", first.replace("draft = true", "expires = 2026-11-01"));
    site.run(&["newsletter", "collect"]);
    let next = site.root().join("content/newsletter/3.md");
    assert!(!next.exists() || !fs::read_to_string(next).unwrap().contains("article/found"));
}

/// The example site's issues, built once for all that look at them.
fn example() -> Site {
    let site = Site::copy_of(&crate_folder().join("example-site"));
    site.built();
    site
}

/// The folders of all issues, in every language.
fn issues(site: &Site) -> Vec<String> {
    let tree = site.published();
    tree.keys().filter_map(|path| path.strip_suffix("email.html").map(str::to_owned)).collect()
}

#[test]
fn every_issue_keeps_to_what_mail_programs_can_show() {
    let site = example();
    let folders = issues(&site);
    assert!(folders.len() >= 3, "{folders:?}");
    for folder in folders {
        let html = site.page(&format!("{folder}email.html"));
        let problems = lint(&html);
        assert!(problems.is_empty(), "{folder}: {problems:?}");
    }
}

/// What a mail must not hold, and what it must.
fn lint(html: &str) -> Vec<String> {
    let document = Html::parse_document(html);
    let mut problems = Vec::new();
    let mut say = |problem: String| problems.push(problem);
    if html.len() > LIMIT {
        say(format!("{} bytes", html.len()));
    }
    let known = [
        "html",
        "head",
        "meta",
        "title",
        "style",
        "body",
        "table",
        "tbody",
        "thead",
        "tr",
        "td",
        "th",
        "h1",
        "h2",
        "h3",
        "h4",
        "p",
        "a",
        "ul",
        "ol",
        "li",
        "strong",
        "em",
        "br",
        "hr",
        "span",
        "blockquote",
        "pre",
        "code",
    ];
    for element in document.root_element().descendent_elements() {
        let value = element.value();
        if !known.contains(&value.name()) {
            say(format!("a <{}>", value.name()));
        }
        for (name, text) in value.attrs() {
            let is_loaded = ["src", "srcset", "background", "poster", "data"].contains(&name) || text.contains("url(");
            if is_loaded || name.starts_with("on") {
                say(format!("{name} of <{}>", value.name()));
            }
        }
        let words = ["h1", "h2", "h3", "p", "a", "li", "td"];
        if words.contains(&value.name()) && value.attr("style").is_none_or(str::is_empty) {
            say(format!("<{}> without a style", value.name()));
        }
        let address = value.attr("href").filter(|_| value.name() == "a");
        if address
            .is_some_and(|address| !["https://", "http://", "mailto:"].iter().any(|start| address.starts_with(start)))
        {
            say(format!("a link to {address:?}"));
        }
    }
    let count = |selector: &str| document.select(&Selector::parse(selector).unwrap()).count();
    for (selector, wanted) in [
        ("h1", 1),
        ("html[lang]", 1),
        ("meta[name=color-scheme]", 1),
        ("meta[name=supported-color-schemes]", 1),
        ("link, script, img, form, iframe", 0),
    ] {
        if count(selector) != wanted {
            say(format!("{} of {selector}", count(selector)));
        }
    }
    if count("table") != count("table[role=presentation]") + count("table:has(th)") {
        say("a layout table without its role".into());
    }
    if html.contains("@import") || html.contains("@font-face") || html.contains("url(") {
        say("a style sheet that loads something".into());
    }
    problems
}

#[test]
fn the_lint_sees_what_it_is_for() {
    let bad = r#"<html><body><div><img src="https://example.org/x.png"><p>A <a href="/x">b</a></p></div><script></script></body></html>"#;
    let problems = lint(bad).join("; ");
    for wanted in
        ["a <div>", "a <img>", "src of <img>", "<p> without a style", "a link to Some(\"/x\")", "a <script>", "0 of h1"]
    {
        assert!(problems.contains(wanted), "{wanted}: {problems}");
    }
}

#[test]
fn the_text_has_the_links_of_the_html_and_no_long_line() {
    let site = example();
    for folder in issues(&site) {
        let html = Html::parse_document(&site.page(&format!("{folder}email.html")));
        let links = Selector::parse("a[href]").unwrap();
        let wanted: BTreeSet<String> =
            html.select(&links).filter_map(|link| link.attr("href")).map(str::to_owned).collect();
        let text = site.page(&format!("{folder}email.txt"));
        let listed = |line: &str| {
            line.strip_prefix('[').and_then(|line| line.split_once("] ")).map(|(_, address)| address.to_owned())
        };
        let found: BTreeSet<String> = text.lines().filter_map(listed).collect();
        assert_eq!(found, wanted, "{folder}");
        let long = text.lines().filter(|line| line.chars().count() > 72 && listed(line).is_none());
        assert_eq!(long.collect::<Vec<_>>(), [""; 0], "{folder}");
        for number in 1..=wanted.len() {
            let place = |needle: &str| text.find(needle).unwrap_or_else(|| panic!("{folder}: no {needle}"));
            assert!(place(&format!(" [{number}]")) < place(&format!("\n[{number}] ")), "{folder}: [{number}]");
        }
    }
}

#[test]
fn an_independent_program_reads_the_message() {
    let site = site();
    site.built();
    let bytes = fs::read(site.output().join("newsletter/1/email.eml")).unwrap();
    let script = "import email, email.policy, json, sys\n\
        m = email.message_from_bytes(sys.stdin.buffer.read(), policy=email.policy.default)\n\
        parts = [[p.get_content_type(), p.get_content_charset(), p.get_content()] for p in m.iter_parts()]\n\
        print(json.dumps({'headers': {k: str(v) for k, v in m.items()}, 'type': m.get_content_type(), 'from': m['from'].addresses[0].addr_spec, 'date': m['date'].datetime.isoformat(), 'defects': [str(d) for d in m.defects], 'parts': parts}))";
    let read = python(script, &bytes);
    assert_eq!(read["type"], "multipart/alternative");
    assert_eq!(read["defects"], json!([]));
    assert_eq!(read["from"], "hello@example.org");
    assert_eq!(read["date"], "2026-10-01T00:00:00+00:00");
    let header = |name: &str| read["headers"][name].as_str().unwrap_or_default().to_owned();
    assert_eq!(header("Subject"), "The first");
    assert_eq!(header("Message-ID"), "<network/1.en.newsletter@example.org>");
    assert_eq!(header("List-Unsubscribe"), "<mailto:leave@example.org>");
    let part = |index: usize| read["parts"][index].clone();
    assert_eq!([&part(0)[0], &part(0)[1], &part(1)[0], &part(1)[1]], ["text/plain", "utf-8", "text/html", "utf-8"]);
    let lines = |text: &str| text.replace("\r\n", "\n").trim_end().to_owned();
    for (index, file) in [(0, "email.txt"), (1, "email.html")] {
        assert_eq!(
            lines(part(index)[2].as_str().unwrap()),
            lines(&site.page(&format!("newsletter/1/{file}"))),
            "{file}"
        );
    }
}

/// What a script of Python prints as JSON about its input.
fn python(script: &str, input: &[u8]) -> Value {
    let mut command = Command::new("python3");
    let mut child = command
        .args(["-c", script])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("python3, which tests/run.sh installs");
    child.stdin.take().unwrap().write_all(input).unwrap();
    serde_json::from_slice(&child.wait_with_output().unwrap().stdout).unwrap()
}

#[test]
fn a_mail_that_gmail_would_cut_off_and_one_without_addresses_are_named() {
    let site = site();
    site.put("copsite.toml", "title = \"A network\"\n");
    let long = "A paragraph that goes on for a while and says very little in so many words.\n\n".repeat(1200);
    site.put("content/newsletter/2.md", format!("---\ntitle: Long\ndate: 2026-11-01\n---\n{long}"));
    let run = site.run(&["check"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let warned = |code: &str| run.stderr.matches(&format!("warning[{code}]")).count();
    assert_eq!((warned("email-too-large"), warned("email-addresses")), (1, 2), "{}", run.stderr);
}

#[test]
fn an_article_is_sent_once() {
    let site = site();
    site.put("content/newsletter/2.md", "---\ntitle: Two\nnumber: 2\ndate: 2026-11-01\n---\n![[article/old]]\n");
    let run = site.run(&["check"]);
    assert!(run.stderr.contains("`article/old` was sent with issue 1"), "{}", run.stderr);
    assert!(run.stderr.contains("content/newsletter/2.md:6:1"), "{}", run.stderr);
    site.put(
        "content/newsletter/2.md",
        "---\ntitle: Two\nnumber: 2\ndate: 2026-11-01\n---\nAs [[article/old]] said.\n",
    );
    assert!(!site.run(&["check"]).stderr.contains("already-sent"));
}

#[test]
fn feeds_carry_whole_texts_and_pictures_with_absolute_addresses() {
    let site = site();
    site.put("content/blog/sea/index.md", "---\ntitle: The sea\ndate: 2026-11-04\nimage: { src: lead.png, alt: The lead }\n---\nLook: ![Waves](waves.png) and [the key](../../stories/key.md).\n\n## Later\n\nMore, [above](#later).\n");
    site.put("content/blog/sea/waves.png", wards());
    site.put("content/blog/sea/lead.png", wards());
    site.built();
    for folder in ["blog/", "newsletter/", ""] {
        for file in ["feed.xml", "feed.json"] {
            let feed = site.page(&format!("{folder}{file}"));
            let parsed = feed_rs::parser::parse(feed.as_bytes()).unwrap();
            let contents: Vec<String> = parsed.entries.iter().filter_map(|entry| entry.content.clone()?.body).collect();
            assert!(!contents.is_empty(), "{folder}{file}");
            for html in contents {
                let fragment = Html::parse_fragment(&html);
                for (selector, name) in [("a[href]", "href"), ("img", "src")] {
                    for element in fragment.select(&Selector::parse(selector).unwrap()) {
                        let address = element.attr(name).unwrap_or_default();
                        assert!(address.starts_with("https://example.org/network/"), "{folder}{file}: {address}");
                    }
                }
            }
        }
    }
    let blog = site.page("blog/feed.json");
    for wanted in ["blog/sea/waves.png", "blog/sea/lead.png", "blog/sea/#later", "stories/key/"] {
        assert!(blog.contains(wanted), "{wanted}: {blog}");
    }
    assert!(site.page("newsletter/feed.json").contains("It is old."));
}
