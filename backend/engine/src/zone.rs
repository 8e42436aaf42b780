use credence_documents::mrz::{self, MrzDocument};
use credence_documents::track_string::TrackString;
use credence_types::{CalendarDate, CaptureStep, DocumentType};
use credence_vision::mrz::{Doubt, MrzReading, MrzSighting};
use credence_vision::quality::Detail;

use crate::agreement::Agreement;
use crate::photograph::Photograph;
use crate::refusal::{Refusal, RefusalCode};
use crate::validation::ValidationTest;

/// A machine-readable zone and where it came from.
#[derive(Debug)]
pub(crate) struct Zone {
    pub(crate) document: MrzDocument,
    pub(crate) agreement: Agreement,
    /// Whether every character on the image was plain.
    pub(crate) legibility: Legibility,
    /// The picture that shows this very zone.
    pub(crate) image: Option<CaptureStep>,
}

/// How well the zone could be read on the image.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Legibility {
    /// Every character is certain.
    Plain,
    /// The check digits are right, but a character that they may not cover is not certain.
    Doubtful,
    /// It was not read on an image.
    Unread,
}

/// What the image shows.
enum Shown<'a> {
    Nothing,
    /// Lines that cannot be read well enough to tell a misreading from a forgery, and where.
    Unclear(Option<MrzSighting>),
    Read(&'a MrzReading),
}

/// Reads the zone from the image and the track string and holds them against each other. None for a
/// document that may have no zone and shows none.
pub(crate) fn read(
    kind: DocumentType,
    track: Option<&TrackString>,
    image: Option<&Photograph>,
    today: CalendarDate,
) -> Result<Option<Zone>, Refusal> {
    let shown = image.map_or(Shown::Nothing, |image| shown(image, today));
    let Some(track) = track else {
        return from_image(kind, shown, image);
    };
    let sent = mrz::parse(track.text().expose(), today).map_err(|error| {
        let message = format!("The machine-readable lines that were sent cannot be used: {error}.");
        Refusal::new(RefusalCode::TrackStringParserError, message)
    })?;
    let unread = |document, why| Zone {
        document,
        agreement: Agreement::TrackAlone(why),
        legibility: Legibility::Unread,
        image: None,
    };
    Ok(Some(match shown {
        Shown::Nothing if image.is_none() => unread(sent, "there is no image of the zone"),
        Shown::Nothing => unread(sent, "the image shows no machine-readable lines"),
        Shown::Unclear(_) => unread(sent, UNCLEAR),
        Shown::Read(reading) if *reading.lines() == sent.lines => {
            by_image(reading, image, Agreement::Same)
        }
        // Only what was read for certain can contradict.
        Shown::Read(reading) if reading.doubts.contains(&Doubt::UncertainCharacter) => {
            unread(sent, UNCLEAR)
        }
        Shown::Read(reading) => by_image(reading, image, Agreement::Different),
    }))
}

const UNCLEAR: &str = "the image's machine-readable lines are not clear";

fn shown(image: &Photograph, today: CalendarDate) -> Shown<'_> {
    let outcome = image.zone(today);
    let Some(reading) = &outcome.reading else {
        return match outcome.sighting {
            Some(sighting) => Shown::Unclear(Some(sighting)),
            None => Shown::Nothing,
        };
    };
    let is_unclear = [Doubt::UncertainCharacter, Doubt::CheckDigits]
        .iter()
        .all(|doubt| reading.doubts.contains(doubt));
    if is_unclear {
        Shown::Unclear(outcome.sighting)
    } else {
        Shown::Read(reading)
    }
}

fn from_image(
    kind: DocumentType,
    shown: Shown<'_>,
    image: Option<&Photograph>,
) -> Result<Option<Zone>, Refusal> {
    match shown {
        Shown::Read(reading) => Ok(Some(by_image(reading, image, Agreement::ImageAlone))),
        // Many national cards have no zone.
        Shown::Nothing if kind == DocumentType::InternationalId || image.is_none() => Ok(None),
        Shown::Nothing => Err(unreadable(
            "No machine-readable lines were found on the photograph.",
            image,
            None,
        )),
        Shown::Unclear(sighting) => Err(unreadable(
            "The machine-readable lines could not be read clearly.",
            image,
            sighting,
        )),
    }
}

fn unreadable(what: &str, image: Option<&Photograph>, sighting: Option<MrzSighting>) -> Refusal {
    let seen = sighting.map(|sighting| {
        let detail = Detail::Character(sighting.pixels_per_character);
        (sighting.corners, detail, false)
    });
    let reasons = image
        .map(|image| image.retake_reasons(seen))
        .unwrap_or_default();
    Refusal::unreadable(RefusalCode::MrzOcrError, what, reasons)
}

/// The zone of an enhanced licence, which has one beside its barcode; only one that is certain.
pub(crate) fn beside_barcode(image: &Photograph, today: CalendarDate) -> Option<Zone> {
    let reading = image.zone(today).reading.as_ref()?;
    reading
        .is_accepted()
        .then(|| by_image(reading, Some(image), Agreement::ImageAlone))
}

fn by_image(reading: &MrzReading, image: Option<&Photograph>, agreement: Agreement) -> Zone {
    let is_doubtful = reading.doubts.contains(&Doubt::UncertainCharacter);
    Zone {
        document: reading.document.clone(),
        agreement,
        image: image.map(|image| image.step),
        legibility: if is_doubtful {
            Legibility::Doubtful
        } else {
            Legibility::Plain
        },
    }
}

/// Whether every character was plain, as a check: names and states have no check digit, so this is
/// all that speaks for them.
pub(crate) fn legibility_test(legibility: Legibility) -> ValidationTest {
    let (name, display_name) = ("MrzCharacters", "Characters of the machine-readable zone");
    match legibility {
        Legibility::Plain => ValidationTest::passed(name, display_name),
        Legibility::Doubtful => {
            ValidationTest::not_run(name, display_name, "a character is not certain")
        }
        Legibility::Unread => {
            ValidationTest::not_run(name, display_name, "it was not read on an image")
        }
    }
}
