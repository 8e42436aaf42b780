use std::path::Path;

use credence_documents::FieldKey;
use credence_documents::mrz::parse;
use credence_testkit::corpus::{mrz_photo, without_mrz};
use credence_testkit::mrz::MrzFormat;
use credence_testkit::person::reference_day;
use credence_vision::{Picture, decode};

use super::calibration::{Character, calibration, characters};
use super::manifest::{entries, read};
use crate::clock::measured;
use crate::error::AccuracyError;
use crate::parallel::for_each;
use crate::plan::Plan;
use crate::reader::read_zone;
use crate::report::Section;
use crate::row::{Floor, Least, Row};
use crate::sample::Sample;
use crate::sweep::Sweep;

/// Real pictures that cannot be read exactly: a printed Ñ, a card that is not in OCR-B.
const UNREADABLE: usize = 2;

/// Percent of the drawn photographs that are read exactly, of the slice and of all: one of the slice
/// may be lost to vectors of another width, which round otherwise.
const LEAST_EXACT: (f64, f64) = (96.0, 97.0);

/// Photographs that were tuned on have other numbers.
const FIRST: u64 = 100_000;

/// Zones of drawn photographs and of real pictures, and pictures without a zone; and how far the
/// certainty of characters can be believed on the drawn ones.
pub(crate) fn measure(
    plan: &Plan,
    left_out: &mut Vec<String>,
) -> Result<(Section, Sweep), AccuracyError> {
    let (mut rows, calibration) = drawn(plan)?;
    rows.push(nothing(plan)?);
    match &plan.data {
        Some(data) => rows.push(real(data)?),
        None => left_out.push("real zones: ../shared/data is not there".to_owned()),
    }
    let section = Section {
        title: "Machine-readable zones",
        note: "exact: every character of every line; misread: accepted with a character wrong, or \
               accepted where there is no zone",
        rows,
        worst: Vec::new(),
        pictures: Vec::new(),
    };
    Ok((section, calibration))
}

fn drawn(plan: &Plan) -> Result<(Vec<Row>, Sweep), AccuracyError> {
    let photographs = for_each(1, plan.pick(150, 1000), |number| {
        let drawn = mrz_photo(FIRST + number)?;
        let pixels = drawn.photo.truth.pixels_per_character.unwrap_or_default();
        let picture = decode(&drawn.photo.bytes)?;
        let (sample, characters) = read_and_compare(&picture, &drawn.lines);
        Ok((drawn.format, pixels, sample, characters))
    })?;
    let calibration = calibration(photographs.iter().flat_map(|(.., characters)| characters));
    let part = |test: &dyn Fn(MrzFormat, f32) -> bool| -> Vec<Sample> {
        let matching = photographs
            .iter()
            .filter(|(format, pixels, ..)| test(*format, *pixels));
        matching.map(|(_, _, sample, _)| *sample).collect()
    };
    let floor = Floor {
        exact: Some(Least::Percent(plan.pick(LEAST_EXACT.0, LEAST_EXACT.1))),
        fields: Some(99.0),
        misread_percent: 0.2,
        median_milliseconds: Some(60.0),
        ..Floor::default()
    };
    let mut rows = vec![Row::of(
        "drawn photographs",
        &part(&|_, _| true),
        Some(floor),
    )];
    for format in MrzFormat::ALL {
        let name = format!("  of them {format:?}");
        rows.push(Row::of(name, &part(&|one, _| one == format), None));
    }
    for (from, to) in [(0.0, 8.0), (8.0, 10.0), (10.0, 14.0), (14.0, 99.0)] {
        let name = format!("  of them {from}–{to} px/character");
        let name = name.replace("0–8", "below 8").replace("14–99", "from 14");
        rows.push(Row::of(
            name,
            &part(&|_, pixels| (from..to).contains(&pixels)),
            None,
        ));
    }
    Ok((rows, calibration))
}

/// Reads the zone of a picture, with the brightness of its pixels already worked out; the sample
/// and its characters.
fn read_and_compare(picture: &Picture, truth: &[String]) -> (Sample, Vec<Character>) {
    let (answer, milliseconds) = measured(|| read_zone(picture));
    let Some(answer) = answer else {
        return (Sample::new(false, false, milliseconds), Vec::new());
    };
    let sample = Sample::new(answer.lines == truth, answer.is_accepted, milliseconds);
    let fields = answer
        .is_accepted
        .then(|| right_fields(&answer.lines, truth));
    (Sample { fields, ..sample }, characters(&answer, truth))
}

/// How many of the fields that the true lines give are the same in those that were read.
fn right_fields(lines: &[String], truth: &[String]) -> (u32, u32) {
    let Ok(truth) = parse(&truth.join("\n"), reference_day()) else {
        return (0, 0);
    };
    let read = parse(&lines.join("\n"), reference_day()).ok();
    let is_right = |key: FieldKey| {
        let found = read.as_ref().and_then(|read| read.fields.get(key));
        found == truth.fields.get(key)
    };
    truth.fields.iter().fold((0, 0), |(right, all), (key, _)| {
        (right + u32::from(is_right(key)), all + 1)
    })
}

fn nothing(plan: &Plan) -> Result<Row, AccuracyError> {
    let samples = for_each(1, plan.pick(48, 200), |number| {
        let (_, bytes) = without_mrz(FIRST + number)?;
        let picture = decode(&bytes)?;
        let (answer, milliseconds) = measured(|| read_zone(&picture));
        let is_accepted = answer.is_some_and(|answer| answer.is_accepted);
        Ok(Sample::new(false, is_accepted, milliseconds))
    })?;
    Ok(Row::of_nothing("pictures without a zone", &samples))
}

fn real(data: &Path) -> Result<Row, AccuracyError> {
    let entries = entries(data, "mrz/")?;
    let samples = for_each(1, entries.len() as u64, |number| {
        let index = usize::try_from(number).unwrap_or(usize::MAX);
        let entry = entries.get(index).ok_or(AccuracyError::Manifest)?;
        let picture = decode(&read(&entry.path)?)?;
        let truth: Vec<String> = entry.expected.split('|').map(str::to_owned).collect();
        Ok(read_and_compare(&picture, &truth).0)
    })?;
    let floor = Floor {
        exact: Some(Least::Count(samples.len().saturating_sub(UNREADABLE))),
        median_milliseconds: Some(60.0),
        ..Floor::default()
    };
    Ok(Row::of("real pictures", &samples, Some(floor)))
}
