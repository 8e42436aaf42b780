//! Our simulator of the Document Checking Service, and a client of it.

use std::path::PathBuf;
use std::sync::Arc;

use anyhow::{Context, Result};
use chrono::TimeDelta;
use credence_dcs_client::DcsClient;
use credence_dcs_protocol::HeaderForm;
use credence_dcs_simulator::{
    Authority, ClientRefusal, SimulatorConfig, SimulatorParts, SimulatorState,
};
use credence_types::{Clock, SystemClock};
use sqlx::PgPool;
use url::Url;

use crate::arguments::{DcsSettings, Headers, Refusals, Settings};
use crate::assemble::dcs::{self, TlsCertificate};

/// Where the simulator's certification authority and the files of its first client lie.
pub(crate) fn folder(settings: &Settings) -> PathBuf {
    settings.data.join("dcs-simulator")
}

/// The certification authority; the first time makes it.
pub(crate) fn authority(settings: &Settings) -> Result<Authority> {
    let names = &settings.dcs.dcs_server_names;
    Authority::open(&folder(settings), names, SystemClock.now())
        .context("opening the simulator's certification authority")
}

/// Puts the simulator together.
pub(crate) fn state(settings: &Settings, pool: PgPool) -> Result<SimulatorState> {
    let authority = authority(settings)?;
    SimulatorState::new(SimulatorParts {
        pool,
        authority: Arc::new(authority),
        clock: Arc::new(SystemClock),
        config: config(&settings.dcs),
    })
    .context("preparing the simulator's TLS")
}

fn config(settings: &DcsSettings) -> SimulatorConfig {
    SimulatorConfig {
        client_refusal: match settings.dcs_refusals {
            Refusals::Nginx => ClientRefusal::Nginx,
            Refusals::Strict => ClientRefusal::Strict,
        },
        header_form: match settings.dcs_headers {
            Headers::Thumbprint => HeaderForm::Thumbprint,
            Headers::Bare => HeaderForm::Bare,
        },
        timestamp_age: settings
            .dcs_timestamp_age
            .map(|minutes| TimeDelta::minutes(minutes.into())),
        ..SimulatorConfig::default()
    }
}

/// Where it listens, as a client on this machine calls it.
pub(crate) fn url(settings: &Settings) -> Result<Url> {
    let port = settings.dcs.dcs_listen.port();
    Ok(Url::parse(&format!(
        "https://localhost:{port}/checks/passport"
    ))?)
}

/// The client that the simulator enrols on its first start.
pub(crate) fn client(settings: &Settings) -> Result<DcsClient> {
    let (url, folder) = (url(settings)?, folder(settings));
    dcs::client_of(settings, url, &folder, TlsCertificate::Demanded)
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;
    use crate::arguments::Arguments;

    fn config_of(options: &[&str]) -> SimulatorConfig {
        let words = ["credence", "dcs-simulator"].iter().chain(options);
        config(&Arguments::try_parse_from(words).unwrap().settings.dcs)
    }

    #[test]
    fn what_an_operator_sets_reaches_the_simulator() {
        let usual = config_of(&[]);
        assert_eq!(usual.client_refusal, ClientRefusal::Nginx);
        assert_eq!(usual.header_form, HeaderForm::Thumbprint);
        assert_eq!(usual.timestamp_age, None);
        let set = config_of(&[
            "--dcs-refusals=strict",
            "--dcs-headers=bare",
            "--dcs-timestamp-age=5",
        ]);
        assert_eq!(set.client_refusal, ClientRefusal::Strict);
        assert_eq!(set.header_form, HeaderForm::Bare);
        assert_eq!(set.timestamp_age, Some(TimeDelta::minutes(5)));
    }
}
