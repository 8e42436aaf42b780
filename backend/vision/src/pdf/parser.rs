use std::borrow::Cow;

use super::digits::{hexadecimal, join_digits, whole};
use super::object::{Dictionary, Object};

/// How deep arrays and dictionaries may lie in each other.
const MAX_DEPTH: u32 = 24;
/// Values in one object: an array of this length has room for any page list of a scan.
const MAX_VALUES: u32 = 65_536;

/// A value, or an operator of a content stream.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Token<'a> {
    Value(Object<'a>),
    Operator(&'a [u8]),
}

/// Reads values from bytes.
#[derive(Debug, Clone)]
pub(super) struct Parser<'a> {
    bytes: &'a [u8],
    pub(super) at: usize,
    values_left: u32,
}

pub(super) const fn is_space(byte: u8) -> bool {
    matches!(byte, 0 | 9 | 10 | 12 | 13 | 32)
}

const fn is_delimiter(byte: u8) -> bool {
    matches!(
        byte,
        b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%'
    )
}

impl<'a> Parser<'a> {
    pub(super) const fn new(bytes: &'a [u8], at: usize) -> Self {
        Self {
            bytes,
            at,
            values_left: MAX_VALUES,
        }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    /// White space and comments.
    pub(super) fn skip_space(&mut self) {
        while let Some(byte) = self.peek() {
            if byte == b'%' {
                while self
                    .peek()
                    .is_some_and(|byte| byte != b'\n' && byte != b'\r')
                {
                    self.at += 1;
                }
            } else if is_space(byte) {
                self.at += 1;
            } else {
                break;
            }
        }
    }

    /// Takes the word if it is next.
    pub(super) fn take(&mut self, word: &[u8]) -> bool {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let is_next = rest.starts_with(word);
        if is_next {
            self.at += word.len();
        }
        is_next
    }

    /// The next value; `None` where there is none, or too much of it.
    pub(super) fn value(&mut self) -> Option<Object<'a>> {
        match self.token()? {
            Token::Value(value) => Some(value),
            Token::Operator(_) => None,
        }
    }

    /// The next value or operator. The allowance of values starts anew with each.
    pub(super) fn token(&mut self) -> Option<Token<'a>> {
        self.values_left = MAX_VALUES;
        self.read(0)
    }

    fn read(&mut self, depth: u32) -> Option<Token<'a>> {
        self.values_left = self.values_left.checked_sub(1)?;
        if depth > MAX_DEPTH {
            return None;
        }
        self.skip_space();
        let value = match self.peek()? {
            b'/' => Object::Name(self.name()),
            b'(' => Object::Text(Cow::Owned(self.literal_text()?)),
            b'<' if self.take(b"<<") => self.dictionary(depth)?,
            b'<' => Object::Text(Cow::Owned(self.hexadecimal_text()?)),
            b'[' => self.array(depth)?,
            b'+' | b'-' | b'.' | b'0'..=b'9' => self.number_or_reference()?,
            _ => return self.word(),
        };
        Some(Token::Value(value))
    }

    fn read_value(&mut self, depth: u32) -> Option<Object<'a>> {
        match self.read(depth)? {
            Token::Value(value) => Some(value),
            Token::Operator(_) => None,
        }
    }

    fn array(&mut self, depth: u32) -> Option<Object<'a>> {
        self.at += 1;
        let mut values = Vec::new();
        loop {
            self.skip_space();
            if self.take(b"]") {
                return Some(Object::Array(values));
            }
            values.push(self.read_value(depth + 1)?);
        }
    }

    fn dictionary(&mut self, depth: u32) -> Option<Object<'a>> {
        let mut entries = Vec::new();
        loop {
            self.skip_space();
            if self.take(b">>") {
                return Some(Object::Dictionary(Dictionary::new(entries)));
            }
            if self.peek()? != b'/' {
                return None;
            }
            let name = self.name();
            entries.push((name, self.read_value(depth + 1)?));
        }
    }

    fn regular(&mut self) -> &'a [u8] {
        let start = self.at;
        while self
            .peek()
            .is_some_and(|byte| !is_space(byte) && !is_delimiter(byte))
        {
            self.at += 1;
        }
        self.bytes.get(start..self.at).unwrap_or_default()
    }

    /// 7.3.5: `#` and two digits stand for any byte.
    fn name(&mut self) -> Cow<'a, [u8]> {
        self.at += 1;
        let raw = self.regular();
        if !raw.contains(&b'#') {
            return Cow::Borrowed(raw);
        }
        let mut name = Vec::with_capacity(raw.len());
        let mut rest = raw;
        while let Some((&byte, after)) = rest.split_first() {
            let coded = after
                .first_chunk::<2>()
                .and_then(|&[high, low]| Some(hexadecimal(high)? << 4 | hexadecimal(low)?));
            match coded {
                Some(value) if byte == b'#' => {
                    name.push(value);
                    rest = after.get(2..).unwrap_or_default();
                }
                _ => {
                    name.push(byte);
                    rest = after;
                }
            }
        }
        Cow::Owned(name)
    }

    /// 7.3.4.2. Only palettes are ever read from it, so line ends stay as they are.
    fn literal_text(&mut self) -> Option<Vec<u8>> {
        self.at += 1;
        let mut text = Vec::new();
        let mut depth = 1u32;
        loop {
            let byte = self.peek()?;
            self.at += 1;
            match byte {
                b'\\' => self.escape(&mut text)?,
                b'(' => depth += 1,
                b')' if depth == 1 => return Some(text),
                b')' => depth -= 1,
                _ => {}
            }
            if byte != b'\\' {
                text.push(byte);
            }
        }
    }

    fn escape(&mut self, text: &mut Vec<u8>) -> Option<()> {
        let byte = self.peek()?;
        self.at += 1;
        match byte {
            b'n' => text.push(b'\n'),
            b'r' => text.push(b'\r'),
            b't' => text.push(b'\t'),
            b'b' => text.push(8),
            b'f' => text.push(12),
            b'0'..=b'7' => {
                let mut value = u32::from(byte - b'0');
                for _ in 0..2 {
                    let Some(digit @ b'0'..=b'7') = self.peek() else {
                        break;
                    };
                    value = value * 8 + u32::from(digit - b'0');
                    self.at += 1;
                }
                text.push(value.to_le_bytes()[0]);
            }
            b'\r' => {
                self.take(b"\n");
            }
            b'\n' => {}
            other => text.push(other),
        }
        Some(())
    }

    fn hexadecimal_text(&mut self) -> Option<Vec<u8>> {
        self.at += 1;
        let mut digits = Vec::new();
        loop {
            let byte = self.peek()?;
            self.at += 1;
            match byte {
                b'>' => break,
                byte if is_space(byte) => {}
                byte => digits.push(hexadecimal(byte)?),
            }
        }
        Some(join_digits(&digits))
    }

    fn number_or_reference(&mut self) -> Option<Object<'a>> {
        let word = self.regular();
        let number = std::str::from_utf8(word).ok()?.parse::<f64>().ok()?;
        if !number.is_finite() {
            return None;
        }
        if let Some(id) = whole(word) {
            let back = self.at;
            self.skip_space();
            if whole(self.regular()).is_some() {
                self.skip_space();
                if self.regular() == b"R" {
                    return Some(Object::Reference(id));
                }
            }
            self.at = back;
        }
        Some(Object::Number(number))
    }

    fn word(&mut self) -> Option<Token<'a>> {
        let word = self.regular();
        Some(match word {
            b"true" => Token::Value(Object::Bool(true)),
            b"false" => Token::Value(Object::Bool(false)),
            b"null" => Token::Value(Object::Null),
            b"" => {
                // A stray bracket: stepped over, so that reading always goes on.
                self.at += 1;
                return None;
            }
            other => Token::Operator(other),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &[u8]) -> Option<Object<'_>> {
        Parser::new(text, 0).value()
    }

    #[test]
    fn values_of_every_kind_are_read() {
        let text = b"<</A#42 [1 -.5 true null 3 0 R]/T(a\\(\\101(b)) /H<4a4>>> rest";
        let Some(Object::Dictionary(read)) = read(text) else {
            unreachable!()
        };
        let expected = [
            Object::Number(1.0),
            Object::Number(-0.5),
            Object::Bool(true),
            Object::Null,
            Object::Reference(3),
        ];
        assert_eq!(read.get("AB"), Some(&Object::Array(expected.to_vec())));
        let text = |text: &[u8]| Some(Object::Text(Cow::Owned(text.to_vec())));
        assert_eq!(read.get("T").cloned(), text(b"a(A(b)"));
        assert_eq!(read.get("H").cloned(), text(b"J@"));
    }

    #[test]
    fn what_is_too_deep_too_long_or_unfinished_is_nothing() {
        assert_eq!(read(&b"[".repeat(100_000)), None);
        assert!(read(&[b"[".repeat(20), b"]".repeat(20)].concat()).is_some());
        assert_eq!(
            read(&[b"[".as_slice(), &b"0 ".repeat(70_000), b"]"].concat()),
            None
        );
        for text in [
            "(a",
            "<41",
            "<<",
            "<</A",
            "[1",
            "",
            "%",
            ")",
            "<</A 1 2>>",
            "1e999",
        ] {
            assert_eq!(read(text.as_bytes()), None, "{text}");
        }
    }
}
