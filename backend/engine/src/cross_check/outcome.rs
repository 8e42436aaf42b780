use credence_types::FieldSighting;

/// What two sources say of one field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// They say the same.
    Match,
    /// One says something else, and was read for certain.
    Mismatch,
    /// One was not found or is not clear.
    Unreadable,
}

/// A coded value beside the print.
#[derive(Debug, Clone)]
pub(super) struct BesidePrint {
    pub(super) outcome: Outcome,
    /// What the print says in its place.
    pub(super) sighting: Option<FieldSighting>,
}

impl BesidePrint {
    pub(super) const fn new(outcome: Outcome, sighting: Option<FieldSighting>) -> Self {
        Self { outcome, sighting }
    }
}
