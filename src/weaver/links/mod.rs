//! Links of texts and front matter: what they lead to, and from there back.

mod anchors;
mod edges;
mod embeds;
mod resolve;
mod unresolved;
mod wanted;

pub use edges::{Adjacency, Edge, Origin, Symmetric, edges};
pub use embeds::{DEEPEST_EMBED, MOST_EMBEDS, check_embeds};
pub use resolve::{Resolved, Wanted, resolve};
