use credence_dvs_protocol::ErrorCode;
use credence_trust::{CheckCode, SELFIE_RETAKES, retake_message, retake_step};
use credence_types::{CaptureStep, RetakeStep};

/// Why a person is asked again by a reviewer.
pub(crate) const REVIEWER_ASKED: &str = "reviewer_asked";
/// Why a person is asked for their name.
pub(crate) const NAME_SPELLING: &str = "name_spelling";
/// DVS does not know a request, or not any more: everything is photographed anew.
const START_ANEW: [ErrorCode; 2] = [ErrorCode::NotFound, ErrorCode::RequestExpired];

/// Every code that [`crate::Retake`] can name, with what the person is told: ours, those of the face
/// reader, those of DVS that a new picture mends, and the checks that a policy may have repeated.
#[must_use]
pub fn retake_codes() -> Vec<(String, &'static str)> {
    let mut codes = vec![
        (
            REVIEWER_ASKED.to_owned(),
            "A reviewer asks for the photograph again.",
        ),
        (
            NAME_SPELLING.to_owned(),
            retake_message(RetakeStep::Name, NAME_SPELLING),
        ),
    ];
    let selfies = SELFIE_RETAKES.iter();
    codes.extend(selfies.map(|(code, message)| ((*code).to_owned(), *message)));
    let anew = START_ANEW.iter().map(|code| (code, CaptureStep::Front));
    let mended = ErrorCode::KNOWN
        .iter()
        .filter_map(|code| Some((code, code.retake_step(None)?)));
    for (code, step) in mended.chain(anew) {
        let message = retake_message(step.into(), code.as_str());
        codes.push((code.as_str().to_owned(), message));
    }
    // A sign asks for no retake, whatever the policy says.
    for code in CheckCode::ALL.into_iter().filter(|code| !code.is_sign()) {
        let message = retake_message(retake_step(code).into(), code.as_str());
        codes.push((code.as_str().to_owned(), message));
    }
    codes
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn each_code_stands_once_with_a_sentence() {
        let codes = retake_codes();
        let names: BTreeSet<_> = codes.iter().map(|(code, _)| code.as_str()).collect();
        assert_eq!(names.len(), codes.len());
        assert!(codes.iter().all(|(_, message)| message.ends_with('.')));
        for known in [
            "reviewer_asked",
            "name_spelling",
            "selfie_blurred",
            "PDF417Error",
            "RequestExpired",
            "barcode_structure",
        ] {
            assert!(names.contains(known), "{known}");
        }
        assert!(!names.contains("ApiError") && !names.contains("face.head_turn"));
    }
}
