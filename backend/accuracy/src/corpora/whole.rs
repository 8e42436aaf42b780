use credence_testkit::document::{
    Drawing, LicenceBackOptions, LicenceFrontOptions, TravelOptions, licence_back, licence_front,
    td1_card,
};
use credence_testkit::scene::{Encoding, FrameSize, Magnification, SceneOptions, photograph};
use credence_vision::quality::assess;
use credence_vision::{DecodeError, decode};

use crate::clock::measured;
use crate::error::AccuracyError;
use crate::memory::peak_of;
use crate::parallel::for_each;
use crate::plan::Plan;
use crate::reader::{read_barcodes, read_zone};
use crate::report::Section;
use crate::row::{Floor, Row};
use crate::sample::Sample;

/// Pictures of 12 and 2 megapixels, with the limits in CPU milliseconds.
const SIZES: [(&str, (u32, u32), f64); 2] = [
    ("12 MP", (4000, 3000), 250.0),
    ("2 MP", (1632, 1224), 100.0),
];
const PEAK_MEGABYTES: u64 = 600;

/// Front and back from the files on: decoding, quality, barcode or zone.
pub(crate) fn measure(plan: &Plan) -> Result<Section, AccuracyError> {
    let mut rows = Vec::new();
    for (name, size, most) in SIZES {
        let count = plan.pick(6, 24);
        let cards = for_each(1, count, |number| card(number, size))?;
        let read = |number| {
            let index = usize::try_from(number).unwrap_or(usize::MAX);
            let card = cards.get(index).ok_or(AccuracyError::Manifest)?;
            Ok(card.read()?)
        };
        // One by one for the time, two at once for the memory; drawing is over, so only reading
        // counts.
        let samples = for_each(1, count, read)?;
        let (together, peak) = peak_of(|| for_each(2, count, read));
        together?;
        let floor = Floor {
            median_milliseconds: Some(most),
            peak_megabytes: Some(PEAK_MEGABYTES),
            ..Floor::default()
        };
        let row = Row::of(format!("front and back, {name}"), &samples, Some(floor));
        rows.push(Row {
            peak_megabytes: peak,
            ..row
        });
    }
    Ok(Section {
        title: "Whole documents",
        note: "front and back of licences and identity cards; CPU of both files from their bytes \
               on; memory of the whole process with two at once, its corpus included",
        rows,
    })
}

/// Both sides of a card as files, and what the back says.
struct Card {
    files: [Vec<u8>; 2],
    barcode: Option<Vec<u8>>,
    zone: Option<Vec<String>>,
}

fn card(number: u64, size: (u32, u32)) -> Result<Card, AccuracyError> {
    let travel = TravelOptions {
        pixels_per_millimetre: 20.0,
        ..TravelOptions::default()
    };
    if number % 2 == 1 {
        let card = td1_card(number, &travel)?;
        let zone = card.back.mrz.as_ref().map(|mrz| mrz.lines.clone());
        return Ok(Card {
            files: [
                file(&card.front, number, size)?,
                file(&card.back, number, size)?,
            ],
            barcode: None,
            zone,
        });
    }
    let front = licence_front(number, &LicenceFrontOptions::default())?;
    let back = licence_back(number, &LicenceBackOptions::default())?;
    Ok(Card {
        files: [
            file(&front.drawing, number, size)?,
            file(&back.drawing, number, size)?,
        ],
        barcode: Some(back.barcode.bytes),
        zone: None,
    })
}

fn file(drawing: &Drawing, number: u64, size: (u32, u32)) -> Result<Vec<u8>, AccuracyError> {
    let mut scene = SceneOptions::phone(number);
    scene.size = FrameSize::Fixed(size.0, size.1);
    scene.magnification = Magnification::Fill(0.8);
    scene.encoding = Encoding::Jpeg(90);
    Ok(photograph(drawing, &scene)?.bytes)
}

/// Contents of barcodes, and lines of zones.
type Sides = (Vec<Vec<u8>>, Vec<Vec<String>>);

impl Card {
    fn read(&self) -> Result<Sample, DecodeError> {
        let (read, milliseconds) = measured(|| self.read_sides());
        let (barcodes, zones) = read?;
        let is_exact = match (&self.barcode, &self.zone) {
            (Some(barcode), _) => barcodes.contains(barcode),
            (None, Some(zone)) => zones.contains(zone),
            (None, None) => true,
        };
        let wrong_barcode = barcodes.iter().any(|b| Some(b) != self.barcode.as_ref());
        let wrong_zone = zones.iter().any(|z| Some(z) != self.zone.as_ref());
        let sample = Sample::new(
            is_exact,
            !barcodes.is_empty() || !zones.is_empty(),
            milliseconds,
        );
        Ok(Sample {
            is_misread: wrong_barcode || wrong_zone,
            ..sample
        })
    }

    /// The barcodes or the accepted zones of the back, as the engine reads them: it knows the kind of
    /// document, looks for what that kind carries, and of the front measures the quality alone.
    fn read_sides(&self) -> Result<Sides, DecodeError> {
        let [front, back] = &self.files;
        let [_, back] = [decode(front)?, decode(back)?].map(|picture| {
            std::hint::black_box(assess(&picture));
            picture
        });
        if self.barcode.is_some() {
            return Ok((read_barcodes(&back), Vec::new()));
        }
        let zone = read_zone(&back).filter(|answer| answer.is_accepted);
        Ok((
            Vec::new(),
            zone.into_iter().map(|answer| answer.lines).collect(),
        ))
    }
}
