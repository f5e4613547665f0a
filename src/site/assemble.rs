//! A file that holds other files of the site.
//!
//! Never keeps what it has read: a picture may be large, and such a file is made once.

use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::read::unreadable;
use crate::diagnostics::Diagnostic;
use crate::disk::Disk;
use crate::render::Part;

/// The bytes of such a file. `stored` says how the disk spells a file's path.
pub fn assembled<'s>(
    disk: &dyn Disk,
    parts: &'s [Part],
    stored: impl Fn(&'s Arc<str>) -> &'s Arc<str>,
) -> Result<Vec<u8>, Box<Diagnostic>> {
    let mut bytes = Vec::new();
    for part in parts {
        match part {
            Part::Text(text) => bytes.extend_from_slice(text.as_bytes()),
            Part::File(file) => {
                let held = disk.read(stored(file)).map_err(|error| unreadable(file, &error))?;
                bytes.extend_from_slice(STANDARD.encode(held).as_bytes());
            }
        }
    }
    Ok(bytes)
}
