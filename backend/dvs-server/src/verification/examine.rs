use std::panic::{AssertUnwindSafe, catch_unwind};

use credence_dvs_protocol::{ErrorCode, Failure};
use credence_engine::FaceModels;
use credence_types::{CalendarDate, RequestId};

use super::result::content_of;
use super::submission::submission_of;
use crate::content::OpenedContent;
use crate::sealed::Outcome;

/// What faces are read with.
#[derive(Clone, Copy)]
pub(super) struct FaceReading<'a> {
    pub(super) models: Option<&'a FaceModels>,
    /// Whether a result tells the template of the selfie's face.
    pub(super) tells_templates: bool,
}

/// Reads what was sent. Blocks for as long as that takes.
///
/// Decoders meet hostile images here: a panic of theirs means that the images cannot be read.
pub(super) fn examine(
    sent: OpenedContent,
    id: RequestId,
    today: CalendarDate,
    faces: FaceReading<'_>,
) -> Outcome {
    let (submission, sender) = submission_of(sent, id);
    let examined = catch_unwind(AssertUnwindSafe(|| {
        credence_engine::examine(&submission, today, faces.models)
    }));
    match examined {
        Ok(Ok(examination)) => Outcome::Success(Box::new(content_of(
            examination,
            sender,
            faces.tells_templates,
        ))),
        Ok(Err(refusal)) => {
            let Ok(code) = refusal.code.as_str().parse();
            Outcome::Failure(Failure {
                code,
                message: refusal.message,
            })
        }
        Err(_panic) => {
            tracing::error!(request = %id, "reading a request panicked");
            Outcome::Failure(Failure {
                code: ErrorCode::DocumentVerifyError,
                message: "The photographs cannot be read. Take them again.".to_owned(),
            })
        }
    }
}
