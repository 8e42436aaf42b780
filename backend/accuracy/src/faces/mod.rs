//! How well faces are compared: rates of error with intervals, by group, and the thresholds that
//! labelled pairs support.

mod choose;
mod comparison;
mod det;
mod differential;
mod distances;
mod interval;
mod measure;
mod page;
mod pairs;
mod pairs_error;
mod report;
mod reviews;
mod table;
mod tables;
mod verdict;
mod wanted;

pub use choose::{Choice, ChoiceError};
pub use comparison::{Comparison, Comparisons};
pub use differential::{Differential, Group, Ratio, differentials};
pub use distances::{CurvePoint, Distances};
pub use interval::{Share, trials_without_error};
pub use measure::{Measured, Stage, measure};
pub use page::face_page;
pub use pairs::{Pair, PairList};
pub use pairs_error::PairsError;
pub use report::{FaceReport, Findings};
pub use reviews::Reviews;
pub use wanted::{Objection, Wanted};
