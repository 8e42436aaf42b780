use credence_dvs_protocol::{ErrorBody, ErrorCode, RequestContent, VerificationContent};
use credence_types::{CaptureStep, DocumentType, Redacted};

/// A server's sentence longer than this is cut.
const LONGEST_MESSAGE_CHARS: usize = 300;

/// How a verification came out.
#[derive(Debug, Clone, PartialEq)]
pub enum VerifyOutcome {
    /// The document was read; how far to trust it is for the caller to decide.
    Verified(Box<Verification>),
    /// A picture could not be used.
    Retake {
        /// The picture to take again.
        step: CaptureStep,
        /// The reason.
        code: ErrorCode,
        /// The reason in the server's words.
        message: String,
    },
}

/// A result with the text that it was read from.
#[derive(Debug, Clone, PartialEq)]
pub struct Verification {
    /// The result.
    pub content: VerificationContent,
    /// The server's own JSON, with what the result above does not have a place for.
    pub raw: Redacted<String>,
    /// The pictures, where the call asked for them.
    pub images: Option<RequestContent>,
}

/// The retake that an error asks for, if it is of that sort.
pub(crate) fn retake_of(error: &ErrorBody, kind: Option<DocumentType>) -> Option<VerifyOutcome> {
    let several = error.multiple_errors.iter().flatten();
    std::iter::once(error)
        .chain(several)
        .find_map(|error| retake(error.code.clone(), &error.message, kind))
}

pub(crate) fn retake(
    code: ErrorCode,
    message: &str,
    kind: Option<DocumentType>,
) -> Option<VerifyOutcome> {
    let step = code.retake_step(kind)?;
    let message = message.chars().take(LONGEST_MESSAGE_CHARS).collect();
    Some(VerifyOutcome::Retake {
        step,
        code,
        message,
    })
}
