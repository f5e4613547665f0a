//! Cards, looked at as the pixels that they are.

use super::pen::Face;
use super::*;

fn badge() -> Badge {
    Badge { label: "Story".to_owned(), shape: Shape::Disc, mark: [8, 102, 210], ink: [0, 76, 166] }
}

fn card(title: &str) -> Card {
    Card {
        title: title.to_owned(),
        kind: Some(badge()),
        owner: Some("Welfare reform and housing".to_owned()),
        site: Some("Common Thread".to_owned()),
        colours: Colours {
            paper: [255; 3],
            ink: [25, 28, 36],
            quiet: [69, 75, 89],
            line: [217, 220, 228],
            thread: [163, 18, 63],
        },
        is_mirrored: false,
    }
}

fn drawn(card: &Card) -> Vec<u8> {
    draw(&mut Pen::default(), card).unwrap()
}

/// The columns and rows of a card between which there is ink other than its thread and rule.
fn written(bytes: &[u8], rows: std::ops::Range<u32>) -> Option<[u32; 2]> {
    let image = image::load_from_memory(bytes).unwrap().into_rgb8();
    let columns = 40..SIZE.0 - 40;
    let mut inked = columns.filter(|x| rows.clone().any(|y| image.get_pixel(*x, y).0 != [255; 3]));
    let first = inked.next()?;
    Some([first, inked.next_back().unwrap_or(first)])
}

const TITLE_ROWS: std::ops::Range<u32> = 140..520;

#[test]
fn a_card_is_a_small_png_of_the_size_that_sites_expect() {
    let bytes = drawn(&card("The rent letter nobody opened"));
    let image = image::load_from_memory_with_format(&bytes, image::ImageFormat::Png).unwrap();
    assert_eq!((image.width(), image.height()), SIZE);
    assert!(bytes.len() < 25 * 1024, "{} bytes", bytes.len());
}

#[test]
fn the_longest_title_is_a_small_file_too_and_stays_on_the_card() {
    let title = "What holds a place together in a bad week, and who is asked to hold it? ".repeat(6);
    let bytes = drawn(&card(&title));
    assert!(bytes.len() < 25 * 1024, "{} bytes", bytes.len());
    assert_eq!(written(&bytes, 510..530), None, "nothing runs into the rule");
    let [first, last] = written(&bytes, TITLE_ROWS).unwrap();
    assert!(first >= 85 && last <= SIZE.0 - 75, "{first} to {last}");
}

#[test]
fn a_title_that_is_cut_ends_at_a_word_and_says_so() {
    let words = |count: usize| ["answers"; 60][..count].join(" ");
    let cut = drawn(&card(&words(60)));
    assert_eq!(drawn(&card(&words(50))), cut, "what is cut off leaves no trace");
    let ends = (1..50).find(|count| drawn(&card(&format!("{}…", words(*count)))) == cut);
    assert!(ends.is_some_and(|count| count > 10), "{ends:?}");
}

#[test]
fn a_word_without_end_is_broken() {
    let bytes = drawn(&card(&"Donaudampfschifffahrt".repeat(12)));
    let [first, last] = written(&bytes, TITLE_ROWS).unwrap();
    assert!(first >= 85 && last <= SIZE.0 - 75, "{first} to {last}");
}

#[test]
fn the_same_card_is_the_same_file_whatever_was_drawn_before() {
    let mut pen = Pen::default();
    let titles = ["Sut mae dŵr yn llifo i’r tŷ", "ما الذي يجمع مكانا واحدا", "The rent letter"];
    let mut twice = || titles.map(|title| draw(&mut pen, &card(title)).unwrap());
    assert_eq!(twice(), twice());
    assert_eq!(titles.map(|title| drawn(&card(title))), twice());
}

#[test]
fn a_card_from_right_to_left_begins_at_the_right() {
    let mirrored = Card { is_mirrored: true, ..card("أسبوع سيئ") };
    let [_, last] = written(&drawn(&mirrored), TITLE_ROWS).unwrap();
    assert!(last > SIZE.0 - 110, "{last}");
    let thread = image::load_from_memory(&drawn(&mirrored)).unwrap().into_rgb8();
    assert_eq!(thread.get_pixel(SIZE.0 - 1, 300).0, card("").colours.thread);
    assert_eq!(thread.get_pixel(0, 300).0, [255; 3]);
}

/// Letters that are not joined are wider, and take their sides' order from left to right.
#[test]
fn arabic_letters_are_joined() {
    let width = |title: &str| written(&drawn(&card(title)), TITLE_ROWS).map(|[first, last]| last - first).unwrap();
    assert!(width("ببب") < width("ب‌ب‌ب"), "a non-joiner keeps letters apart");
}

#[test]
fn the_letters_and_figures_of_a_title_are_of_one_weight() {
    for title in ["رسالة الإيجار (2026)", "מכתב השכירות, 14 ביולי", "Rent: السكن"] {
        assert_eq!(Face::of_title(title), Face::Heavy);
        assert!(title.chars().filter(|sign| sign.is_alphanumeric()).all(|letter| Face::Heavy.has(letter)), "{title}");
    }
    assert_eq!(Face::of_title("Το γράμμα, Письмо, Նամակ, წერილი"), Face::Voice);
}

#[test]
fn welsh_accents_are_drawn() {
    let title = |title: &str| drawn(&card(title));
    for (plain, accented) in [("tw", "tŵ"), ("ty", "tŷ"), ("tan", "tân")] {
        assert_ne!(title(plain), title(accented), "{accented}");
        assert_eq!(legible(accented).as_deref(), Some(accented));
    }
}

#[test]
fn pictures_of_faces_are_left_out_and_letters_that_no_font_has_leave_no_card() {
    assert_eq!(legible("Launch 🦄 day").as_deref(), Some("Launch day"));
    assert_eq!(legible("何が場所をつなぐか"), None);
    assert_eq!(legible("🦄"), None);
    assert_eq!(draw(&mut Pen::default(), &card("何が場所をつなぐか")), None);
}

#[test]
fn cards_that_differ_in_anything_have_different_fingerprints() {
    let plain = card("One");
    let others = [
        card("Two"),
        Card { kind: None, ..card("One") },
        Card { owner: None, ..card("One") },
        Card { site: None, ..card("One") },
        Card { is_mirrored: true, ..card("One") },
        Card { colours: Colours { thread: [1, 2, 3], ..plain.colours }, ..card("One") },
    ];
    let prints: std::collections::BTreeSet<u64> = others.iter().chain([&plain]).map(Card::print).collect();
    assert_eq!(prints.len(), 7);
}
