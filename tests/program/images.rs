//! Images of a site, from the file to the page.

use std::collections::BTreeMap;

use super::html::Page;
use super::site::{Site, Tree, crate_folder, read_tree};

/// A drawing of the example site, 1200 pixels wide.
pub fn wards() -> Vec<u8> {
    let example = read_tree(&crate_folder().join("example-site/content/cases/ward-walks-before-the-budget"));
    example["wards.png"].clone()
}

fn site() -> Site {
    let site = Site::empty();
    site.put("content/stories/one/index.md", "---\ntitle: One\n---\n![The wards](wards.png)\n\n![Again](/wards.png)\n");
    site.put("content/stories/one/wards.png", wards());
    site.put("static/wards.png", wards());
    site.put("static/unseen.png", wards());
    site
}

fn images(tree: &Tree) -> Vec<&str> {
    tree.keys().filter(|path| path.contains(".png")).map(String::as_str).collect()
}

#[test]
fn an_image_that_is_shown_is_published_in_several_widths_and_one_that_is_not_in_its_own() {
    let built = site().built();
    let expected = [
        "assets/touch-icon.png",
        "stories/one/wards.png",
        "stories/one/wards.png.1200.webp",
        "stories/one/wards.png.640.png",
        "stories/one/wards.png.640.webp",
        "stories/one/wards.png.960.png",
        "stories/one/wards.png.960.webp",
        "unseen.png",
        "wards.png",
        "wards.png.1200.webp",
        "wards.png.640.png",
        "wards.png.640.webp",
        "wards.png.960.png",
        "wards.png.960.webp",
    ];
    assert_eq!(images(&built), expected);
}

#[test]
fn a_page_names_every_width_and_the_size_and_waits_with_all_pictures_but_the_first() {
    let built = site().built();
    let page = Page::parse(&String::from_utf8_lossy(&built["stories/one/index.html"]));
    let all: Vec<BTreeMap<&str, &str>> =
        page.all("main img").iter().map(|image| image.value().attrs().collect()).collect();
    let [first, second] = &all[..] else { panic!("{all:?}") };
    assert_eq!((first["width"], first["height"], first.get("loading")), ("1200", "780", None));
    assert_eq!((first["src"], first["alt"]), ("../../stories/one/wards.png", "The wards"));
    assert_eq!(second["loading"], "lazy");
    for element in page.all("main picture source, main picture img") {
        for candidate in element.attr("srcset").unwrap().split(", ") {
            let (url, width) = candidate.split_once(' ').unwrap();
            let bytes = &built[url.trim_start_matches("../")];
            let (found, _) = copsite::images::look(bytes).unwrap().size.unwrap();
            assert_eq!(format!("{found}w"), width, "{url}");
        }
    }
}

#[test]
fn what_is_kept_of_images_changes_no_byte_and_is_made_once() {
    let site = site();
    let kept = || {
        let cache = read_tree(&site.root().join(".copsite-cache"));
        cache.into_iter().filter(|(path, _)| !path.starts_with("built-1/")).collect::<super::site::Tree>()
    };
    let fresh = site.built();
    let first = kept();
    assert_eq!(first[".gitignore"], b"*\n");
    assert_eq!(first.len(), 2 + 5, "the same image at two places is kept once");

    // Of what is kept, nothing is made: an image that is there with another picture is believed.
    let (name, other) = (
        first.keys().find(|name| name.ends_with(".640.webp")).unwrap().clone(),
        first.iter().find(|(name, _)| name.ends_with(".960.webp")).unwrap().1.clone(),
    );
    site.put(format!(".copsite-cache/{name}"), &other);
    site.forget();
    let second = site.built();
    assert_eq!(second["wards.png.640.webp"], fresh["wards.png.960.webp"]);

    // What is damaged is made again.
    site.put(format!(".copsite-cache/{name}"), &other[1..]);
    site.forget();
    assert!(site.built() == fresh);
    assert!(kept() == first);
}

#[test]
fn an_image_of_an_entry_that_its_text_begins_with_is_shown_where_the_text_has_it_and_its_credit_is_a_fact() {
    let site = site();
    let front = "---\ntitle: One\nimage: { src: wards.png, alt: Of its own, credit: Drawn by us }\n---\n";
    site.put("content/stories/one/index.md", format!("{front}Look:\n\n![[wards.png|The wards]]\n"));
    let page = Page::parse(&String::from_utf8_lossy(&site.built()["stories/one/index.html"]));
    let alts: Vec<&str> = page.all("main img").iter().filter_map(|image| image.attr("alt")).collect();
    assert_eq!(alts, ["The wards"]);
    assert_eq!(page.all("main img")[0].attr("loading"), None, "it is the first picture of the page");
    assert_eq!(page.all(".facts").iter().filter(|facts| facts.text().any(|text| text == "Drawn by us")).count(), 1);
}

#[test]
fn an_image_of_an_entry_that_comes_later_in_its_text_is_shown_at_both_places() {
    let site = site();
    site.put("content/stories/one/other.png", wards());
    let front = "---\ntitle: One\nimage: { src: wards.png, alt: Of its own }\n---\n";
    site.put("content/stories/one/index.md", format!("{front}![Other](other.png)\n\n![The wards](wards.png)\n"));
    let page = Page::parse(&String::from_utf8_lossy(&site.built()["stories/one/index.html"]));
    let alts: Vec<&str> = page.all("main img").iter().filter_map(|image| image.attr("alt")).collect();
    assert_eq!(alts, ["Of its own", "Other", "The wards"]);
}

#[test]
fn an_image_is_as_wide_as_its_writer_says() {
    let site = site();
    let text = "---\ntitle: Two\n---\n![[wards.png|300]]\n\n![[wards.png|The wards|300x9]]\n\n![The wards|300](wards.png)\n\n\
                <img src=\"wards.png\" alt=\"The wards\" width=\"300\">\n\n![The wards](wards.png)\n";
    site.put("content/stories/two/index.md", text);
    site.put("content/stories/two/wards.png", wards());
    let built = site.built();
    let page = Page::parse(&String::from_utf8_lossy(&built["stories/two/index.html"]));
    let of = |name: &str| -> Vec<String> {
        page.all("main img").iter().map(|image| image.attr(name).unwrap_or_default().to_owned()).collect()
    };
    assert_eq!(of("width"), ["300", "300", "300", "300", "1200"]);
    assert_eq!(of("height"), ["195", "195", "195", "195", "780"]);
    assert_eq!(of("alt"), ["", "The wards", "The wards", "The wards", "The wards"]);
    assert_eq!(of("sizes")[..4], ["300px"; 4]);
    assert_eq!(page.all("figcaption").len(), 1);
}

/// A photograph in which a camera has written a remark.
fn with_remark() -> Vec<u8> {
    let mut bytes = Vec::new();
    image::codecs::jpeg::JpegEncoder::new(&mut bytes).encode_image(&image::RgbImage::new(300, 200)).unwrap();
    let remark = [&[0xff, 0xfe, 0, 8][..], b"SECRET"].concat();
    bytes.splice(2..2, remark);
    bytes
}

#[test]
fn photographs_by_their_lesser_endings_lose_what_a_camera_wrote_as_well() {
    let names = ["a.jfif", "b.jpe", "c.JPG"];
    let site = Site::empty();
    for name in names {
        site.put(format!("static/{name}"), with_remark());
    }
    let published = site.built();
    for name in names {
        assert!(memchr::memmem::find(&published[name], b"SECRET").is_none(), "{name}");
    }
}

#[test]
fn a_photograph_that_is_written_into_a_text_is_told_where_it_says_more_than_its_picture() {
    use base64::Engine;
    let page = |bytes: &[u8]| {
        let data = base64::prelude::BASE64_STANDARD.encode(bytes);
        format!("# A\n\n![What it shows](data:image/jpeg;base64,{data})\n")
    };
    let site = Site::empty();
    site.put("content/a.md", page(&with_remark()));
    let run = site.build();
    assert!(run.code == 0 && run.stderr.contains("warning[invalid-image]: this image is written into the text"));
    let mut clean = with_remark();
    clean.drain(2..12);
    site.put("content/a.md", page(&clean));
    assert!(!site.build().stderr.contains("invalid-image"));
}

#[test]
fn a_picture_that_is_published_as_it_is_and_may_say_more_is_told_and_a_hidden_one_is_not() {
    let site = Site::empty();
    let tiff = b"II*\0\x08\0\0\0\0\0\0\0\0\0";
    site.put("static/scan.tiff", tiff);
    site.put("content/stories/draft/index.md", "---\ndraft: true\n---\n# D\n");
    site.put("content/stories/draft/scan.tif", tiff);
    let run = site.build();
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert_eq!(run.stderr.matches("warning[telling-image]").count(), 1, "{}", run.stderr);
    assert!(run.stderr.contains("static/scan.tiff"), "{}", run.stderr);
}
