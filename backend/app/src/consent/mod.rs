//! What a person agrees to before anything is captured.

mod address_class;
mod decline;
mod give;
mod kept;
mod settings;
mod stated;
mod text;
mod view;

pub use address_class::AddressClass;
pub use decline::{DeclineConsentError, decline_consent};
pub use give::{GiveConsentError, GivenConsent, give_consent};
pub use settings::{ConsentSettings, change_consent_settings, consent_settings};
pub use stated::{ConsentStatementError, StatedConsent};
pub use text::{ConsentLine, ConsentText};
pub use view::{ConsentSource, RecordedConsent};

pub(crate) use stated::record_stated;
pub(crate) use view::{asked, covers_duplicate_search, is_given, is_known, recorded, recorded_of};
