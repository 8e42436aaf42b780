use credence_types::{CalendarDate, CountryCode, DocumentType, FaceComparison, Redacted};
use serde::{Deserialize, Serialize};

use crate::capture::{DocumentReuse, DuplicateSearch, HeadTurnFinding, ImageReuse};
use crate::fields::{self, FieldFinding};
use crate::forgery::ForgeryFinding;
use crate::score::Score;

/// What is known about one submission, as plain values: nothing here was judged yet.
///
/// `None` always means "not known", never "fine". Holds the little personal data that the checks
/// need, redacted; it is stored sealed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Evidence {
    /// The day on which validity is judged (UTC).
    pub assessed_on: CalendarDate,
    /// Whether a document was read.
    pub reading: Reading,
    /// The kind of document.
    pub document_type: Option<DocumentType>,
    /// The issuing country.
    pub issuing_country: Option<CountryCode>,
    /// The document's last day of validity.
    pub expires_on: Option<Redacted<CalendarDate>>,
    /// The holder's birth date, where more than the print says it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub born_on: Option<Redacted<CalendarDate>>,
    /// The reader's own word on whether the document has expired.
    pub reported_expired: Option<bool>,
    /// The reader's own word on whether the document is marked as void.
    pub reported_void: Option<bool>,
    /// Whether the barcode was read and follows its standard.
    pub barcode_valid: Option<bool>,
    /// Whether the machine-readable zone was read and its check digits add up.
    pub mrz_valid: Option<bool>,
    /// The least agreement between the zones over the fields that name the holder and the document.
    pub field_agreement: Option<Score>,
    /// What the sources of each field say of each other, by our own reader; it goes before
    /// `field_agreement`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document_fields: Option<Vec<FieldFinding>>,
    /// The signals of forgery that were assessed, raised or not, by our own reader.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub forgery_signals: Option<Vec<ForgeryFinding>>,
    /// Whether a portrait was found on the document.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub portrait_found: Option<bool>,
    /// Whether the reader says that a licence or card follows the REAL ID Act.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub is_real_id: Option<bool>,
    /// The reader's score for the document as a whole.
    pub document_confidence: Option<Score>,
    /// How alike the selfie and the portrait are, by a reader that tells no more than a score.
    pub face_match: Option<Score>,
    /// The comparison of selfie and portrait by our own reader; it goes before `face_match`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub face_comparison: Option<FaceComparison>,
    /// How the head turns went; `None` when none were asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub head_turn: Option<HeadTurnFinding>,
    /// Whether another session sent these pictures.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub image_reuse: Option<ImageReuse>,
    /// What the search for people who come twice found; `None` where nobody is searched for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub duplicate_search: Option<DuplicateSearch>,
    /// Whether another session handed in this document.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document_reuse: Option<DocumentReuse>,
    /// How many times the person has handed in photographs, this time included.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attempts: Option<u32>,
    /// How surely a living person was before the camera.
    pub liveness: Option<Score>,
    /// Whether data or portrait look tampered with.
    pub tampering: Option<bool>,
    /// How good the pictures are.
    pub image_quality: Option<Score>,
    /// What the issuing authority answered; `None` when it was not asked.
    pub authority: Option<AuthorityRecord>,
    /// Whether our simulator answered in the authority's name.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub authority_is_simulated: bool,
}

/// Whether a document was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Reading {
    /// A document was read.
    Read,
    /// The pictures hold no readable document; the reader's code says why.
    Unreadable {
        /// The code of the DVS refusal.
        code: String,
    },
    /// Nobody looked: the reader was out of reach or refused.
    NotRead {
        /// Why, as a code.
        code: String,
    },
}

/// The issuing authority's answer.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum AuthorityRecord {
    /// The document is on record and valid.
    Valid,
    /// The document is not on record, or cancelled.
    Invalid,
    /// There was nothing to ask with, or no answer.
    Unavailable {
        /// Why, as a code: one of the DCS client's, or `details_unread`, `details_refused`,
        /// `document_doubtful`.
        code: String,
    },
}

impl Evidence {
    /// Whether a field that names the holder or the document says different things in two sources,
    /// by our own reader.
    #[must_use]
    pub fn is_contradictory(&self) -> bool {
        let fields = self.document_fields.as_deref();
        fields.is_some_and(fields::is_contradictory)
    }

    /// Evidence of a submission of which nothing is known but how its reading went.
    #[must_use]
    pub const fn nothing_known(assessed_on: CalendarDate, reading: Reading) -> Self {
        Self {
            assessed_on,
            reading,
            document_type: None,
            issuing_country: None,
            expires_on: None,
            born_on: None,
            reported_expired: None,
            reported_void: None,
            barcode_valid: None,
            mrz_valid: None,
            field_agreement: None,
            document_fields: None,
            forgery_signals: None,
            portrait_found: None,
            is_real_id: None,
            document_confidence: None,
            face_match: None,
            face_comparison: None,
            head_turn: None,
            image_reuse: None,
            duplicate_search: None,
            document_reuse: None,
            attempts: None,
            liveness: None,
            tampering: None,
            image_quality: None,
            authority: None,
            authority_is_simulated: false,
        }
    }
}
