//! Secrets as files, and the service that keeps the master keys sealed.

use std::path::PathBuf;

use anyhow::Result;
use clap::Args;
use url::Url;

use super::Settings;
use crate::secret_file::one_of;

/// Each names a file that holds what the setting without `_FILE` would: readable by its owner alone.
#[derive(Debug, Clone, Args)]
pub(crate) struct SecretFiles {
    /// A file that holds DATABASE_URL.
    #[arg(long, env = "DATABASE_URL_FILE", value_name = "FILE", global = true)]
    pub(crate) database_url_file: Option<PathBuf>,
    /// A file that holds CREDENCE_OWNER_DATABASE_URL.
    #[arg(
        long,
        env = "CREDENCE_OWNER_DATABASE_URL_FILE",
        value_name = "FILE",
        global = true
    )]
    pub(crate) owner_database_url_file: Option<PathBuf>,
    /// A file that holds CREDENCE_MASTER_KEY; looked at again when keys are rotated.
    #[arg(
        long,
        env = "CREDENCE_MASTER_KEY_FILE",
        value_name = "FILE",
        global = true
    )]
    pub(crate) master_key_file: Option<PathBuf>,
    /// A file that holds CREDENCE_DVS_SECRET_KEY.
    #[arg(
        long,
        env = "CREDENCE_DVS_SECRET_KEY_FILE",
        value_name = "FILE",
        global = true
    )]
    pub(crate) dvs_secret_key_file: Option<PathBuf>,
    /// A file that holds AWS_SECRET_ACCESS_KEY.
    #[arg(
        long,
        env = "AWS_SECRET_ACCESS_KEY_FILE",
        value_name = "FILE",
        global = true
    )]
    pub(crate) objects_secret_key_file: Option<PathBuf>,
    /// A file that holds CREDENCE_KEY_SERVICE_TOKEN; read anew at each call, so that it can be renewed.
    #[arg(
        long,
        env = "CREDENCE_KEY_SERVICE_TOKEN_FILE",
        value_name = "FILE",
        global = true
    )]
    pub(crate) key_service_token_file: Option<PathBuf>,
}

/// A service that opens the master keys, such as Vault's transit engine: what is kept here is then
/// only what the service made of them.
#[derive(Debug, Clone, Args)]
pub(crate) struct KeyServiceSettings {
    /// The service's address; `/v1/transit/…` lies below it.
    #[arg(long, env = "CREDENCE_KEY_SERVICE", global = true)]
    pub(crate) key_service: Option<Url>,
    /// The name of its key that master keys are sealed with.
    #[arg(
        long,
        env = "CREDENCE_KEY_SERVICE_KEY",
        default_value = "credence",
        global = true
    )]
    pub(crate) key_service_key: String,
    /// The token that may use that key.
    #[arg(
        long,
        env = "CREDENCE_KEY_SERVICE_TOKEN",
        hide_env_values = true,
        global = true
    )]
    pub(crate) key_service_token: Option<String>,
    /// A PEM file of certification authorities to trust for it besides the system's.
    #[arg(long, env = "CREDENCE_KEY_SERVICE_AUTHORITIES", global = true)]
    pub(crate) key_service_authorities: Option<PathBuf>,
}

/// A secret setting and where it may come from.
pub(crate) struct SecretSetting<'a> {
    /// The variable's name.
    pub(crate) name: &'static str,
    /// What was given.
    pub(crate) value: &'a mut Option<String>,
    /// The file that was given instead.
    pub(crate) file: Option<PathBuf>,
}

impl Settings {
    /// Every secret setting but the master key, which is looked at again while the service runs.
    pub(crate) fn secrets(&mut self) -> [SecretSetting<'_>; 5] {
        let files = &self.secret_files;
        [
            SecretSetting {
                name: "DATABASE_URL",
                value: &mut self.database_url,
                file: files.database_url_file.clone(),
            },
            SecretSetting {
                name: "CREDENCE_OWNER_DATABASE_URL",
                value: &mut self.owner_database_url,
                file: files.owner_database_url_file.clone(),
            },
            SecretSetting {
                name: "CREDENCE_DVS_SECRET_KEY",
                value: &mut self.dvs_secret_key,
                file: files.dvs_secret_key_file.clone(),
            },
            SecretSetting {
                name: "AWS_SECRET_ACCESS_KEY",
                value: &mut self.objects_secret_key,
                file: files.objects_secret_key_file.clone(),
            },
            SecretSetting {
                name: "CREDENCE_KEY_SERVICE_TOKEN",
                value: &mut self.key_service.key_service_token,
                file: files.key_service_token_file.clone(),
            },
        ]
    }

    /// Takes the secrets out of the files that are named.
    pub(crate) fn read_secret_files(&mut self) -> Result<()> {
        for secret in self.secrets() {
            let read = one_of(secret.name, secret.value.as_deref(), secret.file.as_deref())?;
            *secret.value = read;
        }
        Ok(())
    }
}
