//! A request.

/// What is asked for, as far as the answer depends on it.
#[derive(Clone, Debug, Default)]
pub struct Asked<'a> {
    /// Of the request line.
    pub target: &'a str,
    /// The headers of these names.
    pub range: Option<&'a str>,
    pub if_range: Option<&'a str>,
    pub if_none_match: Option<&'a str>,
    /// Whether the reader is at this machine, and may see what is not published.
    pub is_here: bool,
}
