use rxing::pdf417::encoder::PDF417;

/// The dark and light modules of a PDF417 symbol (ISO/IEC 15438), without quiet zone. Each row is
/// one module tall here; printed rows are three or more modules tall.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ModuleMatrix {
    rows: Vec<Vec<bool>>,
    columns: u32,
    error_correction_level: u32,
}

impl ModuleMatrix {
    /// The rows from the top, each from the left; `true` is dark.
    #[must_use]
    pub fn rows(&self) -> &[Vec<bool>] {
        &self.rows
    }

    /// Modules from the left to the right: 17 × (data columns + 4) + 1.
    #[must_use]
    pub fn width(&self) -> usize {
        self.rows.first().map_or(0, Vec::len)
    }

    /// Data columns, without start, stop and row indicators.
    #[must_use]
    pub fn columns(&self) -> u32 {
        self.columns
    }

    /// The error correction level, 0 to 8.
    #[must_use]
    pub fn error_correction_level(&self) -> u32 {
        self.error_correction_level
    }
}

/// The form of a PDF417 symbol.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pdf417Options {
    /// Data columns, 1 to 30; licences use 8 to 16.
    pub columns: u32,
    /// At least so many rows, 3 to 90; `None` takes as few as the text needs.
    pub rows: Option<u32>,
    /// Error correction level, 0 to 8; licences use 3 to 5.
    pub error_correction_level: u32,
}

impl Default for Pdf417Options {
    fn default() -> Self {
        Self {
            columns: 12,
            rows: None,
            error_correction_level: 5,
        }
    }
}

/// The text does not go into the symbol asked for.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "{length} bytes do not fit a PDF417 symbol of {columns} columns with error correction level \
     {error_correction_level}: {reason}"
)]
pub struct BarcodeError {
    length: usize,
    columns: u32,
    error_correction_level: u32,
    reason: String,
}

/// Encodes bytes, each one character of ISO 8859-1.
///
/// # Errors
/// When columns, rows or level lie outside the standard's range or the text is too long for them.
pub fn encode_pdf417(bytes: &[u8], options: &Pdf417Options) -> Result<ModuleMatrix, BarcodeError> {
    let refuse = |reason: String| BarcodeError {
        length: bytes.len(),
        columns: options.columns,
        error_correction_level: options.error_correction_level,
        reason,
    };
    let rows = options.rows.unwrap_or(3);
    if !(1..=30).contains(&options.columns) || !(3..=90).contains(&rows) {
        return Err(refuse(
            "columns go from 1 to 30, rows from 3 to 90".to_owned(),
        ));
    }
    if options.error_correction_level > 8 {
        return Err(refuse("levels go from 0 to 8".to_owned()));
    }
    let text: String = bytes.iter().copied().map(char::from).collect();
    let mut encoder = PDF417::new();
    encoder.setDimensions(options.columns, options.columns, 90, rows);
    encoder
        .generateBarcodeLogic(&text, options.error_correction_level)
        .map_err(|error| refuse(error.to_string()))?;
    let matrix = encoder
        .getBarcodeMatrix()
        .as_ref()
        .ok_or_else(|| refuse("the encoder gave no symbol".to_owned()))?
        .getMatrix();
    // The encoder's rows run from the bottom.
    let rows = matrix
        .into_iter()
        .rev()
        .map(|row| row.into_iter().map(|module| module != 0).collect())
        .collect();
    Ok(ModuleMatrix {
        rows,
        columns: options.columns,
        error_correction_level: options.error_correction_level,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_symbol_has_the_columns_and_rows_asked_for() {
        let options = Pdf417Options {
            columns: 9,
            rows: Some(30),
            error_correction_level: 4,
        };
        let matrix = encode_pdf417(b"ANSI 636000", &options).unwrap();
        assert_eq!(matrix.width(), 17 * (9 + 4) + 1);
        assert_eq!(matrix.rows().len(), 30);
    }

    #[test]
    fn every_row_starts_and_stops_as_the_standard_says() {
        let matrix = encode_pdf417(b"start and stop", &Pdf417Options::default()).unwrap();
        let pattern = |text: &str| text.chars().map(|c| c == '1').collect::<Vec<_>>();
        for row in matrix.rows() {
            assert!(row.starts_with(&pattern("11111111010101000")));
            assert!(row.ends_with(&pattern("111111101000101001")));
        }
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        let level = |error_correction_level| Pdf417Options {
            error_correction_level,
            columns: 8,
            rows: None,
        };
        assert!(encode_pdf417(&[b'x'; 2000], &level(5)).is_err());
        assert!(encode_pdf417(b"x", &level(9)).is_err());
        let columns = Pdf417Options {
            columns: 31,
            ..Pdf417Options::default()
        };
        assert!(encode_pdf417(b"x", &columns).is_err());
    }
}
