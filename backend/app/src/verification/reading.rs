use credence_dvs_client::{DvsError, StoredRequest, VerifyOutcome};
use credence_dvs_protocol::{EncodedImage, ErrorCode, ImageContent, VerificationContent};
use credence_storage::SessionRow;
use credence_types::{CaptureStep, ErrorChain, RequestId};
use tracing::{error, warn};

use crate::app::App;
use crate::verification::pictures::Pictures;
use crate::verification::waiting::{Trouble, check_waiting};

/// A cut-out is some ten kilobytes.
const LONGEST_PORTRAIT_BYTES: usize = 1 << 20;

/// What DVS made of a request.
pub(crate) enum Reading {
    /// It was read. The pictures are those that DVS still keeps.
    Read {
        content: Box<VerificationContent>,
        pictures: Pictures,
    },
    /// A picture could not be used.
    Retake { step: CaptureStep, code: String },
    /// DVS will never give a result, and no new picture would mend it.
    Refused { code: String },
}

/// Has DVS verify the request, or reads what it made of it before, with the pictures. DVS verifies a
/// request once: a run after the first asks for a result before it asks to verify, since the first
/// may have been heard and its answer lost.
pub(crate) async fn read_request(
    app: &App,
    row: &SessionRow,
    request: RequestId,
    is_repetition: bool,
) -> Result<Reading, Trouble> {
    check_waiting(app, row, request).await?;
    let outcome = if is_repetition {
        app.dvs.verify_again(request).await
    } else {
        app.dvs.verify(request).await
    };
    let outcome = match outcome {
        Ok(outcome) => outcome,
        Err(error) => return definite(error),
    };
    match outcome {
        VerifyOutcome::Retake { step, code, .. } => Ok(Reading::Retake {
            step,
            code: code.as_str().to_owned(),
        }),
        VerifyOutcome::Verified(verification) => {
            let mut content = verification.content;
            let stored = stored(app, row, request).await?;
            content.document_type = content
                .document_type
                .or_else(|| stored.as_ref().and_then(|stored| stored.document_type));
            let portrait = portrait_of(&content);
            Ok(Reading::Read {
                content: Box::new(content),
                pictures: Pictures {
                    sent: stored.map(|stored| stored.content).unwrap_or_default(),
                    portrait,
                },
            })
        }
    }
}

/// The pictures of a request that could not be used, for the reviewer; none where DVS gives none.
pub(crate) async fn read_pictures(app: &App, row: &SessionRow, request: RequestId) -> Pictures {
    let stored = stored(app, row, request).await.ok().flatten();
    Pictures {
        sent: stored.map(|stored| stored.content).unwrap_or_default(),
        portrait: None,
    }
}

/// The portrait as the reader cut it from the document.
fn portrait_of(content: &VerificationContent) -> Option<ImageContent> {
    let encoded = content.crops.face_photo_from_document.as_ref()?;
    let bytes = EncodedImage::new(encoded.expose().as_str()).decode(LONGEST_PORTRAIT_BYTES);
    bytes.ok().map(ImageContent::new)
}

/// What DVS keeps of a request; `None` when it keeps nothing any more.
async fn stored(
    app: &App,
    row: &SessionRow,
    request: RequestId,
) -> Result<Option<StoredRequest>, Trouble> {
    check_waiting(app, row, request).await?;
    match app.dvs.result(request).await {
        Ok(stored) => Ok(Some(stored)),
        Err(error) => definite(error).map(|_| None),
    }
}

/// Tells what is settled from what may come right.
fn definite(error: DvsError) -> Result<Reading, Trouble> {
    match error {
        // The person's page sent an id that DVS does not know (any more): start anew.
        DvsError::NotFound => Ok(start_anew(&ErrorCode::NotFound)),
        DvsError::Expired => Ok(start_anew(&ErrorCode::RequestExpired)),
        DvsError::Failed { code } | DvsError::Refused { code, .. } => Ok(Reading::Refused {
            code: code.map_or_else(|| "dvs_refused".to_owned(), |code| code.as_str().to_owned()),
        }),
        DvsError::Unauthorised => {
            error!("DVS refuses the secret key; verifications wait until it is mended");
            Err(Trouble::NotNow("dvs_key_refused"))
        }
        DvsError::Unavailable(cause) => {
            warn!(error = %ErrorChain(&cause), "DVS is not available");
            Err(Trouble::NotNow("dvs_unavailable"))
        }
        DvsError::Unreadable => Err(Trouble::NotNow("dvs_unreadable")),
        DvsError::Unwritable(_) => Err(Trouble::NotNow("dvs_unwritable")),
    }
}

fn start_anew(code: &ErrorCode) -> Reading {
    Reading::Retake {
        step: CaptureStep::Front,
        code: code.as_str().to_owned(),
    }
}
