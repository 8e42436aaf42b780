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
    /// Who is sent the photographs, where the DVS server is somebody else's.
    pub(super) dvs_operator: Option<&'a str>,
    pub(super) kept: Kept,
    /// How long faces are kept, where they are searched for among other sessions.
    pub(super) duplicate_search: Option<TimeDelta>,
}

impl Terms<'_> {
    /// The words under these terms.
    pub(super) fn text(&self) -> Result<ConsentText, Fault> {
        let days = self.duplicate_search.map(whole_days).transpose()?;
        let (face, biometric) = match (&days, self.dvs_operator) {
            (Some(_), _) => ("duplicates", "biometric.duplicates"),
            (None, Some(_)) => ("face.operator", "biometric"),
            (None, None) => ("face", "biometric"),
        };
        let mut lines = vec![
            self.line("purpose", "purpose", &[])?,
            self.line("reading", "reading", &[])?,
        ];
        if self.dvs_operator.is_some() {
            lines.push(self.line("recipient", "recipient", &[])?);
        }
        lines.extend([
            self.kept_line()?,
            self.line("human", "human", &[])?,
            self.line("collected", "collected", &[])?,
            self.line("passport", "passport", &[])?,
        ]);
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

    /// Fills the word in from its beginning: what stands in a name is no place to fill.
    fn line(
        &self,
        key: &'static str,
        word: &str,
        values: &[(&str, &str)],
    ) -> Result<ConsentLine, Fault> {
        let mut text = String::new();
        let mut rest = words(word)?;
        while let Some((before, after)) = rest.split_once('{') {
            let (name, after) = after
                .split_once('}')
                .ok_or(Fault::Corrupt("the words of the consent"))?;
            text.push_str(before);
            text.push_str(self.value(name, values)?);
            rest = after;
        }
        text.push_str(rest);
        Ok(ConsentLine { key, text })
    }

    fn value<'b>(&'b self, name: &str, values: &[(&str, &'b str)]) -> Result<&'b str, Fault> {
        let value = match name {
            "organisation" => Some(self.organisation),
            "operator" => self.dvs_operator,
            _ => values
                .iter()
                .find(|(key, _)| *key == name)
                .map(|(_, value)| *value),
        };
        value.ok_or(Fault::Corrupt("the words of the consent"))
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
            dvs_operator: None,
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
        assert!(line(&text, "face").contains("deleted within a day"));
        assert_eq!(line(&text, "recipient"), "");
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
    fn the_words_say_to_whom_the_photographs_go() {
        let theirs = Terms {
            dvs_operator: Some("IDScan.net"),
            ..terms("Example Bank")
        };
        let text = theirs.text().unwrap();
        let recipient = line(&text, "recipient");
        assert!(recipient.starts_with("Your photos are sent to IDScan.net"));
        assert!(recipient.contains("for Example Bank"));
        // Nothing is promised of what somebody else keeps.
        assert!(!line(&text, "face").contains("within a day"));
        assert!(
            text.lines
                .iter()
                .all(|line| !line.text.contains(['{', '}']))
        );
        let own = terms("Example Bank").text().unwrap();
        assert_ne!(text.text_sha256, own.text_sha256);
        let searching = Terms {
            duplicate_search: Some(TimeDelta::days(7)),
            ..theirs
        };
        let text = searching.text().unwrap();
        assert_eq!(line(&text, "recipient"), recipient);
        assert!(line(&text, "face").contains("for 7 days"));
    }

    #[test]
    fn a_name_is_no_place_to_fill() {
        let text = terms("{days} {organisation}").text().unwrap();
        assert!(line(&text, "purpose").starts_with("{days} {organisation} asks"));
        let text = Terms {
            dvs_operator: Some("{organisation} {operator}"),
            ..terms("B")
        };
        let text = text.text().unwrap();
        assert!(line(&text, "recipient").contains("sent to {organisation} {operator}, who"));
    }
}
