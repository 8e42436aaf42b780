use std::collections::BTreeMap;
use std::sync::LazyLock;

use aws_lc_rs::digest::{SHA256, digest};
use chrono::TimeDelta;
use credence_types::hex;

use super::kept::Kept;
use crate::fault::Fault;

/// The one language that there are words in.
const LOCALE: &str = "en";

/// The words, which the page shows as they come from here: what is kept as agreed to and what was
/// shown cannot differ.
static WORDS: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| {
    serde_json::from_str(include_str!("../../../../frontend/words/consent.en.json"))
        .unwrap_or_default()
});

/// What a person is asked to agree to, in the words that they read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConsentText {
    /// The language of the words (BCP 47).
    pub locale: &'static str,
    /// SHA-256, in hexadecimal, of the lines' texts in order, a line feed between each two.
    pub text_sha256: String,
    /// Whether the words name the search for the face among other sessions.
    pub duplicate_search: bool,
    /// The lines in order.
    pub lines: Vec<ConsentLine>,
    /// What the lines promise.
    pub(crate) kept: Kept,
}

/// A sentence or two of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConsentLine {
    /// What it is about. `biometric` is agreed to by an act of its own.
    pub key: &'static str,
    /// The words.
    pub text: String,
}

/// What the words depend on.
#[derive(Debug, Clone, Copy)]
pub(super) struct Terms<'a> {
    pub(super) organisation: &'a str,
    pub(super) kept: Kept,
    /// How long faces are kept, where they are searched for among other sessions.
    pub(super) duplicate_search: Option<TimeDelta>,
}

impl Terms<'_> {
    /// The words under these terms.
    pub(super) fn text(&self) -> Result<ConsentText, Fault> {
        let days = self.duplicate_search.map(whole_days).transpose()?;
        let (face, biometric) = match days {
            Some(_) => ("duplicates", "biometric.duplicates"),
            None => ("face", "biometric"),
        };
        let mut lines = vec![
            self.line("purpose", "purpose", &[])?,
            self.line("reading", "reading", &[])?,
            self.kept_line()?,
            self.line("human", "human", &[])?,
            self.line("collected", "collected", &[])?,
            self.line("passport", "passport", &[])?,
        ];
        lines.push(self.line("face", face, &[("days", &days.unwrap_or_default())])?);
        lines.push(self.line("withdraw", "withdraw", &[])?);
        lines.push(self.line("biometric", biometric, &[])?);
        let texts: Vec<_> = lines.iter().map(|line| line.text.as_str()).collect();
        let hash = digest(&SHA256, texts.join("\n").as_bytes());
        Ok(ConsentText {
            locale: LOCALE,
            text_sha256: hex(hash.as_ref()),
            duplicate_search: self.duplicate_search.is_some(),
            lines,
            kept: self.kept,
        })
    }

    fn kept_line(&self) -> Result<ConsentLine, Fault> {
        let (images, fields) = (days(self.kept.images_days)?, days(self.kept.fields_days)?);
        let values = [("images", images.as_str()), ("fields", fields.as_str())];
        self.line("kept", "kept.for", &values)
    }

    /// The organisation's name goes in last: what stands in it is no place to fill.
    fn line(
        &self,
        key: &'static str,
        word: &str,
        values: &[(&str, &str)],
    ) -> Result<ConsentLine, Fault> {
        let mut text = words(word)?.to_owned();
        for (name, value) in values {
            text = text.replace(&format!("{{{name}}}"), value);
        }
        let text = text.replace("{organisation}", self.organisation);
        Ok(ConsentLine { key, text })
    }
}

fn whole_days(time: TimeDelta) -> Result<String, Fault> {
    // A part of a day counts as a day: nothing is promised to be gone earlier than it is.
    let whole = time.num_days();
    days(if TimeDelta::days(whole) < time {
        whole + 1
    } else {
        whole
    })
}

fn days(count: impl Into<i64>) -> Result<String, Fault> {
    let count = count.into();
    Ok(match count {
        1 => words("days.one")?.to_owned(),
        _ => words("days.many")?.replace("{count}", &count.to_string()),
    })
}

fn words(key: &str) -> Result<&'static str, Fault> {
    let text = WORDS.get(key).map(String::as_str);
    text.ok_or(Fault::Corrupt("the words of the consent"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn terms(organisation: &str) -> Terms<'_> {
        Terms {
            organisation,
            kept: Kept {
                images_days: 30,
                fields_days: 1,
            },
            duplicate_search: None,
        }
    }

    fn line<'a>(text: &'a ConsentText, key: &str) -> &'a str {
        let line = text.lines.iter().find(|line| line.key == key);
        line.map_or("", |line| line.text.as_str())
    }

    #[test]
    fn the_hash_is_of_the_very_words() {
        let text = terms("Example Bank").text().unwrap();
        let all: Vec<_> = text.lines.iter().map(|line| line.text.clone()).collect();
        let hash = digest(&SHA256, all.join("\n").as_bytes());
        assert_eq!(text.text_sha256, hex(hash.as_ref()));
        assert_ne!(text, terms("Another Bank").text().unwrap());
        assert!(all.iter().all(|text| !text.contains(['{', '}'])), "{all:?}");
        assert!(line(&text, "purpose").starts_with("Example Bank asks"));
        assert!(line(&text, "face").contains("deleted when that is done"));
    }

    #[test]
    fn the_words_say_how_long_and_what_for() {
        let text = Terms {
            duplicate_search: Some(TimeDelta::hours(25)),
            ..terms("B")
        };
        let text = text.text().unwrap();
        assert!(line(&text, "kept").contains("for 30 days"));
        assert!(line(&text, "kept").contains("for 1 day at most."));
        assert!(line(&text, "face").contains("for 2 days"));
        assert!(line(&text, "biometric").contains("among B’s other checks"));
    }

    #[test]
    fn a_name_is_no_place_to_fill() {
        let text = terms("{days} {organisation}").text().unwrap();
        assert!(line(&text, "purpose").starts_with("{days} {organisation} asks"));
    }
}
