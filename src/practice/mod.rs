//! Questions that a community of practice asks of its knowledge: when people meet, what was promised
//! and what came of it.
//!
//! Answers are made from the weave alone, and so from what the viewer may see. This room never reads a
//! file, plans no page and writes no words for readers.
