use credence_documents::aamva::AamvaFlags;
use credence_documents::track_string::{TrackString, TrackStringError, decode_parts};
use credence_documents::{DocumentFields, FieldKey};
use credence_types::CalendarDate;
use credence_vision::face::FaceModels;

use crate::agreement::Agreement;
use crate::barcode::{self, Barcode};
use crate::examination::{DocumentFlags, Examination};
use crate::face::examine_faces;
use crate::field::{FieldSource, unconfirmed};
use crate::images::{self, Images};
use crate::refusal::{Refusal, RefusalCode};
use crate::requirements::{Source, source};
use crate::warning::ExaminationWarning;
use crate::zone::{self, Zone};
use crate::{Submission, document_type, validation};

/// Examines one request; without models no faces are compared. Takes up to seconds for the largest images: call it where blocking is
/// allowed.
///
/// # Errors
/// A [`Refusal`] when something that the settings and the kind of document require is missing or
/// cannot be used.
pub fn examine(
    submission: &Submission,
    today: CalendarDate,
    faces: Option<&FaceModels>,
) -> Result<Examination, Refusal> {
    let track = track(submission)?;
    let resolved = document_type::resolve(submission, track.as_ref(), today)?;
    let kind = resolved.kind;
    let images = images::load(submission, kind, track.is_some())?;
    let mut examination = Examination::unread(kind);
    match source(kind, submission.settings) {
        Source::Barcode => {
            let barcode = barcode::read(track.as_ref(), images.back.as_ref())?;
            take_barcode(&mut examination, barcode, today);
        }
        Source::Zone => {
            let image = images.of_zone(kind);
            if let Some(zone) = zone::read(kind, track.as_ref(), image, today)? {
                take_zone(&mut examination, &zone, submission, today);
            }
        }
        Source::Nothing => {}
    }
    examination.face = examine_faces(submission, &images, faces)?;
    conclude(&mut examination, submission, images, resolved.differs);
    Ok(examination)
}

/// Decodes the track string; an empty one is none.
fn track(submission: &Submission) -> Result<Option<TrackString>, Refusal> {
    let Some(sent) = &submission.track_string else {
        return Ok(None);
    };
    if source(submission.document_type, submission.settings) == Source::Nothing {
        return Ok(None);
    }
    let parameters = sent
        .barcode_parameters
        .as_ref()
        .map(|text| text.expose().as_str());
    match decode_parts(sent.data.expose(), parameters) {
        Ok(track) => Ok(Some(track)),
        Err(TrackStringError::Empty) => Ok(None),
        Err(error @ (TrackStringError::TooLong | TrackStringError::NotBase64)) => {
            let message = format!("The barcode's text that was sent cannot be used: {error}.");
            Err(Refusal::new(RefusalCode::TrackStringParserError, message))
        }
    }
}

fn take_barcode(examination: &mut Examination, barcode: Barcode, today: CalendarDate) {
    let Barcode {
        document,
        agreement,
    } = barcode;
    examination.fields = unconfirmed(&document.fields, FieldSource::Barcode);
    examination.is_expired = is_expired(&document.fields, document.flags.never_expires, today);
    examination.is_pdf417_success = Some(true);
    examination.flags = flags(&document.flags);
    examination.is_data_fields_tampered = (agreement == Agreement::Different).then_some(true);
    examination.tests = validation::of_barcode(&document);
    examination
        .tests
        .push(agreement.sighting_test("BarcodeOnImage", "Barcode seen on the image"));
    examination.tests.push(agreement.comparison_test());
    examination.warnings.extend(
        document
            .warnings
            .into_iter()
            .map(ExaminationWarning::Barcode),
    );
}

fn take_zone(
    examination: &mut Examination,
    zone: &Zone,
    submission: &Submission,
    today: CalendarDate,
) {
    let Zone {
        document,
        agreement,
        legibility,
    } = zone;
    let found = document_type::by_zone(document, submission.document_type);
    if found != submission.document_type && *agreement == Agreement::ImageAlone {
        examination
            .warnings
            .push(ExaminationWarning::DocumentTypeDiffers);
        if submission.settings.is_doc_type_change_enabled {
            examination.document_type = found;
        }
    }
    examination.fields = unconfirmed(&document.fields, FieldSource::Mrz);
    examination.is_expired = is_expired(&document.fields, false, today);
    examination.is_mrz_success = Some(document.is_every_check_passed());
    examination.is_data_fields_tampered = (*agreement == Agreement::Different).then_some(true);
    examination.tests = validation::of_zone(document);
    examination
        .tests
        .push(agreement.sighting_test("MrzOnImage", "Machine-readable zone seen on the image"));
    examination.tests.push(zone::legibility_test(*legibility));
    examination.tests.push(agreement.comparison_test());
    examination
        .warnings
        .extend(document.flags.iter().copied().map(ExaminationWarning::Zone));
}

fn is_expired(fields: &DocumentFields, never_expires: bool, today: CalendarDate) -> Option<bool> {
    match fields.date(FieldKey::Expires) {
        Some(last_day) => Some(last_day < today),
        None if never_expires => Some(false),
        None => None,
    }
}

const fn flags(flags: &AamvaFlags) -> DocumentFlags {
    DocumentFlags {
        is_drivers_license_real_id: flags.is_real_id,
        is_commercial_drivers_license: flags.is_commercial,
        is_veteran: flags.is_veteran,
        is_donor: flags.is_donor,
        is_limited_duration_document: flags.is_limited_duration,
        is_non_domicile: flags.is_non_domiciled,
        is_enhanced_credential: flags.is_enhanced,
        is_permit: flags.is_permit,
    }
}

/// Adds what holds for every kind of document.
fn conclude(examination: &mut Examination, submission: &Submission, images: Images, differs: bool) {
    examination
        .tests
        .extend(images.qualities.iter().map(validation::of_image));
    examination.image_qualities = images.qualities;
    examination.warnings.extend(images.warnings);
    if differs {
        examination
            .warnings
            .push(ExaminationWarning::DocumentTypeDiffers);
    }
    let is_read = source(submission.document_type, submission.settings) != Source::Nothing;
    if submission.track_string.is_some() && !is_read {
        examination
            .warnings
            .push(ExaminationWarning::TrackStringNotNeeded);
    }
    if submission.settings.is_cross_match_required {
        examination
            .warnings
            .push(ExaminationWarning::CrossMatchNotAssessed);
    }
}
