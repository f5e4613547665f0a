//! What to write for a time zone that nothing is called.

use crate::diagnostics::did_you_mean;

/// What clocks are called in a season, and a place where they hang. Some of them are names of the list too, of
/// clocks that never go forward.
const CLOCKS: [(&str, &str); 22] = [
    ("ACST", "Australia/Adelaide"),
    ("ACDT", "Australia/Adelaide"),
    ("AEST", "Australia/Sydney"),
    ("AEDT", "Australia/Sydney"),
    ("AKST", "America/Anchorage"),
    ("AKDT", "America/Anchorage"),
    ("AST", "America/Halifax"),
    ("ADT", "America/Halifax"),
    ("AWST", "Australia/Perth"),
    ("BST", "Europe/London"),
    ("CEST", "Europe/Berlin"),
    ("CST", "America/Chicago"),
    ("CDT", "America/Chicago"),
    ("EDT", "America/New_York"),
    ("EEST", "Europe/Helsinki"),
    ("MDT", "America/Denver"),
    ("NZST", "Pacific/Auckland"),
    ("NZDT", "Pacific/Auckland"),
    ("PST", "America/Los_Angeles"),
    ("PDT", "America/Los_Angeles"),
    ("SAST", "Africa/Johannesburg"),
    ("WEST", "Europe/Lisbon"),
];

/// A help line for a name that is on no list of zones.
pub fn zone_help(name: &str) -> String {
    let clock = CLOCKS.iter().find(|(clock, _)| clock.eq_ignore_ascii_case(name.trim()));
    if let Some((clock, zone)) = clock {
        return format!("`{clock}` is what clocks are called for a part of the year; write where they hang: `{zone}`");
    }
    let known: Vec<String> = jiff::tz::db().available().map(|known| known.to_string()).collect();
    match did_you_mean(name, known.iter().map(String::as_str)) {
        Some(known) => format!("did you mean `{known}`?"),
        None => "use a name of the IANA list, such as `Europe/London` or `America/New_York`".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_of_a_season_leads_to_the_place_where_it_hangs() {
        assert!(zone_help("bst").ends_with("`Europe/London`"));
        assert!(zone_help("CEST").ends_with("`Europe/Berlin`"));
        assert_eq!(zone_help("Europe/Londn"), "did you mean `Europe/London`?");
    }

    #[test]
    fn the_table_names_zones_and_no_clock_that_is_one() {
        for (clock, zone) in CLOCKS {
            assert!(jiff::tz::TimeZone::get(zone).is_ok(), "{zone}");
            assert!(jiff::tz::TimeZone::get(clock).is_err(), "{clock}");
        }
    }
}
