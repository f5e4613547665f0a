//! Where marks and wefts stand: older periods summed, close marks spread.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::frame::Frame;

/// One community.
pub struct Thread {
    pub name: String,
    pub pieces: Vec<Piece>,
}

/// One entry: a key that joins name it by, its day, its kind's hue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    pub key: usize,
    pub day: Date,
    pub hue: String,
}

/// A bridge between the pieces with these keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Join {
    pub a: usize,
    pub b: usize,
}

/// One mark, for one piece or for all of an older period.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    pub x: f64,
    pub hue: String,
    pub keys: Vec<usize>,
    pub soon: bool,
}

/// Two points on different threads, from left to right.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Weft {
    pub from: (f64, usize),
    pub to: (f64, usize),
}

/// Pixels between two marks on a thread.
const APART: f64 = 15.0;
/// Months that are summed together when single months are still too many marks.
const PERIODS: [i32; 6] = [1, 2, 3, 4, 6, 12];

/// The pieces of all threads that the picture shows.
pub fn shown<'a>(threads: &'a [Thread], frame: &Frame, today: Date) -> impl Iterator<Item = &'a Piece> {
    threads.iter().flat_map(|thread| &thread.pieces).filter(move |piece| frame.shows(piece.day, today))
}

/// The marks of one thread from left to right: at most `most` up to today, and a few after it.
pub fn marks(thread: &Thread, frame: &Frame, today: Date, most: usize) -> Vec<Mark> {
    let mut pieces: Vec<&Piece> = thread.pieces.iter().filter(|piece| frame.shows(piece.day, today)).collect();
    pieces.sort_by_key(|piece| (piece.day, piece.key));
    let now = frame.x(today, today);
    let (past, soon) = pieces.split_at(pieces.partition_point(|piece| piece.day <= today));
    let room = |width: f64| (width / APART) as usize + 1;
    let mut marks = summed(past, frame, today, most.min(room(now - frame.left)));
    spread(&mut marks, frame.left, now);
    let after = now + APART * 0.75;
    let most_after = (most / 4).clamp(1, room(frame.right - after));
    let mut coming: Vec<Mark> = soon.iter().take(most_after).map(|piece| single(piece, frame, today)).collect();
    spread(&mut coming, after, frame.right);
    marks.extend(coming);
    marks
}

fn single(piece: &Piece, frame: &Frame, today: Date) -> Mark {
    let soon = piece.day > today;
    Mark { x: frame.x(piece.day, today), hue: piece.hue.clone(), keys: vec![piece.key], soon }
}

/// One mark a piece; where these are more than `most`, the oldest periods are one mark each. The
/// periods are as short as they can be.
fn summed(pieces: &[&Piece], frame: &Frame, today: Date, most: usize) -> Vec<Mark> {
    let mut marks = Vec::new();
    for period in PERIODS {
        marks = summed_by(period, pieces, frame, today, most);
        if marks.len() <= most {
            break;
        }
    }
    marks
}

fn summed_by(period: i32, pieces: &[&Piece], frame: &Frame, today: Date, most: usize) -> Vec<Mark> {
    let mut marks = Vec::new();
    let mut left = pieces;
    while let Some(first) = left.first()
        && marks.len() + left.len() > most
    {
        let number = frame.month_of(first.day, today) / period;
        let end = left.partition_point(|piece| frame.month_of(piece.day, today) / period <= number);
        marks.push(sum(&left[..end], frame, today));
        left = &left[end..];
    }
    marks.extend(left.iter().map(|piece| single(piece, frame, today)));
    marks
}

/// All pieces of a period as one mark of the commonest hue, in the middle of them.
fn sum(pieces: &[&Piece], frame: &Frame, today: Date) -> Mark {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for piece in pieces {
        *counts.entry(&piece.hue).or_default() += 1;
    }
    let commonest = counts.iter().rev().max_by_key(|(_, count)| **count).map_or("", |(hue, _)| hue);
    let middle = pieces.iter().map(|piece| frame.x(piece.day, today)).sum::<f64>() / pieces.len() as f64;
    Mark { x: middle, hue: commonest.to_owned(), keys: pieces.iter().map(|piece| piece.key).collect(), soon: false }
}

/// Moves marks that stand too close apart, to the right first and back where there is no room.
fn spread(marks: &mut [Mark], low: f64, high: f64) {
    let Some(last) = marks.len().checked_sub(1) else { return };
    let apart = APART.min((high - low).max(0.0) / last.max(1) as f64);
    let mut least = low;
    for mark in marks.iter_mut() {
        mark.x = mark.x.max(least);
        least = mark.x + apart;
    }
    let mut most = high;
    for mark in marks.iter_mut().rev() {
        mark.x = mark.x.min(most);
        most = mark.x - apart;
    }
}

/// The newest joins between marks of different threads, at most `most`, from left to right. Two
/// joins of the same two marks are one weft.
pub fn wefts(rows: &[Vec<Mark>], joins: &[Join], most: usize) -> Vec<Weft> {
    let mut points: BTreeMap<usize, (f64, usize)> = BTreeMap::new();
    for (row, marks) in rows.iter().enumerate() {
        for mark in marks {
            points.extend(mark.keys.iter().map(|key| (*key, (mark.x, row))));
        }
    }
    let mut wefts: Vec<Weft> = Vec::new();
    for join in joins {
        let (Some(a), Some(b)) = (points.get(&join.a), points.get(&join.b)) else { continue };
        let (from, to) = if (a.0, a.1) <= (b.0, b.1) { (*a, *b) } else { (*b, *a) };
        let weft = Weft { from, to };
        if from.1 != to.1 && wefts.len() < most && !wefts.contains(&weft) {
            wefts.push(weft);
        }
    }
    wefts.sort_by(|one, other| one.from.0.total_cmp(&other.from.0).then(one.to.0.total_cmp(&other.to.0)));
    wefts
}

#[cfg(test)]
mod tests {
    use jiff::ToSpan;
    use jiff::civil::date;

    use super::super::frame::{NARROW, WIDE};
    use super::*;

    const TODAY: Date = date(2026, 10, 19);

    fn pieces(count: usize, days_before: i64) -> Thread {
        let piece = |number: usize| Piece {
            key: number,
            day: TODAY.saturating_sub((number as i64 * days_before).days()),
            hue: ["story", "case", "story"][number % 3].into(),
        };
        Thread { name: "T".into(), pieces: (0..count).map(piece).collect() }
    }

    #[test]
    fn few_pieces_stand_at_their_days() {
        let marks = marks(&pieces(5, 40), &WIDE, TODAY, 40);
        let expected: Vec<f64> = (0..5).rev().map(|n| WIDE.x(TODAY.saturating_sub((n * 40).days()), TODAY)).collect();
        assert_eq!(marks.iter().map(|mark| mark.x).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn older_months_are_summed_and_no_piece_is_lost() {
        let marks = marks(&pieces(300, 1), &WIDE, TODAY, 40);
        assert!(marks.len() <= 40 && marks.len() > 20, "{}", marks.len());
        assert_eq!(marks.iter().map(|mark| mark.keys.len()).sum::<usize>(), 300);
        assert!(marks[0].keys.len() > 1 && marks[marks.len() - 1].keys.len() == 1);
        assert_eq!(marks[0].hue, "story");
    }

    #[test]
    fn periods_grow_until_the_marks_fit() {
        for most in 1..40 {
            let marks = marks(&pieces(300, 1), &WIDE, TODAY, most);
            assert!(marks.len() <= most, "{most}: {}", marks.len());
            assert_eq!(marks.iter().map(|mark| mark.keys.len()).sum::<usize>(), 300);
        }
    }

    #[test]
    fn marks_of_one_day_stand_apart_and_inside() {
        for frame in [WIDE, NARROW] {
            let marks = marks(&pieces(12, 0), &frame, TODAY, 40);
            assert!(marks.windows(2).all(|two| two[1].x - two[0].x >= APART - 1e-9));
            assert!(marks.iter().all(|mark| mark.x >= frame.left && mark.x <= frame.x(TODAY, TODAY) + 1e-9));
        }
    }

    #[test]
    fn what_is_to_come_stands_after_today() {
        let soon =
            |days: i64| Piece { key: days as usize, day: TODAY.saturating_add(days.days()), hue: "event".into() };
        let thread = Thread { name: "T".into(), pieces: vec![soon(1), soon(1), soon(20), soon(200)] };
        let marks = marks(&thread, &WIDE, TODAY, 40);
        assert_eq!(marks.len(), 3);
        assert!(marks.iter().all(|mark| mark.soon && mark.x > WIDE.x(TODAY, TODAY) && mark.x <= WIDE.right));
    }

    #[test]
    fn wefts_join_marks_of_two_threads_once() {
        let mark = |x: f64, keys: &[usize]| Mark { x, hue: "story".into(), keys: keys.into(), soon: false };
        let rows = [vec![mark(300.0, &[1]), mark(400.0, &[2])], vec![mark(200.0, &[3, 4])]];
        let joins =
            [Join { a: 1, b: 3 }, Join { a: 1, b: 4 }, Join { a: 1, b: 2 }, Join { a: 2, b: 9 }, Join { a: 2, b: 3 }];
        let first = Weft { from: (200.0, 1), to: (300.0, 0) };
        let second = Weft { from: (200.0, 1), to: (400.0, 0) };
        assert_eq!(wefts(&rows, &joins, 12), [first, second]);
        assert_eq!(wefts(&rows, &joins, 1), [first]);
    }
}
