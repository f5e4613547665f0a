//! The mark of a kind as pixels.

use super::Shape;

/// Points in a pixel at which a shape is looked for, in each direction.
const POINTS: i32 = 4;

impl Shape {
    /// Tells for each pixel around a centre how much of it the shape covers. `r` is the radius of the
    /// disc, and all other shapes look as large as it does.
    pub fn draw(self, r: f32, mut cover: impl FnMut(i32, i32, u8)) {
        let reach = (r * 1.5).ceil() as i32;
        for y in -reach..reach {
            for x in -reach..reach {
                match self.coverage(x, y, r) {
                    0 => {}
                    covered => cover(x, y, covered),
                }
            }
        }
    }

    fn coverage(self, x: i32, y: i32, r: f32) -> u8 {
        let at = |pixel: i32, point: i32| (pixel as f32 + (point as f32 + 0.5) / POINTS as f32) / r;
        let points = (0..POINTS).flat_map(|row| (0..POINTS).map(move |column| (column, row)));
        let inside = points.filter(|(column, row)| self.holds(at(x, *column), at(y, *row))).count();
        (inside * 255 / (POINTS * POINTS) as usize) as u8
    }

    /// Whether a point is in the shape whose disc has the radius 1.
    fn holds(self, x: f32, y: f32) -> bool {
        let distance = x.hypot(y);
        match self {
            Shape::Disc => distance <= 1.0,
            Shape::Ring => (0.6..=1.0).contains(&distance),
            Shape::Square => x.abs().max(y.abs()) <= 0.92,
            Shape::Bar => x.abs() <= 1.2 && y.abs() <= 0.55,
            Shape::TriangleUp => (-1.15..=0.85).contains(&y) && x.abs() <= (y + 1.15) * 0.575,
            Shape::TriangleDown => Shape::TriangleUp.holds(x, -y),
            Shape::Diamond => x.abs() + y.abs() <= 1.3,
            Shape::Cross => x.abs().max(y.abs()) <= 1.15 && x.abs().min(y.abs()) <= 0.42,
        }
    }
}
