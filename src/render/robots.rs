//! `robots.txt` (RFC 9309): everything may be read, and here is the map. What only some may read is for no robot.

use crate::config::BaseUrl;
use crate::view::Snapshot;

pub fn robots(snapshot: &Snapshot) -> String {
    match snapshot.audience {
        Some(_) => "User-agent: *\nDisallow: /\n".to_owned(),
        None => write(&snapshot.config.base_url),
    }
}

/// The map's address must be absolute, so a site that does not know its own cannot give one.
fn write(base_url: &BaseUrl) -> String {
    let map = if base_url.origin.is_empty() {
        String::new()
    } else {
        format!("\nSitemap: {}\n", base_url.absolute("sitemap.xml"))
    };
    format!("User-agent: *\nAllow: /\n{map}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn base_url(origin: &str) -> BaseUrl {
        BaseUrl { origin: origin.into(), prefix: "/network/".into() }
    }

    #[test]
    fn the_map_is_named_by_its_absolute_address() {
        let expected = "User-agent: *\nAllow: /\n\nSitemap: https://example.org/network/sitemap.xml\n";
        assert_eq!(write(&base_url("https://example.org")), expected);
    }

    #[test]
    fn a_site_without_an_address_names_no_map() {
        assert_eq!(write(&base_url("")), "User-agent: *\nAllow: /\n");
    }
}
