//! `_headers`: what servers are asked to say beside the files.

use super::site::Site;

fn headers(site: &Site) -> String {
    let run = site.build();
    assert_eq!(run.code, 0, "{}", run.stderr);
    String::from_utf8(site.published().remove("_headers").unwrap()).unwrap()
}

/// The value of the first header of a name.
fn first<'a>(headers: &'a str, name: &str) -> &'a str {
    headers.lines().find_map(|line| line.trim().strip_prefix(name)?.strip_prefix(": ")).unwrap()
}

fn policy(site: &Site) -> String {
    first(&headers(site), "Content-Security-Policy").to_owned()
}

/// A directive's sources.
fn sources(policy: &str, directive: &str) -> String {
    policy.split("; ").find_map(|part| part.strip_prefix(&format!("{directive} "))).unwrap().to_owned()
}

fn with_config(lines: &str) -> Site {
    Site::of([("copsite.toml", format!("title = \"A site\"\n{lines}"))])
}

#[test]
fn rules_stand_below_the_path_of_the_site() {
    let site = with_config("base_url = \"https://example.org/a%20b/ä/\"\n");
    let headers = headers(&site);
    assert!(headers.starts_with("/a%20b/%C3%A4/*\n  Content-Security-Policy: default-src 'none'; "), "{headers}");
    assert!(
        headers
            .lines()
            .filter(|line| !line.starts_with(' ') && !line.is_empty())
            .all(|line| line.starts_with("/a%20b/%C3%A4/"))
    );
    let style = headers.lines().find(|line| line.ends_with(".css")).unwrap();
    assert!(site.published().contains_key(style.strip_prefix("/a%20b/%C3%A4/").unwrap()), "{headers}");
}

#[test]
fn a_sites_own_file_takes_its_place() {
    let own = "/*\n  X-Own: yes\n";
    let site = Site::empty();
    site.put("static/_headers", own);
    assert_eq!(headers(&site), own);
}

#[test]
fn pictures_from_elsewhere_may_be_loaded_where_an_entry_shows_one() {
    let of = |text: &str| {
        let site = Site::empty();
        site.put("content/stories/a.md", format!("---\ntitle: A\n---\n{text}\n"));
        sources(&policy(&site), "img-src")
    };
    assert_eq!(of("[A link](https://example.org/a.png)"), "'self' data:");
    assert_eq!(of("![A](https://example.org/a.png)"), "'self' data: https:");
    assert_eq!(of("<img src=\"http://example.org/a.png\" alt=\"A\">"), "'self' data: https: http:");
}

#[test]
fn a_picture_of_a_draft_changes_no_policy() {
    let site = Site::empty();
    site.put("content/stories/a.md", "---\ntitle: A\ndraft: true\n---\n![A](https://example.org/a.png)\n");
    assert_eq!(sources(&policy(&site), "img-src"), "'self' data:");
}

#[test]
fn raw_html_that_is_let_through_may_load_what_it_likes() {
    let site = with_config("[markdown]\nraw_html = \"allow\"\n");
    assert_eq!(policy(&site), "default-src 'self' 'unsafe-inline' data: https:; base-uri 'none'");
}

#[test]
fn a_script_in_a_template_passes_by_its_hash_and_one_that_differs_is_told() {
    let site = Site::empty();
    let before = sources(&policy(&site), "script-src");
    site.put("templates/404.html", "<!doctype html><script>alert('Hello, world.');</script>");
    let after = sources(&policy(&site), "script-src");
    assert!(after.contains("'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='"), "{after}");
    assert_eq!(after.split(' ').count(), before.split(' ').count() + 1);
    site.put("templates/404.html", "<!doctype html><script>let title = \"{{ page.title }}\";</script>");
    let run = site.build();
    assert_eq!(run.code, 0);
    assert!(run.stderr.contains("warning[inline-element]"), "{}", run.stderr);
    site.put("static/_headers", "/*\n  X-Own: yes\n");
    assert_eq!(site.build().stderr.matches("inline-element").count(), 0);
}

#[test]
fn every_inline_script_of_a_built_page_is_named() {
    let site = Site::copy_of(&super::site::crate_folder().join("example-site"));
    let policy = policy(&site);
    let mut scripts = 0;
    for (path, bytes) in site.published().iter().filter(|(path, _)| path.ends_with(".html")) {
        let html = String::from_utf8_lossy(bytes);
        for after in html.split("<script>").skip(1) {
            let text = after.split("</script>").next().unwrap();
            let hash = copsite::theme::hash_source(text);
            assert!(policy.contains(&hash), "{path}: {text}");
            scripts += 1;
        }
    }
    assert!(scripts > 100);
}

#[test]
fn origins_of_the_configuration_are_added_to_the_policy_of_pages_and_not_of_files_apart() {
    let before = policy(&Site::empty());
    let site = with_config(
        "[policy]\nscript-src = [\"https://plausible.io\"]\nconnect-src = [\"https://plausible.io\", \"wss://live.example.org\"]\n\
         frame-src = [\"https://*.Example.org\"]\nform-action = [\"https://lists.example.org\"]\n",
    );
    let headers = headers(&site);
    let policy = first(&headers, "Content-Security-Policy");
    assert!(sources(policy, "script-src").ends_with("' https://plausible.io"), "{policy}");
    assert_eq!(sources(policy, "connect-src"), "'self' https://plausible.io wss://live.example.org");
    assert_eq!(sources(policy, "frame-src"), "'self' https://*.example.org");
    assert_eq!(sources(policy, "form-action"), "'self' https://lists.example.org");
    assert_eq!(sources(policy, "img-src"), sources(&before, "img-src"));
    assert!(!before.contains("frame-src"), "{before}");
}

#[test]
fn a_source_that_would_undo_the_policy_is_an_error_at_its_place() {
    let run = with_config("[policy]\nscript-src = [\"'unsafe-inline'\"]\nscripts-src = []\n").build();
    assert_eq!(run.code, 2, "{}", run.stderr);
    assert!(run.stderr.contains("copsite.toml:3:15"), "{}", run.stderr);
    assert!(run.stderr.contains("keywords are not added here"), "{}", run.stderr);
    assert!(run.stderr.contains("did you mean `script-src`?"), "{}", run.stderr);
}

#[test]
fn what_a_template_loads_from_another_host_is_told_until_the_configuration_allows_it() {
    let site = Site::empty();
    site.put(
        "templates/components/film.html",
        "{% component film(id) %}\n<iframe src=\"https://films.example/{{ id }}\"></iframe>\n{% endcomponent film %}\n",
    );
    let run = site.build();
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(run.stderr.contains("templates/components/film.html:2:14"), "{}", run.stderr);
    assert!(
        run.stderr.contains("write `frame-src = [\"https://films.example\"]` under `[policy]` in `copsite.toml`"),
        "{}",
        run.stderr
    );
    site.put("copsite.toml", "title = \"A site\"\n[policy]\nframe-src = [\"https://films.example\"]\n");
    assert!(!site.build().stderr.contains("films.example"));
    site.put(
        "templates/components/other.html",
        "{% component other() %}<iframe src=\"https://b.org/\">{% endcomponent other %}",
    );
    assert!(site.build().stderr.contains("add `\"https://b.org\"` to `frame-src`"));
}
