//! The simulator of the Document Checking Service, and what it is told.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use credence_dcs_protocol::Certificate;
use credence_dcs_simulator::{
    NewClient, NewOutage, Profile, SCRIPTED_NUMBERS, enrol_client, import_passports, list_received,
    start_outage, stop_outages,
};
use credence_types::{Clock, SystemClock};
use sqlx::PgPool;

use crate::arguments::{CertificateProfile, Settings, SimulatorCommand};
use crate::assemble::private_postgres::database_url;
use crate::assemble::{database, simulator};
use crate::roles::{self, listen};
use crate::shutdown;

/// Serves, or changes what a running simulator plays.
pub(crate) async fn dcs_simulator(
    settings: &Settings,
    command: Option<&SimulatorCommand>,
) -> Result<()> {
    if matches!(command, Some(SimulatorCommand::Numbers)) {
        print_numbers();
        return Ok(());
    }
    let pool = database::connect(&database_url(settings)?).await?;
    match command {
        None => serve(settings, pool).await,
        Some(SimulatorCommand::Import { file }) => {
            let csv = read(file)?;
            let count = import_passports(&pool, &SystemClock, &csv).await?;
            println!("{count} passports are in the register");
            Ok(())
        }
        Some(SimulatorCommand::Outage {
            message,
            minutes,
            stop,
        }) => outage(&pool, message, *minutes, *stop).await,
        Some(SimulatorCommand::Received { count }) => received(&pool, *count).await,
        Some(SimulatorCommand::Enrol {
            name,
            signing,
            encryption,
            quota,
        }) => {
            let certificate = |path: &Path| -> Result<Certificate> {
                Certificate::from_pem(read(path)?.as_bytes())
                    .with_context(|| format!("reading {}", path.display()))
            };
            let (signing, encryption) = (certificate(signing)?, certificate(encryption)?);
            let new = NewClient {
                name,
                signing: &signing,
                encryption: &encryption,
                quota: *quota,
            };
            enrol_client(&pool, &SystemClock, new).await?;
            println!(
                "{name} is enrolled; its requests carry x5t#S256 {}",
                signing.thumbprint()
            );
            Ok(())
        }
        Some(SimulatorCommand::Issue { request, profile }) => {
            let authority = simulator::authority(settings)?;
            let profile = match profile {
                CertificateProfile::Tls => Profile::Tls,
                CertificateProfile::Signing => Profile::JsonSigning,
                CertificateProfile::Encryption => Profile::JsonEncryption,
            };
            print!(
                "{}",
                authority.sign_request(&read(request)?, profile, SystemClock.now())?
            );
            Ok(())
        }
        Some(SimulatorCommand::Numbers) => Ok(()),
    }
}

async fn serve(settings: &Settings, pool: PgPool) -> Result<()> {
    let listener = listen(settings.dcs.dcs_listen, "--dcs-listen").await?;
    let state = simulator::state(settings, pool)?;
    tracing::info!(address = %settings.dcs.dcs_listen, "the DCS simulator is listening");
    roles::dcs_simulator::run(state, listener, shutdown::on_signal()?).await
}

async fn outage(pool: &PgPool, message: &str, minutes: Option<u32>, stop: bool) -> Result<()> {
    if stop {
        let ended = stop_outages(pool, &SystemClock).await?;
        println!("{ended} outages ended");
        return Ok(());
    }
    let ends_at =
        minutes.map(|minutes| SystemClock.now() + chrono::TimeDelta::minutes(minutes.into()));
    let new = NewOutage {
        message: message.to_owned(),
        starts_at: None,
        ends_at,
    };
    start_outage(pool, &SystemClock, new).await?;
    println!("the status says: {message}");
    Ok(())
}

async fn received(pool: &PgPool, count: u16) -> Result<()> {
    let list = list_received(pool, count).await?;
    if list.is_empty() {
        bail!("nothing was received yet");
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

fn print_numbers() {
    for scripted in SCRIPTED_NUMBERS {
        println!("{}  {}", scripted.number, scripted.answer);
    }
}

fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| format!("reading {}", path.display()))
}
