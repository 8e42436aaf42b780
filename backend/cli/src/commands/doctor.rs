use std::process::ExitCode;

use anyhow::{Context, Result};
use credence_dcs_client::{Finding, FindingState};

use crate::arguments::{DoctorCommand, Settings};
use crate::assemble::{dcs, simulator};
use crate::commands::block_on;

/// Looks for what is wrong, prints what was seen, and ends with 1 when something is.
pub(crate) fn doctor(settings: &Settings, command: &DoctorCommand) -> Result<ExitCode> {
    let DoctorCommand::Dcs { check } = command;
    let client = match dcs::client(settings)? {
        Some(client) => client,
        None => simulator::client(settings)
            .context("CREDENCE_DCS_URL is not set, and our simulator has no files yet")?,
    };
    let findings = block_on(async { Ok(client.examine(*check).await) })?;
    findings.iter().for_each(print);
    let is_bad = findings
        .iter()
        .any(|finding| finding.state == FindingState::Bad);
    Ok(if is_bad {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    })
}

fn print(finding: &Finding) {
    let mark = match finding.state {
        FindingState::Good => "ok  ",
        FindingState::Warning => "warn",
        FindingState::Bad => "BAD ",
    };
    println!("{mark}  {}: {}", finding.step, finding.seen);
    if let Some(explanation) = &finding.explanation {
        println!("      {}", explanation.message);
        println!("      {}", explanation.meaning);
        println!("      → {}", explanation.remedy);
    }
}
