//! Our simulator of the Document Checking Service, and a client of it.

use std::path::PathBuf;
use std::sync::Arc;

use anyhow::{Context, Result};
use credence_dcs_client::DcsClient;
use credence_dcs_simulator::{
    Authority, ClientRefusal, SimulatorConfig, SimulatorParts, SimulatorState,
};
use credence_types::{Clock, SystemClock};
use sqlx::PgPool;
use url::Url;

use crate::arguments::{Refusals, Settings};
use crate::assemble::dcs;

/// Where the simulator's certification authority and the files of its first client lie.
fn folder(settings: &Settings) -> PathBuf {
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
        config: SimulatorConfig {
            client_refusal: match settings.dcs.dcs_refusals {
                Refusals::Nginx => ClientRefusal::Nginx,
                Refusals::Strict => ClientRefusal::Strict,
            },
            ..SimulatorConfig::default()
        },
    })
    .context("preparing the simulator's TLS")
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
    dcs::client_of(settings, url(settings)?, &folder(settings))
}
