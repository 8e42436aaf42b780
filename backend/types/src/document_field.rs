//! What the sources of a document say of each field, and what speaks for a forgery: the same words
//! from the reader over the wire to the decision.

use serde::{Deserialize, Serialize};

use crate::{CaptureStep, Redacted};

/// Where on a document a value stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FieldSource {
    /// The printed text.
    Printed,
    /// The machine-readable zone.
    Mrz,
    /// The PDF417 barcode.
    Barcode,
}

impl FieldSource {
    /// A stable name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Printed => "printed",
            Self::Mrz => "mrz",
            Self::Barcode => "barcode",
        }
    }
}

/// What comparing the sources of a field came to.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum FieldAgreement {
    /// Two sources at least say the same, and none says otherwise.
    Agrees,
    /// Two sources say different things.
    Differs,
    /// One source has it, and no other is expected to.
    SingleSource,
    /// Another source may have it, and it was not found there or is not clear: neither for nor
    /// against the document.
    #[default]
    Unreadable,
}

impl FieldAgreement {
    /// A stable name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Agrees => "agrees",
            Self::Differs => "differs",
            Self::SingleSource => "single_source",
            Self::Unreadable => "unreadable",
        }
    }
}

/// Four corners in pixels of the upright picture: upper left, upper right, lower right, lower left
/// as the text reads.
pub type PictureCorners = [[f64; 2]; 4];

/// One field of a document with all that says something of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DocumentField {
    /// Its key in a DVS answer, such as `familyName`.
    pub key: String,
    /// The value that counts.
    pub value: Redacted<String>,
    /// How sure it is, 0 to 100; none where it was held against no other source.
    #[serde(default)]
    pub confidence: Option<u8>,
    /// What comparing its sources came to.
    #[serde(default)]
    pub agreement: FieldAgreement,
    /// Where it was seen.
    #[serde(default)]
    pub sightings: Vec<FieldSighting>,
}

/// A field in one source.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct FieldSighting {
    /// The source.
    pub source: FieldSource,
    /// The picture that shows it; none where the page's own decoder read it.
    #[serde(default)]
    pub image: Option<CaptureStep>,
    /// What the source says.
    pub value: Redacted<String>,
    /// How sure the reading is, 0 to 100; none where that is not known.
    #[serde(default)]
    pub confidence: Option<u8>,
    /// Where it stands in the picture; none where that is not known.
    #[serde(default)]
    pub corners: Option<PictureCorners>,
}

/// What one signal of forgery says of a picture: a reason to look closer, never proof.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ForgeryReading {
    /// The picture.
    pub image: CaptureStep,
    /// A stable name of the signal, such as `screen_pattern`.
    pub signal: String,
    /// How strongly it speaks, on its own scale.
    pub score: f64,
    /// The score from which it is raised.
    pub threshold: f64,
    /// Whether the score reaches the threshold.
    pub is_raised: bool,
    /// Where; none where it is about the whole document.
    #[serde(default)]
    pub corners: Option<PictureCorners>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn printing_a_field_shows_no_value() {
        let field = DocumentField {
            key: "familyName".to_owned(),
            value: Redacted::new("ERIKSSON".to_owned()),
            confidence: Some(99),
            agreement: FieldAgreement::Agrees,
            sightings: vec![FieldSighting {
                source: FieldSource::Mrz,
                image: Some(CaptureStep::Front),
                value: Redacted::new("ERIKSSON".to_owned()),
                confidence: None,
                corners: None,
            }],
        };
        assert!(!format!("{field:?}").contains("ERIKSSON"));
    }
}
