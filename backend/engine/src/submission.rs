use credence_types::{CaptureStep, DocumentType, Redacted};

use crate::{PageNotes, Settings};

/// What one request holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Submission {
    /// The kind of document, as the sender says.
    pub document_type: DocumentType,
    /// The image file of the front, of a passport the page with the zone.
    pub front: Option<Redacted<Vec<u8>>>,
    /// The image file of the back.
    pub back: Option<Redacted<Vec<u8>>>,
    /// The image file of the selfie.
    pub face: Option<Redacted<Vec<u8>>>,
    /// The frames of a head turn, image files in the order in which they were taken.
    pub frames: Vec<Redacted<Vec<u8>>>,
    /// What the page says about how it took the pictures.
    pub notes: PageNotes,
    /// What the page's own decoder read.
    pub track_string: Option<SubmittedTrack>,
    /// How to examine it.
    pub settings: Settings,
}

/// A track string as it was sent: the whole of version 3 in `data`, or the two members of version 4.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SubmittedTrack {
    /// Base64 of the barcode's bytes or of the zone's lines.
    pub data: Redacted<String>,
    /// Base64 of how the decoder saw the barcode.
    pub barcode_parameters: Option<Redacted<String>>,
}

impl Submission {
    /// A submission without any image, to be filled in.
    #[must_use]
    pub fn new(document_type: DocumentType) -> Self {
        Self {
            document_type,
            front: None,
            back: None,
            face: None,
            frames: Vec::new(),
            notes: PageNotes::default(),
            track_string: None,
            settings: Settings::default(),
        }
    }

    /// The image file of a step; an empty one is none.
    pub(crate) fn image(&self, step: CaptureStep) -> Option<&[u8]> {
        let image = match step {
            CaptureStep::Front => self.front.as_ref(),
            CaptureStep::Back => self.back.as_ref(),
            CaptureStep::Face => self.face.as_ref(),
        };
        image
            .map(|image| image.expose().as_slice())
            .filter(|bytes| !bytes.is_empty())
    }
}
