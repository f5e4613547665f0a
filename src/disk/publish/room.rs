//! Whether the disk has room for a build, before any of it is written.

use super::compare::Found;
use super::{Publication, PublishError};
use crate::diagnostics::{Code, Diagnostic};

impl Publication {
    /// Refuses a build that the disk cannot hold. `size` tells the length of the output at an index where it is known
    /// before the output is made; of the others it is not known what they need, so this is the least.
    ///
    /// A file that is there already in that length is taken for the same.
    pub fn check_room(&self, size: impl Fn(usize) -> Option<u64>) -> Result<(), PublishError> {
        let sizes =
            self.comparison.targets.iter().enumerate().filter_map(|(index, target)| Some((target, size(index)?)));
        let needed = sizes.filter(|(target, size)| !is_there(target.found, *size)).map(|(_, size)| size).sum();
        // Where a disk does not tell what is left, the build finds it out.
        let Ok(left) = fs4::available_space(&self.claim.folder) else { return Ok(()) };
        check(needed, left)
    }
}

fn is_there(found: Found, size: u64) -> bool {
    matches!(found, Found::File { size: there, .. } if there == size)
}

fn check(needed: u64, left: u64) -> Result<(), PublishError> {
    if needed <= left {
        return Ok(());
    }
    let message = format!(
        "the disk of the output folder has {} left, and this build writes at least {}",
        amount(left),
        amount(needed)
    );
    let help = "make room there, or build to another disk with `--output`: nothing was written";
    Err(PublishError::Failed(Box::new(Diagnostic::new(Code::WriteFailed, message).help(help))))
}

/// Bytes in the unit that people would name them in.
fn amount(bytes: u64) -> String {
    const UNITS: [&str; 5] = ["bytes", "KB", "MB", "GB", "TB"];
    let mut amount = bytes as f64;
    let mut unit = 0;
    while amount >= 1000.0 && unit + 1 < UNITS.len() {
        amount /= 1000.0;
        unit += 1;
    }
    if unit == 0 { format!("{bytes} bytes") } else { format!("{amount:.1} {}", UNITS[unit]) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_build_that_fits_exactly_is_let_through() {
        assert_eq!(check(5_000, 5_000), Ok(()));
    }

    #[test]
    fn both_figures_are_told() {
        let Err(error) = check(12_345_678_901, 999) else { panic!("it fits") };
        let told = "the disk of the output folder has 999 bytes left, and this build writes at least 12.3 GB";
        assert_eq!(error.diagnostic().message, told);
    }
}
