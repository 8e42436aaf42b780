//! The whole examination, as the service makes it of what a person sends.

use credence_engine::{Examination, Refusal, Submission, examine};
use credence_testkit::person::reference_day;
use credence_types::{DocumentType, Redacted};

/// Examines files of a front and, where there is one, of a back.
pub(crate) fn examined(
    kind: DocumentType,
    front: Vec<u8>,
    back: Option<Vec<u8>>,
) -> Result<Examination, Refusal> {
    let mut submission = Submission::new(kind);
    submission.front = Some(Redacted::new(front));
    submission.back = back.map(Redacted::new);
    submission.settings.is_face_match_enabled = false;
    examine(&submission, reference_day(), None)
}
