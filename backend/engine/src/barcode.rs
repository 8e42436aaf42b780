use credence_documents::aamva::{self, AamvaDocument};
use credence_documents::track_string::TrackString;
use credence_vision::barcode::{Sighting, scan_pdf417};
use credence_vision::quality::Detail;

use crate::agreement::Agreement;
use crate::images::Loaded;
use crate::refusal::{Refusal, RefusalCode};
use crate::retake::RetakeReason;

/// A licence's barcode and where it came from.
#[derive(Debug)]
pub(crate) struct Barcode {
    pub(crate) document: AamvaDocument,
    pub(crate) agreement: Agreement,
}

/// What the image of the back shows.
enum Shown {
    NoImage,
    /// No barcode that can be read, and where one is to be seen all the same.
    NoBarcode(Option<Sighting>),
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
        Shown::NoBarcode(_) => (
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
        Shown::OtherBarcode => Err(Refusal {
            reasons: vec![RetakeReason::UnsupportedDocument],
            ..Refusal::new(
                RefusalCode::TrackStringParserError,
                "A barcode was read, but it is not the barcode of a driving licence or identity \
                 card.",
            )
        }),
        Shown::NoBarcode(seen) => Err(unread(back, seen)),
        Shown::NoImage => Err(unread(back, None)),
    }
}

fn unread(back: Option<&Loaded>, seen: Option<Sighting>) -> Refusal {
    let seen = seen.map(|seen| {
        let detail = Detail::Module(seen.module_width);
        (seen.corners, detail, seen.touches_border)
    });
    Refusal::unreadable(
        RefusalCode::Pdf417Error,
        "No barcode could be read on the photograph of the back.",
        back.map(|back| back.retake_reasons(seen))
            .unwrap_or_default(),
    )
}

fn shown(back: &Loaded) -> Shown {
    let scan = scan_pdf417(&back.picture);
    let licence = scan
        .readings
        .iter()
        .find_map(|reading| aamva::parse(reading.bytes.expose()).ok());
    match licence {
        Some(document) => Shown::Licence(Box::new(document)),
        None if scan.readings.is_empty() => Shown::NoBarcode(scan.sighting),
        None => Shown::OtherBarcode,
    }
}
