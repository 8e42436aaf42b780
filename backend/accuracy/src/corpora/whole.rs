use credence_testkit::document::{
    Drawing, LicenceBackOptions, LicenceFrontOptions, TravelOptions, licence_back, licence_front,
    td1_card,
};
use credence_testkit::scene::{Encoding, FrameSize, Magnification, SceneOptions, photograph};
use credence_vision::quality::assess;
use credence_vision::{DecodeError, Picture, decode};

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
        worst: Vec::new(),
    })
}

/// Both sides of a card as files.
struct Card {
    front: Vec<u8>,
    back: Vec<u8>,
    truth: Truth,
}

/// What the back says.
enum Truth {
    Barcode(Vec<u8>),
    Zone(Vec<String>),
}

fn card(number: u64, size: (u32, u32)) -> Result<Card, AccuracyError> {
    let travel = TravelOptions {
        pixels_per_millimetre: 20.0,
        ..TravelOptions::default()
    };
    let (front, back, truth) = if number % 2 == 1 {
        let card = td1_card(number, &travel)?;
        let zone = card.back.mrz.as_ref().map(|mrz| mrz.lines.clone());
        (card.front, card.back, Truth::Zone(zone.unwrap_or_default()))
    } else {
        let front = licence_front(number, &LicenceFrontOptions::default())?;
        let back = licence_back(number, &LicenceBackOptions::default())?;
        let truth = Truth::Barcode(back.barcode.bytes);
        (front.drawing, back.drawing, truth)
    };
    Ok(Card {
        front: file(&front, number, size)?,
        back: file(&back, number, size)?,
        truth,
    })
}

fn file(drawing: &Drawing, number: u64, size: (u32, u32)) -> Result<Vec<u8>, AccuracyError> {
    let mut scene = SceneOptions::phone(number);
    scene.size = FrameSize::Fixed(size.0, size.1);
    scene.magnification = Magnification::Fill(0.8);
    scene.encoding = Encoding::Jpeg(90);
    Ok(photograph(drawing, &scene)?.bytes)
}

impl Card {
    /// Reads both sides as the engine does: it knows the kind of document, looks for what that kind
    /// carries, and of the front measures the quality alone.
    fn read(&self) -> Result<Sample, DecodeError> {
        match &self.truth {
            Truth::Barcode(truth) => self.sample(truth, read_barcodes),
            Truth::Zone(truth) => self.sample(truth, accepted_zones),
        }
    }

    fn sample<T: PartialEq>(
        &self,
        truth: &T,
        read: fn(&Picture) -> Vec<T>,
    ) -> Result<Sample, DecodeError> {
        let (readings, milliseconds) = measured(|| -> Result<_, DecodeError> {
            let [_, back] = [decode(&self.front)?, decode(&self.back)?].map(|picture| {
                std::hint::black_box(assess(&picture));
                picture
            });
            Ok(read(&back))
        });
        let is_right = |reading: &T| reading == truth;
        Ok(Sample::of_readings(&readings?, is_right, milliseconds))
    }
}

fn accepted_zones(picture: &Picture) -> Vec<Vec<String>> {
    let zone = read_zone(picture).filter(|answer| answer.is_accepted);
    zone.into_iter().map(|answer| answer.lines).collect()
}
