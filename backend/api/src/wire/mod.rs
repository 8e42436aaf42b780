//! What goes over the line. Field names are part of the API.

mod assurance;
mod case;
mod challenge;
mod console;
mod event;
mod face;
mod images;
mod keys;
mod names;
mod new_session;
mod notices;
mod paging;
mod policy;
mod policy_document;
mod printed_names;
mod provenance;
mod result;
mod session;
mod session_list;
mod session_token;
mod signing_keys;
mod sources;
mod webhook_delivery;
mod webhook_endpoint;

pub(crate) use case::{CaseDetail, CasePage, CaseQuery, DecideCaseBody};
pub(crate) use challenge::Challenge;
pub(crate) use console::{FirstAdministratorBody, Me, SignInBody};
pub(crate) use event::{EventPage, EventQuery};
pub(crate) use images::ImageList;
pub(crate) use keys::{CreateKeyBody, CreatedKey, KeyList};
pub(crate) use new_session::{CreateSessionBody, CreatedSession, SubmissionBody};
pub(crate) use notices::NoticeList;
pub(crate) use policy::{BackTest, BackTestQuery, Policy, PolicyList};
pub(crate) use policy_document::PolicyDocument;
pub(crate) use printed_names::NamesBody;
pub(crate) use result::SessionResult;
pub(crate) use session::SessionView;
pub(crate) use session_list::{SessionPage, SessionQuery};
pub(crate) use session_token::CreatedSessionToken;
pub(crate) use signing_keys::SigningKeySet;
pub(crate) use webhook_delivery::{WebhookDelivery, WebhookDeliveryPage, WebhookDeliveryQuery};
pub(crate) use webhook_endpoint::{
    CreateWebhookEndpointBody, RotateSecretBody, UpdateWebhookEndpointBody, WebhookEndpoint,
    WebhookEndpointList, WebhookEndpointWithSecret,
};
