//! How a tenant's pages look and whom they name.

mod change;
mod contrast;
mod document;
mod logo;
mod organisation;

pub use change::{BrandingError, BrandingView, branding, change_branding};
pub use contrast::{ContrastFailure, Theme};
pub use document::{Accent, Branding, BrandingField};
pub use logo::{branding_logo, change_branding_logo, delete_branding_logo};
pub use organisation::Organisation;

pub(crate) use organisation::{organisation, organisation_name};
