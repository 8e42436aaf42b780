#![doc = include_str!("../README.md")]

mod clock;
mod corpora;
mod engine;
mod error;
pub mod faces;
mod memory;
mod page;
mod parallel;
mod plan;
mod reader;
mod report;
mod row;
mod run;
mod sample;
mod sweep;
mod table;

pub use error::AccuracyError;
pub use page::page;
pub use plan::{Part, Plan, Size};
pub use report::{Build, Illustration, Report, Section};
pub use row::{Floor, Least, Row};
pub use run::run;
pub use sweep::{Sweep, SweepPoint};
