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
    assert!(head.contains("Message-ID: <%E7%AC%AC%E4%B8%80%E6%9C%9F.zh.newsletter@example.org>"), "{head}");
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
