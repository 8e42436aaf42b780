use credence_documents::aamva::{self, AamvaDocument};
use credence_documents::track_string::TrackString;
use credence_types::CaptureStep;
use credence_vision::barcode::{BarcodeReading, Sighting, join_segments};
use credence_vision::quality::Detail;

use crate::agreement::Agreement;
use crate::photograph::Photograph;
use crate::refusal::{Refusal, RefusalCode};
use crate::retake::RetakeReason;

/// A licence's barcode and where it came from.
#[derive(Debug)]
pub(crate) struct Barcode {
    pub(crate) document: AamvaDocument,
    pub(crate) agreement: Agreement,
    /// The picture that shows this very barcode.
    pub(crate) image: Option<CaptureStep>,
}

/// Whether the barcode of a licence can be read on it.
pub(crate) fn has_licence(image: &Photograph) -> bool {
    !licences(&image.barcodes().readings).is_empty()
}

/// What the image of the back shows.
enum Shown {
    NoImage,
    /// No barcode that can be read, and where one is to be seen all the same.
    NoBarcode(Option<Sighting>),
    OtherBarcode,
    /// The barcodes of different licences.
    Several,
    Licence(Box<AamvaDocument>),
}

/// Reads the barcode from the track string and the image and holds them against each other.
pub(crate) fn read(
    track: Option<&TrackString>,
    back: Option<&Photograph>,
) -> Result<Barcode, Refusal> {
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
        Shown::Several => (
            sent,
            Agreement::TrackAlone("the image shows the barcodes of several licences"),
        ),
        Shown::OtherBarcode => {
            return Ok(Barcode {
                document: sent,
                agreement: Agreement::Different,
                image: None,
            });
        }
        Shown::Licence(shown) if shown.elements == sent.elements => (sent, Agreement::Same),
        Shown::Licence(shown) => (*shown, Agreement::Different),
    };
    Ok(Barcode {
        document,
        image: back
            .map(|back| back.step)
            .filter(|_| matches!(agreement, Agreement::Same | Agreement::Different)),
        agreement,
    })
}

fn from_image(shown: Shown, back: Option<&Photograph>) -> Result<Barcode, Refusal> {
    match shown {
        Shown::Licence(document) => Ok(Barcode {
            document: *document,
            agreement: Agreement::ImageAlone,
            image: back.map(|back| back.step),
        }),
        Shown::OtherBarcode => Err(Refusal {
            reasons: vec![RetakeReason::UnsupportedDocument],
            ..Refusal::new(
                RefusalCode::TrackStringParserError,
                "A barcode was read, but it is not the barcode of a driving licence or identity \
                 card.",
            )
        }),
        Shown::Several => Err(Refusal::new(
            RefusalCode::Pdf417Error,
            "The photograph of the back shows the barcodes of several licences. Photograph one alone.",
        )),
        Shown::NoBarcode(seen) => Err(unread(back, seen)),
        Shown::NoImage => Err(unread(back, None)),
    }
}

fn unread(back: Option<&Photograph>, seen: Option<Sighting>) -> Refusal {
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

fn shown(back: &Photograph) -> Shown {
    let scan = back.barcodes();
    let mut licences = licences(&scan.readings).into_iter();
    match licences.next() {
        // Two of them, one licence printed on or laid beside another: which is meant is not seen.
        Some(first) if licences.any(|other| other.elements != first.elements) => Shown::Several,
        Some(document) => Shown::Licence(Box::new(document)),
        None if scan.readings.is_empty() => Shown::NoBarcode(scan.sighting),
        None => Shown::OtherBarcode,
    }
}

/// The licences that symbols hold, each one of its own or all parts of a divided message together.
fn licences(readings: &[BarcodeReading]) -> Vec<AamvaDocument> {
    let (parts, whole): (Vec<&BarcodeReading>, Vec<&BarcodeReading>) = readings
        .iter()
        .partition(|reading| reading.segment.is_some());
    let joined = join_segments(parts).ok();
    let texts = whole.iter().map(|reading| reading.bytes.expose());
    let joined = joined.as_ref().map(|message| message.bytes.expose());
    let texts = texts.chain(joined);
    texts.filter_map(|text| aamva::parse(text).ok()).collect()
}

#[cfg(test)]
mod tests {
    use credence_testkit::document::{LicenceBackOptions, licence_back};
    use credence_types::Redacted;
    use credence_vision::barcode::{Method, Point, Segment};

    use super::*;

    fn symbol(bytes: &[u8], part: Option<u32>) -> BarcodeReading {
        BarcodeReading {
            bytes: Redacted::new(bytes.to_vec()),
            character_sets: Vec::new(),
            segment: part.map(|index| Segment {
                index,
                file_id: "017".to_owned(),
                is_last: index == 1,
                count: Some(2),
            }),
            corners: [Point::new(0.0, 0.0); 4],
            module_width: None,
            layout: None,
            method: Method::Grid,
        }
    }

    fn text(seed: u64) -> Vec<u8> {
        let back = licence_back(seed, &LicenceBackOptions::default()).unwrap();
        back.barcode.bytes
    }

    #[test]
    fn parts_make_a_licence_together_and_none_alone() {
        let text = text(3);
        let (front, rest) = text.split_at(text.len() / 2);
        let both = [symbol(rest, Some(1)), symbol(front, Some(0))];
        let joined = licences(&both);
        assert_eq!(joined.len(), 1);
        assert_eq!(joined[0].elements, aamva::parse(&text).unwrap().elements);
        assert!(licences(&both[1..]).is_empty());
    }

    #[test]
    fn every_licence_in_a_picture_counts() {
        let one = symbol(&text(3), None);
        let other = symbol(&text(4), None);
        let found = licences(&[one.clone(), one, other]);
        assert_eq!(found[0].elements, found[1].elements);
        assert!(found.len() == 3 && found[2].elements != found[0].elements);
    }
}
