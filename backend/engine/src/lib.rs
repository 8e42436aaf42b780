#![doc = include_str!("../README.md")]

mod agreement;
mod barcode;
mod crop;
mod cross_check;
mod document_confidence;
mod document_type;
mod examination;
mod examine;
mod face;
mod field;
mod forgery;
mod images;
mod page_notes;
mod photograph;
mod places;
mod read_document;
mod refusal;
mod requirements;
mod retake;
mod rules;
mod settings;
mod sides;
mod submission;
mod validation;
mod warning;
mod zone;

pub use crop::crop_field;
pub use examination::{DocumentFlags, Examination, ImageQuality};
pub use examine::{examine, examine_read};
pub use face::{FaceExamination, MAX_FRAMES};
pub use field::ExaminedField;
pub use page_notes::PageNotes;
pub use photograph::Photograph;
pub use refusal::{Refusal, RefusalCode};
pub use retake::{RetakeReason, Sighting, retake_reasons};
pub use settings::Settings;
pub use submission::{Submission, SubmittedTrack};
pub use validation::{TestStatus, ValidationTest};
pub use warning::{ExaminationWarning, ImageFault};

pub use credence_documents::FieldKey;
pub use credence_types::{FieldAgreement, FieldSighting, FieldSource};
pub use credence_vision::face::FaceModels;
pub use credence_vision::outline::Outline;
pub use credence_vision::quality::{Level, PartQuality, Quality};
pub use credence_vision::reader_models;
