//! The previews of entries in files of a few each: one file an entry would double the files of a site,
//! one for all would be loaded whole.
//!
//! A script finds the file by the address alone, so it must count as [`shard`] does.

use crate::weaver::{EntryIx, Weave};

use super::encode;

/// Entries in one file, at most, as far as addresses spread evenly.
const ENTRIES: usize = 16;

/// The entries of each file. There is a power of two of files, so that a new entry seldom moves others.
pub fn previews(weave: &Weave) -> Vec<Vec<EntryIx>> {
    let files = weave.len().div_ceil(ENTRIES).next_power_of_two();
    let mut entries = vec![Vec::new(); files];
    for entry in weave.all() {
        entries[shard(&encode(weave.address(entry)), files)].push(entry);
    }
    entries
}

/// The number of the file for an address: FNV-1a with 32 bits, its lowest bits.
fn shard(address: &str, files: usize) -> usize {
    let step = |hash: u32, byte: u8| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    address.bytes().fold(0x811c_9dc5, step) as usize & (files - 1)
}

/// Where a file stands.
pub fn previews_path(number: usize) -> String {
    format!("{PREVIEWS}{number}.json")
}

/// The folder of all of them.
pub const PREVIEWS: &str = "assets/previews/";

#[cfg(test)]
mod tests {
    use super::*;

    /// Known values of FNV-1a, from its reference code.
    #[test]
    fn addresses_are_counted_as_the_algorithm_says() {
        assert_eq!(shard("", usize::MAX.div_euclid(2) + 1), 0x811c_9dc5);
        assert_eq!(shard("a", 1 << 32), 0xe40c_292c);
        assert_eq!(shard("foobar", 1 << 32), 0xbf9c_f968);
    }

    #[test]
    fn a_single_file_holds_whatever_there_is() {
        assert_eq!(shard("stories/x/", 1), 0);
    }
}
