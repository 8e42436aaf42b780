//! Whether the sources of one document fit together.

use crate::DocumentFields;
use crate::compare::Origin;
use crate::mrz::MrzDocument;

/// What one source says.
#[derive(Debug, Clone, Copy)]
pub struct SourceFields<'a> {
    /// Where it stands.
    pub origin: Origin,
    /// Its values.
    pub fields: &'a DocumentFields,
    /// The zone itself, where the source is one.
    pub zone: Option<&'a MrzDocument>,
}

/// Something about a document's sources that does not fit together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Inconsistency {
    /// The sources name different kinds of document.
    KindsDiffer,
}

/// What does not fit together in the sources of one document.
#[must_use]
pub fn consistency(_evidence: &[SourceFields<'_>]) -> Vec<Inconsistency> {
    Vec::new()
}
