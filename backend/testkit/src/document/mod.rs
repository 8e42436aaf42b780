//! Flat drawings of documents, face on, with what is printed where.

mod bank_card;
mod drawing;
mod error;
mod identity_card;
mod licence_back;
mod licence_back_crowd;
mod licence_back_parts;
mod licence_front;
mod paper;
mod passport;
mod passport_spread;
mod print_labels;
mod print_look;
mod printer;
mod security;
mod selfie;
mod visa;
mod zone;
mod zone_look;

pub use bank_card::bank_card;
pub use drawing::{BarcodeTruth, DocumentKind, Drawing, MrzTruth, PrintedField};
pub use error::DrawError;
pub use identity_card::{IdentityCard, td1_card, td2_card};
pub use licence_back::{
    BackLayout, LicenceBack, LicenceBackOptions, draw_licence_back, licence_back,
};
pub use licence_front::{LicenceFront, LicenceFrontOptions, draw_licence_front, licence_front};
pub use paper::{PaperKind, paper};
pub use passport::{TravelDocument, TravelOptions, passport};
pub use passport_spread::passport_spread;
pub use print_labels::LabelLanguages;
pub(crate) use print_look::LEAST_SHRINK;
pub use print_look::{PrintFamily, PrintLook};
pub use selfie::selfie;
pub use visa::{VisaSize, visa};
pub use zone_look::{ZoneLook, ZonePrint};
