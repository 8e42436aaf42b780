use credence_types::Redacted;

use super::card::{AamvaFlags, CardKind};
use super::element::{Element, ElementId};
use super::header::AamvaHeader;
use super::name::NameTruncation;
use super::warning::AamvaWarning;
use crate::DocumentFields;

/// What an AAMVA barcode says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AamvaDocument {
    /// Its header.
    pub header: AamvaHeader,
    /// Licence or identity card.
    pub kind: CardKind,
    /// The values in the wire's words and forms.
    pub fields: DocumentFields,
    /// What it states about the card and its holder.
    pub flags: AamvaFlags,
    /// Whether names were cut.
    pub truncation: NameTruncation,
    /// Every element as it stands there, those of the jurisdiction and unknown ones included.
    pub elements: Vec<Element>,
    /// What its edition makes mandatory and it lacks, ordered by name.
    pub missing_mandatory: Vec<ElementId>,
    /// What is irregular about it.
    pub warnings: Vec<AamvaWarning>,
}

impl AamvaDocument {
    /// The first element of that name as it stands in the barcode, empty or not.
    #[must_use]
    pub fn element(&self, name: &str) -> Option<&Redacted<String>> {
        self.elements
            .iter()
            .find(|element| element.id.as_str() == name)
            .map(|element| &element.value)
    }
}
