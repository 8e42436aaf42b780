//! Backups of a real database, restored into another.
#![cfg(test)]

mod house;
mod making;
mod older;
mod person;
mod restoring;
