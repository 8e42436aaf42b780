#![doc = include_str!("../README.md")]

mod agreement;
mod barcode;
mod document_type;
mod examination;
mod examine;
mod face;
mod field;
mod images;
mod page_notes;
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
pub use face::{FaceExamination, MAX_FRAMES};
pub use field::{ExaminedField, FieldSource};
pub use page_notes::PageNotes;
pub use refusal::{Refusal, RefusalCode};
pub use retake::{RetakeReason, Sighting, retake_reasons};
pub use settings::Settings;
pub use submission::{Submission, SubmittedTrack};
pub use validation::{TestStatus, ValidationTest};
pub use warning::{ExaminationWarning, ImageFault};

pub use credence_documents::FieldKey;
pub use credence_vision::face::FaceModels;
pub use credence_vision::outline::Outline;
pub use credence_vision::quality::{Level, PartQuality, Quality};
