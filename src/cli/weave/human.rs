//! The weaver's desk for people.

use super::rows::Row;

pub fn desk(rows: &[Row]) -> String {
    let mut text = String::new();
    for row in rows {
        let place = match (&row.file, row.line, row.column) {
            (Some(file), Some(line), Some(column)) => format!("{file}:{line}:{column}"),
            (Some(file), ..) => file.clone(),
            _ => String::new(),
        };
        text.push_str(&format!("{}  {place}\n", row.id));
        if let Some(excerpt) = &row.excerpt {
            text.push_str(&format!("    {}[{}]{}\n", excerpt.before, excerpt.marked, excerpt.after));
        }
        text.push_str(&format!("    {}\n", row.why));
    }
    text
}
