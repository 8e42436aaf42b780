use super::element::SubfileKind;
use super::values::Values;

/// What the card is by its own account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CardKind {
    /// A driving licence.
    DriverLicense,
    /// An identity card.
    IdentityCard,
}

/// What the barcode states about the card and its holder; none where it says nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct AamvaFlags {
    /// Compliant with the REAL ID act, fully or materially (DDA `F`, `M`; not `N`).
    pub is_real_id: Option<bool>,
    /// A commercial licence (DDM, or the federal codes DCH of 2003 and 2005).
    pub is_commercial: Option<bool>,
    /// Valid only as long as the holder's lawful presence (DDD).
    pub is_limited_duration: Option<bool>,
    /// The holder is an organ donor (DDK; DBH in the 2000 edition).
    pub is_donor: Option<bool>,
    /// The holder is a veteran (DDL).
    pub is_veteran: Option<bool>,
    /// The holder has no domicile in the jurisdiction (DDN).
    pub is_non_domiciled: Option<bool>,
    /// An enhanced card, good for crossing the land border (DDO, or the subfile `EN`).
    pub is_enhanced: Option<bool>,
    /// A learner's permit (DDP).
    pub is_permit: Option<bool>,
    /// The card states that it never expires.
    pub never_expires: bool,
}

impl CardKind {
    /// Reads the kind from the standard subfile; enhanced cards are licences unless an `ID` subfile
    /// says otherwise.
    pub(super) fn of(kinds: impl Iterator<Item = SubfileKind>) -> Self {
        let mut kinds = kinds.filter(|kind| *kind != SubfileKind::ENHANCED);
        match kinds.find(|kind| SubfileKind::STANDARD.contains(kind)) {
            Some(SubfileKind::IDENTITY_CARD) => Self::IdentityCard,
            _ => Self::DriverLicense,
        }
    }

    /// The value of `idType` on the DVS wire.
    #[must_use]
    pub const fn wire_name(self) -> &'static str {
        match self {
            Self::DriverLicense => "DL",
            Self::IdentityCard => "ID",
        }
    }
}

pub(super) fn flags(
    values: Values<'_>,
    is_enhanced_subfile: bool,
    never_expires: bool,
) -> AamvaFlags {
    let claim = |id: &[u8; 3]| values.get(id).and_then(yes_or_no);
    AamvaFlags {
        is_real_id: values.get(b"DDA").and_then(|value| match value {
            "F" | "M" | "f" | "m" => Some(true),
            "N" | "n" => Some(false),
            _ => None,
        }),
        is_commercial: claim(b"DDM").or_else(|| {
            let codes = values.get(b"DCH")?;
            Some(!codes.eq_ignore_ascii_case("none"))
        }),
        is_limited_duration: claim(b"DDD"),
        is_donor: claim(b"DDK").or_else(|| claim(b"DBH")),
        is_veteran: claim(b"DDL"),
        is_non_domiciled: claim(b"DDN"),
        is_enhanced: claim(b"DDO").or(is_enhanced_subfile.then_some(true)),
        is_permit: claim(b"DDP"),
        never_expires,
    }
}

fn yes_or_no(value: &str) -> Option<bool> {
    match value.to_ascii_uppercase().as_str() {
        "1" | "Y" | "YES" | "DONOR" | "VETERAN" => Some(true),
        "0" | "N" | "NO" | "NONE" => Some(false),
        _ => None,
    }
}
