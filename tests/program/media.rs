//! Sounds and films that texts show.

use super::html::Page;
use super::site::Site;

fn film(text: &str) -> (Site, String) {
    let site = Site::empty();
    site.put("content/stories/a/index.md", format!("# A\n\n{text}\n"));
    site.put("content/stories/a/clip.mp4", "film");
    let run = site.build();
    assert_eq!(run.code, 0, "{}", run.stderr);
    (site, run.stderr)
}

#[test]
fn a_film_written_as_an_image_is_a_film_with_its_name() {
    for text in ["![A film about it](clip.mp4)", "![[clip.mp4|A film about it]]"] {
        let (site, told) = film(text);
        let page = Page::parse(&site.page("stories/a/index.html"));
        assert!(page.all("img[src$='.mp4']").is_empty());
        assert_eq!(
            page.all("video[controls][src$='stories/a/clip.mp4'][aria-label='A film about it']").len(),
            1,
            "{text}"
        );
        assert!(!told.contains("missing-alt"), "{told}");
    }
}

#[test]
fn a_film_without_a_name_is_told() {
    for text in ["![](clip.mp4)", "![[clip.mp4]]"] {
        let (site, told) = film(text);
        assert_eq!(told.matches("warning[missing-alt]: this sound or film has no name").count(), 1, "{told}");
        assert!(site.page("stories/a/index.html").contains("<video controls"));
    }
}

#[test]
fn captions_beside_a_film_are_published_and_named_by_their_language() {
    let site = Site::empty();
    site.put("content/stories/b.md", "# B\n\n![A film](clip.mp4)\n\n![A talk](talk.mp3)\n");
    for name in ["clip.mp4", "clip.vtt", "clip.cy.vtt", "clip2.vtt", "talk.mp3"] {
        site.put(format!("content/stories/{name}"), "x");
    }
    let published = site.built();
    let page = Page::parse(&site.page("stories/b/index.html"));
    let tracks = page.all("video > track[kind='captions']");
    let of =
        |name: &str| tracks.iter().map(|track| track.attr(name).unwrap_or_default().to_owned()).collect::<Vec<_>>();
    assert_eq!(of("srclang"), ["cy", "en"]);
    assert_eq!(of("label"), ["Cymraeg", "English"]);
    assert!(of("src")[0].ends_with("stories/clip.cy.vtt"), "{:?}", of("src"));
    let captions: Vec<&String> = published.keys().filter(|path| path.ends_with(".vtt")).collect();
    assert_eq!(captions, ["stories/clip.cy.vtt", "stories/clip.vtt"]);
    assert_eq!(page.all("audio[controls][aria-label='A talk']").len(), 1);
}

#[test]
fn captions_of_a_film_that_only_a_draft_shows_are_not_published() {
    let site = Site::empty();
    site.put("content/stories/a/index.md", "# A\n\nOne.\n");
    site.put("content/stories/b.md", "---\ntitle: B\ndraft: true\n---\n![A film](a/clip.mp4)\n");
    site.put("content/stories/a/clip.mp4", "x");
    site.put("content/stories/a/clip.cy.vtt", "x");
    assert!(site.built().keys().all(|path| !path.contains("clip")));
}

#[test]
fn a_film_whose_consent_has_ended_is_gone_with_its_name_and_captions() {
    for (hides, text) in [
        ("clip.mp4", "![The kitchen](clip.mp4)"),
        ("clip.mp4", "![[clip.mp4|The kitchen]]"),
        ("pictures", "![The kitchen](clip.mp4)"),
        ("pictures", "![[clip.mp4|The kitchen]]"),
    ] {
        let site = Site::empty();
        let head = format!("---\ntitle: A\nconsent: {{ until: 2026-11-22, hides: [{hides}] }}\n---\n");
        site.put("content/stories/a/index.md", format!("{head}Before.\n\n{text}\n"));
        site.put("content/stories/a/clip.mp4", "film");
        site.put("content/stories/a/clip.cy.vtt", "words");
        let published = site.built();
        assert!(published.keys().all(|path| !path.contains("clip")), "{hides} {text}: {:?}", published.keys());
        for (path, bytes) in published.iter().filter(|(path, _)| !path.starts_with(".copsite-")) {
            let told = String::from_utf8_lossy(bytes);
            assert!(!told.contains("The kitchen") && !told.contains("clip."), "{hides} {text}: {path}");
        }
    }
}

#[test]
fn a_film_of_another_site_is_played_and_passes_the_policy() {
    let site = Site::empty();
    site.put("content/stories/a.md", "# A\n\n![A film](https://films.example/a.mp4)\n");
    site.built();
    let page = Page::parse(&site.page("stories/a/index.html"));
    assert_eq!(page.all("video[src='https://films.example/a.mp4'][aria-label='A film']").len(), 1);
    let headers = site.page("_headers");
    assert!(
        headers.contains("media-src 'self' data: https:;") && headers.contains("img-src 'self' data:;"),
        "{headers}"
    );
}

#[test]
fn a_film_that_is_not_there_is_told_as_a_picture_is() {
    let site = Site::empty();
    site.put("content/stories/a.md", "# A\n\n![A film](gone.mp4)\n\n![[gone-too.mp4|A film]]\n");
    let run = site.build();
    assert_eq!((run.code, run.stderr.matches("error[missing-image]").count()), (1, 2), "{}", run.stderr);
}
