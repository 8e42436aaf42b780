//! Measuring on pairs of pictures, with words for somebody who waits.

use std::path::Path;

use anyhow::{Context, Result};
use credence_accuracy::faces::{FaceReport, Measured, PairList, face_page, measure};
use credence_types::{Clock, SystemClock};
use credence_vision::face::FaceModels;

use crate::assemble::faces::files;
use crate::commands::bench::this_build;

/// Five million lines of long paths.
const MOST_LIST_BYTES: u64 = 512 << 20;
const PICTURES_BETWEEN_WORDS: usize = 50;

/// The pairs that a file lists.
pub(crate) fn pairs_of(file: &Path) -> Result<PairList> {
    let text = files::read(file, MOST_LIST_BYTES)?;
    let folder = file.parent().unwrap_or(Path::new(""));
    PairList::from_csv(&text, folder).with_context(|| format!("reading {}", file.display()))
}

/// Text of somebody's list.
pub(crate) fn text_of(file: &Path) -> Result<String> {
    let text = files::read(file, MOST_LIST_BYTES)?;
    String::from_utf8(text).with_context(|| format!("reading {} as UTF-8", file.display()))
}

/// Measures; says how far it is, and names every picture that gave nothing.
pub(crate) fn measure_aloud(models: &FaceModels, list: &PairList) -> Measured {
    let all = list.pictures.len();
    let measured = measure(models, list, &|done| {
        if done % PICTURES_BETWEEN_WORDS == 0 || done == all {
            eprintln!("read {done} of {all} pictures …");
        }
    });
    for (path, reason) in &measured.unreadable {
        eprintln!("not read: {}: {reason}", path.display());
    }
    for path in &measured.without_face {
        eprintln!("no face: {}", path.display());
    }
    for path in &measured.with_several {
        eprintln!("several faces, the widest is taken: {}", path.display());
    }
    measured
}

/// Writes a report as a page.
pub(crate) fn write_page(file: &Path, report: &FaceReport) -> Result<()> {
    let (_, build) = this_build()?;
    std::fs::write(file, face_page(report, &build, SystemClock.now()))
        .with_context(|| format!("writing {}", file.display()))
}
