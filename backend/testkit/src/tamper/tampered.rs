use super::{
    altered_zone_font, copied_field, edited_digits, pasted_portrait, printed_copy,
    recaptured_screen, swapped_portrait, wrong_density_barcode,
};
use crate::corpus::CorpusError;
use crate::geometry::Quad;
use crate::scene::Photograph;

/// The first number that is kept for measuring.
pub const FRESH: u64 = 100_000;

/// A tampered document's picture.
#[derive(Debug, Clone, PartialEq)]
pub struct Tampered {
    /// The file, and where everything is.
    pub photo: Photograph,
    /// What was changed, in picture pixels; `None` when it is the whole.
    pub area: Option<Quad>,
}

/// What was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Tampering {
    /// [`copied_field`].
    CopiedField,
    /// [`swapped_portrait`].
    SwappedPortrait,
    /// [`edited_digits`].
    EditedDigits,
    /// [`recaptured_screen`].
    RecapturedScreen,
    /// [`printed_copy`].
    PrintedCopy,
    /// [`altered_zone_font`].
    AlteredZoneFont,
    /// [`wrong_density_barcode`].
    WrongDensityBarcode,
    /// [`pasted_portrait`].
    PastedPortrait,
}

/// All of them.
pub const TAMPERINGS: [Tampering; 8] = [
    Tampering::CopiedField,
    Tampering::SwappedPortrait,
    Tampering::EditedDigits,
    Tampering::RecapturedScreen,
    Tampering::PrintedCopy,
    Tampering::AlteredZoneFont,
    Tampering::WrongDensityBarcode,
    Tampering::PastedPortrait,
];

impl Tampering {
    /// A stable name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::CopiedField => "copied_field",
            Self::SwappedPortrait => "swapped_portrait",
            Self::EditedDigits => "edited_digits",
            Self::RecapturedScreen => "recaptured_screen",
            Self::PrintedCopy => "printed_copy",
            Self::AlteredZoneFont => "altered_zone_font",
            Self::WrongDensityBarcode => "wrong_density_barcode",
            Self::PastedPortrait => "pasted_portrait",
        }
    }
}

/// The tampered picture of that number and kind.
///
/// # Errors
/// When a font is missing.
pub fn tampered(tampering: Tampering, number: u64) -> Result<Tampered, CorpusError> {
    match tampering {
        Tampering::CopiedField => copied_field(number),
        Tampering::SwappedPortrait => swapped_portrait(number),
        Tampering::EditedDigits => edited_digits(number),
        Tampering::RecapturedScreen => recaptured_screen(number),
        Tampering::PrintedCopy => printed_copy(number),
        Tampering::AlteredZoneFont => altered_zone_font(number),
        Tampering::WrongDensityBarcode => wrong_density_barcode(number),
        Tampering::PastedPortrait => pasted_portrait(number),
    }
}
