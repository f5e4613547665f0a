//! Golden pairs of text and result, feature by feature. Holes are shown between braces.

use std::sync::Arc;

use super::{Markdown, Source, convert};
use crate::config::{BaseUrl, MarkdownOptions, RawHtml};
use crate::content::{Fill, Lang, LinkUse, Place, Target};

pub const FILE: &str = "content/methods/x.md";

pub fn read_with(text: &str, title: Option<&str>, raw_html: RawHtml, language: &str) -> Markdown {
    let options = MarkdownOptions { raw_html, smart_punctuation: true, tags: false };
    let base_url = BaseUrl { origin: "https://example.org".to_owned(), prefix: "/network/".to_owned() };
    let (file, lang) = (Arc::from(FILE), Lang(Arc::from(language)));
    convert(Source { file: &file, text, start: 0, title, lang: &lang, options, base_url: &base_url })
}

pub fn read(text: &str) -> Markdown {
    read_with(text, Some("Title"), RawHtml::Sanitise, "en")
}

/// The body with its holes in sight.
pub fn show(markdown: &Markdown) -> String {
    let mut shown = String::new();
    let mut done = 0;
    for hole in &markdown.body.holes {
        let at = hole.at as usize;
        shown.push_str(&markdown.body.html.read()[done..at]);
        shown.push_str(&match &hole.fill {
            Fill::LinkStart(link) => format!("{{a{link}}}"),
            Fill::LinkEnd(link) => format!("{{/a{link}}}"),
            Fill::LinkWithTitle(link) => format!("{{title{link}}}"),
            Fill::Title(link) => format!("{{words{link}}}"),
            Fill::Embed { link, caption, .. } => format!("{{embed{link} {}}}", caption.as_deref().unwrap_or("-")),
            Fill::Image { link, alt, title, .. } => format!("{{img{link} {alt}|{}}}", title.as_deref().unwrap_or("-")),
            Fill::Code(block) => format!("{{code {}: {}}}", block.language, block.text),
            Fill::Component(call) => format!("{{call {} {}}}", call.name, call.arguments.len()),
            Fill::Say(key) => format!("{{say {key}}}"),
        });
        done = at;
    }
    shown + &markdown.body.html.read()[done..]
}

fn html(text: &str) -> String {
    show(&read(text))
}

fn targets(markdown: &Markdown) -> Vec<Target> {
    markdown.links.iter().map(|link| link.target.clone()).collect()
}

/// Codes of the diagnostics, with the text they point at.
fn found<'t>(text: &'t str, markdown: &Markdown) -> Vec<(&'static str, &'t str)> {
    let place = |found: &crate::diagnostics::Diagnostic| {
        found.span.as_ref().map_or("", |span| &text[span.start as usize..span.end as usize])
    };
    markdown.diagnostics.iter().map(|diagnostic| (diagnostic.code.name(), place(diagnostic))).collect()
}

fn name(name: &str, anchor: Option<&str>) -> Target {
    Target::Name { name: name.into(), anchor: anchor.map(Arc::from) }
}

fn file(path: &str) -> Target {
    Target::File { path: path.into(), otherwise: None, anchor: None }
}

#[test]
fn commonmark_and_gfm_inlines() {
    assert_eq!(
        html("*a* **b** ~~c~~ `d<` e\\\nf\n\n- x\n- y\n\n3. z\n\n---"),
        "<p><em>a</em> <strong>b</strong> <del>c</del> <code>d&lt;</code> e<br>\nf</p>\n\
         <ul>\n<li>x</li>\n<li>y</li>\n</ul>\n<ol start=\"3\">\n<li>z</li>\n</ol>\n<hr>\n"
    );
    assert_eq!(html("~a~ x^2^"), "<p><del>a</del> x^2^</p>\n");
}

#[test]
fn marked_words_are_marked_wherever_inline_text_stands() {
    assert_eq!(
        html("a ==\"b\" **c** [[d]] e==. ==**f**== \\==g== `==h==`\n\n> ==i\n> j=="),
        "<p>a <mark>“b” <strong>c</strong> {title0} e</mark>. <mark><strong>f</strong></mark> ==g== \
         <code>==h==</code></p>\n<blockquote>\n<p><mark>i\nj</mark></p>\n</blockquote>\n"
    );
    assert_eq!(html("> [!note] ==a== b\n> c"), html("> [!note] <mark>a</mark> b\n> c"));
    assert_eq!(html("!!! note \"==a==\"\n    ==b=="), html("!!! note \"<mark>a</mark>\"\n    <mark>b</mark>"));
    let read = read("## ==A== b\n\nText ==with== a [[link]] in it.");
    assert_eq!(&*read.headings[0].text, "A b");
    assert_eq!(read.excerpt.as_deref(), Some("Text with a \u{FDD3}0\u{FDD4} in it."));
}

#[test]
fn attributes_of_other_tools_are_left_out_and_told_where_they_say_something() {
    let text = "![a](p.png){ width=\"300\" }\n\n*b*{ .c } [d](e.md){ .button }\n{: .f }\n\n`{.g}` `h`{.i}, k {.l}";
    let all = read(text);
    assert_eq!(
        show(&all),
        "<p>{img0 a|-}</p>\n<p><em>b</em> {a1}d{/a1}</p>\n<p><code>{.g}</code> <code>h</code>, k {.l}</p>\n"
    );
    assert!(matches!(&all.body.holes[0].fill, Fill::Image { width: Some(300), .. }));
    let told = ["{ .c }", "{ .button }", "{: .f }", "{.i}"].map(|source| ("foreign-syntax", source));
    assert_eq!(found(text, &all), told);
    let under = read("## A\n{: #own }\n\nText.\n");
    assert_eq!((&*under.headings[0].id, under.diagnostics.len()), ("own", 0));
    let heading = read("## A b {: #c .d }");
    assert_eq!((&*heading.headings[0].id, &*heading.headings[0].text), ("c", "A b"));
    let harmless = read_with("[a](b){: target=_blank rel='x' }", None, RawHtml::Sanitise, "en");
    assert_eq!(harmless.diagnostics, []);
}

#[test]
fn marked_words_and_html_end_in_each_other() {
    assert_eq!(html("==<b>a==</b> c"), "<p><mark><b>a</b></mark> c</p>\n");
    assert_eq!(html("<b>==a</b>== c"), "<p><b><mark>a</mark></b> c</p>\n");
    assert_eq!(html("> [!note] ==a\n> b== c"), html("> [!note] \\==a\n> b\\== c"));
}

#[test]
fn headings_get_ids_and_anchors() {
    let markdown = read("## Why it works\n\n## Why it works\n\n### Own {#mine .a .b}\n\n## !!!\n");
    let anchor = |id: &str, text: &str| {
        format!(
            "<a class=\"anchor\" href=\"#{id}\"><span class=\"vh\">{{say link-to-section}}: {text}</span><span aria-hidden=\"true\">#</span></a>"
        )
    };
    assert_eq!(
        show(&markdown),
        format!(
            "<h2 id=\"why-it-works\">Why it works{}</h2>\n<h2 id=\"why-it-works-1\">Why it works{}</h2>\n\
             <h3 id=\"mine\" class=\"a b\">Own{}</h3>\n<h2 id=\"section\">!!!{}</h2>\n",
            anchor("why-it-works", "Why it works"),
            anchor("why-it-works-1", "Why it works"),
            anchor("mine", "Own"),
            anchor("section", "!!!")
        )
    );
    let html = markdown.body.html.read();
    let at: Vec<&str> = markdown.headings.iter().map(|heading| &html[heading.at as usize..][..4]).collect();
    assert_eq!(at, ["<h2 ", "<h2 ", "<h3 ", "<h2 "]);
}

#[test]
fn raw_html_begins_and_ends_in_a_heading_or_around_it() {
    for (text, expected) in [
        ("<div>\n\n## A </div> b\n\nc", "<div>\n<h2 id=\"b\">A </h2>\n</div> b<p>c</p>\n"),
        ("## A <div> b\n\nc\n\n</div>\n\nd", "<h2 id=\"b\">A <div> b</div></h2>\n<p>c</p>\n\n<p>d</p>\n"),
        ("## A <span>b <i>c\n\nd", "<h2 id=\"a-b-c\">A <span>b <i>c</i></span></h2>\n<p>d</p>\n"),
        (
            "<div>\n\n## A <b>b</b> [x](y.md)\n\n</div>\n",
            "<div>\n<h2 id=\"a-b-x\">A <b>b</b> {a0}x{/a0}</h2>\n</div>\n",
        ),
    ] {
        assert_eq!(without_anchors(&html(text)), expected, "{text}");
    }
    let formula = html("<div>\n\n## A $a\\quad b$\n\nc\n\n</div>\n");
    assert_eq!(formula.matches("</math>").count(), 1, "{formula}");
    assert!(formula.trim_end().ends_with("</div>"), "{formula}");
}

fn without_anchors(html: &str) -> String {
    let mut parts = html.split("<a class=\"anchor\"");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |shown, part| shown + part.split_once("</a>").map_or(part, |(_, behind)| behind))
}

#[test]
fn boxes_of_mkdocs_are_callouts() {
    let text = "!!! tip \"A *b* [[c]]\"\n    One\n    two.\n\n    - three\n\n??? question\n    ```\n    !!! note\n        x\n    ```\n";
    let shown = html(text);
    let icon = |name: &str| {
        format!("<svg class=\"i\" viewBox=\"0 0 24 24\" aria-hidden=\"true\"><use href=\"#_i-{name}\"/></svg>")
    };
    assert_eq!(
        shown,
        format!(
            "<div class=\"callout callout--tip\" role=\"note\"><p class=\"callout-t\">{}<span>A <em>b</em> {{title0}}</span></p>\n<p>One\ntwo.</p>\n\
             <ul>\n<li>three</li>\n</ul>\n</div>\n\
             <details class=\"callout callout--question\"><summary class=\"callout-t\">{}{{say callout-question}}</summary>\n\
             {{code : !!! note\n    x\n}}\n</details>\n",
            icon("tip"),
            icon("question")
        )
    );
    let all_markers = html("+ a\n\n!!! note \"T\"\n    b\n\n* c\n\n- d\n\n1) e\n");
    assert!(all_markers.contains("<span>T</span></p>\n<p>b</p>\n</div>\n</li>\n</ul>"), "{all_markers}");
    let across = html("!!! note \"a %% b\"\n    c %% d\n");
    assert!(!across.contains("xx"), "{across}");
    let markdown = read("- a\n\n    !!! note\n        [b](c.md)\n\n=== \"Tab\"\n    d\n");
    assert_eq!(markdown.diagnostics, []);
    assert_eq!(markdown.links.len(), 1);
    assert!(
        show(&markdown).ends_with("</div>\n</li>\n</ul>\n<p><strong>Tab</strong></p>\n<p>d</p>\n"),
        "{}",
        show(&markdown)
    );
}

#[test]
fn a_heading_without_anything_in_it_is_none() {
    let markdown = read("#\n\n## \n\n## ![a](b.png)\n\nText\n\n## <!-- c -->\n");
    assert_eq!(markdown.headings.len(), 1);
    assert!(!html("#\n\nText\n").contains("<h"));
}

#[test]
fn a_headings_id_may_be_an_attribute() {
    let markdown = read("## One {#a}\n\n## Two { id=\"9.7.0\" }\n\n## Three { id=b .c }\n\n## Four { id }\n");
    let ids: Vec<&str> = markdown.headings.iter().map(|heading| &*heading.id).collect();
    assert_eq!(ids, ["a", "9.7.0", "b", "four"]);
}

#[test]
fn the_first_heading_is_the_title_where_the_front_matter_has_none() {
    let markdown = read_with("\u{FEFF}# The *title*\n\nText.", None, RawHtml::Sanitise, "en");
    assert_eq!(markdown.title.as_deref(), Some("The title"));
    assert_eq!(show(&markdown), "<p>Text.</p>\n");
    assert_eq!(markdown.headings, []);
}

#[test]
fn a_heading_that_repeats_the_title_is_dropped_and_others_move_down() {
    let levels = |text: &str| {
        read(text).headings.iter().map(|heading| (heading.level, heading.text.to_string())).collect::<Vec<_>>()
    };
    assert_eq!(levels("# title\n\n## A"), [(2, "A".to_owned())]);
    assert_eq!(
        levels("# Other\n\n## A\n\n###### B"),
        [(2, "Other".to_owned()), (3, "A".to_owned()), (6, "B".to_owned())]
    );
}

#[test]
fn tables_scroll_in_a_labelled_region() {
    assert_eq!(
        html("| a | b | c |\n|---|--:|:-:|\n| 1 | [[x\\|2]] | [[y|3]] |\n"),
        "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-labelledby=\"table-1\">\n\
         <table><caption class=\"vh\" id=\"table-1\">{say table} 1</caption>\n\
         <thead><tr><th scope=\"col\">a</th><th scope=\"col\" class=\"num\">b</th><th scope=\"col\" class=\"mid\">c</th></tr></thead>\n\
         <tbody>\n<tr><td>1</td><td class=\"num\">{a0}2{/a0}</td><td class=\"mid\">{a1}3{/a1}</td></tr>\n</tbody></table>\n</div>\n"
    );
}

#[test]
fn a_header_cell_without_words_is_no_header() {
    let table = html("| | [[x]] |\n|--:|---|\n| 1 | |\n");
    let rows = table.split_once("</caption>\n").map(|(_, rows)| rows);
    let expected = "<thead><tr><td class=\"num\"></td><th scope=\"col\">{title0}</th></tr></thead>\n\
                    <tbody>\n<tr><td class=\"num\">1</td><td></td></tr>\n</tbody></table>\n</div>\n";
    assert_eq!(rows, Some(expected));
}

#[test]
fn task_lists_say_their_state() {
    let task = |sign: &str, key: &str| {
        format!("<span aria-hidden=\"true\">{sign}</span> <span class=\"vh\">{{say {key}}} </span>")
    };
    assert_eq!(
        html("- [x] a\n- [ ] b\n"),
        format!(
            "<ul>\n<li class=\"task\">{}a</li>\n<li class=\"task\">{}b</li>\n</ul>\n",
            task("☑", "task-done"),
            task("☐", "task-open")
        )
    );
    assert_eq!(
        html("- [x] a\n\n- b\n"),
        format!("<ul>\n<li class=\"task\"><p>{}a</p>\n</li>\n<li><p>b</p>\n</li>\n</ul>\n", task("☑", "task-done"))
    );
}

#[test]
fn alerts_become_callouts() {
    let callout = |class: &str, key: &str| {
        format!(
            "<div class=\"callout callout--{class}\" role=\"note\"><p class=\"callout-t\"><svg class=\"i\" viewBox=\"0 0 24 24\" \
             aria-hidden=\"true\"><use href=\"#_i-{class}\"/></svg>{{say {key}}}</p>\n<p>Text</p>\n</div>\n"
        )
    };
    assert_eq!(html("> [!NOTE]\n> Text"), callout("note", "callout-note"));
    assert_eq!(html("> [!warning]\n> Text"), callout("care", "callout-warning"));
    // The sanitiser does not take the icon away.
    assert_eq!(html("> [!CAUTION]\n> Text\n\n<i>x</i>"), callout("care", "callout-caution") + "<p><i>x</i></p>\n");
}

#[test]
fn callouts_may_have_titles_fold_and_have_names_of_their_own() {
    let icon = |name: &str| {
        format!("<svg class=\"i\" viewBox=\"0 0 24 24\" aria-hidden=\"true\"><use href=\"#_i-{name}\"/></svg>")
    };
    let expect = |written: &str, expected: String| assert_eq!(html(written), expected, "{written}");
    let boxed = |class: &str, title: &str, text: &str| {
        format!(
            "<div class=\"callout callout--{class}\" role=\"note\"><p class=\"callout-t\">{}{title}</p>\n{text}</div>\n",
            icon(class)
        )
    };
    expect("> [!tip] Ask *first*\n> Text", boxed("tip", "<span>Ask <em>first</em></span>", "<p>Text</p>\n"));
    expect("> [!tip] Only a title\n", boxed("tip", "<span>Only a title</span>", ""));
    expect("> [!example]\n>\n> - a", boxed("example", "{say callout-example}", "<ul>\n<li>a</li>\n</ul>\n"));
    expect("> [!field-note]\n> Text", boxed("note", "Field note", "<p>Text</p>\n"));
    let folding = format!(
        "<details class=\"callout callout--question\" open=\"\"><summary class=\"callout-t\">{}<span>Why?</span></summary>\n<p>So.</p>\n</details>\n",
        icon("question")
    );
    expect("> [!faq]+ Why?\n> So.\n\n<i>x</i>", folding + "<p><i>x</i></p>\n");
    expect(
        "> a\n>\n> > [!tip] b\n",
        format!("<blockquote>\n<p>a</p>\n{}</blockquote>\n", boxed("tip", "<span>b</span>", "")),
    );
    expect("> [!x](https://e.org) y", "<blockquote>\n<p>{a0}!x{/a0} y</p>\n</blockquote>\n".into());
}

/// What stands in the title of a callout.
fn title(written: &str) -> String {
    let shown = html(&format!("> [!note] {written}\n> Text\n"));
    let behind = shown.split_once("</svg>").unwrap().1;
    let shown = behind.split_once("</p>").unwrap().0;
    shown.strip_prefix("<span>").and_then(|shown| shown.strip_suffix("</span>")).unwrap_or(shown).to_owned()
}

#[test]
fn a_title_is_one_line_of_text_with_its_marks_and_links() {
    for (written, expected) in [
        ("A *b* `c` [d](e.md) [[f|g]]", "A <em>b</em> <code>c</code> {a0}d{/a0} {a1}g{/a1}"),
        ("**Take** care", "<strong>Take</strong> care"),
        ("1. Prepare", "1. Prepare"),
        ("# x", "# x"),
        ("---", "—"),
        ("$5 and 6", "$5 and 6"),
        ("T %% for us %% <!-- alone -->", "T  "),
        ("<b>bold", "<b>bold</b>"),
        ("a <h2>b <div>c</div>", "a b c"),
        ("a ![[f]] ![[g.svg|cap|300]]", "a {title0} {img1 cap|-}"),
        ("a [b [[c]] [[d|e]]](f.md)", "a {a0}b {words1} e{/a0}"),
        ("%% for us %%", "{say callout-note}"),
        ("Named ^abc", "Named ^abc"),
        ("\\*a\\* \"b\"", "*a* “b”"),
        ("| a | b |", "| a | b |"),
    ] {
        assert_eq!(title(written), expected, "{written}");
    }
    let listed = html("- > [!note] Named ^abc\n");
    assert!(listed.contains("Named ^abc"), "{listed}");
    let boxed = html("!!! note \"A *b* [c](d.md)\"\n    Text\n\n=== \"**E**\"\n    Text\n");
    assert!(boxed.contains("</svg><span>A <em>b</em> {a0}c{/a0}</span></p>"), "{boxed}");
    assert!(boxed.contains("<p><strong><strong>E</strong></strong></p>"), "{boxed}");
}

#[test]
fn what_goes_on_behind_the_line_of_a_title_is_shown_once_and_whole() {
    for (written, title, text) in [
        ("> [!note] See [[a\n> b]] rest\n> more\n", "<span>See {title0} rest</span>", "<p>more</p>"),
        ("> [!note] T %% secret\n> more %% uu\n> v\n", "<span>T  uu</span>", "<p>v</p>"),
        ("> [!note] T <!-- hush\n> more --> u\n", "<span>T</span>", "<p>u</p>"),
        ("> [!note] T `a\n> b` u\n", "<span>T</span>", "<p><code>a b</code> u</p>"),
        ("> [!note] *T\n> u*\n", "<span>*T</span>", "<p><em>u</em></p>"),
    ] {
        let shown = html(written);
        assert!(shown.contains(&format!("</svg>{title}</p>\n")) && shown.contains(text), "{written}{shown}");
    }
}

#[test]
fn a_title_may_go_on_over_any_number_of_lines() {
    let links: String = (0..20_000).map(|number| format!("[[a\n> b{number}]] ")).collect();
    let markdown = read(&format!("> [!note] {links}\n> Text\n"));
    assert_eq!(markdown.links.len(), 20_000);
    assert!(show(&markdown).contains("</span></p>\n<p>Text</p>"));
}

#[test]
fn titles_refer_to_what_the_text_defines() {
    let text =
        "> [!tip] See [the *other*][O  x], [o x], ![pic][p] and [none][q]\n\n[o X]: other.md\n[p]: pic.svg \"T\"\n";
    let shown = html(text);
    let title = "<span>See {a0}the <em>other</em>{/a0}, {a1}o x{/a1}, {img2 pic|T} and [none][q]</span>";
    assert!(shown.contains(title), "{shown}");
}

#[test]
fn titles_of_boxes_hide_comments_and_show_nothing_that_is_no_line() {
    let boxed = html(
        "!!! note \"%% names %% Title\"\n    a\n\n=== \"%% internal %%\"\n    b\n\n!!! tip \"  \"\n    c\n\n!!! tip \"q\r- w\"\n    d\n",
    );
    assert!(boxed.contains("</svg><span> Title</span></p>"), "{boxed}");
    assert!(!boxed.contains("internal") && !boxed.contains("<strong>"), "{boxed}");
    assert!(boxed.contains("{say callout-tip}</p>\n<p>c</p>") && boxed.contains("<span>q - w</span>"), "{boxed}");
    let called = read("!!! note \"{{ query() }}\"\n    a\n");
    assert_eq!(called.diagnostics.len(), 1);
}

#[test]
fn links_in_titles_are_checked_at_their_places() {
    let text = "> [!note] See [b](c.md), [[d]] and ![[e.jpg]]\n> Text\n\n!!! tip \"[f](g.md)\"\n    Text\n";
    let markdown = read(text);
    let places: Vec<&str> =
        markdown.links.iter().map(|link| &text[link.span.start as usize..link.span.end as usize]).collect();
    assert_eq!(places, ["[b](c.md)", "[[d]]", "![[e.jpg]]", "[f](g.md)"]);
    let noted = read("> [!note] A[^1] b[^2]\n> Text\n\n[^1]: One\n");
    assert_eq!(
        noted.diagnostics.iter().map(|found| &*found.message).collect::<Vec<_>>(),
        ["there is no footnote `[^2]`"]
    );
    assert!(show(&noted).contains("id=\"_fn1\""), "{}", show(&noted));
}

#[test]
fn notes_are_read_where_the_text_or_another_note_that_is_read_refers_to_them() {
    let text = "a[^One]\n\n!!! tip \"b[^boxed]\"\n    c\n\n[^one]: d[^two]\n\n[^two]: e\n\n[^boxed]: f\n\n[^lost]: g[^gone]\n\n    h\n\n[^gone]: i\n\n[^lost]: j\n";
    let markdown = read(text);
    let unread: Vec<&str> = markdown.left_out.into_iter().map(|range| text[range].trim_end()).collect();
    assert_eq!(unread, ["[^lost]: j", "[^lost]: g[^gone]\n\n    h", "[^gone]: i"]);
    assert_eq!(found(text, &read(text)), [("unread-footnote", "[^lost]"), ("unread-footnote", "[^gone]")]);
}

#[test]
fn notes_stand_behind_the_block_that_refers_to_them() {
    let reference = |number: u32, id: &str| {
        format!(
            "<a class=\"fnref\" href=\"#_fn{number}\" id=\"{id}\"><span class=\"vh\">{{say note}} </span>{number}</a>"
        )
    };
    let back = |number: u32| {
        format!(
            " <a href=\"#_fnref{number}\"><span class=\"vh\">{{say back-to-text}}</span><span aria-hidden=\"true\">↩</span></a></div>\n"
        )
    };
    let text = "A[^b] b[^a].\n\nC[^b] d[^none].\n\n[^a]: First *note*.\n\n[^b]: Second.\n\n    More.\n\n[^unused]: [x](y.md)\n";
    let markdown = read(text);
    assert_eq!(
        show(&markdown),
        format!(
            "<p>A{} b{}.</p>\n<div class=\"sidenote\" id=\"_fn1\" role=\"note\"><b>1</b> <p>Second.</p>\n<p>More.</p>\n{}\
             <div class=\"sidenote\" id=\"_fn2\" role=\"note\"><b>2</b> First <em>note</em>.{}<p>C{} d[^none].</p>\n",
            reference(1, "_fnref1"),
            reference(2, "_fnref2"),
            back(1),
            back(2),
            reference(1, "_fnref1-2")
        )
    );
    assert_eq!(found(text, &markdown), [("undefined-footnote", "[^none]"), ("unread-footnote", "[^unused]")]);
    assert_eq!(markdown.links, []);
    assert_eq!(markdown.anchors, ["_fnref1", "_fnref2", "_fn1", "_fn2", "_fnref1-2"].map(Arc::from));
}

#[test]
fn a_note_may_refer_to_notes_even_to_itself() {
    let markdown = read("A[^a].\n\n[^a]: B[^b] and [^a].\n[^b]: C.");
    assert_eq!(markdown.anchors, ["_fnref1", "_fn1", "_fnref2", "_fnref1-2", "_fn2"].map(Arc::from));
}

#[test]
fn markdown_in_html_is_told_where_it_is_not_read() {
    let figure = "<figure markdown=\"span\">\n![a](b.png)\n</figure>\n\n<div markdown>**a**</div>\n";
    let places = [("foreign-syntax", "<figure markdown=\"span\">"), ("foreign-syntax", "<div markdown>")];
    assert_eq!(found(figure, &read(figure)), places);
    let apart = "<div markdown>\n\n**a**\n\n</div>\n\nAnd <b markdown>*b*</b>.\n";
    assert_eq!(found(apart, &read(apart)), []);
    assert!(html(apart).contains("<div>\n<p><strong>a</strong></p>\n</div>"));
}

#[test]
fn what_looks_like_a_link_and_is_none_is_told() {
    let marked = "[**Minutes**](Minutes of March.docx)";
    assert_eq!(found(marked, &read(marked)), [("unread-link", "](Minutes of March.docx)")]);
    let text =
        "![a](IMG_1 (2).jpg) \\[b](c d.md) `[e](f g.md)` [h](i%20j.md) [k](<l m.md>)\n\n[n][o] [p]\n\n[p]: q.md\n";
    assert_eq!(found(text, &read(text)), [("unread-link", "![a](IMG_1 (2).jpg)"), ("unread-link", "[n][o]")]);
}

#[test]
fn the_first_link_of_markdown_in_html_is_told() {
    let aside = "<aside>\n💡 **Tip** see [the plan](b.md) and [more](c.md)\n</aside>\n";
    assert_eq!(found(aside, &read(aside)), [("unread-link", "[the plan](b.md)")]);
    let masked = "<p>a [b]({{< ref \"c.md\" >}}) d</p>\n";
    let told = read(masked).diagnostics.into_iter().find(|found| found.code.name() == "unread-link");
    assert!(told.is_some_and(|told| told.message.starts_with("`[b]({{< ref \"c.md\" >}})` stands in HTML")));
    let apart = "<aside>\n\n💡 **Tip** see [the plan](b.md)\n\n</aside>\n";
    assert_eq!(found(apart, &read(apart)), []);
    for none in ["<div>\na[0](b) [x]( ) [](y) [\n](z)\n</div>\n", "<pre>[a](b)</pre>\n", "<p>a</p>\n<!-- [a](b) -->\n"]
    {
        assert_eq!(found(none, &read(none)), [], "{none}");
    }
}

#[test]
fn signs_of_bold_words_that_are_text_to_markdown_are_told_once() {
    let text = "私たちは**「手紙」**を書く。\n\n**“a”**b, `**“c”**d`, \\**“e\\**f";
    assert_eq!(found(text, &read(text)), [("unread-mark", "**")]);
    let bold = "**a**。**b** \"**c**\" d**e**f";
    assert_eq!(found(bold, &read(bold)), []);
}

#[test]
fn what_begins_a_line_as_a_comment_and_is_shown_is_an_error() {
    for text in ["%% a", "a\n\n%%\nb\n", "%% a\n```\n%% b", "- %% a\n```\n%% b\n```\n", "> %% a"] {
        assert_eq!(found(text, &read(text)), [("almost-withheld", "%%")], "{text}");
    }
    let text = "Text %% never\n\nAnd <!-- one\n\ntwo -->\n";
    assert_eq!(found(text, &read(text)), [("almost-withheld", "%%"), ("almost-withheld", "<!--")]);
    for text in ["\\%% a", "50%% a", "    %% a", "`%% a`", "%%%% a", "60 %% of", "\\<!-- a", "`<!-- a`"] {
        assert_eq!(found(text, &read(text)), [], "{text}");
    }
}

#[test]
fn amounts_of_money_are_no_formula() {
    for text in ["Tickets cost $5-$10.", "US$20–US$30, $100,$200, ($5)-($6)", "R$10/R$20", "$HOME/$USER", "$a_$b"] {
        assert_eq!(html(text), format!("<p>{text}</p>\n"));
    }
    assert_eq!(
        html("$5 %% no %%**per** [[a]], `6`/$10 and $7 (see [b](c.md))/$8"),
        "<p>$5 <strong>per</strong> {title0}, <code>6</code>/$10 and $7 (see {a1}b{/a1})/$8</p>\n"
    );
    assert_eq!(
        html("[$5 a](a.md) or [$10 b](b.md), **$5** and *$10 now* and *$20*"),
        "<p>{a0}$5 a{/a0} or {a1}$10 b{/a1}, <strong>$5</strong> and <em>$10 now</em> and <em>$20</em></p>\n"
    );
    for text in ["$x+1$", "the $n$th", "$\\hat{x}$s", "$f(x)$a", "$x$-axis"] {
        assert!(html(text).contains("<math"), "{text}");
    }
}

#[test]
fn a_colon_without_a_space_behind_it_defines_nothing() {
    assert_eq!(html("Thanks!\n\n:-) A.\n"), "<p>Thanks!</p>\n<p>:-) A.</p>\n");
    assert_eq!(html("> a\n> :warning: b"), "<blockquote>\n<p>a\n:warning: b</p>\n</blockquote>\n");
    assert_eq!(html("a\n:   b"), "<dl>\n<dt>a</dt>\n<dd>b</dd>\n</dl>\n");
}

#[test]
fn definition_lists() {
    assert_eq!(html("Term\n: Meaning\n"), "<dl>\n<dt>Term</dt>\n<dd>Meaning</dd>\n</dl>\n");
}

#[test]
fn smart_punctuation_keeps_links_code_and_escapes() {
    assert_eq!(
        html("\"a\" -- 'b'... \\\"c\\\" `\"d\"` https://a.org/x--y"),
        "<p>“a” – ‘b’… &quot;c&quot; <code>&quot;d&quot;</code> {a0}https://a.org/x--y{/a0}</p>\n"
    );
    assert_eq!(html("\"*a*\" and \"[b](c)\""), "<p>“<em>a</em>” and “{a0}b{/a0}”</p>\n");
}

#[test]
fn maths_become_mathml() {
    let text = "$x$ and $$\\nonsense$$ and $5 or $6";
    let markdown = read(text);
    assert_eq!(show(&markdown), "<p><math><mi>x</mi></math> and <code>\\nonsense</code> and $5 or $6</p>\n");
    assert_eq!(found(text, &markdown), [("invalid-math", "\\nonsense")]);
    assert_eq!(html("$x$ <b>y</b>"), "<p><math><mi>x</mi></math> <b>y</b></p>\n");
}

#[test]
fn code_is_left_to_the_renderer() {
    let markdown = read("> ```Rust {2} title=\"m.rs\"\n> [[a]] {{ b() }}\n> c\n> ```\n\n    d [[e]]\n");
    assert_eq!(show(&markdown), "<blockquote>\n{code rust: [[a]] {{ b() }}\nc\n}\n</blockquote>\n{code : d [[e]]\n}\n");
    assert_eq!(markdown.links, []);
    assert_eq!(
        html("`[[a]] {{ b }}` $[[x]]$ \\[[a]]"),
        "<p><code>[[a]] {{ b }}</code> <math><mo stretchy=\"false\">[</mo><mo stretchy=\"false\">[</mo><mi>x</mi><mo stretchy=\"false\">]</mo><mo stretchy=\"false\">]</mo></math> [[a]]</p>\n"
    );
}

#[test]
fn links_of_every_form_are_recorded() {
    let text = "[a](../tools/y.md#s) <https://b.org> [c][r] www.d.org x@e.org [f](#g) ![h](i%20j.jpg \"t\") ![](k.png)\n\n[r]: /methods/z/\n";
    let markdown = read(text);
    assert_eq!(
        show(&markdown),
        "<p>{a0}a{/a0} {a1}https://b.org{/a1} {a2}c{/a2} {a3}www.d.org{/a3} {a4}x@e.org{/a4} {a5}f{/a5} {img6 h|t} {img7 |-}</p>\n"
    );
    assert_eq!(
        targets(&markdown),
        [
            Target::File { path: "content/tools/y.md".into(), otherwise: None, anchor: Some("s".into()) },
            Target::Outside("https://b.org".into()),
            Target::Path { path: "methods/z/".into(), anchor: None },
            Target::Outside("https://www.d.org".into()),
            Target::Outside("mailto:x@e.org".into()),
            Target::Anchor("g".into()),
            file("content/methods/i j.jpg"),
            file("content/methods/k.png"),
        ]
    );
    let spans: Vec<&str> =
        markdown.links.iter().map(|link| &text[link.span.start as usize..link.span.end as usize]).collect();
    assert_eq!(
        spans,
        [
            "[a](../tools/y.md#s)",
            "<https://b.org>",
            "[c][r]",
            "www.d.org",
            "x@e.org",
            "[f](#g)",
            "![h](i%20j.jpg \"t\")",
            "![](k.png)"
        ]
    );
    assert_eq!(found(text, &markdown), [("missing-alt", "![](k.png)")]);
}

#[test]
fn an_image_with_a_title_alone_is_a_figure() {
    assert_eq!(html("![a](b.jpg \"c\")"), "<figure>{img0 a|-}<figcaption>c</figcaption></figure>\n");
    assert_eq!(html("![a](b.jpg)"), "<p>{img0 a|-}</p>\n");
}

#[test]
fn unsafe_links_are_reported_and_lead_nowhere() {
    let text = "[a](javascript:alert(1)) [b](jAva&#x0A;script:x) ![c](data:text/html,x) [d](<data:image/png,x>)";
    let markdown = read(text);
    assert_eq!(targets(&markdown), [Target::Unsafe, Target::Unsafe, Target::Unsafe, Target::Unsafe]);
    assert_eq!(markdown.diagnostics.len(), 4);
    assert!(markdown.diagnostics.iter().all(|found| found.code.name() == "unsafe-link"));
}

#[test]
fn wiki_links_of_every_form() {
    let text = "[[slug]] [[kind/slug#Some Head|a \"label\"]] [[uses::method/m]] [[#here]] [[https://o.org|out]] [[../tools/t.md]] [x [[y]] z](u.md) [[]]";
    let markdown = read(text);
    assert_eq!(
        show(&markdown),
        "<p>{title0} {a1}a &quot;label&quot;{/a1} {title2} {a3}here{/a3} {a4}out{/a4} {title5} {a6}x {words7} z{/a6} [[]]</p>\n"
    );
    assert_eq!(
        targets(&markdown),
        [
            name("slug", None),
            name("kind/slug", Some("Some Head")),
            name("method/m", None),
            Target::Anchor("here".into()),
            Target::Outside("https://o.org".into()),
            file("content/tools/t.md"),
            file("content/methods/u.md"),
            name("y", None),
        ]
    );
    assert_eq!(markdown.links[2].relation.as_deref(), Some("uses"));
    let span = &markdown.links[1].span;
    assert_eq!(&text[span.start as usize..span.end as usize], "[[kind/slug#Some Head|a \"label\"]]");
}

#[test]
fn links_in_places_of_other_syntax_are_text() {
    assert_eq!(
        html(
            "[a]([[b]]) ![[[c]]](d.png) <i title=\"[[e]]\">f</i> {{ toc() }}g\n\n- {{ toc() }}\n\n<div>[[h]] {{ toc() }}</div>\n"
        ),
        "<p>{a0}a{/a0} {img1 [[c]]|-} <i title=\"[[e]]\">f</i> {call toc 0}g</p>\n<ul>\n<li>{call toc 0}</li>\n</ul>\n\
         <div>[[h]] {call toc 0}</div>\n"
    );
}

/// The named blocks of a text, with their HTML.
fn places(text: &str) -> Vec<(String, String)> {
    let markdown = read(text);
    let html = markdown.body.html.read();
    let shown = |place: &Place| html[place.html.start as usize..place.html.end as usize].to_owned();
    markdown.body.places.iter().map(|place| (place.name.to_string(), shown(place))).collect()
}

#[test]
fn blocks_have_the_names_that_end_them() {
    let named = |text: &str, name: &str, html: &str| {
        assert!(places(text).contains(&(name.to_owned(), html.to_owned())), "{text}: {:?}", places(text));
    };
    named("One\ntwo. ^first", "^first", "<p id=\"^first\">One\ntwo.</p>\n");
    named("One\n^first", "^first", "<p id=\"^first\">One</p>\n");
    let nested = "- a ^item\n  - b ^inner\n- c\n\n^list";
    named(nested, "^inner", "<li id=\"^inner\">b</li>\n");
    named(nested, "^item", "<li id=\"^item\">a<ul>\n<li id=\"^inner\">b</li>\n</ul>\n</li>\n");
    assert_eq!(places(nested)[0].0, "^list");
    named("- a ^x\n\n- b", "^x", "<p id=\"^x\">a</p>\n");
    named("> Said.\n\n^said", "^said", "<blockquote id=\"^said\">\n<p>Said.</p>\n</blockquote>\n");
    assert!(places("```\ncode\n```\n\n^code")[0].1.starts_with("<span id=\"^code\"></span>"));
    assert!(places("| A |\n| - |\n| 1 |\n\n^table")[0].1.contains("<td>1</td>"));
    named("[[x]]^linked", "^linked", "<p id=\"^linked\"></p>\n");
    let several = "漢字漢字\n\n^aaa\n\n^bbb\n\n^ccc";
    assert_eq!(places(several).iter().map(|(name, _)| &**name).collect::<Vec<_>>(), ["^aaa", "^bbb", "^ccc"]);
    assert!(places(several).iter().all(|(_, html)| html.contains("<p id=\"^ccc\">漢字漢字</p>")));
    assert_eq!(read("One two. ^first\n\nThree").excerpt.as_deref(), Some("One two."));
    assert!(read("a ^x").anchors.contains(&"^x".into()));
}

#[test]
fn what_is_no_name_of_a_block_stays_text() {
    for text in [
        "2 ^3",
        "`^x`",
        "x^y",
        "*a*^n",
        "[a](b)^n",
        "a ^mid\nof it",
        "# Heading ^h",
        "^alone",
        "***\n\n^behind-a-line",
        "# H\n\n^behind-a-heading",
        "- i\n\n  A | B\n  --|--\n  1 | 2 ^cell",
        "[^1]\n\n[^1]: In a note. ^note",
        "Term\n: Definition ^dd",
        "<div>\n\n^behind-html",
        "> [!note] A title ^tt\n> Text",
        "<b id=\"^own\">x</b>\n\n`^`",
    ] {
        assert_eq!(places(text), [], "{text}");
        let html = read(text).body.html.read().into_owned();
        assert!(html.contains('^'), "{text}: {html}");
    }
    let many: String = (0..9).map(|number| format!("\n\n^n{number}")).collect();
    // What is one name too many is a paragraph, which may have names itself.
    assert_eq!(places(&format!("- a{many}")).len(), 8);
    assert_eq!(places("- a ^one\n  ```\n  x\n  ```\n  b ^two").len(), 1);
    assert_eq!(places("<b id=\"^dup\">x</b>\n\ntext ^dup"), []);
    let tasks = read("- [ ] loose ^x\n\n- **Lead** text ^y\n").body.html.read().into_owned();
    assert!(tasks.contains("<li class=\"task\"><p id=\"^x\">") && tasks.contains("class=\"lead\""), "{tasks}");
    let twice = places("One. ^a\n\nTwo. ^a");
    assert_eq!(twice, [("^a".to_owned(), "<p id=\"^a\">One.</p>\n".to_owned())]);
}

#[test]
fn names_of_blocks_survive_raw_html_or_are_none() {
    let text = "A <b>bold</b> word. ^a\n\n<div id=\"own\">\n\nInside. ^b\n\n</div>\n\n^c\n";
    let html = read(text).body.html.read().into_owned();
    assert!(html.starts_with("<p id=\"^a\">A <b>bold</b> word.</p>"), "{html}");
    assert!(html.contains("<p id=\"^b\">Inside.</p>"), "{html}");
    // The sanitiser moves text out of a table, and the end of a name before its beginning.
    let moved = "<table><tr><td>\n\npara </td> words ^moved\n\n</tr></table>\n\nlast\n";
    assert!(places(moved).iter().all(|(_, html)| html.matches('<').count() == html.matches('>').count()));
    let open = "<details><summary>T</summary>\n\n^opened\n\nin\n\n</details>\n\n^closed\n";
    assert_eq!(places(open), []);
}

#[test]
fn what_a_note_leaves_open_ends_with_it() {
    let html = read("x[^1]\n\n## H\n\n[^1]: a <b> c").body.html.read().into_owned();
    assert!(html.contains("<b> c</b>") && html.contains("<h2 id=\"h\">H<a "), "{html}");
}

#[test]
fn embeds_know_the_sections_and_blocks_that_they_stand_in() {
    let markdown = read("![[a#x]]\n\n## One\n\n### Inner\n\n- ![[b#x]] ^item\n\n## Two\n\n![[c#x]]");
    let inside = |number: usize| markdown.embeds[number].inside.iter().map(|anchor| &**anchor).collect::<Vec<_>>();
    assert_eq!([inside(0), inside(1), inside(2)], [vec![], vec!["one", "inner", "^item"], vec!["two"]]);
}

#[test]
fn embeds_are_blocks_of_their_own() {
    let text = "![[tool/map]]\n\nText ![[method/x#steps]] more.\n\n![[photo.jpg|caption]]\n\n![[p.png]]";
    let markdown = read(text);
    assert_eq!(show(&markdown), "{embed0 -}\n<p>Text</p>\n{embed1 -}\n<p>more.</p>\n{embed2 caption}\n{embed3 -}\n");
    assert_eq!(
        targets(&markdown)[1..3],
        [
            name("method/x", Some("steps")),
            Target::Called { name: "photo.jpg".into(), path: "content/methods/photo.jpg".into(), anchor: None }
        ]
    );
    let uses: Vec<LinkUse> = markdown.links.iter().map(|link| link.use_).collect();
    assert_eq!(uses, [LinkUse::Embed, LinkUse::Embed, LinkUse::Image, LinkUse::Image]);
    assert_eq!(found(text, &markdown), [("missing-alt", "![[p.png]]")]);
}

#[test]
fn components_are_called_from_the_text() {
    let text = "{{ query(kind=\"method\", domain=\"a--b\") }}\n\nA {{ icon(name=\"x\") }} b.\n\n{{ query(kind=) }}";
    let markdown = read(text);
    assert_eq!(show(&markdown), "{call query 2}\n<p>A {call icon 1} b.</p>\n<p>{{ query(kind=) }}</p>\n");
    assert_eq!(found(text, &markdown), [("invalid-block", ")")]);
}

#[test]
fn other_generators_shortcodes_stay_text_and_are_named_once() {
    let text = "{{< note >}} [a *b*]({{< ref \"x.md\" >}}) {{< /note >}} ![i]({{ \"/p\" | url }})\n\n<a href=\"{{< ref \"y\" >}}\">z</a> [q][r]\n\n[r]: {{< ref \"w\" >}}\n";
    let markdown = read(text);
    assert_eq!(
        show(&markdown),
        "<p>{{&lt; note &gt;}} a <em>b</em> ({{&lt; ref \"x.md\" &gt;}}) {{&lt; /note &gt;}} i ({{ \"/p\" | url }})</p>\n\
         <p>z ({{&lt; ref \"y\" &gt;}}) q ({{&lt; ref \"w\" &gt;}})</p>\n"
    );
    assert_eq!(markdown.links, []);
    let messages: Vec<&str> = markdown.diagnostics.iter().map(|found| found.message.as_str()).collect();
    assert_eq!(
        messages,
        ["note", "ref", "url"].map(|name| format!("shortcode `{name}` is not copsite's; it is left as text"))
    );
}

#[test]
fn raw_html_is_sanitised() {
    let text = "<div class=\"a\" onclick=\"x()\" style=\"y\">\n\n*b*\n\n</div>\n\n<script>[[c]]</script>\n\nd <iframe src=\"e\"></iframe><span onclick=\"z\">f</span>\n";
    let markdown = read(text);
    assert_eq!(show(&markdown), "<div class=\"a\">\n<p><em>b</em></p>\n</div>\n\n<p>d <span>f</span></p>\n");
    assert_eq!(
        found(text, &markdown),
        [
            ("unsafe-html", "onclick=\"x()\""),
            ("unsafe-html", "style=\"y\""),
            ("unsafe-html", "<script>"),
            ("unsafe-html", "<iframe src=\"e\">"),
        ]
    );
}

#[test]
fn what_goes_from_a_line_leaves_the_words_around_it() {
    let excerpt = |text: &str| read(text).excerpt.map(|excerpt| excerpt.to_string());
    let whole = Some("Before words after words.".to_owned());
    assert_eq!(excerpt("Before words <script>alert(1)</script> after words.\n\nNext."), whole);
    assert_eq!(excerpt("Before words <svg viewBox=\"0\"><title>T</title></svg> after words."), whole);
    assert_eq!(excerpt("Before words <svg/> after words."), whole);
    assert_eq!(excerpt("Before words <blink>after</blink> words."), whole);
    assert_eq!(excerpt("Before words <svg> after [words](x.md).\n\nNext."), Some("Before words".to_owned()));
}

#[test]
fn what_is_not_closed_and_takes_its_line_along_is_reported() {
    let text = "Before <svg viewBox=\"0\"><path d=\"M0\"/> the rest.\n\nNext <b>words.";
    let markdown = read(text);
    let found: Vec<(&str, &str)> = markdown
        .diagnostics
        .iter()
        .map(|found| {
            let span = found.span.as_ref().unwrap();
            (&*found.message, &text[span.start as usize..span.end as usize])
        })
        .collect();
    assert_eq!(
        found,
        [
            ("the tag `<svg>` is removed from raw HTML", "<svg viewBox=\"0\">"),
            ("the tag `<path>` is removed from raw HTML", "<path d=\"M0\"/>"),
            ("`<svg>` has no end tag: what follows it goes with it", "<svg viewBox=\"0\">"),
        ]
    );
    assert_eq!(markdown.excerpt.as_deref(), Some("Before"));
}

#[test]
fn raw_html_may_leave_end_tags_out() {
    let items = "<li>a <p>b\n".repeat(300);
    let markdown =
        read(&format!("<ul>\n{items}</ul>\n\n<details><summary>s</summary>\n\n- [[x]]\n\n</details>\n\n<p>c\n\nd\n"));
    let list = "<li>a <p>b\n</p></li>".repeat(300);
    assert_eq!(
        show(&markdown),
        format!(
            "<ul>\n{list}</ul>\n<details><summary>s</summary>\n<ul>\n<li>{{title0}}</li>\n</ul>\n</details>\n<p>c\n</p><p>d</p>\n"
        )
    );
    assert_eq!(markdown.diagnostics, []);
}

#[test]
fn raw_html_can_be_escaped_or_allowed() {
    let text = "<div onclick=\"x\">a</div>\n\nb <i>c</i>\n";
    let escaped = read_with(text, None, RawHtml::Escape, "en");
    assert_eq!(
        escaped.body.html.read(),
        "<p>&lt;div onclick=&quot;x&quot;&gt;a&lt;/div&gt;\n</p>\n<p>b &lt;i&gt;c&lt;/i&gt;</p>\n"
    );
    let allowed = read_with(text, None, RawHtml::Allow, "en");
    assert_eq!(allowed.body.html.read(), "<div onclick=\"x\">a</div>\n<p>b <i>c</i></p>\n");
    assert_eq!((escaped.diagnostics, allowed.diagnostics), (Vec::new(), Vec::new()));
}

#[test]
fn comments_are_left_out_of_html_that_is_shown_as_text() {
    let text = "<!-- told to nobody -->\n\na <!-- nor this --> b <br>\n\n<p>c %% nor that %% d <!-- e -->\n</p>\n\n<?php x ?>\n";
    let escaped = read_with(text, None, RawHtml::Escape, "en");
    assert_eq!(
        escaped.body.html.read(),
        "<p>a  b &lt;br&gt;</p>\n<p>&lt;p&gt;c  d \n&lt;/p&gt;\n</p>\n<p>&lt;?php x ?&gt;\n</p>\n"
    );
    assert_eq!(escaped.excerpt.as_deref(), Some("a b <br>"));
    assert_eq!(escaped.diagnostics, []);
}

#[test]
fn links_and_images_of_raw_html_are_like_others() {
    let text = "<p id=\"k\">See <a href=\"../tools/t.md\" class=\"c\">the <b>tool</b></a>, <a href=\"https://o.org\">out</a>.</p>\n\n\
                <img src=\"p.jpg\" alt=\"\"> <img src=\"q.jpg\"> <a href=\"java&Tab;script:x\">bad</a> <a href=\"r.md\">open";
    let markdown = read(text);
    assert_eq!(
        show(&markdown),
        "<p id=\"k\">See {a0}the <b>tool</b>{/a0}, <a href=\"https://o.org\">out</a>.</p>\n\
         <p>{img2 |-} {img3 |-} {a4}bad{/a4} {a5}open{/a5}</p>\n"
    );
    assert_eq!(markdown.links[0].context.before(), "See ");
    assert_eq!(markdown.links[0].context.marked(), "the tool");
    assert_eq!(markdown.links[0].context.after(), ", out.");
    assert_eq!(
        found(text, &markdown),
        [("missing-alt", "<img src=\"q.jpg\">"), ("unsafe-link", "<a href=\"java&Tab;script:x\">")]
    );
    assert_eq!(markdown.anchors, ["k"].map(Arc::from));
}

#[test]
fn marks_cannot_be_smuggled_into_attributes() {
    let markdown = read("<div title=\"\n\n[[a]] ![b](c.jpg)\n\n\">\n");
    let shown = markdown.body.html.read();
    assert!(shown.starts_with("&lt;div title=\""), "{shown}");
    let smuggled = "[[a]] [[\u{FDD1}0\u{FDD2}]] &#xFDD1;0&#64978; <b title='&#xfdd1;0&#64978x'>&#xFDD1 0</b>";
    let replaced = "{title0} {title1} \u{FFFD}0\u{FFFD} <b title=\"\u{FFFD}0\u{FFFD}x\">&amp;#xFDD1 0</b>";
    assert_eq!(html(smuggled), format!("<p>{replaced}</p>\n"));
    let markdown = read("\u{FDD1}0\u{FDD2} [[a]] <b title='\u{FDD1}0\u{FDD2}'>x</b>");
    assert_eq!(show(&markdown), "<p>\u{FFFD}0\u{FFFD} {title0} <b title=\"\u{FFFD}0\u{FFFD}\">x</b></p>\n");
}

#[test]
fn each_link_has_the_sentence_around_it() {
    let markdown = read("One. We *used* [the\nmap](m.md) twice. Three [[four]] {{< x >}} five.");
    let context = |at: usize| {
        let context = &markdown.links[at].context;
        [context.before(), context.marked(), context.after()]
    };
    assert_eq!(context(0), ["We used ", "the map", " twice."]);
    assert_eq!(context(1), ["Three ", "", " five."]);
}

#[test]
fn excerpt_quotation_and_words_come_from_the_text() {
    let markdown = read(
        "> [!TIP]\n> Not this.\n\n## Head\n\nThe *first* paragraph.\n\nSecond.\n\n> “A quote.”\n>\n> Its end.\n\n> Later.\n",
    );
    assert_eq!(markdown.excerpt.as_deref(), Some("The first paragraph."));
    assert_eq!(markdown.pull.as_deref(), Some("“A quote.” Its end."));
    assert_eq!(markdown.words, 2 + 1 + 3 + 1 + 4 + 1);
    let long = read(&"word ".repeat(200));
    assert_eq!(long.excerpt.map(|excerpt| excerpt.chars().count()), Some(480));
}

#[test]
fn nul_and_crlf_are_harmless() {
    assert_eq!(html("a\0b\r\n\r\n```\r\nx\r\ny\r\n```\r\n"), "<p>a\u{FFFD}b</p>\n{code : x\ny\n}\n");
}

#[test]
fn a_link_in_raw_html_ends_with_the_element_that_it_began_in() {
    for (text, expected) in [
        (
            "a <a href=\"x.md\">b<table><tr><td>c</a></td></tr></table>",
            "<p>a {a0}b{/a0}</p><table><tbody><tr><td>c</td></tr></tbody></table><p></p>\n",
        ),
        (
            "<div><a href=\"x.md\"><table><tr><td>b</a> <a href=\"y.md\">c</a></td></tr></table></div>",
            "<div>{a0}<table><tbody><tr><td>b c</td></tr></tbody></table>{/a0}</div>",
        ),
        (
            "[a<table><tr><td>b](x.md)</td></tr></table> c",
            "<p>{a0}a{/a0}</p><table><tbody><tr><td>b</td></tr></tbody></table> c<p></p>\n",
        ),
        ("<div><a href=\"x.md\"><p>a</p></a> b</div>", "<div>{a0}<p>a</p>{/a0} b</div>"),
        ("a <a href=\"x.md\"><b>b</a> c</b>", "<p>a {a0}<b>b{/a0} c</b></p>\n"),
    ] {
        assert_eq!(html(text), expected, "{text}");
    }
}

#[test]
fn comments_are_for_writers_only() {
    let found = read("One %% to check %% two.\n\n%%\nNot [[yet]].\n\nNever.\n%%\n\n<p>a %% b %% c</p>\n\n`%% d %%`\n");
    assert_eq!(show(&found), "<p>One  two.</p>\n<p>a  c</p>\n<p><code>%% d %%</code></p>\n");
    assert!(found.links.is_empty());
    assert_eq!(found.excerpt.as_deref(), Some("One two."));
}
