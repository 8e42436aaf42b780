use credence_testkit::corpus::{PrintHardness, PrintedDocument, PrintedPhoto, printed_photo};
use credence_vision::decode;

use super::characters::{FieldText, texts};
use super::values::{ASKED, Told, told};
use super::worst::{in_one, worst};
use crate::clock::measured;
use crate::error::AccuracyError;
use crate::parallel::for_each;
use crate::plan::Plan;
use crate::reader::read_print;
use crate::row::{Floor, Least, Row};
use crate::sample::Sample;

/// Numbers from here on are kept for measuring.
const FIRST: u64 = 100_000;

/// What was read of one photograph.
pub(super) struct Read {
    pub(super) number: u64,
    pub(super) hardness: PrintHardness,
    /// Without the picture itself.
    pub(super) drawn: PrintedPhoto,
    pub(super) texts: Vec<FieldText>,
    pub(super) told: [Told; 4],
    /// The lines as they were read, in one.
    pub(super) lines: String,
    milliseconds: f64,
}

/// What must hold at a hardness, the exact share for each field. Most of what is missing are field
/// numbers of licences, half as high as the values beside them.
struct Wanted {
    name: &'static str,
    character_error_percent: f64,
    exact_percent: f64,
    misread_percent: f64,
}

const fn wanted(hardness: PrintHardness) -> Wanted {
    match hardness {
        PrintHardness::Clean => Wanted {
            name: "clean",
            character_error_percent: 1.5,
            exact_percent: 97.0,
            misread_percent: 3.0,
        },
        PrintHardness::Degraded => Wanted {
            name: "degraded",
            character_error_percent: 4.0,
            exact_percent: 90.0,
            misread_percent: 8.0,
        },
    }
}

/// The rows of a hardness and its worst readings.
pub(super) fn measure(
    plan: &Plan,
    hardness: PrintHardness,
) -> Result<(Vec<Row>, Vec<String>), AccuracyError> {
    let read = for_each(1, plan.pick(80, 500), |number| {
        read_one(FIRST + number, hardness)
    })?;
    let wanted = wanted(hardness);
    let mut rows = vec![whole(&read, &wanted)];
    for (index, asked) in ASKED.iter().enumerate() {
        let samples: Vec<Sample> = read.iter().filter_map(|one| one.sample(index)).collect();
        let floor = Floor {
            exact: Some(Least::Percent(wanted.exact_percent)),
            misread_percent: wanted.misread_percent,
            ..Floor::default()
        };
        rows.push(Row::part(
            format!("  {}: {asked}", wanted.name),
            &samples,
            floor,
        ));
    }
    for document in PrintedDocument::ALL {
        let of_document: Vec<&Read> = read
            .iter()
            .filter(|one| one.drawn.document == document)
            .collect();
        rows.push(part(
            format!("  {}: {document:?}", wanted.name),
            &of_document,
        ));
    }
    for (from, to) in [(0.0, 11.0), (11.0, 14.0), (14.0, 18.0), (18.0, 99.0)] {
        let of_size: Vec<&Read> = read
            .iter()
            .filter(|one| (from..to).contains(&one.drawn.smallest_capitals))
            .collect();
        if !of_size.is_empty() {
            let name = format!("  {}: smallest capitals {from}–{to} px", wanted.name);
            let name = name.replace("0–11", "below 11").replace("18–99", "from 18");
            rows.push(part(name, &of_size));
        }
    }
    Ok((rows, worst(&read)))
}

fn whole(read: &[Read], wanted: &Wanted) -> Row {
    let all: Vec<&Read> = read.iter().collect();
    Row {
        is_part: false,
        floor: Some(Floor {
            character_error_percent: Some(wanted.character_error_percent),
            misread_percent: 100.0,
            ..Floor::default()
        }),
        ..part(format!("{} photographs", wanted.name), &all)
    }
}

fn part(name: String, read: &[&Read]) -> Row {
    let samples: Vec<Sample> = read.iter().map(|one| one.all()).collect();
    let texts = || read.iter().flat_map(|one| &one.texts);
    let errors = texts().map(|text| text.errors).sum();
    let length = texts().map(FieldText::length).sum();
    Row {
        character_errors: Some((errors, length)),
        ..Row::of(name, &samples, None)
    }
}

fn read_one(number: u64, hardness: PrintHardness) -> Result<Read, AccuracyError> {
    let mut drawn = printed_photo(number, hardness)?;
    let picture = decode(&drawn.photo.bytes)?;
    let (page, milliseconds) = measured(|| read_print(&picture));
    let texts = texts(&page, &drawn.photo.truth.fields);
    let told = told(&drawn, &page.prints());
    // Hundreds are kept until the worst are known.
    drawn.photo.bytes = Vec::new();
    drop(std::mem::take(&mut drawn.photo.picture));
    Ok(Read {
        number,
        hardness,
        texts,
        told,
        lines: in_one(&page.prints()),
        milliseconds,
        drawn,
    })
}

impl Read {
    /// One value that was asked.
    fn sample(&self, index: usize) -> Option<Sample> {
        let told = self.told.get(index)?;
        Some(Sample::new(told.is_right, told.is_told, self.milliseconds))
    }

    /// All values that were asked, together.
    fn all(&self) -> Sample {
        let right = self.told.iter().filter(|told| told.is_right).count();
        let is_told = self.told.iter().all(|told| told.is_told);
        let count = |number: usize| u32::try_from(number).unwrap_or(0);
        Sample {
            is_misread: self.told.iter().any(|told| told.is_told && !told.is_right),
            fields: Some((count(right), count(self.told.len()))),
            ..Sample::new(right == self.told.len(), is_told, self.milliseconds)
        }
    }
}
