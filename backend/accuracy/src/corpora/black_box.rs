use std::path::{Path, PathBuf};

use credence_vision::decode;

use super::manifest::read;
use crate::clock::measured;
use crate::error::AccuracyError;
use crate::parallel::for_each;
use crate::plan::Plan;
use crate::reader::read_barcodes;
use crate::report::Section;
use crate::row::{Floor, Least, Row};
use crate::sample::Sample;

/// Set and floor: the better of the two open decoders.
const SETS: [(&str, usize); 3] = [("pdf417-1", 14), ("pdf417-2", 25), ("pdf417-3", 19)];
/// Divided messages; a part is right when it is a piece of the message.
const DIVIDED: (&str, usize) = ("pdf417-4", 4);

/// The photographed and scanned symbols of the zxing project, where they are.
pub(crate) fn measure(
    plan: &Plan,
    left_out: &mut Vec<String>,
) -> Result<Option<Section>, AccuracyError> {
    let Some(data) = &plan.data else {
        left_out.push("black-box barcodes: ../shared/data is not there".to_owned());
        return Ok(None);
    };
    let mut rows = Vec::new();
    for (set, least) in SETS.into_iter().chain([DIVIDED]) {
        let images = images(&data.join("pdf417").join(set))?;
        let samples = for_each(1, images.len() as u64, |number| {
            let index = usize::try_from(number).unwrap_or(usize::MAX);
            let image = images.get(index).ok_or(AccuracyError::Manifest)?;
            sample(image, set == DIVIDED.0)
        })?;
        let floor = Floor {
            exact: Some(Least::Count(least)),
            ..Floor::default()
        };
        rows.push(Row::of(set, &samples, Some(floor)));
    }
    Ok(Some(Section {
        title: "PDF417 of the zxing project",
        note: "photographs and scans beside the repository; pdf417-4: parts of divided messages",
        rows,
        worst: Vec::new(),
        pictures: Vec::new(),
    }))
}

fn images(folder: &Path) -> Result<Vec<PathBuf>, AccuracyError> {
    let failed = |source| AccuracyError::Read {
        path: folder.to_owned(),
        source,
    };
    let mut images = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        if path.extension().is_some_and(|extension| extension == "png") {
            images.push(path);
        }
    }
    images.sort();
    Ok(images)
}

fn sample(image: &Path, is_part: bool) -> Result<Sample, AccuracyError> {
    let expected = expected(image, is_part);
    let picture = decode(&read(image)?)?;
    let (readings, milliseconds) = measured(|| read_barcodes(&picture));
    let is_right = |reading: &Vec<u8>| {
        expected.iter().any(|expected| {
            let latin: String = reading.iter().copied().map(char::from).collect();
            let contains =
                |whole: &[u8], part: &[u8]| whole.windows(part.len().max(1)).any(|w| w == part);
            if is_part {
                contains(expected, reading)
            } else {
                expected == reading || expected == latin.as_bytes()
            }
        })
    };
    Ok(Sample::of_readings(&readings, is_right, milliseconds))
}

/// The contents that count as right: the text or the bytes beside the picture.
fn expected(image: &Path, is_part: bool) -> Vec<Vec<u8>> {
    let name = image.file_stem().unwrap_or_default().to_string_lossy();
    let base = if is_part {
        name.split('-').next().unwrap_or_default()
    } else {
        &name
    };
    ["bin", "txt"]
        .iter()
        .filter_map(|extension| {
            std::fs::read(image.with_file_name(format!("{base}.{extension}"))).ok()
        })
        .collect()
}
