//! The pages: the person's and the console's, as the front end's build left them.

mod encoding;
mod files;
mod policies;
mod serve;

pub use files::PageFiles;
pub(crate) use policies::{PagePolicies, REVIEW_PERMISSIONS as NO_PERMISSIONS};
pub(crate) use serve::{answer_page, asset, file, review_page, to_review, to_verify, verify_page};
