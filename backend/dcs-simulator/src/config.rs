use std::time::Duration;

use chrono::TimeDelta;
use credence_dcs_protocol::HeaderForm;

/// What an operator may set. The defaults are the service's, as far as they are known.
#[derive(Debug, Clone)]
pub struct SimulatorConfig {
    /// How a client without the right certificate is turned away.
    pub client_refusal: ClientRefusal,
    /// Which thumbprints the headers of answers name.
    pub header_form: HeaderForm,
    /// How old, or how far ahead, a request's timestamp may be; `None` for any. The service has a
    /// limit and never published it.
    pub timestamp_age: Option<TimeDelta>,
    /// Requests of all clients together.
    pub total_limit: WindowLimit,
    /// Requests of each client; `None` shares 300 in 60 seconds among the clients there are.
    pub client_limit: Option<WindowLimit>,
    /// How long the slow scripted answers wait: longer than a client does, and never over 25 seconds.
    pub slow_answer: Duration,
}

impl Default for SimulatorConfig {
    fn default() -> Self {
        Self {
            client_refusal: ClientRefusal::Nginx,
            header_form: HeaderForm::Thumbprint,
            timestamp_age: None,
            total_limit: WindowLimit {
                requests: 50,
                window: TimeDelta::seconds(10),
            },
            client_limit: None,
            slow_answer: Duration::from_secs(15),
        }
    }
}

/// How a connection without the right client certificate ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ClientRefusal {
    /// The handshake succeeds and every request is answered 400, with the very pages of the nginx in
    /// front of the service.
    #[default]
    Nginx,
    /// A TLS alert ends the handshake.
    Strict,
}

/// So many requests in any stretch of time so long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WindowLimit {
    /// At most; one at least.
    pub requests: u32,
    /// The length of the window.
    pub window: TimeDelta,
}
