use hayro_ccitt::{DecodeSettings, Decoder, DecoderContext, EncodingMode};

use super::document::Document;
use super::filter::parameter;
use super::object::{Dictionary, Object};
use crate::decode::{DecodeError, MAX_SIDE};

/// Black and white rows, a bit a pixel and 1 for white, as `DeviceGray` has them.
struct Rows {
    bytes: Vec<u8>,
    row_bytes: usize,
    columns: u32,
    limit: usize,
    blacks: u8,
}

impl Decoder for Rows {
    fn push_row(&mut self, changes: &[u32]) {
        let start = self.bytes.len();
        if start + self.row_bytes > self.limit {
            return;
        }
        self.bytes.resize(start + self.row_bytes, !self.blacks);
        for run in changes.chunks(2) {
            let from = run.first().copied().unwrap_or(0);
            let to = run.get(1).copied().unwrap_or(self.columns);
            for x in from..to.min(self.columns) {
                if let Some(byte) = self.bytes.get_mut(start + x as usize / 8) {
                    *byte ^= 0x80 >> (x % 8);
                }
            }
        }
    }
}

/// 7.4.6: a page as fax machines code it. Missing rows are left to the user.
pub(super) fn decode(
    document: &Document<'_>,
    parameters: &Dictionary<'_>,
    bytes: &[u8],
    (width, height): (u32, u32),
) -> Result<Vec<u8>, DecodeError> {
    let is_set = |key, usual| match document.entry(parameters, key) {
        Some(Object::Bool(value)) => value,
        _ => usual,
    };
    let columns = parameter(document, parameters, "Columns").unwrap_or(1728);
    let columns = u32::try_from(columns).map_err(|_| DecodeError::Unreadable)?;
    if columns != width || columns > MAX_SIDE {
        return Err(DecodeError::Unreadable);
    }
    let kind = document.entry(parameters, "K").and_then(|k| k.number());
    let row_bytes = columns.div_ceil(8) as usize;
    let mut rows = Rows {
        bytes: Vec::new(),
        row_bytes,
        columns,
        limit: row_bytes.saturating_mul(height as usize),
        blacks: if is_set("BlackIs1", false) { 0xFF } else { 0 },
    };
    let settings = DecodeSettings {
        columns,
        rows: height,
        end_of_block: is_set("EndOfBlock", true),
        end_of_line: is_set("EndOfLine", false),
        rows_are_byte_aligned: is_set("EncodedByteAlign", false),
        encoding: match kind {
            Some(kind) if kind < 0.0 => EncodingMode::Group4,
            Some(kind) if kind > 0.0 => EncodingMode::Group3_2D,
            _ => EncodingMode::Group3_1D,
        },
        strict: false,
    };
    let outcome = hayro_ccitt::decode(bytes, &mut rows, &mut DecoderContext::new(settings));
    // A damaged last row costs no more than itself; a page cut short is told from its rows.
    if outcome.is_err() && rows.bytes.is_empty() {
        return Err(DecodeError::Unreadable);
    }
    Ok(rows.bytes)
}
