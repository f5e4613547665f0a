//! Sites in other scripts, as people write them.

use super::site::Site;

const CONFIG: &str = "title = \"政策网络\"\nbase_url = \"https://example.org/网络/\"\nlanguage = \"zh\"\n";

#[test]
fn of_headings_that_read_alike_in_latin_letters_the_one_is_meant_that_is_written() {
    let site = Site::of([
        ("copsite.toml", CONFIG),
        ("content/methods/方法.md", "# 方法\n\n## 实验 A\n\n一\n\n## 试验 A\n\n二\n\n[[#试验 A|甲]] [乙](#试验%20A)\n"),
        ("content/stories/a.md", "# 故事\n\n[[方法#试验 A|丙]]\n\n![[方法#试验 A]]\n"),
    ]);
    site.build();
    let method = site.page("methods/方法/index.html");
    for link in ["<a href=\"#shi-yan-a-1\">甲</a>", "<a href=\"#shi-yan-a-1\">乙</a>"] {
        assert!(method.contains(link), "{link}");
    }
    let story = site.page("stories/a/index.html");
    assert!(story.contains("#shi-yan-a-1\">丙</a>") && story.contains("<p>二</p>") && !story.contains("<p>一</p>"));
}

#[test]
fn what_other_programs_read_as_an_address_or_a_header_is_ascii() {
    let event = "+++\ntitle = \"月会\"\nstart = 2026-12-01\n+++\n\n欢迎。\n";
    let issue = "+++\ntitle = \"第一期\"\nnumber = 1\ndate = 2026-10-31\n+++\n\n大家好！\n";
    let site = Site::of([
        ("copsite.toml", CONFIG),
        ("content/events/月会.md", event),
        ("content/newsletter/第一期.md", issue),
        ("content/about.md", "# 关于\n\n[月会](https://example.org/网络/events/月会/)\n"),
    ]);
    site.build();
    let mail = site.page("newsletter/第一期/email.eml");
    let head = mail.split("\n\n").next().unwrap().split("\r\n\r\n").next().unwrap();
    assert!(head.is_ascii(), "{head}");
    assert!(
        head.contains("Message-ID: <%E7%BD%91%E7%BB%9C/%E7%AC%AC%E4%B8%80%E6%9C%9F.zh.newsletter@example.org>"),
        "{head}"
    );
    let calendar = site.page("calendar.ics").replace("\r\n ", "");
    let url = calendar.lines().find(|line| line.starts_with("URL:")).unwrap();
    assert_eq!(url, "URL:https://example.org/%E7%BD%91%E7%BB%9C/events/%E6%9C%88%E4%BC%9A/");
    for path in ["sitemap.xml", "feed.xml", "feed.json", "index.html"] {
        assert!(!site.page(path).contains("example.org/网络"), "{path}");
    }
    assert!(site.page("about/index.html").contains("<a href=\"../events/%E6%9C%88%E4%BC%9A/\">月会</a>"));
    let explained = site.run(&["explain", "https://example.org/网络/events/月会/"]);
    assert!(explained.stdout.contains("event/月会"), "{}", explained.stdout);
}

/// One story for everybody, one for members, and a file under `static/`.
fn with_members(open: &str, hidden: &str, file: &str) -> super::site::Run {
    let site = Site::of([
        ("copsite.toml", "title = \"T\"\n\n[audiences]\norder = [\"public\", \"members\"]\n"),
        ("content/stories/a.md", open),
        ("content/stories/b.md", hidden),
        ("static/a.txt", file),
    ]);
    site.build()
}

#[test]
fn what_is_for_members_is_found_in_scripts_without_spaces_and_beside_their_marks() {
    let chinese = "---\ntitle: 秘密计划\naudience: members\n---\n大门的密码是一二三四。第二句也只给成员。\n";
    let thai = "---\ntitle: แผนลับมาก\naudience: members\n---\nรหัสประตูคือหนึ่งสองสามสี่\n";
    let arabic = "---\ntitle: الخطة السرية\naudience: members\n---\nرمز الباب هو سبعة وأربعة وتسعة اليوم.\n";
    let hindi = "---\ntitle: गुप्त योजना\naudience: members\n---\nदरवाज़े का कोड सात चार नौ है। अच्छा।\n";
    for (hidden, file, what) in [
        (chinese, "我们的秘密计划很好", "the title"),
        (chinese, "听说：大门的密码是一二三四！", "a sentence"),
        (thai, "นี่คือแผนลับมากของเรา", "the title"),
        (thai, "รู้ว่ารหัสประตูคือหนึ่งสองสามสี่นะ", "a sentence"),
        (arabic, "عن الخطة السرية، أمس", "the title"),
        (arabic, "رمز الباب هو سبعة وأربعة وتسعة اليوم؟", "a sentence"),
        (hindi, "यह गुप्त योजना।", "the title"),
        (hindi, "दरवाज़े का कोड सात चार नौ है।", "a sentence"),
    ] {
        let run = with_members("# Open\n", hidden, file);
        assert_eq!(run.code, 1, "{file}");
        assert!(run.stderr.contains(&format!("would tell {what} of")), "{}", run.stderr);
    }
}

#[test]
fn what_everybody_may_read_is_no_leak_whatever_its_script() {
    for word in ["हिन्दी", "น้ำใจดี", "مَدرسة", "学习小组"] {
        let open = format!("---\ntitle: {word} 1\ntags: [{word}]\n---\n");
        let hidden = format!("---\ntitle: Hidden\ntags: [{word}]\naudience: members\n---\n");
        let run = with_members(&open, &hidden, word);
        assert_eq!(run.code, 0, "{}", run.stderr);
    }
}

#[test]
fn a_turkish_name_is_found_in_capitals_and_small_letters_and_is_no_other() {
    let links = "[[ışık haritası|a]] [[IŞIK HARİTASI|b]] [[Işık Haritası|c]] [[sınır|d]] [[SİNİR|e]] [[istanbul|f]]";
    let site = Site::of([
        ("copsite.toml", "title = \"T\"\nlanguage = \"tr\"\n"),
        ("content/methods/bir.md", "# Işık haritası\n"),
        ("content/methods/iki.md", "# Sınır\n"),
        ("content/methods/uc.md", "# Sinir\n"),
        ("content/methods/dort.md", "# İstanbul\n"),
        ("content/stories/a.md", &format!("# A\n\n{links}\n")),
    ]);
    site.build();
    let story = site.page("stories/a/index.html");
    for (to, label) in [("bir", "a"), ("bir", "b"), ("bir", "c"), ("iki", "d"), ("uc", "e"), ("dort", "f")] {
        assert!(story.contains(&format!("<a href=\"../../methods/{to}/\">{label}</a>")), "{label}");
    }
}

#[test]
fn a_turkish_name_that_is_withheld_is_plain_text_however_its_i_is_written() {
    let site = Site::of([
        ("copsite.toml", "title = \"T\"\nlanguage = \"tr\"\n"),
        ("content/methods/bir.md", "---\ntitle: Işık haritası\ndraft: true\n---\n"),
        ("content/stories/a.md", "# A\n\nBir [[ışık haritası]] ve [[IŞIK HARİTASI]].\n"),
    ]);
    let run = site.build();
    assert!(!run.stderr.contains("wanted"), "{}", run.stderr);
    assert!(!site.page("stories/a/index.html").contains("wanted"));
}

#[test]
fn a_problem_has_its_line_in_a_file_whose_name_is_in_another_unicode_form() {
    let site = Site::of([
        ("copsite.toml", "title = \"T\"\n"),
        ("content/stories/o\u{308}yku\u{308}.md", "# A\n\n[[nobody]]\n"),
    ]);
    let run = site.run(&["check"]);
    assert!(run.stderr.contains("content/stories/öykü.md:3:1"), "{}", run.stderr);
}

#[test]
fn an_arabic_page_has_arabic_commas_and_its_address_from_left_to_right() {
    let community = "+++\ntitle = \"مجتمع\"\nstatement = \"نص.\"\n+++\n";
    let event = "+++\ntitle = \"لقاء\"\nstart = 2026-12-10T19:00:00\nplace = \"القاهرة\"\n+++\n";
    let site = Site::of([
        ("copsite.toml", "title = \"T\"\nlanguage = \"ar\"\nbase_url = \"https://example.org/\"\n"),
        ("content/communities/a.md", community),
        ("content/events/b.md", event),
        ("content/methods/c.md", "# طريقة\n"),
    ]);
    site.build();
    let calendar = site.page("calendar/index.html");
    assert!(calendar.contains("الخميس، 19:00، القاهرة"), "{calendar}");
    let gaps = site.page("weaver/gaps/index.html");
    assert!(gaps.contains("ما يجمعنا، المرحلة، ") && !gaps.contains("وو"), "{gaps}");
    let address = "<a href=\"https://example.org/methods/c/\" dir=\"ltr\">";
    assert!(site.page("methods/c/index.html").contains(address));
}
