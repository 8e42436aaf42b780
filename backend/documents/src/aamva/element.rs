use std::fmt;

use credence_types::Redacted;

/// The three characters that name an element, such as `DAQ`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ElementId([u8; 3]);

/// The two characters that name a subfile: `DL`, `ID`, `EN` or a jurisdiction's `Z?`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SubfileKind([u8; 2]);

/// One element as it stands in the barcode, trimmed of white space and nothing else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Element {
    /// The subfile that it stands in.
    pub subfile: SubfileKind,
    /// Its name.
    pub id: ElementId,
    /// Its value; may be empty.
    pub value: Redacted<String>,
}

impl ElementId {
    /// The name as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    /// Takes a name of the standard, known when compiling.
    pub(super) const fn known(name: [u8; 3]) -> Self {
        Self(name)
    }

    /// Reads the name at the start of `token`: `D` and a letter to `E`, `PA` (permits of the 2000
    /// edition) or `Z` and a letter; then a letter or digit.
    pub(super) fn at_start_of(token: &[u8]) -> Option<Self> {
        let &[first, second, third, ..] = token else {
            return None;
        };
        let family = match first {
            b'D' => (b'A'..=b'E').contains(&second),
            b'P' => second == b'A' && (b'A'..=b'F').contains(&third),
            b'Z' => second.is_ascii_uppercase(),
            _ => false,
        };
        let tail = third.is_ascii_uppercase() || third.is_ascii_digit();
        (family && tail).then_some(Self([first, second, third]))
    }

    /// The jurisdiction's subfile that the name belongs to, if it begins with `Z`.
    pub(super) const fn jurisdiction(self) -> Option<SubfileKind> {
        let [first, second, _] = self.0;
        if first == b'Z' {
            Some(SubfileKind([first, second]))
        } else {
            None
        }
    }
}

impl SubfileKind {
    /// A driving licence.
    pub const LICENCE: Self = Self(*b"DL");
    /// An identity card.
    pub const IDENTITY_CARD: Self = Self(*b"ID");
    /// An enhanced driving licence or identity card.
    pub const ENHANCED: Self = Self(*b"EN");

    /// The kinds that hold the standard's own elements.
    pub(super) const STANDARD: [Self; 3] = [Self::LICENCE, Self::IDENTITY_CARD, Self::ENHANCED];

    /// Reads the kind at the start of `bytes`: two capital letters.
    pub(super) fn at_start_of(bytes: &[u8]) -> Option<Self> {
        match bytes {
            &[first, second, ..] if first.is_ascii_uppercase() && second.is_ascii_uppercase() => {
                Some(Self([first, second]))
            }
            _ => None,
        }
    }

    /// Whether the jurisdiction defines the subfile's content.
    #[must_use]
    pub const fn is_jurisdiction(self) -> bool {
        matches!(self.0, [b'Z', _])
    }

    /// The kind as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    /// Whether a subfile of this kind begins at the start of `bytes`: its name, then an element
    /// that may stand in it or a separator or the end.
    pub(super) fn begins(self, bytes: &[u8]) -> bool {
        let Some(rest) = bytes.strip_prefix(&self.0) else {
            return false;
        };
        match ElementId::at_start_of(rest) {
            Some(id) => id.jurisdiction() == self.is_jurisdiction().then_some(self),
            None => rest
                .first()
                .is_none_or(|byte| is_separator(*byte) || *byte == b' '),
        }
    }
}

impl fmt::Debug for ElementId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for SubfileKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Display for ElementId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Display for SubfileKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Whether the byte ends an element: the standard's LF and CR, or a separator of a damaged header.
pub(super) const fn is_separator(byte: u8) -> bool {
    matches!(byte, b'\n' | b'\r' | 0x1c | 0x1d | 0x1e)
}

/// Bytes as text: UTF-8 where they are that, else ISO 8859-1, which the standard prescribes.
pub(crate) fn text_of(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => bytes.iter().map(|byte| char::from(*byte)).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_subfile_begins_only_before_its_own_elements() {
        assert!(SubfileKind::LICENCE.begins(b"DLDAQ1"));
        assert!(SubfileKind::LICENCE.begins(b"DL\nDAQ1"));
        assert!(!SubfileKind::LICENCE.begins(b"DLZCA"));
        let jurisdiction = SubfileKind::at_start_of(b"ZC").unwrap();
        assert!(jurisdiction.begins(b"ZCZCAY") && jurisdiction.begins(b"ZC"));
        assert!(
            !jurisdiction.begins(b"ZCBRN"),
            "an element without its subfile's name"
        );
    }

    #[test]
    fn bytes_outside_utf_8_are_latin_1() {
        assert_eq!(text_of(b"MU\xd1OZ"), "MUÑOZ");
        assert_eq!(text_of("MUÑOZ".as_bytes()), "MUÑOZ");
    }
}
