use std::time::Duration;

use credence_outbound::Url;

/// How to reach a DVS server.
#[derive(Debug, Clone)]
pub struct DvsOptions {
    /// The address below which `api/…` lies, such as `https://dvs.example/`.
    pub base_url: Url,
    /// Whether the server may be at a private address, as our own usually is.
    pub allow_private_addresses: bool,
    /// For one call. Verifying reads the document while the call waits: 30 s at the least.
    pub call_timeout: Duration,
    /// How often a call is made at most, the first included.
    pub attempts: u32,
    /// The wait before the second attempt; it doubles, and up to half of it is left to chance.
    pub first_wait: Duration,
    /// The largest answer. `/result` brings all pictures of a request in base64.
    pub response_limit_bytes: usize,
    /// PEM bundles of certification authorities to trust besides the system's.
    pub extra_root_certificates_pem: Vec<Vec<u8>>,
}

impl DvsOptions {
    /// The usual limits for the server at `base_url`: 60 s a call, 3 attempts, 64 MiB.
    #[must_use]
    pub fn new(base_url: Url) -> Self {
        Self {
            base_url,
            allow_private_addresses: false,
            call_timeout: Duration::from_secs(60),
            attempts: 3,
            first_wait: Duration::from_millis(500),
            response_limit_bytes: 64 * 1024 * 1024,
            extra_root_certificates_pem: Vec::new(),
        }
    }
}
