use credence_dvs_protocol::{EncodedImage, OverriddenSettings, RequestParameters};
use credence_engine::{Settings, Submission, SubmittedTrack};
use credence_types::{Redacted, RequestId};

use super::page_notes::page_notes;
use crate::content::OpenedContent;

/// What a result repeats of its request.
pub(super) struct Sender {
    pub(super) id: RequestId,
    pub(super) user_agent: Option<String>,
    pub(super) capture_method: Option<String>,
}

/// What the engine examines, and what it has no use for.
pub(super) fn submission_of(sent: OpenedContent, id: RequestId) -> (Submission, Sender) {
    let RequestParameters {
        document_type,
        verify_face,
        capture_method,
        user_agent,
        track_string,
        settings,
        front_end_metadata,
        face_frames,
        ssn: _,
    } = sent.parameters;
    let submission = Submission {
        document_type,
        front: sent.front.map(Redacted::new),
        back: sent.back.map(Redacted::new),
        face: sent.face.map(Redacted::new),
        track_string: track_string.map(|track| SubmittedTrack {
            data: track.data,
            barcode_parameters: track.barcode_parameters,
        }),
        frames: frames_of(&face_frames),
        notes: page_notes(
            front_end_metadata
                .as_ref()
                .map(|text| text.expose().as_str()),
        ),
        settings: settings_of(&settings, verify_face),
    };
    (
        submission,
        Sender {
            id,
            user_agent,
            capture_method,
        },
    )
}

/// The frames of a head turn; one that is not base64 stays, empty, so that the others keep their
/// places.
fn frames_of(frames: &[Redacted<String>]) -> Vec<Redacted<Vec<u8>>> {
    let decoded = frames.iter().map(|frame| {
        let text = frame.expose().as_str();
        // The wire bounds the text, and what it decodes to is shorter.
        EncodedImage::new(text)
            .decode(text.len())
            .unwrap_or_default()
    });
    decoded.map(Redacted::new).collect()
}

/// The account's settings, which are the engine's own, under those of the request. Version 3's
/// `verifyFace` is version 4's `isFaceMatchEnabled`.
fn settings_of(own: &OverriddenSettings, verify_face: Option<bool>) -> Settings {
    let account = Settings::default();
    // Who asks for the comparison by name wants it done.
    let asked_for_match = own.is_face_match_enabled.or(verify_face);
    Settings {
        is_ocr_enabled: own.is_ocr_enabled.unwrap_or(account.is_ocr_enabled),
        // Who asks for it by name wants it done.
        is_ocr_optional: own.is_ocr_enabled.is_none() && account.is_ocr_optional,
        is_back_or_second_image_processing_enabled: own
            .is_back_or_second_image_processing_enabled
            .unwrap_or(account.is_back_or_second_image_processing_enabled),
        is_face_match_enabled: asked_for_match.unwrap_or(account.is_face_match_enabled),
        is_face_match_optional: own
            .is_face_match_optional
            .unwrap_or(asked_for_match.is_none() && account.is_face_match_optional),
        is_cross_match_required: own
            .is_cross_match_required
            .unwrap_or(account.is_cross_match_required),
        is_doc_type_change_enabled: own
            .is_doc_type_change_enabled
            .unwrap_or(account.is_doc_type_change_enabled),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_request_does_not_say_is_the_account_s() {
        assert_eq!(
            settings_of(&OverriddenSettings::default(), None),
            Settings::default()
        );
        let own = OverriddenSettings {
            is_ocr_enabled: Some(true),
            is_doc_type_change_enabled: Some(true),
            ..OverriddenSettings::default()
        };
        let settings = settings_of(&own, None);
        assert!(settings.is_ocr_enabled && !settings.is_ocr_optional);
        assert!(settings.is_doc_type_change_enabled);
    }

    #[test]
    fn a_comparison_asked_for_by_name_is_required() {
        let is_optional = |verify_face| {
            settings_of(&OverriddenSettings::default(), verify_face).is_face_match_optional
        };
        assert!(is_optional(None) && !is_optional(Some(true)));
    }

    #[test]
    fn the_setting_goes_before_verify_face() {
        let is_matched = |setting, verify_face| {
            let own = OverriddenSettings {
                is_face_match_enabled: setting,
                ..OverriddenSettings::default()
            };
            settings_of(&own, verify_face).is_face_match_enabled
        };
        assert!(!is_matched(None, Some(false)));
        assert!(is_matched(Some(true), Some(false)));
        assert!(!is_matched(Some(false), Some(true)));
    }
}
