use std::time::Duration;

/// What one listening socket grants its clients.
#[derive(Debug, Clone)]
pub struct ServerLimits {
    /// Connections served at a time; later ones wait in the kernel's queue.
    pub connections: usize,
    /// What a handshake before the first request may take.
    pub handshake_timeout: Duration,
    /// From the first byte of a request (for a connection's first request: from its opening) to the
    /// end of its header.
    pub header_timeout: Duration,
    /// How long a connection may wait between two requests.
    pub keep_alive_timeout: Duration,
    /// How long a client may refuse to take any byte of the answer.
    pub write_timeout: Duration,
    /// How long requests in flight get after the order to stop.
    pub drain_timeout: Duration,
    /// Bytes of the request line and all headers; past it the answer is 431.
    pub header_bytes: usize,
    /// Header lines; past it the answer is 431.
    pub header_count: usize,
}

impl Default for ServerLimits {
    fn default() -> Self {
        Self {
            connections: 8_192,
            handshake_timeout: Duration::from_secs(8),
            header_timeout: Duration::from_secs(8),
            keep_alive_timeout: Duration::from_secs(30),
            write_timeout: Duration::from_secs(30),
            drain_timeout: Duration::from_secs(30),
            header_bytes: 32 * 1024,
            header_count: 100,
        }
    }
}
