//! What a theme's files weigh on the line, held against what its readers should wait for.
//!
//! A site that is over a budget works; it is told so, with the figure.

use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;
use lz4_flex::block::{compress_into, get_maximum_output_size};

use super::bundle::{Bundle, MORE_SCRIPT, SCRIPT, SEARCH, SHEETS};
use super::{KB, Theme};
use crate::diagnostics::{Code, Diagnostic, Span};

/// Most that a script may weigh which only some pages load, in KB.
const OTHER_SCRIPTS: [(&str, usize); 4] =
    [("assets/js/graph.js", 6), ("assets/js/list.js", 4), ("assets/js/nearest.js", 1), ("assets/js/previews.js", 4)];

/// Bytes in which gzip looks for what comes again.
const WINDOW: usize = 32 * KB;
/// The header and trailer of gzip (18 bytes), and the head of a block that it stores as it is (5).
const ENVELOPE: usize = 23;

/// The size of a file as servers send it, where that is above a limit. What is not, a quicker compression mostly shows.
pub fn compressed_above(bytes: &[u8], limit: usize) -> Option<usize> {
    if bytes.len() <= limit {
        return None;
    }
    let at_most = at_most_compressed(bytes);
    // Gzip seldom makes less than a third of what LZ4 does: what is further above is compressed once, for the figure. Of
    // the rest its quickest level shows most to be light enough.
    let is_near = at_most <= 3 * limit;
    let fits = |level| compressed_at(bytes, level) <= limit;
    if at_most <= limit || is_near && (fits(Compression::fast()) || fits(Compression::default())) {
        return None;
    }
    Some(compressed_at(bytes, Compression::best())).filter(|size| *size > limit)
}

/// More than the best of gzip gives, as far as was seen, in a fifth of the time of its quickest: LZ4 spells out what gzip
/// also codes, and in pieces of a window it finds nothing that gzip could not.
fn at_most_compressed(bytes: &[u8]) -> usize {
    let mut room = vec![0; get_maximum_output_size(WINDOW)];
    let pieces = bytes.chunks(WINDOW).map(|piece| compress_into(piece, &mut room).unwrap_or(piece.len()));
    ENVELOPE + pieces.sum::<usize>()
}

fn compressed_at(bytes: &[u8], level: Compression) -> usize {
    let mut encoder = GzEncoder::new(Vec::new(), level);
    // Nothing can fail: it writes to memory.
    let written = encoder.write_all(bytes).and_then(|()| encoder.finish());
    written.map_or(bytes.len(), |written| written.len())
}

/// A warning for each bundle and script that is over its budget. Scripts that came with the program our own tests have
/// weighed; the style sheet also holds what the site's configuration asks for.
pub fn check(theme: &Theme) -> Vec<Diagnostic> {
    let style = check_bundle(theme, &theme.style, "the style sheet", 14, &|path| path.starts_with(SHEETS));
    let scripts = if theme.is_bundled() { Vec::new() } else { check_scripts(theme) };
    style.into_iter().chain(scripts).collect()
}

pub fn check_scripts(theme: &Theme) -> Vec<Diagnostic> {
    let script = |path: &str| path == SCRIPT || path.starts_with(MORE_SCRIPT);
    let bundles = [
        check_bundle(theme, &theme.script, "the script of every page", 4, &script),
        check_bundle(theme, &theme.search, "the script of the search", 10, &|path| path.starts_with(SEARCH)),
    ];
    let scripts = OTHER_SCRIPTS.iter().filter_map(|(path, most)| {
        let file = theme.assets.get(*path)?;
        over(&format!("`{path}`"), &file.bytes, *most).map(|problem| problem.at(Span::file(&file.place)))
    });
    bundles.into_iter().flatten().chain(scripts).collect()
}

/// It is put at the largest of the files that it is made of; the site's own are to blame first.
fn check_bundle(
    theme: &Theme,
    bundle: &Bundle,
    what: &str,
    most: usize,
    is_part: &dyn Fn(&str) -> bool,
) -> Option<Diagnostic> {
    let problem = over(what, &bundle.bytes, most)?;
    let parts = || theme.files.iter().filter(|(path, _)| is_part(path)).map(|(_, file)| file);
    let largest = parts().filter(|file| !file.is_bundled()).max_by_key(|file| file.bytes.len());
    let largest = largest.or_else(|| parts().max_by_key(|file| file.bytes.len()));
    Some(match largest {
        Some(file) => problem.at(Span::file(&file.place)),
        None => problem,
    })
}

fn over(what: &str, bytes: &[u8], most: usize) -> Option<Diagnostic> {
    let size = in_kb(compressed_above(bytes, most * KB)?);
    let message = format!("{what} weighs {size} KB when it is compressed; the budget is {most} KB");
    let help = "take out what no page needs, or load it only where it is used";
    Some(Diagnostic::new(Code::OverBudget, message).help(help))
}

/// With one digit after the point, rounded up: what is over a budget shows it.
fn in_kb(size: usize) -> String {
    format!("{:.1}", (size as f64 / KB as f64 * 10.0).ceil() / 10.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_size_is_told_where_even_the_best_compression_is_above_the_limit() {
        let text: String =
            (0..4000u32).map(|number| format!("{} ", number.wrapping_mul(2_654_435_761) % 977)).collect();
        let [fast, usual, best] = [Compression::fast(), Compression::default(), Compression::best()]
            .map(|level| compressed_at(text.as_bytes(), level));
        assert!(best <= usual && usual < fast, "{best} {usual} {fast}");
        let quick = at_most_compressed(text.as_bytes());
        assert!(fast < quick && quick < text.len(), "{fast} {quick}");
        assert_eq!(compressed_above(text.as_bytes(), best - 1), Some(best));
        for limit in [usual, fast, quick - 1, quick, text.len()] {
            assert_eq!(compressed_above(text.as_bytes(), limit), None, "{limit}");
        }
    }

    #[test]
    fn what_comes_again_too_far_away_for_gzip_counts_twice() {
        let noise = |seed: u32| {
            let next = move |number: &u32| Some(number.wrapping_mul(1_664_525).wrapping_add(1_013_904_223));
            std::iter::successors(Some(seed), next).skip(1).map(|number| (number >> 24) as u8).take(20 * KB)
        };
        let far: Vec<u8> = noise(1).chain(noise(2)).chain(noise(1)).collect();
        assert!(compressed_at(&far, Compression::best()) <= at_most_compressed(&far));
        assert!(compressed_above(&far, 59 * KB).is_some());
    }
}
