//! The weave band: what a practice is made of, as a strip in proportion to counts.

use std::sync::Arc;

use super::marks::INK;
use crate::content::Lang;
use crate::view::Snapshot;
use crate::view::cards::kind_info;
use crate::view::contract::{Band, KindCount};
use crate::view::escape::xml;

const WIDTH: usize = 1000;
const GAP: usize = 6;
/// A kind with one entry among thousands can still be seen.
const LEAST: usize = 4;

/// The strip and its counts, in the order given; kinds without an entry or a schema are left out.
/// The kinds are called as readers of `lang` call them.
pub fn band(snapshot: &Snapshot, counts: &[(Arc<str>, usize)], lang: &Lang) -> Band {
    let kinds = snapshot.kinds_in(lang);
    let counts: Vec<KindCount> = counts
        .iter()
        .filter(|(_, count)| *count > 0)
        .filter_map(|(kind, count)| Some(KindCount { kind: kind_info(kinds.get(kind)?), count: *count }))
        .collect();
    let parts: Vec<(Option<&str>, usize)> = counts.iter().map(|one| (one.kind.hue.as_deref(), one.count)).collect();
    Band { svg_html: draw(&parts), counts }
}

/// Nothing where there is nothing to count.
fn draw(parts: &[(Option<&str>, usize)]) -> String {
    if parts.is_empty() {
        return String::new();
    }
    let counts: Vec<usize> = parts.iter().map(|(_, count)| *count).collect();
    let mut x = 0;
    let mut rects = String::new();
    for ((hue, _), width) in parts.iter().zip(widths(&counts)) {
        let kind = xml(hue.unwrap_or(INK));
        rects.push_str(&format!("<rect data-kind=\"{kind}\" x=\"{x}\" width=\"{width}\" height=\"8\"/>"));
        x += width + GAP;
    }
    format!(
        "<svg class=\"band\" viewBox=\"0 0 1000 8\" preserveAspectRatio=\"none\" aria-hidden=\"true\">{rects}</svg>"
    )
}

/// Whole widths that fill the strip but for its gaps. Each edge is rounded, not each width, so that
/// rounding never adds up; what small parts are given, the widest gives.
fn widths(counts: &[usize]) -> Vec<usize> {
    let room = WIDTH.saturating_sub(GAP * (counts.len() - 1)) as f64;
    let total: usize = counts.iter().sum();
    let mut before = 0;
    let edge = |count: usize| (room * count as f64 / total as f64).round() as usize;
    let mut widths: Vec<usize> = counts
        .iter()
        .map(|count| {
            let start = edge(before);
            before += count;
            edge(before) - start
        })
        .collect();
    let given: usize = widths.iter().map(|width| LEAST.saturating_sub(*width)).sum();
    widths.iter_mut().for_each(|width| *width = (*width).max(LEAST));
    if let Some(widest) = widths.iter_mut().max() {
        *widest = widest.saturating_sub(given).max(LEAST);
    }
    widths
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_as_wide_as_their_counts() {
        let parts = [(Some("story"), 13), (Some("case"), 8), (Some("tool"), 4), (None, 6)];
        assert_eq!(
            draw(&parts),
            "<svg class=\"band\" viewBox=\"0 0 1000 8\" preserveAspectRatio=\"none\" aria-hidden=\"true\">\
             <rect data-kind=\"story\" x=\"0\" width=\"412\" height=\"8\"/>\
             <rect data-kind=\"case\" x=\"418\" width=\"253\" height=\"8\"/>\
             <rect data-kind=\"tool\" x=\"677\" width=\"127\" height=\"8\"/>\
             <rect data-kind=\"ink\" x=\"810\" width=\"190\" height=\"8\"/></svg>"
        );
    }

    #[test]
    fn the_strip_is_always_full() {
        for counts in [vec![1], vec![1, 1, 1], vec![3000, 1], vec![1, 9000, 1, 1], vec![7; 27]] {
            let widths = widths(&counts);
            assert_eq!(widths.iter().sum::<usize>() + GAP * (counts.len() - 1), WIDTH, "{counts:?}");
            assert!(widths.iter().all(|width| *width >= LEAST));
        }
    }

    #[test]
    fn nothing_to_count_is_nothing_to_draw() {
        assert_eq!(draw(&[]), "");
    }
}
