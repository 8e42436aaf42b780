//! The decoder against hostile files, and the barcode reader against tables.
#![cfg(test)]

mod black_box;
mod drawn;
mod files;
mod hostile;
mod orientation;
