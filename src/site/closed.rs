//! What `_defaults.toml` keeps from a reader: the keys that withhold entries withhold a folder's other files too.
//!
//! Every value that cannot be understood withholds. What the keys mean for an entry is `content::shown`'s.

use crate::config::Config;
use crate::content::dates;
use crate::content::defaults::{Closed, Defaults};
use crate::content::fields::truth;
use crate::kinds::Kinds;
use crate::weaver::{Drafts, Viewer};

pub fn closed(defaults: &Defaults, config: &Config, kinds: &Kinds, viewer: &Viewer) -> Closed {
    let reader = viewer.reader(config);
    let moment = |date: &str| dates::parse(date, &config.timezone, &config.timezone);
    let is_ahead = |date: &str| moment(date).is_none_or(|moment| moment.at > viewer.now);
    defaults.closed(config, kinds, |key, value| match (key, value.text()) {
        ("audience", Some(audience)) => !config.may_see(Some(audience), reader),
        ("expires", Some(date)) => moment(date).is_none_or(|moment| moment.at <= viewer.now),
        ("draft", Some(draft)) => truth(draft) != Some(false) && viewer.drafts != Drafts::Shown,
        ("publish", Some(publish)) => match truth(publish) {
            Some(true) => false,
            Some(false) => viewer.drafts != Drafts::Shown,
            None => is_ahead(publish) && !viewer.future,
        },
        _ => true,
    })
}
