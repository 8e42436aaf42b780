//! The decoder against hostile files, the outline finder and the barcode reader against tables.
#![cfg(test)]

mod black_box;
mod brightness;
mod cluttered;
mod codes;
mod drawn;
mod face_hostile;
mod face_oracle;
mod faces;
mod files;
mod forgery_scenes;
mod heif;
mod heif_files;
mod hostile;
mod hostile_heif;
mod hostile_pdf;
mod orientation;
mod outline;
mod outline_scenes;
mod part_quality;
mod pdf;
mod pdf_files;
mod pose;
mod screens;
mod sightings;
mod signs_forgery;
mod signs_hash;
mod signs_screen;
mod signs_source;
mod zones;
