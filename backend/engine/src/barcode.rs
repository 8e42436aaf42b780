use credence_documents::aamva::{self, AamvaDocument};
use credence_documents::track_string::TrackString;
use credence_vision::barcode::read_pdf417;

use crate::images::{Loaded, faults};
use crate::refusal::{Refusal, RefusalCode};
use crate::validation::ValidationTest;

/// A licence's barcode and where it came from.
#[derive(Debug)]
pub(crate) struct Barcode {
    pub(crate) document: AamvaDocument,
    pub(crate) agreement: Agreement,
}

/// Whether the track string says what the image's barcode says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Agreement {
    /// Every element is the same.
    Same,
    /// They differ, or the image shows another barcode altogether.
    Different,
    /// No track string was sent.
    ImageAlone,
    /// The image shows no barcode that could be read, for this reason.
    TrackAlone(&'static str),
}

/// What the image of the back shows.
enum Shown {
    NoImage,
    NoBarcode,
    OtherBarcode,
    Licence(Box<AamvaDocument>),
}

/// Reads the barcode from the track string and the image and holds them against each other.
pub(crate) fn read(track: Option<&TrackString>, back: Option<&Loaded>) -> Result<Barcode, Refusal> {
    let shown = back.map_or(Shown::NoImage, shown);
    let Some(track) = track else {
        return from_image(shown, back);
    };
    let sent = aamva::parse(track.bytes.expose()).map_err(|error| {
        let message = format!("The barcode's text that was sent cannot be used: it is {error}.");
        Refusal::new(RefusalCode::TrackStringParserError, message)
    })?;
    let (document, agreement) = match shown {
        Shown::NoImage => (sent, Agreement::TrackAlone("there is no image of the back")),
        Shown::NoBarcode => (
            sent,
            Agreement::TrackAlone("the image's barcode cannot be read"),
        ),
        Shown::OtherBarcode => (sent, Agreement::Different),
        Shown::Licence(shown) if shown.elements == sent.elements => (sent, Agreement::Same),
        Shown::Licence(shown) => (*shown, Agreement::Different),
    };
    Ok(Barcode {
        document,
        agreement,
    })
}

fn from_image(shown: Shown, back: Option<&Loaded>) -> Result<Barcode, Refusal> {
    match shown {
        Shown::Licence(document) => Ok(Barcode {
            document: *document,
            agreement: Agreement::ImageAlone,
        }),
        Shown::OtherBarcode => Err(Refusal::new(
            RefusalCode::TrackStringParserError,
            "A barcode was read, but it is not the barcode of a driving licence or identity card.",
        )),
        Shown::NoBarcode | Shown::NoImage => Err(Refusal::new(
            RefusalCode::Pdf417Error,
            format!(
                "No barcode could be read on the photograph of the back. {}",
                advice(back)
            ),
        )),
    }
}

fn shown(back: &Loaded) -> Shown {
    let readings = read_pdf417(&back.picture);
    let licence = readings
        .iter()
        .find_map(|reading| aamva::parse(reading.bytes.expose()).ok());
    match licence {
        Some(document) => Shown::Licence(Box::new(document)),
        None if readings.is_empty() => Shown::NoBarcode,
        None => Shown::OtherBarcode,
    }
}

/// What the person can do, by what is wrong with the picture.
fn advice(back: Option<&Loaded>) -> String {
    let advice: Vec<&str> = back
        .into_iter()
        .flat_map(|back| faults(&back.quality))
        .map(|fault| fault.advice())
        .collect();
    if advice.is_empty() {
        return "Show the whole back of the card, with the barcode in full.".to_owned();
    }
    format!("Take it again: {}.", advice.join(", "))
}

/// The comparison as a check.
pub(crate) fn agreement_test(agreement: Agreement) -> ValidationTest {
    let (name, display_name) = ("TrackStringMatchesImage", "Track string against image");
    match agreement {
        Agreement::Same => ValidationTest::passed(name, display_name),
        Agreement::ImageAlone => {
            ValidationTest::not_run(name, display_name, "no track string was sent")
        }
        Agreement::TrackAlone(why) => ValidationTest::not_run(name, display_name, why),
        Agreement::Different => differs(name, display_name),
    }
}

/// Whether the barcode was seen: a track string is the word of whoever holds the page, and says
/// nothing about a card.
pub(crate) fn sighting_test(agreement: Agreement) -> ValidationTest {
    let (name, display_name) = ("BarcodeOnImage", "Barcode seen on the image");
    match agreement {
        Agreement::Same | Agreement::ImageAlone => ValidationTest::passed(name, display_name),
        Agreement::TrackAlone(why) => ValidationTest::not_run(name, display_name, why),
        Agreement::Different => differs(name, display_name),
    }
}

fn differs(name: &'static str, display_name: &'static str) -> ValidationTest {
    let reason = "the barcode on the image is not the one that was sent".to_owned();
    ValidationTest::by_reasons(name, display_name, &[reason])
}
