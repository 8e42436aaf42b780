use std::sync::Arc;

use credence_types::Clock;
use sqlx::PgPool;

use crate::authority::Authority;
use crate::client_directory::ClientDirectory;
use crate::config::SimulatorConfig;
use crate::sliding_window::Windows;
use crate::tls::{ListenerTls, TlsError};

/// What the simulator stands on.
pub struct SimulatorParts {
    /// A database with schema `dcs`.
    pub pool: PgPool,
    /// Its certification authority.
    pub authority: Arc<Authority>,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// The operator's settings.
    pub config: SimulatorConfig,
}

/// The simulator's state, shared by its endpoints. Cheap to clone.
#[derive(Clone)]
pub struct SimulatorState {
    pub(crate) pool: PgPool,
    pub(crate) authority: Arc<Authority>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) config: Arc<SimulatorConfig>,
    pub(crate) tls: ListenerTls,
    pub(crate) clients: Arc<ClientDirectory>,
    pub(crate) windows: Arc<Windows>,
}

impl SimulatorState {
    /// Puts the parts together. Nothing is contacted and nothing started.
    ///
    /// # Errors
    /// When the authority's certificates do not make a TLS server.
    pub fn new(parts: SimulatorParts) -> Result<Self, TlsError> {
        let refusal = parts.config.client_refusal;
        let tls = ListenerTls::new(&parts.authority, refusal, Arc::clone(&parts.clock))?;
        Ok(Self {
            pool: parts.pool,
            authority: parts.authority,
            clock: parts.clock,
            config: Arc::new(parts.config),
            tls,
            clients: Arc::default(),
            windows: Arc::default(),
        })
    }
}

impl std::fmt::Debug for SimulatorState {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SimulatorState")
            .field("config", &self.config)
            .finish_non_exhaustive()
    }
}
