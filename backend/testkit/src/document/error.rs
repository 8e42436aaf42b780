use crate::barcode::BarcodeError;
use crate::font::FontError;

/// A document could not be drawn.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DrawError {
    /// A font is not installed.
    #[error(transparent)]
    Font(#[from] FontError),
    /// The barcode's text does not go into the symbol.
    #[error(transparent)]
    Barcode(#[from] BarcodeError),
    /// The symbol is wider than the card.
    #[error("a barcode {millimetres} mm wide does not fit the card")]
    BarcodeTooWide {
        /// Width of the symbol in whole millimetres.
        millimetres: u32,
    },
}
