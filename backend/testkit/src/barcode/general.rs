use rxing::oned::Code128Writer;
use rxing::qrcode::QRCodeWriter;
use rxing::{BarcodeFormat, Writer};

/// Codes that documents carry beside PDF417.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GeneralCode {
    /// QR code (ISO/IEC 18004).
    Qr,
    /// Code 128 (ISO/IEC 15417), as one row of modules.
    Code128,
}

/// The modules of a code without quiet zone, rows from the top; `true` is dark. `None` when the
/// text does not go into the code.
#[must_use]
pub fn encode_general(code: GeneralCode, text: &str) -> Option<Vec<Vec<bool>>> {
    let matrix = match code {
        GeneralCode::Qr => QRCodeWriter {}.encode(text, &BarcodeFormat::QR_CODE, 1, 1),
        GeneralCode::Code128 => Code128Writer {}.encode(text, &BarcodeFormat::CODE_128, 1, 1),
    };
    let matrix = matrix.ok()?;
    let (width, height) = (matrix.getWidth(), matrix.getHeight());
    let rows = (0..height).map(|y| (0..width).map(|x| matrix.get(x, y)).collect::<Vec<_>>());
    let inked: Vec<Vec<bool>> = rows.filter(|row| row.contains(&true)).collect();
    let first = inked
        .iter()
        .filter_map(|row| row.iter().position(|&dark| dark))
        .min()?;
    let last = inked
        .iter()
        .filter_map(|row| row.iter().rposition(|&dark| dark))
        .max()?;
    Some(
        inked
            .iter()
            .filter_map(|row| row.get(first..=last).map(<[bool]>::to_vec))
            .collect(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_come_without_their_quiet_zone() {
        // Version 1 is 21 modules wide and begins with a finder pattern.
        let qr = encode_general(GeneralCode::Qr, "12345").unwrap();
        assert_eq!((qr.len(), qr[0].len()), (21, 21));
        assert!(qr[0].starts_with(&[true; 7]));
        // Start, two pairs of digits, check and stop: 4 × 11 + 13.
        let linear = encode_general(GeneralCode::Code128, "1234").unwrap();
        assert_eq!((linear.len(), linear[0].len()), (1, 57));
        assert_eq!(encode_general(GeneralCode::Code128, ""), None);
    }
}
