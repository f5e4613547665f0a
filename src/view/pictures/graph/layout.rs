//! Where the nodes stand: springs along the lines, every node pushing all others away, and a pull to the
//! middle that keeps parts which nothing joins in the picture (after Fruchterman and Reingold 1991).
//!
//! Own code on flat lists: of the graph libraries none has a layout that is the same to the last bit on
//! every machine, and the pictures are small.

use super::{HEIGHT, Picture, WIDTH, radius};

/// The size of the picture, as short as all numbers are while the nodes are moved.
const SIZE: (f32, f32) = (WIDTH as f32, HEIGHT as f32);

/// Room between the outermost marks and the edge, for labels.
const MARGIN: (f32, f32) = (90.0, 40.0);
const PASSES: usize = 120;
/// How many times the length of a spring at rest a node's push reaches.
const REACH: f32 = 3.5;
/// Passes, at most, that move marks apart which still touch.
const SPREADING: usize = 24;
/// Pixels between two marks.
const APART: f32 = 6.0;

/// The golden angle, in which a sunflower sets its seeds: its cosine and sine.
const TURN: (f32, f32) = (-0.737_368_9, 0.675_490_3);

/// The middle of each node.
pub fn layout(picture: &Picture) -> Vec<(f64, f64)> {
    let count = picture.nodes.len();
    let mut places = Places::sunflower(count);
    // The distance at which a spring rests, for the room that there is.
    let rest = (SIZE.0 * SIZE.1 / count.max(1) as f32).sqrt() * 0.62;
    for pass in 0..PASSES {
        let cooled = 1.0 - pass as f32 / PASSES as f32;
        places.relax(picture, rest, rest * cooled.max(0.04));
    }
    places.fit();
    let radii: Vec<f32> = picture.nodes.iter().map(|node| radius(node.weight) as f32).collect();
    for _ in 0..SPREADING {
        if !places.spread(&radii) {
            break;
        }
    }
    places.x.into_iter().zip(places.y).map(|(x, y)| (x.into(), y.into())).collect()
}

struct Places {
    x: Vec<f32>,
    y: Vec<f32>,
    push_x: Vec<f32>,
    push_y: Vec<f32>,
}

impl Places {
    /// The most important in the middle, all others round it.
    fn sunflower(count: usize) -> Places {
        let (mut x, mut y) = (Vec::with_capacity(count), Vec::with_capacity(count));
        let (mut cos, mut sin) = (1.0, 0.0);
        let step = (SIZE.0 * SIZE.1 / (4.0 * count.max(1) as f32)).sqrt();
        for number in 0..count {
            let far = step * (number as f32).sqrt();
            x.push(far * cos);
            y.push(far * sin);
            (cos, sin) = (cos * TURN.0 - sin * TURN.1, cos * TURN.1 + sin * TURN.0);
        }
        Places { x, y, push_x: vec![0.0; count], push_y: vec![0.0; count] }
    }

    /// Moves every node where it is pushed, at most `limit` far.
    fn relax(&mut self, picture: &Picture, rest: f32, limit: f32) {
        self.repel(rest * rest);
        for line in &picture.lines {
            let (dx, dy) = (self.x[line.a] - self.x[line.b], self.y[line.a] - self.y[line.b]);
            let pull = (dx * dx + dy * dy).sqrt() / rest;
            self.push_x[line.a] -= dx * pull;
            self.push_y[line.a] -= dy * pull;
            self.push_x[line.b] += dx * pull;
            self.push_y[line.b] += dy * pull;
        }
        for node in 0..self.x.len() {
            // The picture is wider than it is high, and so is the field that holds it together.
            let (dx, dy) = (self.push_x[node] - self.x[node] * 0.25, self.push_y[node] - self.y[node] * 0.5);
            let length = (dx * dx + dy * dy).sqrt();
            let factor = if length > limit { limit / length } else { 1.0 };
            self.x[node] += dx * factor;
            self.y[node] += dy * factor;
        }
    }

    /// One node after the other pushes all of them; the inner loop is a plain walk over flat lists of
    /// short numbers, which the compiler makes several steps at a time of: no page takes longer than
    /// this one.
    fn repel(&mut self, strength: f32) {
        // Further away nobody is pushed, or parts that nothing joins would drift to the edges.
        let reach = strength * REACH * REACH;
        let Places { x, y, push_x, push_y } = self;
        push_x.fill(0.0);
        push_y.fill(0.0);
        for other in 0..x.len() {
            let (from_x, from_y) = (x[other], y[other]);
            let pushes = push_x.iter_mut().zip(push_y.iter_mut());
            for ((x, y), (push_x, push_y)) in x.iter().zip(y.iter()).zip(pushes) {
                let (dx, dy) = (x - from_x, y - from_y);
                let near = dx * dx + dy * dy;
                let push = if near < reach { strength / (near + 1.0) } else { 0.0 };
                *push_x += dx * push;
                *push_y += dy * push;
            }
        }
    }

    /// Scales to the size of the picture: each way for itself, for the room is there to be used.
    fn fit(&mut self) {
        fit(&mut self.x, MARGIN.0, SIZE.0 - MARGIN.0);
        fit(&mut self.y, MARGIN.1, SIZE.1 - MARGIN.1);
    }

    /// Moves each two marks that touch away from one another, by half of what they lack each. Whether
    /// any did.
    fn spread(&mut self, radii: &[f32]) -> bool {
        let mut has_moved = false;
        for a in 0..self.x.len() {
            for b in a + 1..self.x.len() {
                let least = radii[a] + radii[b] + APART;
                let (dx, dy) = (self.x[a] - self.x[b], self.y[a] - self.y[b]);
                let near = dx * dx + dy * dy;
                if near < least * least {
                    has_moved = true;
                    let distance = near.sqrt().max(0.1);
                    let move_by = (least - distance) / distance / 2.0;
                    // Two in one place part sideways.
                    let (dx, dy) = if near == 0.0 { (0.1, 0.0) } else { (dx, dy) };
                    self.x[a] += dx * move_by;
                    self.y[a] += dy * move_by;
                    self.x[b] -= dx * move_by;
                    self.y[b] -= dy * move_by;
                }
            }
        }
        for (x, y) in self.x.iter_mut().zip(&mut self.y) {
            *x = x.clamp(MARGIN.0, SIZE.0 - MARGIN.0);
            *y = y.clamp(MARGIN.1, SIZE.1 - MARGIN.1);
        }
        has_moved
    }
}

fn fit(values: &mut [f32], from: f32, to: f32) {
    let low = values.iter().copied().fold(f32::INFINITY, f32::min);
    let high = values.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let scale = if high - low > 1.0 { (to - from) / (high - low) } else { 0.0 };
    let start = if scale == 0.0 { (from + to) / 2.0 } else { from };
    values.iter_mut().for_each(|value| *value = start + (*value - low) * scale);
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::{Line, Node};
    use super::*;

    fn picture(count: usize, lines: &[(usize, usize)]) -> Picture {
        let nodes = (0..count).map(|_| Node { title: "x".into(), hue: None, weight: 2 }).collect();
        let lines = lines.iter().map(|(a, b)| Line { a: *a, b: *b, stated: true }).collect();
        Picture { nodes, lines }
    }

    #[test]
    fn what_is_joined_stands_nearer_than_what_is_not() {
        let chains: Vec<(usize, usize)> = (0..18).filter(|n| *n != 8).map(|n| (n, n + 1)).collect();
        let places = layout(&picture(19, &chains));
        let distance = |a: usize, b: usize| {
            let (dx, dy) = (places[a].0 - places[b].0, places[a].1 - places[b].1);
            (dx * dx + dy * dy).sqrt()
        };
        let joined = chains.iter().map(|(a, b)| distance(*a, *b)).sum::<f64>() / chains.len() as f64;
        let all = (0..19).flat_map(|a| (0..a).map(move |b| (a, b)));
        let any = all.map(|(a, b)| distance(a, b)).sum::<f64>() / 171.0;
        assert!(joined * 1.5 < any, "{joined} {any}");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]
        #[test]
        fn marks_stand_inside_the_picture_and_never_on_one_another(
            count in 0usize..60, lines in prop::collection::vec((0usize..60, 0usize..60), 0..120),
        ) {
            let lines: Vec<(usize, usize)> = lines.into_iter().filter(|(a, b)| a < b && *b < count).collect();
            let picture = picture(count, &lines);
            let places = layout(&picture);
            for (number, (x, y)) in places.iter().enumerate() {
                prop_assert!((0.0..=WIDTH).contains(x) && (0.0..=HEIGHT).contains(y), "{x} {y}");
                for (other_x, other_y) in &places[..number] {
                    prop_assert!((x - other_x).abs() + (y - other_y).abs() > 1.0);
                }
            }
            prop_assert_eq!(layout(&picture), places);
        }
    }
}
