pub(crate) mod forge;
mod party;
mod simulator;
mod tls_client;
mod world;

pub(crate) use party::{Party, request};
pub(crate) use simulator::Simulator;
pub(crate) use tls_client::{Answer, TlsClient, get, post};
pub(crate) use world::{Pair, WORLD, certificate_request, now};
