const LONGEST_KEY: usize = 255;

/// A caller's key for one call and its repetitions: 1 to 255 printable ASCII characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdempotencyKey(String);

impl IdempotencyKey {
    /// Reads a header's value: a string as RFC 8941 section 3.3.3 quotes it, or the bare characters.
    /// `None` when it is neither.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let key = match text.strip_prefix('"') {
            Some(quoted) => unquoted(quoted)?,
            None => text.to_owned(),
        };
        let is_key = (1..=LONGEST_KEY).contains(&key.len())
            && key.bytes().all(|byte| (b' '..=b'~').contains(&byte));
        is_key.then_some(Self(key))
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

/// What follows the opening quote, up to the closing one, which has to be the last character.
fn unquoted(text: &str) -> Option<String> {
    let mut key = String::with_capacity(text.len());
    let mut characters = text.chars();
    loop {
        match characters.next()? {
            '"' => break,
            '\\' => match characters.next()? {
                escaped @ ('"' | '\\') => key.push(escaped),
                _ => return None,
            },
            other => key.push(other),
        }
    }
    characters.next().is_none().then_some(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_quoted_or_bare() {
        let read = |text: &str| IdempotencyKey::parse(text).map(|key| key.0);
        for (text, key) in [
            ("order-7", "order-7"),
            ("\"order-7\"", "order-7"),
            (r#""a \"b\" \\ c""#, r#"a "b" \ c"#),
            ("a\"b", "a\"b"),
        ] {
            assert_eq!(read(text).as_deref(), Some(key), "{text}");
        }
        let (longest, too_long) = ("a".repeat(255), "a".repeat(256));
        assert_eq!(read(&longest), Some(longest.clone()));
        assert!(read(&format!("\"{longest}\"")).is_some());
        for text in [
            "",
            "\"",
            "\"\"",
            "\"a",
            "\"a\"b",
            "\"a\";b=1",
            r#""a\b""#,
            "a\u{7f}",
            "clé",
            &too_long,
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
