use credence_documents::FieldKey;
use credence_types::{CaptureStep, DocumentType, ForgeryReading, Redacted};
use credence_vision::quality::Quality;

use crate::face::FaceExamination;
use crate::field::ExaminedField;
use crate::validation::ValidationTest;
use crate::warning::ExaminationWarning;

/// What was read in a request's images and how far it can be relied on. None always means that
/// something was not assessed or is not stated, never that it is in order.
#[derive(Debug, Clone, PartialEq)]
pub struct Examination {
    /// The kind of document, corrected by what was read where the settings allow it.
    pub document_type: DocumentType,
    /// The values read, each key once.
    pub fields: Vec<ExaminedField>,
    /// Whether the last day of validity is past.
    pub is_expired: Option<bool>,
    /// Whether the printed text of the front could be read and fields were found in it; none where it
    /// was not looked at.
    pub is_ocr_success: Option<bool>,
    /// Whether the barcode was read and parsed, be it from the image or from the track string; the
    /// test `BarcodeOnImage` tells whether it was seen on the image.
    pub is_pdf417_success: Option<bool>,
    /// Whether the machine-readable zone was read and all its check digits are right; the test
    /// `MrzOnImage` tells whether it was seen on the image.
    pub is_mrz_success: Option<bool>,
    /// What the document states about itself and its holder.
    pub flags: DocumentFlags,
    /// Whether two sources of the same data differ; never stated to be false, since agreement of
    /// two copies proves nothing.
    pub is_data_fields_tampered: Option<bool>,
    /// How sure the document's data are, 0 to 100; none (−1 on the wire) while only one source was
    /// read.
    pub document_confidence: Option<u8>,
    /// The signals of forgery that could be assessed, none rejects anything.
    pub forgery: Vec<ForgeryReading>,
    /// The selfie beside the portrait; none where the settings do not ask for it.
    pub face: Option<FaceExamination>,
    /// The checks made on the data and on each image, in a fixed order.
    pub tests: Vec<ValidationTest>,
    /// The measures of each image that was looked at.
    pub image_qualities: Vec<ImageQuality>,
    /// What is irregular or was left out.
    pub warnings: Vec<ExaminationWarning>,
}

/// What a document states about itself and its holder, in the words of the DVS wire.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct DocumentFlags {
    /// A licence that meets the REAL ID act.
    pub is_drivers_license_real_id: Option<bool>,
    /// A commercial licence.
    pub is_commercial_drivers_license: Option<bool>,
    /// The holder is a veteran.
    pub is_veteran: Option<bool>,
    /// The holder is an organ donor.
    pub is_donor: Option<bool>,
    /// Valid only as long as the holder's lawful presence.
    pub is_limited_duration_document: Option<bool>,
    /// The holder has no domicile in the issuing state.
    pub is_non_domicile: Option<bool>,
    /// Good for crossing a land border.
    pub is_enhanced_credential: Option<bool>,
    /// A learner's permit.
    pub is_permit: Option<bool>,
}

/// The measures of one image.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ImageQuality {
    /// Which image.
    pub step: CaptureStep,
    /// Its measures.
    pub quality: Quality,
}

impl Examination {
    /// Nothing read, nothing assessed.
    pub(crate) fn unread(document_type: DocumentType) -> Self {
        Self {
            document_type,
            fields: Vec::new(),
            is_expired: None,
            is_ocr_success: None,
            is_pdf417_success: None,
            is_mrz_success: None,
            flags: DocumentFlags::default(),
            is_data_fields_tampered: None,
            document_confidence: None,
            forgery: Vec::new(),
            face: None,
            tests: Vec::new(),
            image_qualities: Vec::new(),
            warnings: Vec::new(),
        }
    }

    /// The value of a field as the wire writes it.
    #[must_use]
    pub fn field(&self, key: FieldKey) -> Option<&Redacted<String>> {
        self.fields
            .iter()
            .find(|field| field.key == key)
            .map(|field| &field.value)
    }

    /// The check of that name, if it was made.
    #[must_use]
    pub fn test(&self, name: &str) -> Option<&ValidationTest> {
        self.tests.iter().find(|test| test.name == name)
    }
}
