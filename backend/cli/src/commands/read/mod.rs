//! What pictures of documents say, printed.

mod boxes;
mod finding;
mod table;
mod zone;

use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, Result, ensure};
use credence_types::{CalendarDate, Clock, SystemClock};
use credence_vision::decode;
use serde_json::json;

use crate::arguments::{ReadArguments, Side};
use finding::Finding;

/// A picture was opened and nothing was read from it.
const NOTHING_READ: u8 = 3;

/// Reads the files and prints what they say.
pub(crate) fn read(arguments: &ReadArguments) -> Result<ExitCode> {
    ensure!(
        arguments.boxes.is_none() || arguments.files.len() == 1,
        "--boxes draws into a copy of one picture, and {} are given",
        arguments.files.len()
    );
    let today = CalendarDate::from_naive(SystemClock.now().date_naive());
    let mut documents = Vec::new();
    let mut is_nothing_read = false;
    for file in &arguments.files {
        let finding = read_file(file, arguments, today)?;
        is_nothing_read |= finding.is_empty();
        if arguments.json {
            documents.push(finding.to_json());
        } else {
            print!("{}", table::table(&finding));
        }
    }
    if arguments.json {
        let document = json!({ "files": documents });
        println!(
            "{}",
            serde_json::to_string_pretty(&document).context("writing JSON")?
        );
    }
    Ok(if is_nothing_read {
        ExitCode::from(NOTHING_READ)
    } else {
        ExitCode::SUCCESS
    })
}

fn read_file(file: &Path, arguments: &ReadArguments, today: CalendarDate) -> Result<Finding> {
    let bytes = std::fs::read(file).with_context(|| format!("opening {}", file.display()))?;
    let picture = decode(&bytes).with_context(|| format!("reading {}", file.display()))?;
    let has_barcode = arguments.side != Side::Front;
    let finding = Finding::of(file.display().to_string(), &picture, has_barcode, today);
    if let Some(out) = &arguments.boxes {
        let png = boxes::draw(&picture, &finding).context("drawing the boxes")?;
        std::fs::write(out, png).with_context(|| format!("writing {}", out.display()))?;
    }
    Ok(finding)
}
