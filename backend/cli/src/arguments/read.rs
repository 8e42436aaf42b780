use std::path::PathBuf;

use clap::{Args, ValueEnum};

/// What `credence read` takes.
#[derive(Debug, Args)]
pub(crate) struct ReadArguments {
    /// Pictures. Two are the front and the back of one document; any other number are documents of
    /// their own.
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// Prints one JSON document with everything that was found.
    #[arg(long, conflicts_with = "table")]
    pub(crate) json: bool,
    /// Prints a table; so it does without either.
    #[arg(long)]
    pub(crate) table: bool,
    /// Draws boxes around what was found, lines of print and fields included, into a copy of the picture, a PNG; for one FILE.
    #[arg(long, value_name = "OUT.png")]
    pub(crate) boxes: Option<PathBuf>,
    /// Reads only what is written for machines, in a fraction of the time: zone, barcodes and other
    /// codes. No print is read, and nothing is held against it.
    #[arg(long)]
    pub(crate) machine_readable: bool,
    /// Which side of a document the pictures show: a front is not searched for barcodes
    /// or other codes.
    #[arg(long, value_enum, default_value_t = Side::Auto)]
    pub(crate) side: Side,
}

/// A side of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Side {
    /// Zone only.
    Front,
    /// Barcodes, other codes and the zone.
    Back,
    /// Barcodes, other codes and the zone.
    Auto,
}
