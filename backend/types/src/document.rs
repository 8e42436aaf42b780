use serde::{Deserialize, Serialize};

/// The kind of document, with the numbers DVS sends (dvs-wire section 1.8).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DocumentType {
    /// US or Canadian driving licence or identity card, with a PDF417 barcode on the back (1).
    DriverLicenseOrId,
    /// Passport book with two MRZ lines (2).
    Passport,
    /// Card with three MRZ lines: most European identity cards, US passport cards (3).
    PassportCard,
    /// US permanent resident card (6).
    GreenCard,
    /// Identity card of another country (7).
    InternationalId,
    /// US employment authorisation card (9).
    EmploymentAuthorization,
    /// Face only, no document (10).
    FaceOnly,
    /// A bare barcode (11).
    Barcode,
}

impl DocumentType {
    /// Every kind.
    pub const ALL: [Self; 8] = [
        Self::DriverLicenseOrId,
        Self::Passport,
        Self::PassportCard,
        Self::GreenCard,
        Self::InternationalId,
        Self::EmploymentAuthorization,
        Self::FaceOnly,
        Self::Barcode,
    ];

    /// The number on the DVS wire.
    #[must_use]
    pub const fn wire_number(self) -> i32 {
        match self {
            Self::DriverLicenseOrId => 1,
            Self::Passport => 2,
            Self::PassportCard => 3,
            Self::GreenCard => 6,
            Self::InternationalId => 7,
            Self::EmploymentAuthorization => 9,
            Self::FaceOnly => 10,
            Self::Barcode => 11,
        }
    }

    /// The kind behind a number on the DVS wire.
    #[must_use]
    pub fn from_wire_number(number: i32) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|kind| kind.wire_number() == number)
    }
}

/// One picture that the person is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CaptureStep {
    /// The side of the document with the portrait; of a passport the MRZ page.
    Front,
    /// The other side.
    Back,
    /// The selfie.
    Face,
}

impl CaptureStep {
    /// The name used in the API and in the database.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Front => "front",
            Self::Back => "back",
            Self::Face => "face",
        }
    }
}

/// A picture that is kept for the reviewer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ImageKind {
    /// One that was sent.
    Sent(CaptureStep),
    /// The portrait, cut from the document.
    Portrait,
}

impl ImageKind {
    /// Every kind, in the order in which they are shown.
    pub const ALL: [Self; 4] = [
        Self::Sent(CaptureStep::Front),
        Self::Sent(CaptureStep::Back),
        Self::Sent(CaptureStep::Face),
        Self::Portrait,
    ];

    /// The name used in the API and in the database.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Sent(step) => step.as_str(),
            Self::Portrait => "portrait",
        }
    }
}

/// What a person is asked to do again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RetakeStep {
    /// To take a picture again.
    Picture(CaptureStep),
    /// To write their name as their passport prints it.
    Name,
}

impl RetakeStep {
    /// Every step.
    pub const ALL: [Self; 4] = [
        Self::Picture(CaptureStep::Front),
        Self::Picture(CaptureStep::Back),
        Self::Picture(CaptureStep::Face),
        Self::Name,
    ];

    /// The name used in the API and in the database.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Picture(step) => step.as_str(),
            Self::Name => "name",
        }
    }
}

impl From<CaptureStep> for RetakeStep {
    fn from(step: CaptureStep) -> Self {
        Self::Picture(step)
    }
}
