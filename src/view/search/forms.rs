//! The forms of words, numbered as they are met. A site of 10,000 entries asks eight million times.

use std::borrow::Cow;

use foldhash::HashMap;

/// A form of up to this many bytes is known by the bytes themselves, and not by where they stand: most forms are, and
/// a look at another place in memory takes as long as all the rest.
pub const SHORT: usize = 15;

/// A word as a text has it, in lower case, with its accents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form<'t> {
    Short(Short),
    /// More than [`SHORT`] bytes.
    Long(&'t str),
}

impl Form<'_> {
    pub fn of(text: &str) -> Form<'_> {
        match text.len() <= SHORT {
            true => {
                let mut bytes = [0; SHORT + 1];
                bytes[..text.len()].copy_from_slice(text.as_bytes());
                Form::Short(Short::new(u128::from_le_bytes(bytes), text.len()))
            }
            false => Form::Long(text),
        }
    }

    pub fn text(&self) -> Cow<'_, str> {
        match self {
            Form::Short(Short(bits)) => {
                let bytes = bits.to_le_bytes();
                let length = usize::from(bytes[SHORT]);
                String::from_utf8_lossy(&bytes[..length]).into_owned().into()
            }
            Form::Long(text) => Cow::Borrowed(text),
        }
    }
}

/// The bytes of a short form, the first of them lowest, and in the highest byte how many they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Short(u128);

impl Short {
    /// The form of the `length` lowest bytes, at most [`SHORT`].
    pub fn new(bytes: u128, length: usize) -> Short {
        let bytes = bytes & ((1 << (8 * length)) - 1);
        Short(bytes | (length as u128) << (8 * SHORT))
    }

    pub fn length(self) -> usize {
        (self.0 >> (8 * SHORT)) as usize
    }
}

/// What is known of a form. In one place, since there are too many forms for the cache.
#[derive(Clone, Copy, Debug)]
pub struct Seen {
    pub number: u32,
    /// The last entry that says it, and its place among what that one says.
    pub entry: u32,
    pub place: u32,
}

#[derive(Debug, Default)]
pub struct Forms {
    short: HashMap<Short, Seen>,
    /// Places in the list behind it.
    long: HashMap<Box<str>, usize>,
    seen_long: Vec<Seen>,
    /// By their numbers.
    forms: Vec<Box<str>>,
}

impl Forms {
    /// What is known of a form; of a new one, that no entry has said it.
    pub fn seen(&mut self, form: Form) -> &mut Seen {
        let number = self.forms.len() as u32;
        let mut new = || {
            self.forms.push(form.text().into());
            Seen { number, entry: u32::MAX, place: 0 }
        };
        match form {
            Form::Short(short) => self.short.entry(short).or_insert_with(new),
            Form::Long(text) => {
                let known = self.long.get(text).copied();
                let place = known.unwrap_or_else(|| {
                    self.long.insert(text.into(), self.seen_long.len());
                    self.seen_long.push(new());
                    self.seen_long.len() - 1
                });
                &mut self.seen_long[place]
            }
        }
    }

    /// All forms, by their numbers.
    pub fn into_list(self) -> Vec<Box<str>> {
        self.forms
    }
}

#[cfg(test)]
mod tests {
    use super::{Form, Forms};

    #[test]
    fn each_form_has_one_number_however_long_it_is() {
        let mut forms = Forms::default();
        let words =
            ["", "a", "a\0", "ab", "fifteen letters", "sixteen letters!", "知识知识知", "a", "sixteen letters!", "ab"];
        let numbers: Vec<u32> = words.iter().map(|word| forms.seen(Form::of(word)).number).collect();
        assert_eq!(numbers, [0, 1, 2, 3, 4, 5, 6, 1, 5, 3]);
        assert_eq!(forms.into_list().iter().map(|form| &**form).collect::<Vec<_>>(), words[..7]);
    }
}
