//! The HTTP server that every listening role shares: an accept loop that gives up on stalled
//! clients, and the protective layer around a router. It knows nothing of what is served.

mod bearer;
mod body_limit;
mod client_address;
mod connection;
mod contain;
mod exchange;
mod framing;
mod guarded_stream;
mod harden;
pub mod health;
mod limits;
mod prometheus;
mod rate;
mod refusal;
mod security_headers;
mod serve;
mod trace_id;

pub use bearer::bearer;
pub use client_address::{ConnectionInfo, client_address};
pub use harden::{HardenOptions, harden};
pub use limits::ServerLimits;
pub use prometheus::{Metrics, MetricsError};
pub use rate::{CallerCounts, Rate, RateExceeded};
pub use refusal::{RenderRefusal, plain_refusal};
pub use serve::{serve, serve_over};
pub use trace_id::TraceId;
