//! The parts that run: each until its token is cancelled, then it finishes what is under way.

pub(crate) mod api;
pub(crate) mod dcs_simulator;
pub(crate) mod dvs;
pub(crate) mod worker;

use std::net::SocketAddr;

use anyhow::{Context, Result};
use tokio::net::TcpListener;

/// A listening socket; `option` is named when the address is taken.
pub(crate) async fn listen(address: SocketAddr, option: &str) -> Result<TcpListener> {
    TcpListener::bind(address).await.with_context(|| {
        format!("listening on {address}; if another program has it, choose one with {option}")
    })
}
