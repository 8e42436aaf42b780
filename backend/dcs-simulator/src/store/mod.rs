//! The SQL of schema `dcs`: every statement of this room.

pub(crate) mod clients;
pub(crate) mod outages;
pub(crate) mod passports;
pub(crate) mod received;
