//! How well faces are compared: rates of error with intervals, by group, and the thresholds that
//! labelled pairs support.

mod choose;
mod comparison;
mod differential;
mod distances;
mod interval;
mod wanted;

pub use choose::{Choice, ChoiceError};
pub use comparison::{Comparison, Comparisons};
pub use differential::{Differential, Group, Ratio, differentials};
pub use distances::{CurvePoint, Distances};
pub use interval::{Share, trials_without_error};
pub use wanted::{Objection, Wanted};
