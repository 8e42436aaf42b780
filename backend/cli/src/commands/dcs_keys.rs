//! Keys and certificates for the Document Checking Service.

use std::fs;
use std::io::{ErrorKind, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use chrono::{DateTime, Utc};
use credence_dcs_client::{Applicant, days_left, new_keys};
use credence_dcs_protocol::{Certificate, Profile, RsaKey};
use credence_types::{Clock, SystemClock};

use crate::arguments::{DcsKeysCommand, Settings};
use crate::assemble::{dcs, simulator};
use crate::secret_file::one_of;

const OWNER_ONLY: u32 = 0o600;

/// Makes, shows or converts.
pub(crate) fn dcs_keys(settings: &Settings, command: &DcsKeysCommand) -> Result<()> {
    match command {
        DcsKeysCommand::New {
            folder,
            organisation,
            country,
            environment,
            challenge_password,
            challenge_password_file,
        } => {
            let name = "CREDENCE_DCS_CHALLENGE_PASSWORD";
            let file = challenge_password_file.as_deref();
            let Some(word) = one_of(name, challenge_password.as_deref(), file)? else {
                bail!(
                    "set {name} or {name}_FILE to the word agreed with the certification authority"
                );
            };
            let applicant = Applicant {
                organisation: organisation.clone(),
                country: country.clone(),
                environment: environment.as_str().to_owned(),
                challenge_password: word,
                day: SystemClock.now().date_naive(),
            };
            make(folder, &applicant)
        }
        DcsKeysCommand::Show { folder } => show(&shown_folder(settings, folder.as_deref())?),
        DcsKeysCommand::Convert { from, to } => convert(from, to),
    }
}

fn make(folder: &Path, applicant: &Applicant) -> Result<()> {
    fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(folder)
        .with_context(|| format!("making {}", folder.display()))?;
    for key in new_keys(applicant)? {
        let stem = stem(key.profile);
        write_new(
            &folder.join(format!("{stem}-key.pem")),
            key.key_pem.as_bytes(),
        )?;
        let request = folder.join(format!("{stem}-request.pem"));
        write_new(&request, key.request_pem.as_bytes())?;
        println!("{:<16} {}", key.profile.name(), request.display());
    }
    println!(
        "\nSend the three requests to the DCS certification authority; keep the keys. Put the \
         certificates that come back beside them, as {}, {} and {}.",
        dcs::TLS_CERTIFICATE,
        dcs::SIGNING_CERTIFICATE,
        dcs::ENCRYPTION_CERTIFICATE
    );
    Ok(())
}

const fn stem(profile: Profile) -> &'static str {
    match profile {
        Profile::Tls => "client-tls",
        Profile::JsonSigning => "client-signing",
        Profile::JsonEncryption => "client-encryption",
    }
}

/// The folder that is named, or else set, or else our simulator's.
fn shown_folder(settings: &Settings, named: Option<&Path>) -> Result<PathBuf> {
    if let Some(folder) = named.or(settings.dcs.dcs_files.as_deref()) {
        return Ok(folder.to_owned());
    }
    let simulators = simulator::folder(settings);
    if !simulators.is_dir() {
        return dcs::folder(settings).map(Path::to_owned);
    }
    println!(
        "CREDENCE_DCS_FILES is not set: looking at our simulator's, {}",
        simulators.display()
    );
    Ok(simulators)
}

fn show(folder: &Path) -> Result<()> {
    const FILES: [&str; 8] = [
        dcs::AUTHORITIES,
        dcs::TLS_CERTIFICATE,
        dcs::SIGNING_CERTIFICATE,
        dcs::ENCRYPTION_CERTIFICATE,
        dcs::PREVIOUS_ENCRYPTION_CERTIFICATE,
        dcs::DCS_SIGNING_CERTIFICATE,
        dcs::NEXT_DCS_SIGNING_CERTIFICATE,
        dcs::DCS_ENCRYPTION_CERTIFICATE,
    ];
    let now = SystemClock.now();
    let mut shown = 0_usize;
    for name in FILES {
        let Some(pem) = dcs::optional(folder, name)? else {
            continue;
        };
        let certificates =
            Certificate::list_from_pem(&pem).with_context(|| format!("reading {name}"))?;
        for certificate in &certificates {
            print_certificate(name, certificate, now);
            shown += 1;
        }
    }
    if shown == 0 {
        bail!("no certificate is in {}", folder.display());
    }
    Ok(())
}

fn print_certificate(file: &str, certificate: &Certificate, now: DateTime<Utc>) {
    println!("{file}\n  subject   {}", certificate.subject());
    println!("  issuer    {}", certificate.issuer());
    println!(
        "  validity  {} to {}, {} days left",
        certificate.not_before().format("%Y-%m-%d"),
        certificate.not_after().format("%Y-%m-%d"),
        days_left(certificate.not_after(), now)
    );
    println!("  x5t#S256  {}", certificate.thumbprint());
    println!("  x5t       {}", certificate.sha1_thumbprint());
}

fn convert(from: &Path, to: &Path) -> Result<()> {
    let pem = fs::read(from).with_context(|| format!("reading {}", from.display()))?;
    let key = RsaKey::from_pem(&pem)?;
    write_new(to, key.pkcs8_der())
}

/// Keys are never overwritten: what was encrypted to one could not be read any more.
fn write_new(path: &Path, bytes: &[u8]) -> Result<()> {
    let written = fs::File::options()
        .write(true)
        .create_new(true)
        .mode(OWNER_ONLY)
        .open(path)
        .and_then(|mut file| {
            file.write_all(bytes)?;
            file.sync_all()
        });
    match written {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            bail!(
                "{} is there already; choose another folder or file",
                path.display()
            )
        }
        written => written.with_context(|| format!("writing {}", path.display())),
    }
}
