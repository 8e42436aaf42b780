//! The `trackString` of a DVS request (dvs-wire section 1.9): what the page's own decoder read.
//!
//! For a PDF417 symbol it is base64 of the symbol's bytes, with an optional `.` and base64 of the
//! decoder's geometry; for a machine-readable zone base64 of its lines joined by line feeds.

use credence_types::Redacted;

mod parameters;

pub use parameters::BarcodeParameters;

/// Longest text accepted, in bytes. The largest PDF417 symbol holds 1,850 characters.
pub const TEXT_LIMIT_BYTES: usize = 64 * 1024;

/// What a track string turned out to carry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TrackKind {
    /// Bytes of a barcode that calls itself a driving licence or identity card.
    Aamva,
    /// Two or three lines of a machine-readable zone.
    Mrz,
    /// Neither.
    Unrecognised,
}

/// A decoded track string.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrackString {
    /// What the bytes look like.
    pub kind: TrackKind,
    /// The bytes of the barcode, or the lines of the zone.
    pub bytes: Redacted<Vec<u8>>,
    /// How the page's decoder saw the symbol, if it told and its text could be read.
    pub barcode_parameters: Option<BarcodeParameters>,
}

/// Why a track string could not be decoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TrackStringError {
    /// There is nothing but white space.
    #[error("the track string is empty")]
    Empty,
    /// It is longer than any barcode.
    #[error("the track string is longer than {TEXT_LIMIT_BYTES} bytes")]
    TooLong,
    /// The first part is not base64.
    #[error("the track string is not base64")]
    NotBase64,
}

impl TrackString {
    /// The bytes as text: UTF-8 where they are that, else ISO 8859-1, AAMVA's own alphabet.
    #[must_use]
    pub fn text(&self) -> Redacted<String> {
        Redacted::new(crate::aamva::text_of(self.bytes.expose()))
    }
}

/// Decodes the whole string of a v3 request.
///
/// # Errors
/// When it is empty, too long or not base64.
pub fn decode(text: &str) -> Result<TrackString, TrackStringError> {
    decode_parts(text, None)
}

/// Decodes the two members of a v4 request; `data` may still carry its own parameters.
///
/// # Errors
/// When `data` is empty, too long or not base64. Parameters that cannot be read are left out.
pub fn decode_parts(data: &str, parameters: Option<&str>) -> Result<TrackString, TrackStringError> {
    if data.len() > TEXT_LIMIT_BYTES {
        return Err(TrackStringError::TooLong);
    }
    let (data, own_parameters) = match data.split_once('.') {
        Some((data, own)) => (data, Some(own)),
        None => (data, None),
    };
    let bytes = decode_base64(data).ok_or(TrackStringError::NotBase64)?;
    if bytes.is_empty() {
        return Err(TrackStringError::Empty);
    }
    let barcode_parameters = parameters
        .filter(|text| !text.trim().is_empty() && text.len() <= TEXT_LIMIT_BYTES)
        .or(own_parameters)
        .and_then(decode_base64)
        .and_then(|bytes| BarcodeParameters::parse(&bytes));
    Ok(TrackString {
        kind: kind_of(&bytes),
        bytes: Redacted::new(bytes),
        barcode_parameters,
    })
}

/// Base64 of either alphabet, padded or not, with white space anywhere.
fn decode_base64(text: &str) -> Option<Vec<u8>> {
    let plain: Vec<u8> = text
        .bytes()
        .filter(|byte| !byte.is_ascii_whitespace())
        .map(|byte| match byte {
            b'-' => b'+',
            b'_' => b'/',
            other => other,
        })
        .collect();
    let end = plain
        .iter()
        .rposition(|byte| *byte != b'=')
        .map_or(0, |last| last + 1);
    base64_simd::STANDARD_NO_PAD
        .decode_to_vec(plain.get(..end)?)
        .ok()
}

fn kind_of(bytes: &[u8]) -> TrackKind {
    if crate::aamva::looks_like_aamva(bytes) {
        return TrackKind::Aamva;
    }
    match std::str::from_utf8(bytes) {
        Ok(text) if crate::mrz::looks_like_mrz(text) => TrackKind::Mrz,
        _ => TrackKind::Unrecognised,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LICENCE: &[u8] = b"@\n\x1e\rANSI 636059080002DL00310020DLDAQ7559886\rDCSDOE\r";
    const ZONE: &str = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\n\
                        L898902C36UTO7408122F1204159ZE184226B<<<<<10";

    fn base64(bytes: &[u8]) -> String {
        base64_simd::STANDARD.encode_to_string(bytes)
    }

    #[test]
    fn a_barcode_with_parameters_decodes() {
        let parameters =
            base64(b"columns:17,rows:22,ecl:5,x1:0.5,y1:1.25,x2:9,y2:1,x3:9,y3:4,x4:0,y4:4");
        let whole = decode(&format!("{}.{parameters}", base64(LICENCE))).unwrap();
        assert_eq!(whole.kind, TrackKind::Aamva);
        assert_eq!(whole.bytes.expose(), LICENCE);
        let seen = whole.barcode_parameters.clone().unwrap();
        assert_eq!(
            (seen.columns, seen.rows, seen.error_correction_level),
            (Some(17), Some(22), Some(5))
        );
        let parts = decode_parts(&base64(LICENCE), Some(&parameters)).unwrap();
        assert_eq!(parts, whole);
    }

    #[test]
    fn a_zone_decodes() {
        let track = decode(&base64(ZONE.as_bytes())).unwrap();
        assert_eq!(track.kind, TrackKind::Mrz);
        assert_eq!(track.text().expose(), ZONE);
        assert_eq!(track.barcode_parameters, None);
    }

    #[test]
    fn either_alphabet_padding_and_white_space_are_tolerated() {
        let bytes = [0xfb, 0xff, 0xfe, 0x00];
        for text in ["+//+AA==", "-__-AA", " +//\r\n+AA\t", "+//+AA="] {
            assert_eq!(decode(text).unwrap().bytes.expose(), &bytes, "{text}");
        }
    }

    #[test]
    fn bytes_that_are_neither_are_told_apart() {
        assert_eq!(
            decode(&base64(b"https://example.org")).unwrap().kind,
            TrackKind::Unrecognised
        );
        assert_eq!(
            decode(&base64(&[0xff; 40])).unwrap().kind,
            TrackKind::Unrecognised
        );
    }

    #[test]
    fn unusable_strings_are_refused() {
        assert_eq!(decode(" \n"), Err(TrackStringError::Empty));
        assert_eq!(decode("."), Err(TrackStringError::Empty));
        assert_eq!(decode("QUJ$"), Err(TrackStringError::NotBase64));
        assert_eq!(decode("QUJDR"), Err(TrackStringError::NotBase64));
        assert_eq!(
            decode(&"A".repeat(TEXT_LIMIT_BYTES + 1)),
            Err(TrackStringError::TooLong)
        );
    }

    #[test]
    fn unreadable_parameters_are_left_out() {
        let track = decode(&format!("{}.%%%", base64(LICENCE))).unwrap();
        assert_eq!(track.barcode_parameters, None);
        assert_eq!(
            decode_parts(&base64(LICENCE), Some(""))
                .unwrap()
                .barcode_parameters,
            None
        );
    }
}
