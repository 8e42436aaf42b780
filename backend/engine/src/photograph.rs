use std::cell::OnceCell;
use std::sync::Arc;

use credence_documents::mrz::MrzFormat;
use credence_types::{CalendarDate, CaptureStep};
use credence_vision::barcode::{Scan, scan_pdf417};
use credence_vision::mrz::{MrzOutcome, MrzReading, read_mrz};
use credence_vision::outline::{Outline, locate};
use credence_vision::pose::{ZoneLayout, card_around_barcode, document_around_zone};
use credence_vision::printed::{PrintedPage, Sheet, read_printed_beside};
use credence_vision::quality::{Detail, Quality, assess, assess_part};
use credence_vision::{Picture, Point, Quad};

use crate::retake::{RetakeReason, Sighting, retake_reasons};

/// A decoded image with its measures and what the readers make of it, each asked once at most.
#[derive(Debug, Clone)]
pub struct Photograph {
    /// As what it was sent.
    pub(crate) step: CaptureStep,
    pub(crate) picture: Picture,
    pub(crate) quality: Quality,
    outline: OnceCell<Option<Outline>>,
    zone: OnceCell<MrzOutcome>,
    barcodes: OnceCell<Scan>,
    print: OnceCell<Arc<PrintedPage>>,
}

/// Corners of an outline farther than this from where the zone has them, in shares of the longer
/// side, bound something else, such as both pages of a passport.
const SAME_CORNERS: f32 = 0.1;

impl Photograph {
    /// Measures how well it was taken; reads nothing yet.
    #[must_use]
    pub fn new(step: CaptureStep, picture: Picture) -> Self {
        let quality = assess(&picture);
        Self {
            step,
            picture,
            quality,
            outline: OnceCell::new(),
            zone: OnceCell::new(),
            barcodes: OnceCell::new(),
            print: OnceCell::new(),
        }
    }

    /// The same as sent for another step.
    #[must_use]
    pub fn with_step(self, step: CaptureStep) -> Self {
        Self { step, ..self }
    }

    /// Its pixels.
    #[must_use]
    pub const fn picture(&self) -> &Picture {
        &self.picture
    }

    /// How well it was taken.
    #[must_use]
    pub const fn quality(&self) -> Quality {
        self.quality
    }

    /// The document's border.
    pub fn outline(&self) -> Option<&Outline> {
        self.outline.get_or_init(|| locate(&self.picture)).as_ref()
    }

    /// The machine-readable zone; the `today` of the first time tells the centuries of its dates.
    pub fn zone(&self, today: CalendarDate) -> &MrzOutcome {
        self.zone.get_or_init(|| read_mrz(&self.picture, today))
    }

    /// The zone, where it was looked for and read.
    pub(crate) fn zone_seen(&self) -> Option<&MrzReading> {
        self.zone.get()?.reading.as_ref()
    }

    /// The PDF417 symbols.
    pub fn barcodes(&self) -> &Scan {
        self.barcodes.get_or_init(|| scan_pdf417(&self.picture))
    }

    /// The barcodes, where they were looked for.
    pub(crate) fn barcodes_seen(&self) -> Option<&Scan> {
        self.barcodes.get()
    }

    /// The printed text. Look for the zone and the barcode first: they say best where it is, and what
    /// stands in the zone is no print that could confirm it.
    pub fn print(&self) -> &PrintedPage {
        self.print.get_or_init(|| {
            let zone = self.zone_seen().map(|zone| zone.corners.as_slice());
            let zone: Vec<Quad> = zone
                .unwrap_or_default()
                .iter()
                .map(|row| Quad(*row))
                .collect();
            Arc::new(read_printed_beside(&self.picture, self.sheet(), &zone))
        })
    }

    fn sheet(&self) -> Option<Sheet> {
        self.sheet_of_zone()
            .or_else(|| self.outline().map(Sheet::of_outline))
            .or_else(|| self.sheet_of_barcode())
    }

    /// Upright from the zone; its corners are the outline's where that bounds the same, since a zone
    /// says little of the tilt at the other end.
    fn sheet_of_zone(&self) -> Option<Sheet> {
        let reading = self.zone_seen()?;
        let layout = match reading.document.format {
            MrzFormat::Td1 => ZoneLayout::TD1,
            MrzFormat::Td2 => ZoneLayout::TD2,
            MrzFormat::Td3 => ZoneLayout::TD3,
            MrzFormat::MrvA => ZoneLayout::MRV_A,
            MrzFormat::MrvB => ZoneLayout::MRV_B,
        };
        let lines: Vec<Quad> = reading
            .corners
            .iter()
            .map(|corners| Quad(*corners))
            .collect();
        let told = document_around_zone(&layout, &lines)?;
        let seen = self
            .outline()
            .filter(|outline| !outline.cut_off.any())
            .and_then(|outline| same(&told, &outline.quad));
        Some(Sheet {
            corners: seen.unwrap_or(told),
            millimetres: layout.document,
            is_upright: true,
        })
    }

    fn sheet_of_barcode(&self) -> Option<Sheet> {
        let symbol = self.barcodes_seen()?.readings.first()?;
        Some(Sheet {
            corners: card_around_barcode(&Quad(symbol.corners))?,
            millimetres: ZoneLayout::TD1.document,
            is_upright: true,
        })
    }

    /// Why what was looked for could not be read, the most likely reason first; `seen` is where it
    /// was seen all the same, how fine it is printed there, and whether it reaches the border.
    pub(crate) fn retake_reasons(
        &self,
        seen: Option<([Point; 4], Detail, bool)>,
    ) -> Vec<RetakeReason> {
        let sighting = seen.map_or_else(Sighting::default, |(corners, detail, is_at_border)| {
            Sighting {
                seen: assess_part(self.picture.luma(), &Quad(corners), detail),
                is_at_border,
                ..Sighting::default()
            }
        });
        retake_reasons(self.outline(), &self.quality, &sighting)
    }
}

/// The corners of `seen` in the order of those of `told`, where both bound the same.
fn same(told: &Quad, seen: &Quad) -> Option<Quad> {
    let (width, height) = told.mean_size();
    let farthest = SAME_CORNERS * width.max(height);
    (0..4).map(|first| seen.started_at(first)).find(|turned| {
        let mut pairs = told.0.iter().zip(turned.0);
        pairs.all(|(one, other)| one.distance(other) < farthest)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_outline_counts_where_it_bounds_what_the_zone_says() {
        let told = Quad::rectangle(10.0, 10.0, 100.0, 70.0);
        let seen = Quad::rectangle(12.0, 7.0, 100.0, 70.0);
        assert_eq!(same(&told, &seen.started_at(2)), Some(seen));
        let spread = Quad::rectangle(10.0, -60.0, 100.0, 140.0);
        assert_eq!(same(&told, &spread), None);
    }
}
