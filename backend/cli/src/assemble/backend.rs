//! The backend's use cases, put together.

use std::sync::Arc;

use anyhow::{Context, Result, bail};
use chrono::TimeDelta;
use credence_app::{App, AppParts, Config, Vault, WebhookOptions, WebhookSender};
use credence_dcs_client::DcsClient;
use credence_dvs_client::{DvsOptions, SecretClient};
use credence_dvs_protocol::{PublicKey, SecretKey};
use credence_objects::Keyring;
use credence_types::SystemClock;
use sqlx::PgPool;
use uuid::Uuid;

use crate::arguments::Settings;
use crate::assemble::{policy, retention, vault};

/// What is made of faces goes within three years (740 ILCS 14/15(a)).
const THREE_YEARS: TimeDelta = TimeDelta::days(1_095);

/// The two keys of the DVS server that the backend uses.
#[derive(Debug, Clone)]
pub(crate) struct DvsKeys {
    /// For the page.
    pub(crate) public: PublicKey,
    /// For the worker.
    pub(crate) secret: SecretKey,
}

impl DvsKeys {
    /// A pair that no server knows, for commands that never talk to one.
    pub(crate) fn unused() -> Self {
        Self {
            public: PublicKey::from_uuid(Uuid::nil()),
            secret: SecretKey::from_uuid(Uuid::nil()),
        }
    }

    /// Both keys, or a refusal that says where to get them.
    pub(crate) fn from_settings(settings: &Settings) -> Result<Self> {
        let (Some(public), Some(secret)) = (&settings.dvs_public_key, &settings.dvs_secret_key)
        else {
            bail!(
                "the DVS keys are missing: set CREDENCE_DVS_PUBLIC_KEY and CREDENCE_DVS_SECRET_KEY to the vendor's, \
                 or make a pair for our own DVS server with `credence keys dvs`"
            );
        };
        Ok(Self {
            public: public
                .parse()
                .context("reading CREDENCE_DVS_PUBLIC_KEY (pk_ and a UUID)")?,
            secret: secret
                .parse()
                .context("reading CREDENCE_DVS_SECRET_KEY (sk_ and a UUID)")?,
        })
    }
}

/// Puts the use cases together. The DVS server is called at an address that the operator set, so
/// it may be a private one.
pub(crate) fn app(
    settings: &Settings,
    pool: PgPool,
    keyring: Keyring,
    keys: &DvsKeys,
    dcs: Option<DcsClient>,
) -> Result<Arc<App>> {
    let public_key = keys.public.expose().to_owned();
    let mut config = Config::new(
        settings.public_url()?,
        settings.dvs_browser_url()?,
        public_key,
    );
    config.dvs_operator = settings.dvs_operator.name().map(str::to_owned);
    config.name_spellings = settings.dcs.dcs_spellings.into();
    config.is_head_turn_asked = settings
        .faces
        .head_turns
        .unwrap_or(settings.dvs_url.is_none());
    config.duplicate_search_retention = settings
        .faces
        .duplicate_search_days
        .map(|days| TimeDelta::days(days.into()));
    config.backups = Some(settings.backups());
    config.audit_checkpoint_every =
        TimeDelta::minutes(settings.audit.audit_checkpoint_minutes.into());
    config.audit_checkpoint_rows = settings.audit.audit_checkpoint_rows.into();
    config.retention = retention::installation_retention(settings)?;
    if config.duplicate_search_retention > Some(THREE_YEARS)
        && !config.retention.keeps_images_beyond_three_years
    {
        bail!(
            "CREDENCE_DUPLICATE_SEARCH_DAYS keeps templates of faces for more than three years, which Illinois' \
             BIPA forbids: set 1095 or less, or say keeps_images_beyond_three_years in CREDENCE_RETENTION"
        );
    }
    let objects = vault::objects(settings, "backend").context("preparing the backend's images")?;
    let mut options = DvsOptions::new(settings.dvs_url()?);
    options.allow_private_addresses = true;
    let dvs = SecretClient::new(&options, &keys.secret).context("preparing the DVS client")?;
    let webhooks = WebhookSender::build(&WebhookOptions {
        allow_private_addresses: settings.webhook_private_addresses,
        ..WebhookOptions::default()
    })
    .context("preparing the webhooks")?;
    Ok(Arc::new(App::new(AppParts {
        pool,
        clock: Arc::new(SystemClock),
        vault: Vault { objects, keyring },
        dvs,
        dcs,
        webhooks,
        policy: policy::installation_policy(settings)?,
        config,
    })))
}
