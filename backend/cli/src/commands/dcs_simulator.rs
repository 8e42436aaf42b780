//! The simulator of the Document Checking Service, and what it is told.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use chrono::TimeDelta;
use credence_dcs_protocol::{Certificate, Profile};
use credence_dcs_simulator::{
    NewClient, NewOutage, SCRIPTED_NUMBERS, enrol_client, import_passports, list_received,
    start_outage, stop_outages,
};
use credence_types::{Clock, SystemClock};
use sqlx::PgPool;

use crate::arguments::{
    CertificateProfile, EnrolArguments, OutageArguments, Settings, SimulatorCommand,
};
use crate::assemble::private_postgres::database_url;
use crate::assemble::{database, simulator};
use crate::roles::{self, listen};
use crate::shutdown;

/// Serves, or changes what a running simulator plays.
pub(crate) async fn dcs_simulator(
    settings: &Settings,
    command: Option<&SimulatorCommand>,
) -> Result<()> {
    let connect = async || database::connect(&database_url(settings)?).await;
    match command {
        Some(SimulatorCommand::Numbers) => {
            print_numbers();
            Ok(())
        }
        Some(SimulatorCommand::Issue { request, profile }) => issue(settings, request, *profile),
        None => serve(settings, connect().await?).await,
        Some(SimulatorCommand::Import { file }) => import(&connect().await?, file).await,
        Some(SimulatorCommand::Outage(outage)) => play(&connect().await?, outage).await,
        Some(SimulatorCommand::Received { count }) => received(&connect().await?, *count).await,
        Some(SimulatorCommand::Enrol(client)) => enrol(&connect().await?, client).await,
    }
}

fn print_numbers() {
    for scripted in SCRIPTED_NUMBERS {
        println!("{}  {}", scripted.number, scripted.answer);
    }
}

fn issue(settings: &Settings, request: &Path, profile: CertificateProfile) -> Result<()> {
    let request = read(request)?;
    let profile = match profile {
        CertificateProfile::Tls => Profile::Tls,
        CertificateProfile::Signing => Profile::JsonSigning,
        CertificateProfile::Encryption => Profile::JsonEncryption,
    };
    let authority = simulator::authority(settings)?;
    print!(
        "{}",
        authority.sign_request(&request, profile, SystemClock.now())?
    );
    Ok(())
}

async fn serve(settings: &Settings, pool: PgPool) -> Result<()> {
    let listener = listen(settings.dcs.dcs_listen, "--dcs-listen").await?;
    let state = simulator::state(settings, pool)?;
    tracing::info!(address = %settings.dcs.dcs_listen, "the DCS simulator is listening");
    roles::dcs_simulator::run(state, listener, shutdown::on_signal()?).await
}

async fn import(pool: &PgPool, file: &Path) -> Result<()> {
    let count = import_passports(pool, &SystemClock, &read(file)?).await?;
    println!("{count} passports are in the register");
    Ok(())
}

async fn play(pool: &PgPool, arguments: &OutageArguments) -> Result<()> {
    if arguments.stop {
        let ended = stop_outages(pool, &SystemClock).await?;
        println!("{ended} outages ended");
        return Ok(());
    }
    let minutes = |minutes: u32| TimeDelta::minutes(minutes.into());
    let now = SystemClock.now();
    let starts_at = arguments.starts_in.map(|wait| now + minutes(wait));
    let new = NewOutage {
        message: arguments.message.clone(),
        starts_at,
        ends_at: arguments
            .minutes
            .map(|length| starts_at.unwrap_or(now) + minutes(length)),
    };
    start_outage(pool, &SystemClock, new).await?;
    let says = match starts_at {
        None => "says",
        Some(_) => "announces",
    };
    println!("the status {says}: {}", arguments.message);
    Ok(())
}

async fn received(pool: &PgPool, count: u16) -> Result<()> {
    let list = list_received(pool, count).await?;
    if list.is_empty() {
        println!("nothing was received yet");
    }
    for one in list {
        let or_dash = |text: Option<String>| text.unwrap_or_else(|| "–".to_owned());
        println!(
            "{}  {:<3} {:<22} {:<11} {}  {}",
            one.received_at.format("%Y-%m-%d %H:%M:%S"),
            one.http_status,
            one.outcome,
            or_dash(one.number),
            or_dash(one.request_id.map(|id| id.to_string())),
            or_dash(one.client),
        );
    }
    Ok(())
}

async fn enrol(pool: &PgPool, arguments: &EnrolArguments) -> Result<()> {
    let signing = certificate(&arguments.signing)?;
    let encryption = certificate(&arguments.encryption)?;
    let new = NewClient {
        name: &arguments.name,
        signing: &signing,
        encryption: &encryption,
        quota: arguments.quota,
    };
    enrol_client(pool, &SystemClock, new).await?;
    println!(
        "{} is enrolled; its requests carry x5t#S256 {}",
        arguments.name,
        signing.thumbprint()
    );
    Ok(())
}

fn certificate(path: &Path) -> Result<Certificate> {
    Certificate::from_pem(read(path)?.as_bytes())
        .with_context(|| format!("reading {}", path.display()))
}

fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| format!("reading {}", path.display()))
}
