//! The structs templates see. See the module above for what addresses and dates look like.

mod calendar;
mod harvest;
mod expedition;
mod hubs;
mod issue;
mod item;
mod lists;
mod page;
mod templates;
mod value;
mod weave;
mod weaver;

pub use calendar::*;
pub use expedition::*;
pub use harvest::*;
pub use hubs::*;
pub use issue::*;
pub use item::*;
pub use lists::*;
pub use page::*;
pub use templates::schema;
pub use value::*;
pub use weave::*;
pub use weaver::*;
