//! What commands about faces take.

use std::path::PathBuf;

use clap::{Args, Subcommand};

/// Settings of the comparison of faces.
#[derive(Debug, Clone, Args)]
pub(crate) struct FaceSettings {
    /// The file that names the operator's own face models; `models/models.toml` in the data folder
    /// without it. Where neither is there, the built-in models are used.
    #[arg(long, env = "CREDENCE_MODELS", value_name = "FILE", global = true)]
    pub(crate) models: Option<PathBuf>,
    /// Whether pages record head turns after the selfie: `true` or `false`. Without it they do where
    /// the DVS server is our own, which measures them.
    #[arg(long, env = "CREDENCE_HEAD_TURNS", value_name = "BOOL", global = true)]
    pub(crate) head_turns: Option<bool>,
    /// Looks for people who come twice among the sessions of so many days, where the session says
    /// that the person has agreed; their faces are kept, sealed, as long. Our DVS server then keeps
    /// every face's template, sealed, with its result for up to a day. Off without it.
    #[arg(
        long,
        env = "CREDENCE_DUPLICATE_SEARCH_DAYS",
        value_name = "DAYS",
        value_parser = clap::value_parser!(u16).range(1..=3650),
        global = true
    )]
    pub(crate) duplicate_search_days: Option<u16>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum FaceCommand {
    /// Compares the faces of two pictures: of the first the portrait, as on a document's front; of
    /// the second the person, as in a selfie.
    ///
    /// Ends with 0 whatever it finds, 1 when a picture cannot be read or no model is installed.
    Compare {
        /// A document's front, or any photograph.
        document: PathBuf,
        /// A selfie, or any photograph.
        selfie: PathBuf,
        /// Prints the comparison as JSON.
        #[arg(long)]
        json: bool,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum ModelsCommand {
    /// Shows which face models are installed and which is in use.
    List,
    /// Verifies, loads and tries out what is installed; ends with 1 at anything wrong.
    Check,
    /// Takes the built-in models from an unpacked npm package @vladmandic/face-api, for machines
    /// without network.
    Import {
        /// The package's folder, its folder `model`, or the four files.
        #[arg(required = true, value_name = "FOLDER|FILE")]
        from: Vec<PathBuf>,
    },
    /// Writes what reviewers saw of compared faces as JSON lines, for `calibrate --reviews`.
    Reviews,
    /// Measures the models on labelled pairs of your own, chooses thresholds and writes
    /// calibration.toml beside models.toml.
    ///
    /// Ends with 3 when the pairs do not support the wanted rate: then nothing is written.
    Calibrate(CalibrateArguments),
}

/// What `credence models calibrate` takes.
#[derive(Debug, Args)]
pub(crate) struct CalibrateArguments {
    /// Lines of first,second,same[,label…]: two pictures' paths from this file's folder, 1 for one
    /// person or 0 for two. A first line may name the labels, such as document_country.
    #[arg(value_name = "PAIRS.csv")]
    pub(crate) pairs: PathBuf,
    /// The false match rate that thresholds are chosen for.
    #[arg(long, value_name = "RATE", default_value_t = 1e-4)]
    pub(crate) wanted_fmr: f64,
    /// The share of one person's pairs that may count as a mismatch.
    #[arg(long, value_name = "RATE", default_value_t = 1e-2)]
    pub(crate) mismatch_fnmr: f64,
    /// Reviewed cases that the service exported, one JSON object a line: distance, model_sha256,
    /// same, document_country, group.
    #[arg(long, value_name = "FILE")]
    pub(crate) reviews: Option<PathBuf>,
    /// Writes no calibration.
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Writes tables and curve as one HTML file too.
    #[arg(long, value_name = "FILE")]
    pub(crate) html: Option<PathBuf>,
}

/// What `credence bench faces` takes.
#[derive(Debug, Args)]
pub(crate) struct BenchFacesArguments {
    /// A folder with a pairs.csv, or with a folder of pictures for each person.
    #[arg(value_name = "DIR")]
    pub(crate) folder: PathBuf,
    /// Writes tables and curve as one HTML file too.
    #[arg(long, value_name = "FILE")]
    pub(crate) html: Option<PathBuf>,
    /// Ends with 1 when a picture cannot be read, or the model's own thresholds are shown to give
    /// more errors than NIST asks: 1 false match in 10,000, 1 mismatch in 100.
    #[arg(long)]
    pub(crate) check: bool,
}
