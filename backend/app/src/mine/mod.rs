//! What a person can do with their own session, by the code that their page gave them: see it, take it
//! with them, erase it, ask for a human.

mod ask;
mod code;
mod consent;
mod copy;
mod create_code;
mod enter;
mod erase;
mod image;
mod organisation;
mod record;

pub use ask::{AskForHumanError, LONGEST_REQUEST, ask_for_human};
pub(crate) use ask::{is_unanswered, opened_requests};
pub use consent::OwnConsent;
pub use copy::{OwnCopy, OwnPhotograph, own_copy};
pub use create_code::{CreateCodeError, create_code};
pub use enter::{
    EnterError, Entered, PersonInside, TryRates, authenticate_person, enter_code, leave,
};
pub use erase::{ErasedSession, erase_own, erased_session};
pub use image::own_image;
pub use organisation::own_organisation;
pub use record::{AskedForHuman, OwnImage, OwnRecord, WrittenNames, own_record};
