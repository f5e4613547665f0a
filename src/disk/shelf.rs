//! Texts that are wanted again much later, in a file instead of in memory.
//!
//! It never holds anything that was not put there, and knows nothing of whose texts these are.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::string::FromUtf8Error;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, OnceLock, PoisonError};

#[derive(Debug)]
pub struct Shelf {
    room: Mutex<Room>,
    lost: OnceLock<io::Error>,
    read: AtomicU64,
}

#[derive(Debug)]
struct Room {
    file: File,
    end: u64,
}

impl Shelf {
    /// An empty one, in an empty file that nothing else is written to.
    pub fn of(file: File) -> Shelf {
        Shelf { room: Room { file, end: 0 }.into(), lost: OnceLock::new(), read: AtomicU64::new(0) }
    }

    /// Puts a text there. Returns where it lies; nothing where there is no room for it.
    pub fn put(&self, text: &str) -> Option<u64> {
        let mut room = self.room.lock().unwrap_or_else(PoisonError::into_inner);
        let at = room.end;
        room.file.seek(SeekFrom::Start(at)).and_then(|_| room.file.write_all(text.as_bytes())).ok()?;
        room.end += text.len() as u64;
        Some(at)
    }

    /// The text of `length` bytes that was put at `at`, or whole characters of one. What cannot be had any more is blank,
    /// and [`Shelf::lost`] tells of it.
    pub fn get(&self, at: u64, length: usize) -> String {
        let text = self.read(at, length).and_then(|bytes| String::from_utf8(bytes).map_err(io::Error::other));
        text.unwrap_or_else(|error| self.blank(length, error))
    }

    /// The same of any bytes of a text; none where they begin or end inside a character.
    pub fn part(&self, at: u64, length: usize) -> Option<String> {
        match self.read(at, length).map(String::from_utf8) {
            Ok(Ok(text)) => Some(text),
            Ok(Err(error)) if is_cut(&error) => None,
            Ok(Err(error)) => Some(self.blank(length, io::Error::other(error))),
            Err(error) => Some(self.blank(length, error)),
        }
    }

    /// Why a text could not be had, if ever one could not.
    pub fn lost(&self) -> Option<&io::Error> {
        self.lost.get()
    }

    /// How many bytes were read so far. Whoever wants a few of a long text must not read all of it.
    pub fn read_so_far(&self) -> u64 {
        self.read.load(Ordering::Relaxed)
    }

    fn blank(&self, length: usize, error: io::Error) -> String {
        self.lost.get_or_init(|| error);
        " ".repeat(length)
    }

    fn read(&self, at: u64, length: usize) -> io::Result<Vec<u8>> {
        self.read.fetch_add(length as u64, Ordering::Relaxed);
        let mut bytes = vec![0; length];
        let mut room = self.room.lock().unwrap_or_else(PoisonError::into_inner);
        room.file.seek(SeekFrom::Start(at))?;
        room.file.read_exact(&mut bytes).map(|()| bytes)
    }
}

/// Whether bytes are no text only because their first or last character is not whole.
fn is_cut(error: &FromUtf8Error) -> bool {
    let continues = |byte: &u8| byte & 0b1100_0000 == 0b1000_0000;
    error.as_bytes().first().is_some_and(continues) || error.utf8_error().error_len().is_none()
}

#[cfg(test)]
mod tests {
    use std::thread;

    use super::*;

    #[test]
    fn each_thread_gets_its_texts_back_whatever_others_put_meanwhile() {
        let shelf = Shelf::of(tempfile::tempfile().unwrap());
        thread::scope(|scope| {
            for number in 0..4 {
                let shelf = &shelf;
                scope.spawn(move || {
                    let texts: Vec<String> = (0..50).map(|times| format!("{number}é").repeat(times)).collect();
                    let places: Vec<u64> = texts.iter().map(|text| shelf.put(text).unwrap()).collect();
                    for (at, text) in places.into_iter().zip(&texts) {
                        assert_eq!(shelf.get(at, text.len()), *text);
                    }
                });
            }
        });
        assert!(shelf.lost().is_none());
    }

    #[test]
    fn a_text_that_cannot_be_had_is_blank_and_told_of() {
        let shelf = Shelf::of(tempfile::tempfile().unwrap());
        let at = shelf.put("a text").unwrap();
        shelf.room.lock().unwrap().file.set_len(3).unwrap();
        assert_eq!(shelf.get(at, 6), "      ");
        assert_eq!(shelf.lost().map(io::Error::kind), Some(io::ErrorKind::UnexpectedEof));
    }

    #[test]
    fn bytes_that_are_no_text_any_more_are_lost_too() {
        for (at, byte) in [(0, 0x80), (1, 0xFF), (5, 0xC3)] {
            let shelf = Shelf::of(tempfile::tempfile().unwrap());
            shelf.put("a text").unwrap();
            let mut room = shelf.room.lock().unwrap();
            room.file.seek(SeekFrom::Start(at)).and_then(|_| room.file.write_all(&[byte])).unwrap();
            drop(room);
            assert_eq!(shelf.get(0, 6), "      ");
            assert_eq!(shelf.lost().map(io::Error::kind), Some(io::ErrorKind::Other));
        }
    }

    #[test]
    fn a_part_that_cuts_a_character_is_none_and_nothing_is_lost() {
        let shelf = Shelf::of(tempfile::tempfile().unwrap());
        let at = shelf.put("a téxt").unwrap();
        assert_eq!([shelf.part(at, 4), shelf.part(at + 4, 3)], [None, None]);
        assert_eq!(shelf.part(at + 3, 2).as_deref(), Some("é"));
        assert!(shelf.lost().is_none());
        assert_eq!(shelf.read_so_far(), 9);
    }
}
