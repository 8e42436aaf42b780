use credence_types::Redacted;

/// Most lines of a document that are looked at.
pub const LINE_LIMIT: usize = 200;

/// Most characters of a line that are looked at.
pub const CHARACTER_LIMIT: usize = 200;

/// One line of print as a reader saw it. The box lies in the document's own plane with the
/// document's width as unit, `y` downwards; its height is about that of capitals.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PrintLine {
    /// What it says. Several columns of a row may be one line or several; in one line, two blanks
    /// or more stand for a wide gap.
    pub text: Redacted<String>,
    /// Confidence of each character (`char`) of the text, 0 to 1; what is missing counts as 0.
    pub confidence: Vec<f32>,
    /// Left edge.
    pub left: f32,
    /// Upper edge.
    pub top: f32,
    /// Right edge.
    pub right: f32,
    /// Lower edge.
    pub bottom: f32,
}

/// What evidence says about the kind of document: a hint for dates and field numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DocumentLayout {
    /// Licence or identity card of a state of the United States or a province of Canada.
    NorthAmericanCard,
    /// Passport, visa or identity card with a machine-readable zone.
    TravelDocument,
    /// Driving licence with the numbered fields of Directive 2006/126/EC, annex I.
    DrivingLicence,
    /// Nothing is known.
    Any,
}
