//! The lines of an exported log, JSON each: what it is, the public keys, the note of what was pruned,
//! then every row with the checkpoint that was made of it, and the end.

use std::io::{self, BufRead, Read};

use credence_types::hex;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use uuid::Uuid;

use super::keys::AnyJwk;

/// The form of an exported log.
pub(super) const EXPORT_FORM: u16 = 1;
/// No line of ours comes near.
const LONGEST: u64 = 1 << 20;

/// What the file is, in its first line.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Header {
    pub(super) form: u16,
    /// The installation's public address.
    pub(super) issuer: String,
    pub(super) tenant: Uuid,
    /// The last row's place, and its hash in hexadecimal digits.
    pub(super) head: i64,
    pub(super) hash: String,
    /// When it was written, in seconds since 1970.
    pub(super) at: i64,
}

/// A row. The content stands as the very bytes that were hashed.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RowLine<'a> {
    #[serde(borrow)]
    pub(super) content: &'a RawValue,
    pub(super) previous_hash: &'a str,
    pub(super) hash: &'a str,
}

/// What of a row's content its place needs.
#[derive(Debug, Deserialize)]
pub(super) struct RowContent {
    #[serde(default = "first_form")]
    pub(super) form: i16,
    pub(super) tenant_id: Uuid,
    pub(super) sequence: i64,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct End {
    pub(super) rows: i64,
}

/// A line as it is read.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Line<'a> {
    Export(Header),
    Key(AnyJwk),
    Pruned(String),
    #[serde(borrow)]
    Row(RowLine<'a>),
    Checkpoint(String),
    End(End),
}

/// A line as it is written, but for rows.
#[derive(Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum NewLine<'a, K> {
    Export(&'a Header),
    Key(&'a K),
    Pruned(&'a str),
    Checkpoint(&'a str),
    End(End),
}

const fn first_form() -> i16 {
    1
}

impl<K: Serialize> NewLine<'_, K> {
    pub(super) fn bytes(&self) -> io::Result<Vec<u8>> {
        let mut bytes = serde_json::to_vec(self)?;
        bytes.push(b'\n');
        Ok(bytes)
    }
}

/// A row's line.
pub(super) fn row_line(content: &[u8], previous_hash: &[u8], hash: &[u8]) -> Vec<u8> {
    let (previous_hash, hash) = (hex(previous_hash), hex(hash));
    [
        br#"{"row":{"content":"#,
        content,
        br#","previous_hash":""#,
        previous_hash.as_bytes(),
        br#"","hash":""#,
        hash.as_bytes(),
        b"\"}}\n",
    ]
    .concat()
}

/// The lines of a file that may be anything.
pub(super) struct Lines<R> {
    reader: R,
    line: Vec<u8>,
    number: u64,
}

impl<R: BufRead> Lines<R> {
    pub(super) const fn new(reader: R) -> Self {
        Self {
            reader,
            line: Vec::new(),
            number: 0,
        }
    }

    /// The number of the line read last, counted from 1.
    pub(super) const fn number(&self) -> u64 {
        self.number
    }

    /// The next line without its end. One that is too long or has no end comes as an empty one, which
    /// nothing reads as a line of ours.
    pub(super) fn next(&mut self) -> io::Result<Option<&[u8]>> {
        self.line.clear();
        let bounded = &mut self.reader.by_ref().take(LONGEST);
        if bounded.read_until(b'\n', &mut self.line)? == 0 {
            return Ok(None);
        }
        self.number += 1;
        Ok(Some(self.line.strip_suffix(b"\n").unwrap_or_default()))
    }
}
