//! The structs templates see. See the module above for what addresses and dates look like.

mod hubs;
mod item;
mod lists;
mod page;
mod weave;
mod weaver;

pub use hubs::*;
pub use item::*;
pub use lists::*;
pub use page::*;
pub use weave::*;
pub use weaver::*;
