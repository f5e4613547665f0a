//! Texts that are wanted again much later, in a file instead of in memory.
//!
//! It never holds anything that was not put there, and knows nothing of whose texts these are.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::sync::{Mutex, OnceLock, PoisonError};

#[derive(Debug)]
pub struct Shelf {
    room: Mutex<Room>,
    lost: OnceLock<io::Error>,
}

#[derive(Debug)]
struct Room {
    file: File,
    /// Bytes that were given away; what could not be written leaves a gap.
    end: u64,
}

impl Shelf {
    /// An empty one, in an empty file that nothing else is written to.
    pub fn of(file: File) -> Shelf {
        Shelf { room: Room { file, end: 0 }.into(), lost: OnceLock::new() }
    }

    /// Puts a text there. Returns where it lies; nothing where there is no room for it.
    pub fn put(&self, text: &str) -> Option<u64> {
        let mut room = self.room.lock().unwrap_or_else(PoisonError::into_inner);
        let at = room.end;
        room.end += text.len() as u64;
        room.file.seek(SeekFrom::Start(at)).and_then(|_| room.file.write_all(text.as_bytes())).ok().map(|()| at)
    }

    /// The text of `length` bytes that was put at `at`. One that cannot be had any more is blank, and [`Shelf::lost`]
    /// tells of it.
    pub fn get(&self, at: u64, length: usize) -> String {
        self.read(at, length).unwrap_or_else(|error| {
            self.lost.get_or_init(|| error);
            " ".repeat(length)
        })
    }

    /// Why a text could not be had, if ever one could not.
    pub fn lost(&self) -> Option<&io::Error> {
        self.lost.get()
    }

    fn read(&self, at: u64, length: usize) -> io::Result<String> {
        let mut bytes = vec![0; length];
        let mut room = self.room.lock().unwrap_or_else(PoisonError::into_inner);
        room.file.seek(SeekFrom::Start(at))?;
        room.file.read_exact(&mut bytes)?;
        drop(room);
        String::from_utf8(bytes).map_err(io::Error::other)
    }
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
}
