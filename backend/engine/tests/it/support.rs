//! Drawn documents and submissions of them.

use credence_engine::{Examination, Refusal, Settings, Submission, SubmittedTrack};
use credence_testkit::barcode::{Pdf417Options, encode_pdf417};
use credence_testkit::document::{Drawing, LicenceBack, LicenceBackOptions, licence_back};
use credence_testkit::scene::{
    Encoding, Magnification, SceneOptions, encode_picture, photograph, photograph_nothing,
};
use credence_types::{CalendarDate, DocumentType, Redacted};

pub(crate) fn today() -> CalendarDate {
    credence_testkit::person::reference_day()
}

/// Examines without a face model.
pub(crate) fn examine(
    submission: &Submission,
    today: CalendarDate,
) -> Result<Examination, Refusal> {
    credence_engine::examine(submission, today, None)
}

/// A drawn back.
pub(crate) fn back(seed: u64) -> LicenceBack {
    licence_back(seed, &LicenceBackOptions::default()).unwrap()
}

/// A photograph of it, tilted as by hand, at 3 pixels to a module.
pub(crate) fn photo(back: &LicenceBack, seed: u64) -> Vec<u8> {
    let options = SceneOptions {
        magnification: Magnification::PixelsPerModule(3.0),
        ..SceneOptions::phone(seed)
    };
    photograph(&back.drawing, &options).unwrap().bytes
}

/// A photograph of a travel document, as by a careful hand.
pub(crate) fn photographed(drawing: &Drawing, seed: u64) -> Vec<u8> {
    photograph(drawing, &SceneOptions::phone(seed))
        .unwrap()
        .bytes
}

/// A photograph in which nothing can be read, for front and face.
pub(crate) fn plain_photo() -> Vec<u8> {
    photograph_nothing(&SceneOptions::flat()).unwrap()
}

/// A submission that needs the back alone.
pub(crate) fn back_only(kind: DocumentType) -> Submission {
    let mut submission = Submission::new(kind);
    submission.settings = Settings {
        is_ocr_enabled: false,
        is_face_match_enabled: false,
        ..Settings::default()
    };
    submission
}

/// The bytes as a page's decoder sends them.
pub(crate) fn track(bytes: &[u8]) -> SubmittedTrack {
    let data = base64_simd::STANDARD.encode_to_string(bytes);
    SubmittedTrack {
        data: Redacted::new(data),
        barcode_parameters: None,
    }
}

/// A picture of a symbol that holds the bytes, alone on white.
pub(crate) fn symbol(bytes: &[u8]) -> Vec<u8> {
    const MODULE: usize = 4;
    const MARGIN: usize = 40;
    let options = Pdf417Options {
        columns: 8,
        rows: None,
        error_correction_level: 4,
    };
    let matrix = encode_pdf417(bytes, &options).unwrap();
    let mut picture = back(1).drawing.picture;
    let width = picture.width() as usize;
    let pixels: &mut [u8] = &mut picture;
    pixels.fill(255);
    for (y, row) in matrix.rows().iter().enumerate() {
        for (x, _) in row.iter().enumerate().filter(|(_, is_dark)| **is_dark) {
            for line in 0..3 * MODULE {
                let at = (MARGIN + y * 3 * MODULE + line) * width + MARGIN + x * MODULE;
                pixels[3 * at..3 * (at + MODULE)].fill(20);
            }
        }
    }
    encode_picture(&picture, Encoding::Png, None).unwrap()
}
