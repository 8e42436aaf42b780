use credence_documents::aamva::AamvaFlags;
use credence_documents::printed::DocumentLayout;
use credence_documents::track_string::{TrackString, TrackStringError, decode_parts};
use credence_documents::{DocumentFields, FieldKey};
use credence_types::CalendarDate;
use credence_vision::face::FaceModels;

use crate::agreement::Agreement;
use crate::barcode::Barcode;
use crate::cross_check::{Coded, Outcome, Print, cross_check, tests_of};
use crate::document_confidence::document_confidence;
use crate::examination::{DocumentFlags, Examination};
use crate::face::examine_faces;
use crate::forgery::signals_of;
use crate::images::{self, Images};
use crate::photograph::Photograph;
use crate::read_document::{CodedSources, read_document};
use crate::refusal::{Refusal, RefusalCode};
use crate::requirements::{Source, source};
use crate::rules::{Sources, rules};
use crate::validation::{TestStatus, ValidationTest};
use crate::warning::ExaminationWarning;
use crate::zone::{self, Zone};
use crate::{Submission, document_type, validation};

/// Examines one request; without models no faces are compared. Takes up to seconds for the largest
/// images: call it where blocking is allowed.
///
/// # Errors
/// A [`Refusal`] when something that the settings and the kind of document require is missing or
/// cannot be used.
pub fn examine(
    submission: &Submission,
    today: CalendarDate,
    faces: Option<&FaceModels>,
) -> Result<Examination, Refusal> {
    examine_read(submission, Vec::new(), today, faces)
}

/// The same where photographs were decoded already: each stands for the image file of its step. What
/// was read of them counts even where [`examine`] had not looked for it; where they were taken is not
/// told, as their files would.
///
/// # Errors
/// As for [`examine`].
pub fn examine_read(
    submission: &Submission,
    photographs: Vec<Photograph>,
    today: CalendarDate,
    faces: Option<&FaceModels>,
) -> Result<Examination, Refusal> {
    let track = track(submission)?;
    let resolved = document_type::resolve(submission, track.as_ref(), today)?;
    let kind = resolved.kind;
    let mut images = images::load(submission, photographs, kind, track.is_some())?;
    let coded = read_document(submission, kind, track.as_ref(), &mut images, today)?;
    let mut examination = Examination::unread(coded.kind);
    if let Some(barcode) = &coded.barcode {
        take_barcode(&mut examination, barcode, today);
    }
    if let Some(zone) = &coded.zone {
        take_zone(&mut examination, zone, submission, today);
    }
    hold_together(&mut examination, &coded, submission, &images, today);
    examination.forgery = signals_of(&images);
    examination.face = examine_faces(submission, &images, faces)?;
    conclude(
        &mut examination,
        submission,
        images,
        resolved.differs || coded.kind != kind,
    );
    Ok(examination)
}

/// Reads the print, holds all sources against each other and against their rules.
fn hold_together(
    examination: &mut Examination,
    coded: &CodedSources,
    submission: &Submission,
    images: &Images,
    today: CalendarDate,
) {
    let is_print_read = submission.settings.is_ocr_enabled && images.front.is_some();
    let print =
        is_print_read.then(|| Print::read(printed_images(images, coded), layout(coded), today));
    let barcode = coded.barcode.as_ref();
    let zone = coded.zone.as_ref();
    let barcode_first = barcode.map(|barcode| Coded::of_barcode(barcode, images));
    let sources: Vec<Coded<'_>> = barcode_first
        .into_iter()
        .chain(zone.map(|zone| Coded::of_zone(zone, images)))
        .collect();
    let checked = cross_check(&sources, print.as_ref());
    let printed = print.as_ref().map(Print::certain_fields);
    let report = rules(
        Sources {
            barcode,
            zone,
            printed: printed.as_ref(),
        },
        today,
    );
    if let (true, Some(printed)) = (sources.is_empty(), &printed) {
        examination.is_expired = is_expired(printed, false, today);
    }
    let is_any = |outcome| checked.comparisons.iter().any(|own| own.outcome == outcome);
    if is_any(Outcome::Mismatch) {
        examination.is_data_fields_tampered = Some(true);
    }
    if submission.settings.is_cross_match_required
        && !is_any(Outcome::Match)
        && !is_any(Outcome::Mismatch)
    {
        let warning = ExaminationWarning::CrossMatchNotAssessed;
        examination.warnings.push(warning);
    }
    examination.is_ocr_success = print.as_ref().map(Print::is_read);
    examination.tests.extend(tests_of(&checked));
    let is_failed = |test: &ValidationTest| test.status == TestStatus::Failed;
    let is_rule_broken = report.tests.iter().any(is_failed)
        || examination.is_mrz_success == Some(false)
        || [
            barcode.map(|own| own.agreement),
            zone.map(|own| own.agreement),
        ]
        .contains(&Some(Agreement::Different));
    examination.document_confidence = document_confidence(&checked.fields, is_rule_broken);
    examination.fields = checked.fields;
    examination.tests.extend(report.tests);
    examination.warnings.extend(report.warnings);
}

/// The front, and the back of a card whose zone is there and which no barcode tells of: what else it
/// prints belongs to the person.
fn printed_images<'a>(
    images: &'a Images,
    coded: &CodedSources,
) -> impl Iterator<Item = &'a Photograph> {
    let back = images.back.as_ref();
    let with_zone = back.filter(|back| back.zone_seen().is_some() && coded.barcode.is_none());
    images.front.iter().chain(with_zone)
}

fn layout(coded: &CodedSources) -> DocumentLayout {
    match (&coded.barcode, &coded.zone) {
        (Some(_), _) => DocumentLayout::NorthAmericanCard,
        (None, Some(_)) => DocumentLayout::TravelDocument,
        (None, None) => DocumentLayout::Any,
    }
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

fn take_barcode(examination: &mut Examination, barcode: &Barcode, today: CalendarDate) {
    let Barcode {
        document,
        agreement,
        ..
    } = barcode;
    examination.is_expired = is_expired(&document.fields, document.flags.never_expires, today);
    examination.is_pdf417_success = Some(true);
    examination.flags = flags(&document.flags);
    examination.is_data_fields_tampered = (*agreement == Agreement::Different).then_some(true);
    examination.tests = validation::of_barcode(document);
    examination
        .tests
        .push(agreement.sighting_test("BarcodeOnImage", "Barcode seen on the image"));
    examination.tests.push(agreement.comparison_test());
    examination.warnings.extend(
        document
            .warnings
            .iter()
            .copied()
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
        ..
    } = zone;
    let found = document_type::by_zone(document, submission.document_type);
    // Beside a barcode, as on an enhanced licence, the zone takes nothing off what the barcode says.
    let is_alone = examination.is_pdf417_success.is_none();
    let is_other = found != submission.document_type && *agreement == Agreement::ImageAlone;
    if is_alone && is_other {
        examination
            .warnings
            .push(ExaminationWarning::DocumentTypeDiffers);
        if submission.settings.is_doc_type_change_enabled {
            examination.document_type = found;
        }
    }
    let is_past = is_expired(&document.fields, false, today);
    examination.is_expired = match (examination.is_expired, is_past) {
        (Some(one), Some(other)) => Some(one || other),
        (one, other) => one.or(other),
    };
    examination.is_mrz_success = Some(document.is_every_check_passed());
    if *agreement == Agreement::Different {
        examination.is_data_fields_tampered = Some(true);
    }
    examination.tests.extend(validation::of_zone(document));
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
    if differs
        && !examination
            .warnings
            .contains(&ExaminationWarning::DocumentTypeDiffers)
    {
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
}
