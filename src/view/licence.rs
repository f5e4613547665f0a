//! A licence as machines read it: an address, or a name of Creative Commons for which there is one.

/// The elements that a licence of Creative Commons can be made of, in their order.
const KINDS: [&str; 6] = ["by", "by-sa", "by-nd", "by-nc", "by-nc-sa", "by-nc-nd"];

const VERSIONS: [&str; 5] = ["4.0", "3.0", "2.5", "2.0", "1.0"];

/// The address of a licence: of `CC BY-SA 4.0` as of `https://…`; none for other words. Without a version nobody knows which
/// text is meant.
pub fn address(licence: &str) -> Option<String> {
    let licence = licence.trim();
    if (licence.starts_with("https://") || licence.starts_with("http://")) && !licence.contains(char::is_whitespace) {
        return Some(licence.to_owned());
    }
    let name =
        licence.to_ascii_lowercase().split([' ', '-']).filter(|word| !word.is_empty()).collect::<Vec<_>>().join("-");
    if name == "cc0" || name == "cc0-1.0" {
        return Some("https://creativecommons.org/publicdomain/zero/1.0/".to_owned());
    }
    let (kind, version) = name.strip_prefix("cc-")?.rsplit_once('-')?;
    let is_known = KINDS.contains(&kind) && VERSIONS.contains(&version);
    is_known.then(|| format!("https://creativecommons.org/licenses/{kind}/{version}/"))
}

#[cfg(test)]
mod tests {
    use super::address;

    #[test]
    fn names_of_creative_commons_and_addresses_are_addresses() {
        let of = |name: &str| address(name).map(|address| address.replace("https://creativecommons.org/", ""));
        assert_eq!(of("CC BY 4.0").as_deref(), Some("licenses/by/4.0/"));
        assert_eq!(of("CC BY-NC-SA 3.0").as_deref(), Some("licenses/by-nc-sa/3.0/"));
        assert_eq!(of("cc-by-nd-2.5").as_deref(), Some("licenses/by-nd/2.5/"));
        assert_eq!(of("CC0").as_deref(), Some("publicdomain/zero/1.0/"));
        assert_eq!(of("https://example.org/licence").as_deref(), Some("https://example.org/licence"));
    }

    #[test]
    fn other_words_are_none() {
        for words in ["All rights reserved", "CC BY", "CC SA 4.0", "CC BY 9.0", "https://a.org and b", "", "CC"] {
            assert_eq!(address(words), None, "{words}");
        }
    }
}
