#![doc = include_str!("../README.md")]

mod agreement;
mod barcode;
mod document_type;
mod examination;
mod examine;
mod field;
mod images;
mod refusal;
mod requirements;
mod retake;
mod settings;
mod submission;
mod validation;
mod warning;
mod zone;

pub use examination::{DocumentFlags, Examination, ImageQuality};
pub use examine::examine;
pub use field::{ExaminedField, FieldSource};
pub use refusal::{Refusal, RefusalCode};
pub use retake::{RetakeReason, Sighting, retake_reasons};
pub use settings::Settings;
pub use submission::{Submission, SubmittedTrack};
pub use validation::{TestStatus, ValidationTest};
pub use warning::{ExaminationWarning, ImageFault};

pub use credence_documents::FieldKey;
pub use credence_vision::outline::Outline;
pub use credence_vision::quality::{Level, PartQuality, Quality};
