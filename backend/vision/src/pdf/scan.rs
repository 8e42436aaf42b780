use super::digits::whole;
use super::document::index;
use super::object::Object;
use super::parser::{Parser, is_space};
use crate::decode::DecodeError;

/// What the search for objects comes across.
pub(super) enum Found<'a> {
    /// `12 0 obj`: its number, where its value starts, and the value.
    Object(u32, usize, Object<'a>),
    /// The dictionary behind `trailer`.
    Trailer(Object<'a>),
}

/// Goes through a file once, from front to back. What lies in streams is stepped over.
pub(super) struct Scan<'a> {
    bytes: &'a [u8],
    at: usize,
    /// Bytes that may still be looked at, a second look counting again.
    work_left: usize,
}

impl<'a> Scan<'a> {
    pub(super) const fn new(bytes: &'a [u8], work_left: usize) -> Self {
        Self {
            bytes,
            at: 0,
            work_left,
        }
    }

    /// What comes next, or `None` at the end of the file.
    pub(super) fn next(&mut self) -> Result<Option<Found<'a>>, DecodeError> {
        loop {
            let rest = self.bytes.get(self.at..).unwrap_or_default();
            let next = rest.iter().position(|&byte| byte == b'o' || byte == b't');
            let Some(place) = next else {
                return Ok(None);
            };
            self.spend(place + 1)?;
            self.at += place;
            let rest = rest.get(place..).unwrap_or_default();
            if rest.starts_with(b"obj") {
                if let Some(number) = number_before(self.bytes, self.at) {
                    let start = self.at + 3;
                    if let Some(value) = self.value_at(start)? {
                        return Ok(Some(Found::Object(number, start, value)));
                    }
                    continue;
                }
            } else if rest.starts_with(b"trailer") {
                if let Some(value) = self.value_at(self.at + 7)? {
                    return Ok(Some(Found::Trailer(value)));
                }
                continue;
            }
            self.at += 1;
        }
    }

    fn spend(&mut self, bytes: usize) -> Result<(), DecodeError> {
        let left = self.work_left.checked_sub(bytes);
        self.work_left = left.ok_or(DecodeError::TooManyParts)?;
        Ok(())
    }

    fn value_at(&mut self, start: usize) -> Result<Option<Object<'a>>, DecodeError> {
        let mut parser = Parser::new(self.bytes, start);
        let value = parser.value();
        self.spend(parser.at - start)?;
        if value.is_none() {
            // Whatever it was, objects may lie in it.
            self.at = start;
            return Ok(None);
        }
        self.at = parser.at;
        if let Some(Object::Dictionary(dictionary)) = &value {
            let length = dictionary.get("Length").and_then(Object::number);
            if let Some(content) = stream_start(self.bytes, parser.at) {
                let end = stream_end(self.bytes, content, length);
                self.spend(match end {
                    Some((_, is_as_told)) if is_as_told => 16,
                    Some((end, _)) => end - content,
                    None => self.bytes.len() - content,
                })?;
                self.at = end.map_or(content, |(end, _)| end);
            }
        }
        Ok(value)
    }
}

/// The number of `12 0` before `obj`.
fn number_before(bytes: &[u8], at: usize) -> Option<u32> {
    let before = bytes.get(at.saturating_sub(32)..at)?;
    let trimmed = trim_space(before)?;
    let (rest, generation) = split_digits(trimmed);
    whole(generation)?;
    let (rest, number) = split_digits(trim_space(rest)?);
    let is_apart = rest.last().is_none_or(|byte| !byte.is_ascii_alphanumeric());
    whole(number).filter(|_| is_apart)
}

/// Without the white space at its end, of which there has to be some.
fn trim_space(bytes: &[u8]) -> Option<&[u8]> {
    let end = bytes.iter().rposition(|&byte| !is_space(byte))? + 1;
    (end < bytes.len()).then(|| bytes.get(..end)).flatten()
}

fn split_digits(bytes: &[u8]) -> (&[u8], &[u8]) {
    let digits = bytes.iter().rev().take_while(|byte| byte.is_ascii_digit());
    bytes.split_at(bytes.len() - digits.count())
}

/// 7.3.8.1: where a stream's bytes start, if one follows.
pub(super) fn stream_start(bytes: &[u8], at: usize) -> Option<usize> {
    let mut parser = Parser::new(bytes, at);
    parser.skip_space();
    if !parser.take(b"stream") {
        return None;
    }
    parser.take(b"\r");
    parser.take(b"\n");
    Some(parser.at)
}

/// Where a stream ends, and whether that is where its dictionary says.
pub(super) fn stream_end(bytes: &[u8], start: usize, length: Option<f64>) -> Option<(usize, bool)> {
    let told = length
        .and_then(index)
        .and_then(|length| start.checked_add(length));
    if let Some(end) = told {
        let mut parser = Parser::new(bytes, end);
        while bytes.get(parser.at).is_some_and(|&byte| is_space(byte)) && parser.at < end + 4 {
            parser.at += 1;
        }
        if parser.take(b"endstream") {
            return Some((end, true));
        }
    }
    let rest = bytes.get(start..)?;
    let found = rest.windows(9).position(|window| window == b"endstream")?;
    Some((start + found, false))
}
