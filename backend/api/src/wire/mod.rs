//! What goes over the line. Field names are part of the API.

mod assurance;
mod branding;
mod case;
mod challenge;
mod consent;
mod console;
mod continuation;
mod erasure;
mod event;
mod face;
mod hold;
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
mod retention;
mod session;
mod session_list;
mod session_token;
mod signing_keys;
mod sources;
mod webhook_delivery;
mod webhook_endpoint;

pub(crate) use branding::{Branding, BrandingBody, logo_path};
pub(crate) use case::{CaseDetail, CasePage, CaseQuery, DecideCaseBody};
pub(crate) use challenge::Challenge;
pub(crate) use consent::{ConsentSettings, ConsentSettingsBody, GiveConsentBody};
pub(crate) use console::{FirstAdministratorBody, Me, SignInBody};
pub(crate) use continuation::ContinuationCode;
pub(crate) use erasure::{Erasure, ErasureStatus};
pub(crate) use event::{EventPage, EventQuery};
pub(crate) use hold::HoldBody;
pub(crate) use images::ImageList;
pub(crate) use keys::{CreateKeyBody, CreatedKey, KeyList};
pub(crate) use new_session::{CreateSessionBody, CreatedSession, SubmissionBody, VerifyBody};
pub(crate) use notices::NoticeList;
pub(crate) use policy::{BackTest, BackTestQuery, Policy, PolicyList};
pub(crate) use policy_document::PolicyDocument;
pub(crate) use printed_names::NamesBody;
pub(crate) use result::SessionResult;
pub(crate) use retention::{Retention, RetentionAnswer, RetentionPlan, SetRetentionBody};
pub(crate) use session::SessionView;
pub(crate) use session_list::{SessionPage, SessionQuery};
pub(crate) use session_token::CreatedSessionToken;
pub(crate) use signing_keys::SigningKeySet;
pub(crate) use webhook_delivery::{WebhookDelivery, WebhookDeliveryPage, WebhookDeliveryQuery};
pub(crate) use webhook_endpoint::{
    CreateWebhookEndpointBody, RotateSecretBody, UpdateWebhookEndpointBody, WebhookEndpoint,
    WebhookEndpointList, WebhookEndpointWithSecret,
};
