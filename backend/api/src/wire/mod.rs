//! What goes over the line. Field names are part of the API.

mod assurance;
mod case;
mod challenge;
mod console;
mod face;
mod names;
mod new_session;
mod notices;
mod policy;
mod printed_names;
mod provenance;
mod result;
mod session;
mod signing_keys;
mod sources;

pub(crate) use case::{CaseDetail, CasePage, CaseQuery, DecideCaseBody};
pub(crate) use challenge::Challenge;
pub(crate) use console::{FirstAdministratorBody, Me, SignInBody};
pub(crate) use new_session::{CreateSessionBody, CreatedSession, SubmissionBody};
pub(crate) use notices::NoticeList;
pub(crate) use policy::{BackTest, BackTestQuery, Policy, PolicyDocument, PolicyList};
pub(crate) use printed_names::NamesBody;
pub(crate) use result::SessionResult;
pub(crate) use session::SessionView;
pub(crate) use signing_keys::SigningKeySet;
