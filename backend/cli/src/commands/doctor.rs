use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use credence_dcs_client::{DcsClient, Finding, FindingState};

use crate::arguments::{DoctorCommand, Settings};
use crate::assemble::dcs::{self, TlsCertificate};
use crate::assemble::simulator;
use crate::commands::{block_on, doctor_database};

/// Looks for what is wrong, prints what was seen, and ends with 1 when something is.
pub(crate) fn doctor(settings: &Settings, command: &DoctorCommand) -> Result<ExitCode> {
    let check = match command {
        DoctorCommand::Database => return block_on(doctor_database::database(settings)),
        DoctorCommand::Dcs { check } => check,
    };
    let findings = match set_up(settings) {
        Ok(client) => block_on(async { Ok(client.examine(*check).await) })?,
        Err(error) => vec![not_set_up(&error)],
    };
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

/// Says what is looked at, and puts the client together.
fn set_up(settings: &Settings) -> Result<DcsClient> {
    if let Some(url) = settings.dcs.url()? {
        println!("Looking at {url}");
        let folder = dcs::folder(settings)?;
        return dcs::client_of(settings, url, folder, TlsCertificate::Optional);
    }
    let (url, folder) = (simulator::url(settings)?, simulator::folder(settings));
    println!("CREDENCE_DCS_URL is not set: looking at our simulator at {url}");
    let is_there = folder
        .try_exists()
        .with_context(|| format!("looking for {}", folder.display()))?;
    if !is_there {
        bail!("our simulator has no files yet; start it with `credence up`");
    }
    dcs::client_of(settings, url, &folder, TlsCertificate::Optional)
}

fn not_set_up(error: &anyhow::Error) -> Finding {
    Finding {
        step: "keys and certificates",
        state: FindingState::Bad,
        seen: format!("{error:#}"),
        explanation: None,
    }
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
