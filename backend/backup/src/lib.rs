//! Backups: the database and the objects of one instant in one sealed file, and beside it the keys of
//! sessions and requests, each in a line of its own that erasure takes out again.

mod applied;
mod archive;
mod check;
mod copying;
mod error;
mod folder;
mod forget;
mod frames;
mod kept_key;
mod keys;
mod make;
mod manifest;
mod master_keys;
mod older;
mod personal;
mod restore;
mod rows;
mod sealed_rows;
mod tables;

pub use check::{check, look_through};
pub use error::BackupError;
pub use folder::BackupFolder;
pub use forget::forget;
pub use kept_key::KeyHolder;
pub use make::{Made, Source, Store, make};
pub use master_keys::master_keys_needed;
pub use older::{Kept, list_older, remove_older};
pub use restore::{Restored, Target, restore};
