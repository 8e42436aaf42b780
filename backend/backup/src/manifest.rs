//! What a backup says about itself.

use std::ops::RangeInclusive;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::kept_key::KeyHolder;

/// The form of the files. In the first one, which is read still, nothing was sealed for its session.
pub(crate) const FORMAT: u32 = 2;
pub(crate) const FORMATS: RangeInclusive<u32> = 1..=FORMAT;

/// In clear beside the sealed file: what is needed to open it.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Header {
    pub(crate) format: u32,
    pub(crate) id: Uuid,
    /// The master key that wraps the backup's own.
    pub(crate) kek: String,
    /// The backup's own key, wrapped, in hexadecimal digits.
    pub(crate) key: String,
}

/// The first frame.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Manifest {
    /// The instant that the tables are of.
    pub(crate) taken_at: DateTime<Utc>,
    /// The build that made it.
    pub(crate) made_by: String,
    pub(crate) migrations: Vec<AppliedMigration>,
    /// How many keys were written beside it; absent in the first backups.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) keys: Option<KeyCount>,
}

/// Numbers of keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct KeyCount {
    pub(crate) sessions: u64,
    pub(crate) requests: u64,
}

impl KeyCount {
    pub(crate) const fn add(&mut self, of: KeyHolder) {
        match of {
            KeyHolder::Session(_) => self.sessions += 1,
            KeyHolder::DvsRequest(_) => self.requests += 1,
        }
    }

    pub(crate) const fn all(self) -> u64 {
        self.sessions.saturating_add(self.requests)
    }
}

/// A migration that the database had.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct AppliedMigration {
    pub(crate) version: i64,
    /// In hexadecimal digits.
    pub(crate) checksum: String,
}

/// Before the data of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Table {
    pub(crate) schema: String,
    pub(crate) name: String,
    /// In the order of the data.
    pub(crate) columns: Vec<String>,
}

/// Before rows that are sealed under the keys of their sessions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SealedTable {
    pub(crate) table: Table,
    /// Whether the rows are there already and lack these columns. The first two are the key then.
    pub(crate) fills: bool,
}

/// Before an object.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Object {
    /// The schema whose row names it, which says in which store it is.
    pub(crate) schema: String,
    pub(crate) name: String,
}

/// The last frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct End {
    pub(crate) tables: u64,
    pub(crate) objects: u64,
}
