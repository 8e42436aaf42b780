use std::net::SocketAddr;
use std::sync::Arc;

use credence_dcs_protocol::CheckResult;
use credence_dcs_simulator::{
    Received, SimulatorConfig, SimulatorParts, SimulatorState, enrol_own_client, list_received,
    serve,
};
use credence_types::FixedClock;
use serde_json::Value;
use sqlx::PgPool;
use tokio::net::TcpListener;
use tokio_util::sync::{CancellationToken, DropGuard};

use super::party::{Party, request};
use super::tls_client::{Answer, TlsClient, get, post};
use super::world::{WORLD, now};

/// A simulator at a port of its own, with a clock that stands still; it stops when dropped.
pub(crate) struct Simulator {
    pub(crate) pool: PgPool,
    pub(crate) clock: FixedClock,
    pub(crate) address: SocketAddr,
    pub(crate) state: SimulatorState,
    pub(crate) party: Party,
    client: TlsClient,
    _stop: DropGuard,
}

impl Simulator {
    pub(crate) async fn start(pool: PgPool) -> Self {
        Self::start_with(pool, |_config| {}).await
    }

    pub(crate) async fn start_with(
        pool: PgPool,
        change: impl FnOnce(&mut SimulatorConfig),
    ) -> Self {
        let clock = FixedClock::at(now());
        let mut config = SimulatorConfig::default();
        change(&mut config);
        let state = SimulatorState::new(SimulatorParts {
            pool: pool.clone(),
            authority: Arc::clone(&WORLD.authority),
            clock: Arc::new(clock.clone()),
            config,
        })
        .unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let stop = CancellationToken::new();
        // A test may look at the database before the first request.
        enrol_own_client(&state).await.unwrap();
        tokio::spawn(serve(state.clone(), listener, stop.clone()));
        Self {
            pool,
            clock,
            address,
            state,
            party: Party::enrolled(),
            client: TlsClient::enrolled(),
            _stop: stop.drop_guard(),
        }
    }

    pub(crate) async fn status(&self) -> Answer {
        self.client.send(self.address, &get()).await
    }

    /// Sends a message as the enrolled client does.
    pub(crate) async fn post(&self, message: &str) -> Answer {
        self.client.send(self.address, &post(message)).await
    }

    /// Sends a sealed request of the enrolled client.
    pub(crate) async fn check(&self, payload: &Value) -> Answer {
        self.post(&self.party.seal(payload)).await
    }

    /// Checks a passport and opens the answer.
    pub(crate) async fn result(&self, payload: &Value) -> CheckResult {
        let answer = self.check(payload).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        self.party.result(&answer.body)
    }

    /// Checks anybody's passport with this number.
    pub(crate) async fn number(&self, number: &str) -> Answer {
        self.check(&request(number)).await
    }

    /// What was put down, the newest first.
    pub(crate) async fn received(&self) -> Vec<Received> {
        list_received(&self.pool, 500).await.unwrap()
    }
}
