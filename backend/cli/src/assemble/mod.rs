//! From settings to running parts.

pub(crate) mod backend;
pub(crate) mod database;
pub(crate) mod dcs;
pub(crate) mod faces;
pub(crate) mod master_keys;
pub(crate) mod policy;
pub(crate) mod private_postgres;
pub(crate) mod provision;
pub(crate) mod retention;
pub(crate) mod simulator;
pub(crate) mod vault;
