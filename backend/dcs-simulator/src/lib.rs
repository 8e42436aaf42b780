#![doc = include_str!("../README.md")]

mod authority;
mod check;
mod client_directory;
mod config;
mod endpoints;
mod enrol_client;
mod import_passports;
mod nginx_page;
mod outage;
mod purge;
mod received;
mod refusal;
mod router;
mod serve;
mod sliding_window;
mod state;
mod store;
mod tls;

pub use authority::{Authority, AuthorityError, Enrolment, SignRequestError};
pub use check::{SCRIPTED_NUMBERS, ScriptedNumber};
pub use config::{ClientRefusal, SimulatorConfig, WindowLimit};
pub use enrol_client::{EnrolError, NewClient, enrol_client};
pub use import_passports::{ImportError, import_passports};
pub use outage::{NewOutage, OutageError, start_outage, stop_outages};
pub use purge::purge;
pub use received::{Received, ReceivedError, list_received};
pub use router::router;
pub use serve::{enrol_own_client, serve};
pub use state::{SimulatorParts, SimulatorState};
pub use tls::TlsError;
