//! How well the installed models tell people apart, on somebody's own pictures.

use std::process::ExitCode;

use anyhow::Result;
use credence_accuracy::faces::{FaceReport, Findings, PairList};

use crate::arguments::{BenchFacesArguments, Settings};
use crate::assemble::faces::demand;
use crate::commands::models::measuring::{measure_aloud, pairs_of, write_page};

const PAIRS_FILE: &str = "pairs.csv";

/// Measures and prints.
pub(crate) fn faces(settings: &Settings, arguments: &BenchFacesArguments) -> Result<ExitCode> {
    let models = demand(settings)?;
    let file = arguments.folder.join(PAIRS_FILE);
    let list = if file.is_file() {
        pairs_of(&file)?
    } else {
        PairList::from_people(&arguments.folder)?
    };
    let measured = measure_aloud(&models, &list);
    let report = FaceReport::of(Findings {
        model: models.info(),
        measured: &measured,
        comparisons: &measured.comparisons,
        reviewed: 0,
        choice: None,
    });
    println!("{report}");
    if let Some(file) = &arguments.html {
        write_page(file, &report)?;
    }
    Ok(if arguments.check && !report.broken().is_empty() {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    })
}
