//! What the service would know of a drawn photograph before it asks for signals of forgery.

use std::error::Error;

use credence_testkit::geometry::Quad as DrawnQuad;
use credence_testkit::person::reference_day;
use credence_testkit::scene::Photograph;
use credence_testkit::tamper::{self, Tampering, honest_phone};
use credence_vision::barcode::{BarcodeReading, read_pdf417};
use credence_vision::mrz::{MrzReading, read_mrz};
use credence_vision::outline::locate;
use credence_vision::signs::DocumentScene;
use credence_vision::{DecodeError, Picture, Point, Quad, decode};

/// A photograph, and what was changed in it.
pub(crate) struct Sample {
    pub(crate) photo: Photograph,
    area: Option<Quad>,
}

pub(crate) fn honest(number: u64) -> Result<Sample, Box<dyn Error>> {
    let photo = honest_phone(number)?;
    Ok(Sample { photo, area: None })
}

pub(crate) fn tampered(tampering: Tampering, number: u64) -> Result<Sample, Box<dyn Error>> {
    let tampered = tamper::tampered(tampering, number)?;
    Ok(Sample {
        photo: tampered.photo,
        area: tampered.area.as_ref().map(quad),
    })
}

impl Sample {
    /// Whether the middle of what a signal points at lies in what was changed, or the other way
    /// round; true where either is the whole.
    pub(crate) fn is_pointed_at(&self, area: Option<&Quad>) -> bool {
        let (Some(area), Some(changed)) = (area, &self.area) else {
            return true;
        };
        area.contains(changed.centre()) || changed.contains(area.centre())
    }
}

/// Pixels begin at their middle here, at their corner in drawings.
fn quad(drawn: &DrawnQuad) -> Quad {
    Quad(
        drawn
            .0
            .map(|corner| Point::new(corner.x - 0.5, corner.y - 0.5)),
    )
}

/// A photograph that was read.
pub(crate) struct ReadPhotograph {
    pub(crate) picture: Picture,
    outline: Option<Quad>,
    portrait: Option<Quad>,
    zone: Option<MrzReading>,
    barcode: Option<BarcodeReading>,
}

impl ReadPhotograph {
    /// Outline, zone and barcode as the readers find them; the portrait's box is the true one,
    /// since whoever finds it is no part of this.
    ///
    /// # Errors
    /// When the file is no picture.
    pub(crate) fn read(photo: &Photograph) -> Result<Self, DecodeError> {
        let picture = decode(&photo.bytes)?;
        let has_zone = !photo.truth.mrz_lines.is_empty();
        let has_barcode = photo.truth.barcode.is_some();
        Ok(Self {
            outline: locate(&picture).map(|outline| outline.quad),
            portrait: photo.truth.portrait.as_ref().map(quad),
            zone: has_zone
                .then(|| read_mrz(&picture, reference_day()).reading)
                .flatten(),
            barcode: has_barcode
                .then(|| read_pdf417(&picture).into_iter().next())
                .flatten(),
            picture,
        })
    }

    /// What is handed to the signals.
    pub(crate) fn scene(&self) -> DocumentScene<'_> {
        DocumentScene {
            picture: &self.picture,
            outline: self.outline,
            portrait: self.portrait,
            zone: self.zone.as_ref(),
            barcode: self.barcode.as_ref(),
        }
    }
}
