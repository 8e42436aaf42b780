//! How the requests on a connection say where they end, read from the raw bytes.
//!
//! The HTTP parser quietly drops `Content-Length` when `Transfer-Encoding` is present and folds
//! equal duplicates into one, so the handler's side can no longer see what request smuggling
//! (RFC 9112 section 11.2) lives on. This scanner sees the bytes first.

use std::collections::VecDeque;

/// How one request announced its body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Framing {
    /// No body, or one `Content-Length`.
    Sized,
    /// `Transfer-Encoding: chunked`. Nothing is read after it: the connection closes.
    Chunked,
    /// Both, or one of them twice, or an unknown encoding: to be refused.
    Ambiguous,
}

/// Longest header line that is looked into; a longer length header is ambiguous.
const LINE_LIMIT: usize = 512;

#[derive(Debug)]
enum State {
    Head,
    /// Bytes of the body that are still to come.
    Body(u64),
    /// Where the next request would begin is not known any more.
    Opaque,
}

/// Follows the requests of one connection.
#[derive(Debug)]
pub(crate) struct FramingScanner {
    state: State,
    head: Head,
    line: Vec<u8>,
    line_is_cut: bool,
    framings: VecDeque<Framing>,
}

#[derive(Debug, Default)]
struct Head {
    has_request_line: bool,
    lengths: u32,
    length: u64,
    encodings: u32,
    is_malformed: bool,
}

impl FramingScanner {
    pub(crate) fn new() -> Self {
        Self {
            state: State::Head,
            head: Head::default(),
            line: Vec::new(),
            line_is_cut: false,
            framings: VecDeque::new(),
        }
    }

    /// Takes the next bytes off the wire.
    pub(crate) fn feed(&mut self, mut bytes: &[u8]) {
        while !bytes.is_empty() {
            match &mut self.state {
                State::Head => bytes = self.feed_head(bytes),
                State::Body(remaining) => {
                    let available = bytes.len() as u64;
                    if available < *remaining {
                        *remaining -= available;
                        return;
                    }
                    let rest = usize::try_from(*remaining).unwrap_or(bytes.len());
                    bytes = bytes.get(rest..).unwrap_or_default();
                    self.state = State::Head;
                }
                State::Opaque => return,
            }
        }
    }

    /// The framing of the oldest request not asked for yet. `None` is a head that this scanner
    /// did not see: treat it as ambiguous.
    pub(crate) fn next_framing(&mut self) -> Option<Framing> {
        self.framings.pop_front()
    }

    /// Whether a head has begun and not ended.
    pub(crate) fn is_inside_head(&self) -> bool {
        matches!(self.state, State::Head) && (self.head.has_request_line || !self.line.is_empty())
    }

    fn feed_head<'a>(&mut self, bytes: &'a [u8]) -> &'a [u8] {
        let Some(end) = bytes.iter().position(|byte| *byte == b'\n') else {
            self.extend_line(bytes);
            return &[];
        };
        let (line, rest) = bytes.split_at(end);
        self.extend_line(line);
        self.end_line();
        rest.get(1..).unwrap_or_default()
    }

    fn extend_line(&mut self, bytes: &[u8]) {
        let room = LINE_LIMIT.saturating_sub(self.line.len());
        self.line_is_cut |= bytes.len() > room;
        self.line.extend(bytes.iter().take(room));
    }

    fn end_line(&mut self) {
        let line = std::mem::take(&mut self.line);
        let is_cut = std::mem::take(&mut self.line_is_cut);
        let line = line.strip_suffix(b"\r").unwrap_or(&line);
        match (line.is_empty(), self.head.has_request_line) {
            (true, true) => self.end_head(),
            // Empty lines before a request are allowed (RFC 9112 section 2.2).
            (true, false) => {}
            (false, false) => self.head.has_request_line = true,
            (false, true) => self.head.read(line, is_cut),
        }
    }

    fn end_head(&mut self) {
        let head = std::mem::take(&mut self.head);
        let framing = head.framing();
        self.state = match framing {
            Framing::Sized => State::Body(head.length),
            Framing::Chunked | Framing::Ambiguous => State::Opaque,
        };
        self.framings.push_back(framing);
    }
}

impl Head {
    fn read(&mut self, line: &[u8], is_cut: bool) {
        let mut parts = line.splitn(2, |byte| *byte == b':');
        let name = parts.next().unwrap_or_default();
        let value = parts.next().unwrap_or_default().trim_ascii();
        if name.eq_ignore_ascii_case(b"content-length") {
            self.lengths += 1;
            match parse_length(value) {
                Some(length) if !is_cut => self.length = length,
                _ => self.is_malformed = true,
            }
        } else if name.eq_ignore_ascii_case(b"transfer-encoding") {
            self.encodings += 1;
            self.is_malformed |= is_cut || !value.eq_ignore_ascii_case(b"chunked");
        }
    }

    const fn framing(&self) -> Framing {
        match (self.lengths, self.encodings) {
            _ if self.is_malformed => Framing::Ambiguous,
            (0 | 1, 0) => Framing::Sized,
            (0, 1) => Framing::Chunked,
            _ => Framing::Ambiguous,
        }
    }
}

fn parse_length(value: &[u8]) -> Option<u64> {
    if value.is_empty() || !value.iter().all(u8::is_ascii_digit) {
        return None;
    }
    std::str::from_utf8(value).ok()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn framings(text: &str) -> Vec<Framing> {
        // Byte by byte, the hardest way to arrive.
        let mut scanner = FramingScanner::new();
        for byte in text.as_bytes() {
            scanner.feed(std::slice::from_ref(byte));
        }
        let slow: Vec<_> = std::iter::from_fn(|| scanner.next_framing()).collect();
        let mut scanner = FramingScanner::new();
        scanner.feed(text.as_bytes());
        let fast: Vec<_> = std::iter::from_fn(|| scanner.next_framing()).collect();
        assert_eq!(slow, fast);
        fast
    }

    #[test]
    fn pipelined_requests_are_told_apart_by_their_lengths() {
        let text = "POST / HTTP/1.1\r\nContent-Length: 18\r\n\r\nGET / HTTP/1.1\r\n\r\n\
                    \r\nGET /a HTTP/1.1\nHost: a\n\nGET /b HTTP/1.1\r\n\r\n";
        assert_eq!(framings(text), [Framing::Sized; 3]);
    }

    #[test]
    fn both_lengths_are_ambiguous_in_either_order_and_any_case() {
        for head in [
            "Content-Length: 4\r\nTransfer-Encoding: chunked",
            "transfer-encoding:CHUNKED\r\nCONTENT-LENGTH: 4",
            "Content-Length: 4\r\nContent-Length: 4",
            "Content-Length: 4, 4",
            "Content-Length: +4",
            "Content-Length: 99999999999999999999999",
            "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked",
            "Transfer-Encoding: gzip, chunked",
        ] {
            let text = format!("POST / HTTP/1.1\r\n{head}\r\n\r\n0\r\n\r\nGET / HTTP/1.1\r\n\r\n");
            assert_eq!(framings(&text), [Framing::Ambiguous], "{head}");
        }
        let padded = format!(
            "POST / HTTP/1.1\r\nContent-Length:{}4\r\n\r\n",
            " ".repeat(600)
        );
        assert_eq!(framings(&padded), [Framing::Ambiguous]);
    }

    #[test]
    fn after_a_chunked_body_nothing_is_trusted() {
        let text =
            "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET / HTTP/1.1\r\n\r\n";
        assert_eq!(framings(text), [Framing::Chunked]);
    }

    #[test]
    fn a_head_that_has_begun_is_known() {
        let mut scanner = FramingScanner::new();
        assert!(!scanner.is_inside_head());
        scanner.feed(b"GE");
        assert!(scanner.is_inside_head());
        scanner.feed(b"T / HTTP/1.1\r\n");
        assert!(scanner.is_inside_head());
        scanner.feed(b"\r\n");
        assert!(!scanner.is_inside_head());
    }
}
