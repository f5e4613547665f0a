//! The forms of words, numbered as they are met. A site of 10,000 entries asks eight million times.

use foldhash::HashMap;

/// A form of up to this many bytes is known by the bytes themselves, and not by where they stand: most forms are, and
/// a look at another place in memory takes as long as all the rest.
const SHORT: usize = 15;

#[derive(Debug, Default)]
pub struct Forms {
    short: HashMap<u128, u32>,
    long: HashMap<Box<str>, u32>,
    /// By their numbers.
    forms: Vec<Box<str>>,
}

impl Forms {
    /// The number of a form.
    pub fn number(&mut self, form: &str) -> u32 {
        let next = self.forms.len() as u32;
        let number = match short(form) {
            Some(short) => *self.short.entry(short).or_insert(next),
            None => match self.long.get(form) {
                Some(number) => *number,
                None => *self.long.entry(form.into()).or_insert(next),
            },
        };
        if number == next {
            self.forms.push(form.into());
        }
        number
    }

    pub fn len(&self) -> usize {
        self.forms.len()
    }

    /// All forms, by their numbers.
    pub fn into_list(self) -> Vec<Box<str>> {
        self.forms
    }
}

/// The bytes of a short form, and how many they are.
fn short(form: &str) -> Option<u128> {
    let length = Some(form.len()).filter(|length| *length <= SHORT)?;
    let mut bytes = [0; SHORT + 1];
    bytes[..length].copy_from_slice(form.as_bytes());
    bytes[SHORT] = length as u8;
    Some(u128::from_ne_bytes(bytes))
}

#[cfg(test)]
mod tests {
    use super::Forms;

    #[test]
    fn each_form_has_one_number_however_long_it_is() {
        let mut forms = Forms::default();
        let words =
            ["", "a", "a\0", "ab", "fifteen letters", "sixteen letters!", "知识知识知", "a", "sixteen letters!", "ab"];
        let numbers: Vec<u32> = words.iter().map(|word| forms.number(word)).collect();
        assert_eq!(numbers, [0, 1, 2, 3, 4, 5, 6, 1, 5, 3]);
        assert_eq!(forms.len(), 7);
        assert_eq!(forms.into_list().iter().map(|form| &**form).collect::<Vec<_>>(), words[..7]);
    }
}
