use super::boxes::Fields;

/// How samples become colours (ISO/IEC 23091-2): the matrix, and whether black is 0 or 16.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Colours {
    pub(crate) matrix: u8,
    pub(crate) is_full_range: bool,
}

impl Colours {
    /// ISO/IEC 23000-22 (MIAF), 7.3.6.4: where nothing is said.
    pub(crate) const UNSAID: Self = Self {
        matrix: 6,
        is_full_range: true,
    };

    /// A `colr` box that gives code points rather than a profile.
    pub(super) fn read(content: &[u8]) -> Option<Self> {
        let mut fields = Fields(content);
        if fields.bytes(4).ok()? != b"nclx" {
            return None;
        }
        fields.u32().ok()?;
        let matrix = u8::try_from(fields.u16().ok()?).ok()?;
        let is_full_range = fields.u8().ok()? & 0x80 != 0;
        Some(Self {
            matrix,
            is_full_range,
        })
    }
}
