//! Accounts and their keys: `pk_` creates requests, `sk_` does everything.

mod authenticate;
mod create;
mod licence;
mod revoke;
mod text;

pub use authenticate::{Caller, authenticate};
pub use create::{IssuedKey, KeyError, create_account, create_key};
pub(crate) use licence::is_origin_licensed;
pub use licence::{LicenceHost, LicenceHostError};
pub use revoke::revoke_key;
pub use text::KeyKind;
