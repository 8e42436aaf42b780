//! Where each secret comes from, and what is wrong with it. Never a value.

use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, Result, anyhow};

use crate::arguments::Settings;
use crate::assemble::database;
use crate::assemble::master_keys::{KeySource, MasterKeys, MissingKey, Place};
use crate::assemble::private_postgres::database_url;
use crate::commands::block_on;
use crate::secret_file::{self, one_of};
use crate::secrets::SecretsFolder;

/// Prints a line for each secret, and ends with 1 when something is wrong with one.
pub(crate) fn doctor_secrets(settings: &Settings) -> Result<ExitCode> {
    let mut settings = settings.clone();
    let mut is_well = true;
    for secret in settings.secrets() {
        let read = one_of(secret.name, secret.value.as_deref(), secret.file.as_deref());
        let place = match (&secret.file, &read) {
            (_, Ok(None)) => "not set".to_owned(),
            (Some(file), _) => file.display().to_string(),
            (None, _) => "set in the environment or on the command line".to_owned(),
        };
        is_well &= say(secret.name, &place, read.as_ref().err());
        *secret.value = read.unwrap_or_default();
    }
    is_well &= kept_files(&settings);
    is_well &= master_keys(&settings);
    Ok(if is_well {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// The files that the first start made, and the operator's for the Document Checking Service.
fn kept_files(settings: &Settings) -> bool {
    let folder = SecretsFolder::below(&settings.data);
    let mut is_well = true;
    match folder.list() {
        Ok(names) => {
            for name in names.iter().filter(|name| name.ends_with(".key")) {
                is_well &= kept_file(name, &folder.path(name));
            }
        }
        Err(error) => is_well &= say("kept keys", "", Some(&error)),
    }
    let Some(dcs) = &settings.dcs.dcs_files else {
        return is_well;
    };
    for name in [
        "client-tls-key.pem",
        "client-signing-key.pem",
        "client-encryption-key.pem",
        "client-encryption-key-previous.pem",
    ] {
        let path = dcs.join(name);
        if path.exists() {
            is_well &= kept_file(name, &path);
        }
    }
    is_well
}

fn kept_file(name: &str, path: &Path) -> bool {
    let checked = secret_file::check(path);
    say(name, &path.display().to_string(), checked.err().as_ref())
}

/// The master keys, held against what the database knows of them.
fn master_keys(settings: &Settings) -> bool {
    let source = match KeySource::of(settings) {
        Ok(source) => source,
        Err(error) => return say("master keys", "", Some(&error)),
    };
    let place = source.describe();
    let is_bare = matches!(source.place, Place::Setting(_));
    let opened = block_on(async {
        let names = source.load().await?;
        let names: Vec<String> = names.into_keys().collect();
        if names.is_empty() {
            return Err(anyhow!(
                "there is none; `credence up` makes one at its first start"
            ));
        }
        let pool = match database_url(settings) {
            Ok(url) => database::connect(&url).await,
            Err(error) => Err(error),
        };
        let pool = pool.context("they were read, but not held against the database")?;
        let keys = MasterKeys::open(settings, &pool, MissingKey::Refuse).await?;
        Ok(format!(
            "{place}: {}; new keys are wrapped with {}",
            names.join(", "),
            keys.keyring.current()
        ))
    });
    match opened {
        Ok(seen) => {
            if is_bare {
                println!(
                    "warn  master keys: a key in a variable can be read by whoever may look at the process; \
                     CREDENCE_MASTER_KEY_FILE is safer"
                );
            }
            say("master keys", &seen, None)
        }
        Err(error) => say("master keys", &source.describe(), Some(&error)),
    }
}

fn say(name: &str, place: &str, wrong: Option<&anyhow::Error>) -> bool {
    match wrong {
        None => println!("ok    {name}: {place}"),
        Some(error) => println!("BAD   {name}: {place}: {error:#}"),
    }
    wrong.is_none()
}
