//! Drawn photographs, with what is printed on them.

use credence_testkit::document::{LicenceBackOptions, licence_back};
use credence_testkit::scene::{Magnification, SceneOptions, photograph};
use credence_tests::Photographs;

/// A photograph of a licence's back and the document number in its barcode.
pub(crate) struct DrawnBack {
    pub(crate) image: Vec<u8>,
    pub(crate) number: String,
    pub(crate) family_name: String,
}

pub(crate) fn drawn_back(seed: u64) -> DrawnBack {
    let back = licence_back(seed, &LicenceBackOptions::default()).unwrap();
    let options = SceneOptions {
        magnification: Magnification::PixelsPerModule(2.5),
        ..SceneOptions::phone(seed)
    };
    let photo = photograph(&back.drawing, &options).unwrap();
    DrawnBack {
        image: photo.bytes,
        number: back.record.number.clone(),
        family_name: back.record.family_name.clone(),
    }
}

pub(crate) fn only_back(image: Vec<u8>) -> Photographs {
    Photographs {
        back: Some(image),
        ..Photographs::default()
    }
}
