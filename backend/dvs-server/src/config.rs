use std::time::Duration;

use credence_http_server::Rate;

/// What an operator may set. The defaults suit a small machine.
#[derive(Debug, Clone)]
pub struct DvsConfig {
    /// Largest request body in bytes.
    pub body_limit_bytes: usize,
    /// Largest decoded image in bytes.
    pub image_limit_bytes: usize,
    /// Memory for bodies and images on their way in, all clients together, in bytes.
    pub upload_memory_bytes: usize,
    /// Verifications that run at once; size it to cores, and to memory at about 300 MB each.
    pub concurrent_examinations: usize,
    /// How long a Verify waits for its turn before it answers "busy".
    pub examination_wait: Duration,
    /// How long a Verify may hold a request before another may take it over: longer than the
    /// slowest reading, shorter than anybody would wait after a crash.
    pub examination_lease: Duration,
    /// Whether a result tells the template of the selfie's face, for a caller who looks for people
    /// who come twice. It is then kept, sealed, as long as the result.
    pub tells_face_templates: bool,
    /// How long a request may wait for its Verify. Nobody knows of photographs whose page was closed before
    /// it handed them in, not even an erasure, so they lapse; a verification that waits longer, say for
    /// a worker, has the person asked for new ones.
    pub pending_lifetime: Duration,
    /// How long images and result stay after the Verify.
    pub content_lifetime: Duration,
    /// Proxies in front that append to `X-Forwarded-For`; 0 ignores the header.
    pub trusted_proxies: usize,
    /// From the end of a request's header to the beginning of the answer. Longer than
    /// `examination_wait` and a usual reading together.
    pub request_timeout: Duration,
    /// How long a request's body may pause.
    pub body_timeout: Duration,
    /// Adds `Strict-Transport-Security`; for a server reached over HTTPS.
    pub strict_transport: bool,
    /// Requests per client address; `None` counts none.
    pub address_rate: Option<Rate>,
    /// Requests per key; `None` counts none.
    pub key_rate: Option<Rate>,
}

impl Default for DvsConfig {
    fn default() -> Self {
        Self {
            body_limit_bytes: 32 << 20,
            image_limit_bytes: 10 << 20,
            upload_memory_bytes: 512 << 20,
            concurrent_examinations: 2,
            examination_wait: Duration::from_secs(30),
            examination_lease: Duration::from_secs(30),
            tells_face_templates: false,
            pending_lifetime: Duration::from_secs(24 * 3600),
            content_lifetime: Duration::from_secs(24 * 3600),
            trusted_proxies: 0,
            request_timeout: Duration::from_secs(120),
            body_timeout: Duration::from_secs(8),
            strict_transport: false,
            address_rate: Some(Rate::new(2_000, Duration::from_millis(5))),
            key_rate: Some(Rate::new(2_000, Duration::from_millis(5))),
        }
    }
}
