use chrono::{DateTime, Utc};

use crate::corpora;
use crate::error::AccuracyError;
use crate::plan::{Part, Plan};
use crate::report::{Build, Report};
use crate::sweep;

/// Measures every corpus. `say` hears what comes next, for somebody who waits.
///
/// # Errors
/// When a corpus cannot be drawn (a font is missing) or read from disk.
pub fn run(
    plan: &Plan,
    build: Build,
    started: DateTime<Utc>,
    say: &dyn Fn(&str),
) -> Result<Report, AccuracyError> {
    let mut left_out = Vec::new();
    let mut sections = Vec::new();
    let mut calibration = None;
    let mut sweeps = Vec::new();
    // First, while nothing else has raised the process's memory.
    if plan.has(Part::Whole) {
        say("front and back of whole documents");
        sections.push(corpora::whole::measure(plan)?);
    }
    if plan.has(Part::Zones) {
        say("machine-readable zones");
        let (zones, certainties) = corpora::zones::measure(plan, &mut left_out)?;
        sections.push(zones);
        calibration = Some(certainties);
    }
    if plan.has(Part::Barcodes) {
        say("barcodes");
        sections.push(corpora::barcodes::measure(plan)?);
        sections.extend(corpora::black_box::measure(plan, &mut left_out)?);
        say("barcode texts");
        sections.push(corpora::aamva::measure(plan)?);
    }
    if plan.has(Part::Print) {
        say("printed text");
        sections.push(corpora::printed::measure(plan, &mut left_out)?);
    }
    if plan.has(Part::Names) {
        say("names in zones against the print");
        sections.push(corpora::names::measure(plan)?);
    }
    if plan.has(Part::Forgery) {
        say("signals of forgery");
        sections.push(corpora::forgery::measure(plan)?);
    }
    if plan.has(Part::Sweeps) {
        say("error by blur, tilt, resolution and light");
        sweeps = sweep::measure(plan)?;
    }
    Ok(Report {
        started,
        build,
        size: plan.size,
        sections,
        sweeps,
        calibration,
        left_out,
    })
}
