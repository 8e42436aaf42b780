//! A private PostgreSQL server for installations without a `DATABASE_URL`.

mod account;
mod binaries;
mod cluster;
mod error;
mod folders;
mod launch;
mod pid_file;
mod server;

pub use binaries::{Search, is_installed};
pub use error::LaunchError;
pub use launch::{LaunchOptions, PrivatePostgres, launch};
