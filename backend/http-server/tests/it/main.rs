//! The server against clients on raw sockets.
#![cfg(test)]

mod access_log;
mod handshake;
mod headers;
mod health;
mod lengths;
mod lifecycle;
mod slow_clients;
mod support;
