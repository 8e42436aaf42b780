//! What pictures of documents say, printed.

mod boxes;
mod document;
mod document_table;
mod finding;
mod table;
mod zone;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result, ensure};
use credence_engine::Photograph;
use credence_types::{CalendarDate, CaptureStep, Clock, SystemClock};
use credence_vision::decode;
use serde_json::json;

use crate::arguments::ReadArguments;
use document::Document;
use document_table::document_table;
use finding::Finding;

/// A picture was opened and nothing was read from it.
const NOTHING_READ: u8 = 3;

/// Reads the files and prints what they say. Two files are the front and the back of one document;
/// any other number are documents of their own.
pub(crate) fn read(arguments: &ReadArguments) -> Result<ExitCode> {
    ensure!(
        arguments.boxes.is_none() || arguments.files.len() == 1,
        "--boxes draws into a copy of one picture, and {} are given",
        arguments.files.len()
    );
    let today = CalendarDate::from_naive(SystemClock.now().date_naive());
    let together = if arguments.files.len() == 2 { 2 } else { 1 };
    let (mut files, mut documents) = (Vec::new(), Vec::new());
    let mut is_nothing_read = false;
    for paths in arguments.files.chunks(together) {
        let (findings, document) = read_document(paths, arguments, today)?;
        is_nothing_read |= findings.iter().any(Finding::is_empty);
        if arguments.json {
            let names: Vec<&str> = findings.iter().map(|own| own.file.as_str()).collect();
            documents.extend(document.map(|document| document.to_json(&names)));
            files.extend(findings.iter().map(Finding::to_json));
        } else {
            for finding in &findings {
                print!("{}", table::table(finding));
            }
            if let Some(document) = &document {
                print!("{}", document_table(document));
            }
        }
    }
    if arguments.json {
        let all = json!({ "files": files, "documents": documents });
        println!(
            "{}",
            serde_json::to_string_pretty(&all).context("writing JSON")?
        );
    }
    Ok(if is_nothing_read {
        ExitCode::from(NOTHING_READ)
    } else {
        ExitCode::SUCCESS
    })
}

/// Reads the pictures of one document, each by itself and, where print is asked for, all together.
fn read_document(
    paths: &[PathBuf],
    arguments: &ReadArguments,
    today: CalendarDate,
) -> Result<(Vec<Finding>, Option<Document>)> {
    let (mut findings, mut photographs) = (Vec::new(), Vec::new());
    for path in paths {
        let bytes = std::fs::read(path).with_context(|| format!("opening {}", path.display()))?;
        let picture = decode(&bytes).with_context(|| format!("reading {}", path.display()))?;
        // Which side it shows is told by what is read.
        let photograph = Photograph::new(CaptureStep::Front, picture);
        let file = path.display().to_string();
        findings.push(Finding::of(file, &photograph, arguments, today));
        photographs.push(photograph);
    }
    let to_draw_on = arguments.boxes.as_ref().zip(photographs.last());
    let to_draw_on = to_draw_on.map(|(out, photograph)| (out, photograph.picture().clone()));
    let document =
        (!arguments.machine_readable).then(|| Document::of(&findings, photographs, today));
    if let (Some((out, picture)), Some(finding)) = (to_draw_on, findings.last()) {
        let png = boxes::draw(&picture, finding, document.as_ref()).context("drawing the boxes")?;
        std::fs::write(out, png).with_context(|| format!("writing {}", out.display()))?;
    }
    Ok((findings, document))
}
