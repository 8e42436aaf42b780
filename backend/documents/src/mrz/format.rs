/// The five layouts of a machine-readable zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MrzFormat {
    /// Card, three lines of 30 (Doc 9303-5).
    Td1,
    /// Larger card, two lines of 36 (Doc 9303-6).
    Td2,
    /// Passport book, two lines of 44 (Doc 9303-4).
    Td3,
    /// Full-page visa, two lines of 44 (Doc 9303-7).
    MrvA,
    /// Small visa, two lines of 36 (Doc 9303-7).
    MrvB,
}

impl MrzFormat {
    /// Every layout.
    pub const ALL: [Self; 5] = [Self::Td1, Self::Td2, Self::Td3, Self::MrvA, Self::MrvB];

    /// Its name in the standard.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Td1 => "TD1",
            Self::Td2 => "TD2",
            Self::Td3 => "TD3",
            Self::MrvA => "MRV-A",
            Self::MrvB => "MRV-B",
        }
    }

    /// How many lines it has.
    #[must_use]
    pub const fn line_count(self) -> usize {
        match self {
            Self::Td1 => 3,
            Self::Td2 | Self::Td3 | Self::MrvA | Self::MrvB => 2,
        }
    }

    /// How many characters each line has.
    #[must_use]
    pub const fn line_length(self) -> usize {
        match self {
            Self::Td1 => 30,
            Self::Td2 | Self::MrvB => 36,
            Self::Td3 | Self::MrvA => 44,
        }
    }

    /// The layout of so many lines of such a length; a visa's document code begins with `V`.
    pub(super) fn of(line_count: usize, line_length: usize, is_visa: bool) -> Option<Self> {
        match (line_count, line_length, is_visa) {
            (3, 30, _) => Some(Self::Td1),
            (2, 36, false) => Some(Self::Td2),
            (2, 36, true) => Some(Self::MrvB),
            (2, 44, false) => Some(Self::Td3),
            (2, 44, true) => Some(Self::MrvA),
            _ => None,
        }
    }
}
