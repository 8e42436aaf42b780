use credence_engine::FieldKey;
use credence_testkit::document::{
    Drawing, LicenceBackOptions, LicenceFrontOptions, TravelOptions, licence_back, licence_front,
    td1_card,
};
use credence_testkit::scene::{Encoding, FrameSize, Magnification, SceneOptions, photograph};
use credence_types::DocumentType;
use credence_vision::decode;

use crate::clock::measured;
use crate::engine::examined;
use crate::error::AccuracyError;
use crate::memory::peak_of;
use crate::parallel::for_each;
use crate::plan::Plan;
use crate::reader::{read_barcodes, read_zone};
use crate::report::Section;
use crate::row::{Floor, Row};
use crate::sample::Sample;

/// Pictures of 12 and 2 megapixels, with the limits in CPU milliseconds: for all that the service
/// does, and for the part that machines read alone.
const SIZES: [(&str, (u32, u32), f64, f64); 2] = [
    ("12 MP", (4000, 3000), 350.0, 250.0),
    ("2 MP", (1632, 1224), 150.0, 100.0),
];
const PEAK_MEGABYTES: u64 = 600;

/// Front and back from the files on, as the service examines them: quality, barcode or zone, print,
/// what they say against each other, signals of forgery.
pub(crate) fn measure(plan: &Plan) -> Result<Section, AccuracyError> {
    let mut rows = Vec::new();
    for (name, size, most, most_alone) in SIZES {
        let count = plan.pick(6, 24);
        let cards = for_each(1, count, |number| card(number, size))?;
        let at = |number| {
            let index = usize::try_from(number).unwrap_or(usize::MAX);
            cards.get(index).ok_or(AccuracyError::Manifest)
        };
        let read = |number| Ok(at(number)?.read());
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
        let samples = for_each(1, count, |number| at(number)?.read_coded())?;
        let floor = Floor {
            median_milliseconds: Some(most_alone),
            ..Floor::default()
        };
        let name = format!("zone or barcode alone, {name}");
        rows.push(Row::of(name, &samples, Some(floor)));
    }
    Ok(Section {
        title: "Whole documents",
        note: "front and back of licences and identity cards, all that the service does but faces; \
               exact: the number of the document, alone every character; CPU of both files from their bytes on; memory of the whole process with two at once, its corpus included",
        rows,
        worst: Vec::new(),
        pictures: Vec::new(),
    })
}

/// Both sides of a card as files.
struct Card {
    front: Vec<u8>,
    back: Vec<u8>,
    number: String,
    coded: Coded,
}

/// What is written on the back for machines.
enum Coded {
    Zone(Vec<String>),
    Barcode(Vec<u8>),
}

impl Coded {
    /// The kind of document that is coded so.
    const fn kind(&self) -> DocumentType {
        match self {
            Self::Zone(_) => DocumentType::InternationalId,
            Self::Barcode(_) => DocumentType::DriverLicenseOrId,
        }
    }
}

fn card(number: u64, size: (u32, u32)) -> Result<Card, AccuracyError> {
    let travel = TravelOptions {
        pixels_per_millimetre: 20.0,
        ..TravelOptions::default()
    };
    let (front, back, printed, coded) = if number % 2 == 1 {
        let card = td1_card(number, &travel)?;
        let zone = card.back.mrz.as_ref().ok_or(AccuracyError::Manifest)?;
        let coded = Coded::Zone(zone.lines.clone());
        let printed = card.record.card_number;
        (card.front, card.back, printed, coded)
    } else {
        let front = licence_front(number, &LicenceFrontOptions::default())?;
        let back = licence_back(number, &LicenceBackOptions::default())?;
        let printed = front.record.number;
        let coded = Coded::Barcode(back.barcode.bytes);
        (front.drawing, back.drawing, printed, coded)
    };
    Ok(Card {
        front: file(&front, number, size)?,
        back: file(&back, number, size)?,
        number: printed,
        coded,
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
    fn read(&self) -> Sample {
        let (front, back) = (self.front.clone(), self.back.clone());
        let (examination, milliseconds) =
            measured(|| examined(self.coded.kind(), front, Some(back)));
        let number = examination
            .iter()
            .find_map(|examination| examination.field(FieldKey::Id));
        let is_exact = number.is_some_and(|number| *number.expose() == self.number);
        Sample::new(is_exact, number.is_some(), milliseconds)
    }

    /// Decodes both files and reads what is written for machines.
    fn read_coded(&self) -> Result<Sample, AccuracyError> {
        let back = || {
            decode(&self.front)?;
            decode(&self.back)
        };
        match &self.coded {
            Coded::Zone(lines) => {
                let (zone, milliseconds) = measured(|| back().map(|back| read_zone(&back)));
                let zone = zone?;
                let is_exact = zone.as_ref().is_some_and(|zone| zone.lines == *lines);
                let is_accepted = zone.is_some_and(|zone| zone.is_accepted);
                Ok(Sample::new(is_exact, is_accepted, milliseconds))
            }
            Coded::Barcode(bytes) => {
                let (readings, milliseconds) = measured(|| back().map(|back| read_barcodes(&back)));
                let is_right = |reading: &Vec<u8>| reading == bytes;
                Ok(Sample::of_readings(&readings?, is_right, milliseconds))
            }
        }
    }
}
