//! Every reason that a check can give: the one place where reasons are made from. A reference page can
//! list it, and a test holds it to what the checks say.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::check::{CheckCode, CheckOutcome};

/// Declares the reasons: of which check and outcome, name, code, and sentence for the integrator with
/// a `{}` for each detail.
macro_rules! reasons {
    ($($check:ident { $($outcome:ident $reason:ident $code:literal $sentence:literal;)+ })+) => {
        /// Why a check ended as it did. The codes are part of the API and never change their meaning.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum Reason {
            $($(
                #[doc = $sentence]
                #[serde(rename = $code)]
                $reason,
            )+)+
        }

        impl Reason {
            /// Every reason, by check and outcome.
            pub const ALL: &[Self] = &[$($(Self::$reason,)+)+];

            /// The code used in the API.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $($(Self::$reason => $code,)+)+ }
            }

            /// The check that gives it.
            #[must_use]
            pub const fn check(self) -> CheckCode {
                match self { $($(Self::$reason => CheckCode::$check,)+)+ }
            }

            /// The outcome that it explains.
            #[must_use]
            pub const fn outcome(self) -> CheckOutcome {
                match self { $($(Self::$reason => CheckOutcome::$outcome,)+)+ }
            }

            /// The sentence for the integrator; each `{}` stands for a detail.
            #[must_use]
            pub const fn sentence(self) -> &'static str {
                match self { $($(Self::$reason => $sentence,)+)+ }
            }
        }
    };
}

/// A reason with its details, which hold no personal data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Finding {
    pub(crate) reason: Reason,
    details: Vec<String>,
}

impl Finding {
    /// The sentence with its details. What a detail holds is not looked at again.
    pub(crate) fn sentence(&self) -> String {
        let mut details = self.details.iter();
        let mut parts = self.reason.sentence().split("{}");
        let mut text = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            text.push_str(details.next().map_or("", String::as_str));
            text.push_str(part);
        }
        text
    }
}

impl Reason {
    /// The reason with what its sentence leaves open, in order.
    pub(crate) fn with<const N: usize>(self, details: [&dyn fmt::Display; N]) -> Finding {
        Finding {
            reason: self,
            details: details.map(|detail| detail.to_string()).into(),
        }
    }
}

impl From<Reason> for Finding {
    fn from(reason: Reason) -> Self {
        reason.with([])
    }
}

reasons! {
    DocumentReadable {
        Passed DocumentRead "document_read" "The document was read.";
        Failed DocumentUnreadable "document_unreadable" "The document could not be read: {}.";
        Unavailable DocumentNotRead "document_not_read" "The document was not read: {}.";
    }
    DocumentTypeAccepted {
        Passed TypeAccepted "document_type_accepted" "The policy accepts this kind of document.";
        Failed TypeRefused "document_type_refused" "The policy does not accept this kind of document.";
        Unavailable TypeUnknown "document_type_unknown" "The kind of document is not known.";
    }
    DocumentInDate {
        Passed LastDayAhead "last_day_not_passed" "The last day of validity has not passed.";
        Passed ReportedInDate "reported_in_date" "The reader reports a document in date.";
        Failed ReportedVoid "reported_void" "The reader reports a void document.";
        Failed LastDayPassed "last_day_passed" "The last day of validity has passed.";
        Failed ReportedExpired "reported_expired" "The reader reports an expired document.";
        Unavailable LastDayUnknown "last_day_unknown" "The last day of validity is not known.";
    }
    BarcodeStructure {
        Passed BarcodeSound "barcode_sound" "The barcode follows its standard.";
        Failed BarcodeUnsound "barcode_unsound" "The barcode does not follow its standard.";
        NotApplicable BarcodeNotCarried "barcode_not_carried" "This kind of document carries no such barcode.";
        Unavailable BarcodeNotRead "barcode_not_read" "No barcode was read from an image.";
    }
    MrzCheckDigits {
        Passed MrzSound "mrz_sound" "Every check digit adds up.";
        Failed MrzUnsound "mrz_unsound" "A check digit does not add up.";
        NotApplicable MrzNotCarried "mrz_not_carried" "This kind of document carries no machine-readable zone.";
        Unavailable MrzNotRead "mrz_not_read" "No machine-readable zone was read from an image.";
    }
    FieldsConsistent {
        Passed SourcesAgree "sources_agree" "The print and another source agree on {}.";
        Passed FieldsScoreReached "fields_score_reached" "The agreement of the zones is {}; {} is needed.";
        Failed SourcesDiffer "sources_differ" "The sources differ: {}.";
        Failed FieldsScoreTooLow "fields_score_too_low" "The agreement of the zones is {}; {} is needed.";
        Unavailable OtherFieldsDiffer "other_fields_differ" "The sources differ on {}.";
        Unavailable SourcesNotCompared "sources_not_compared" "The print could not be compared with another source on {}.";
        Unavailable FieldsNotAssessed "fields_not_assessed" "The agreement of the zones was not assessed.";
    }
    DocumentConfidence {
        Passed DocumentScoreReached "document_score_reached" "The document score is {}; {} is needed.";
        Failed DocumentScoreTooLow "document_score_too_low" "The document score is {}; {} is needed.";
        Unavailable DocumentNotAssessed "document_not_assessed" "The document score was not assessed.";
    }
    FaceMatch {
        Passed FacesConsistent "faces_consistent" "The faces are consistent{} by {}, calibrated on the operator's pairs.";
        Passed FaceScoreReached "face_score_reached" "The face score is {}; {} is needed.";
        Failed FacesDiffer "faces_differ" "The faces differ{} by {}.";
        Failed FaceScoreTooLow "face_score_too_low" "The face score is {}; {} is needed.";
        Unavailable FaceModelNotCalibrated "face_model_not_calibrated" "The faces are consistent{} by {}, which is not calibrated: a reviewer compares them.";
        Unavailable FacesUndecided "faces_undecided" "{} cannot tell{}: a reviewer compares the faces.";
        Unavailable FaceMissing "face_missing" "There is no face in one of the pictures.";
        Unavailable SeveralFaces "several_faces" "The selfie shows several people.";
        Unavailable FaceTooPoor "face_too_poor" "A face is too poor to be compared.";
        Unavailable FaceModelMissing "face_model_missing" "No face model is installed: the faces were not compared.";
        Unavailable FaceComparisonBroke "face_comparison_broke_off" "The comparison of the faces broke off.";
        Unavailable FacesNotAssessed "faces_not_assessed" "The face score was not assessed.";
    }
    PresentationAttack {
        Passed LivenessScoreReached "liveness_score_reached" "The liveness score is {}; {} is needed.";
        Failed TamperingReported "tampering_reported" "The reader reports signs of tampering.";
        Failed LivenessScoreTooLow "liveness_score_too_low" "The liveness score is {}; {} is needed.";
        Unavailable AttackDetectionNotEvaluated "attack_detection_not_evaluated" "Presentation attack detection was not evaluated (ISO/IEC 30107-3).";
        Unavailable LivenessNotAssessed "liveness_not_assessed" "The liveness score was not assessed.";
    }
    ImageQuality {
        Passed QualityReached "image_quality_reached" "The image quality is {}; {} is needed.";
        Failed QualityTooLow "image_quality_too_low" "The image quality is {}; {} is needed.";
        Unavailable QualityNotAssessed "image_quality_not_assessed" "The image quality was not assessed.";
    }
    PassportRecord {
        Passed RecordValid "record_valid" "HM Passport Office knows the passport as valid.{}";
        Failed RecordInvalid "record_invalid" "HM Passport Office does not know a valid passport of these details.{}";
        NotApplicable NoAuthority "no_authority" "There is no authority to ask about this document.{}";
        Unavailable AuthorityNotAsked "authority_not_asked" "The issuing authority was not asked.{}";
        Unavailable AuthorityOutage "authority_outage" "HM Passport Office has an outage. ({})";
        Unavailable AuthorityCircuitOpen "authority_circuit_open" "HM Passport Office was not asked: it gave no answer too often just before. ({})";
        Unavailable AuthorityQuotaUsedUp "authority_quota_used_up" "HM Passport Office was not asked: the paid checks are used up. ({})";
        Unavailable AuthorityBusy "authority_busy" "HM Passport Office took no more requests at that time. ({})";
        Unavailable AuthorityAnswerNotGenuine "authority_answer_not_genuine" "The answer in HM Passport Office's name failed its integrity checks and was not used. ({})";
        Unavailable AuthorityUnreachable "authority_unreachable" "The connection to HM Passport Office failed. ({})";
        Unavailable AuthorityAccessNotSetUp "authority_access_not_set_up" "HM Passport Office could not be asked: our access to it is not set up right. ({})";
        Unavailable AuthorityDetailsUnread "authority_details_unread" "HM Passport Office was not asked: a detail that it needs was not read from an image. ({})";
        Unavailable AuthorityDetailsRefused "authority_details_refused" "HM Passport Office cannot be asked about these details: one breaks its rules. ({})";
        Unavailable AuthorityDocumentDoubtful "authority_document_doubtful" "HM Passport Office was not asked: the document looks tampered with or void. ({})";
        Unavailable AuthorityNoUsableAnswer "authority_no_usable_answer" "HM Passport Office gave no usable answer. ({})";
    }
    HeadTurn {
        Passed HeadTurned "head_turned_as_asked" "The head was turned as asked and in time; no frame that looks ahead shows another face.";
        Failed HeadTurnOfOtherChallenge "head_turn_of_other_challenge" "The recorded head turn answers another challenge, or one that was used before.";
        Failed HeadTurnTooLate "head_turn_too_late" "The head turn was recorded too late.";
        Failed HeadTurnedOtherwise "head_turned_otherwise" "The head was turned otherwise than asked.";
        Failed HeadTurnPaceWrong "head_turn_pace_wrong" "The times of the head turn cannot be right.";
        Failed HeadTurnOtherFace "head_turn_other_face" "The head turn shows another face than the selfie.";
        NotApplicable HeadTurnNotAsked "head_turn_not_asked" "No head turn was asked for.";
        Unavailable HeadTurnNotRecorded "head_turn_not_recorded" "The head turn that was asked for was not recorded.";
        Unavailable HeadTurnFaceLost "head_turn_face_lost" "The recorded head turn has frames without exactly one face.";
    }
    ScreenPattern {
        Passed NoScreenPattern "no_screen_pattern" "The selfie shows no pattern of a screen's pixels.";
        Failed ScreenPatternSeen "screen_pattern_seen" "The selfie shows the pattern of a screen's pixels.";
        NotApplicable ScreenPatternNotLookedFor "screen_pattern_not_looked_for" "This reader does not look for the pattern of a screen.";
        Unavailable ScreenPatternUntold "screen_pattern_untold" "The selfie is too small or too altered to show a screen's pixels.";
    }
    ImageReuse {
        Passed PicturesNew "pictures_new" "No other session sent these pictures.";
        Failed SamePicture "same_picture" "Another session sent the very same picture.";
        Failed NearCopyOfPicture "near_copy_of_picture" "Another session sent a picture that looks the same.";
        Unavailable PicturesNotCompared "pictures_not_compared" "The pictures were not compared with those of other sessions.";
    }
    CaptureSource {
        Passed NoOtherSource "no_other_source" "Nothing speaks against a camera on the spot.";
        Failed OtherSource "other_source" "Signs of another source than a camera: {}.";
        NotApplicable SourceUntold "source_untold" "This reader does not tell how the pictures were taken.";
    }
    DuplicatePerson {
        Passed NoFaceNear "no_face_near" "No face near this one among those of other sessions (the newest 50,000 are searched).";
        Failed FaceNear "face_near" "The face is near that of another session; a reviewer compares them.";
        NotApplicable FacesNotSearched "faces_not_searched" "Faces are not searched for among other sessions.";
        Unavailable FaceSearchNotPossible "face_search_not_possible" "The face could not be searched for among other sessions.";
    }
    ForgerySignals {
        Passed NoSignalRaised "no_signal_raised" "None of the signals of forgery that were assessed is raised.";
        Failed SignalsRaised "signals_raised" "Signals of forgery, none of them proof: {}.";
        NotApplicable SignalsNotLookedFor "signals_not_looked_for" "This reader does not look for signals of forgery.";
        Unavailable NoSignalAssessed "no_signal_assessed" "No signal of forgery could be assessed on these pictures.";
    }
    CountryAccepted {
        Passed IssuerAccepted "issuing_country_accepted" "The policy accepts documents of this country.";
        Failed IssuerRefused "issuing_country_refused" "The policy does not accept documents of this country.";
        NotApplicable EveryIssuerAccepted "every_issuing_country_accepted" "The policy accepts documents of every country.";
        Unavailable IssuerUnknown "issuing_country_unknown" "The issuing country is not known.";
    }
    IssuerConsistent {
        Passed IssuerAgrees "issuer_agrees" "The print and another source name the same issuer.";
        Failed IssuerDiffers "issuer_differs" "The sources name different issuers: {}.";
        NotApplicable IssuerUntold "issuer_untold" "This reader does not tell what each source says of the issuer.";
        Unavailable IssuerNotCompared "issuer_not_compared" "The issuer could not be compared between the print and another source.";
    }
    PortraitPresent {
        Passed PortraitFound "portrait_found" "The document shows a portrait.";
        Failed PortraitMissing "portrait_missing" "No portrait was found on the document.";
        NotApplicable PortraitNotCarried "portrait_not_carried" "What was handed in carries no portrait.";
        Unavailable PortraitNotLookedFor "portrait_not_looked_for" "Whether the document shows a portrait is not known.";
    }
    HolderAge {
        Passed AgeReached "age_reached" "The holder has the age that the policy asks for.";
        Failed AgeNotReached "age_not_reached" "The holder does not have the age that the policy asks for.";
        NotApplicable NoAgeAsked "no_age_asked" "The policy asks for no age.";
        Unavailable BirthDateUnknown "birth_date_unknown" "The birth date is not known.";
        Unavailable BirthDateDoubtful "birth_date_doubtful" "The sources differ on the birth date, or it cannot be right.";
    }
    DocumentReuse {
        Passed DocumentNew "document_new" "No other session handed in a document of this number.";
        Passed DocumentOfSameHolder "document_of_same_holder" "Another session handed in this document with the same holder.";
        Failed DocumentOfOtherHolder "document_of_other_holder" "Another session handed in a document of this number with another holder.";
        NotApplicable NoDocument "no_document" "No document was asked for.";
        Unavailable DocumentNotLookedUp "document_not_looked_up" "The document could not be looked for among other sessions.";
    }
    Attempts {
        Passed AttemptsFew "attempts_few" "The person needed {} of the {} tries that the policy takes for usual.";
        Failed AttemptsMany "attempts_many" "The person needed {} tries; the policy takes {} for usual.";
        Unavailable AttemptsUnknown "attempts_unknown" "How often the person tried is not known.";
    }
}
