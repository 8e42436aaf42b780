//! SQL of schema `credence`, and nothing else: one file a table, checked macros only, the tenant
//! first in every query on someone's data.

mod active_policy;
mod administrator;
mod audit;
mod audited_decision;
mod case;
mod challenge;
mod console_login;
mod dcs_certificate;
mod document_mark;
mod event;
mod face_label;
mod face_template;
mod idempotency;
mod image;
mod image_mark;
mod integrator_key;
mod invitation;
mod key_call_count;
mod migrate;
mod policy;
mod review;
mod session;
mod session_change;
mod session_end;
mod session_list;
mod session_names;
mod session_row;
mod session_state;
mod signing_key;
mod submission;
mod sweep;
mod tenant;
mod verification;
mod webhook_delivery;
mod webhook_endpoint;
mod webhook_endpoint_health;

pub use active_policy::{active_policy, delete_active_policy, set_active_policy};
pub use administrator::{
    AdministratorRow, administrator_by_email, insert_administrator, is_email_taken,
    tenant_has_administrator,
};
pub use audit::{
    ActorKind, AuditHead, AuditRow, DetailValue, HistoryRow, audit_head, count_audit, insert_audit,
    is_look_outdated, list_audit, list_audit_by_session, lock_audit_head,
};
pub use audited_decision::{AuditedDecision, audited_decision_by_verification};
pub use case::{CaseRow, list_cases, list_cases_by_state};
pub use challenge::{
    ChallengeRow, NewChallenge, challenge_by_request, set_challenge, set_challenge_bound,
};
pub use console_login::{LoginRow, NewLogin, administrator_by_login, delete_login, insert_login};
pub use dcs_certificate::{DcsCertificateRow, list_dcs_certificates_ending, set_dcs_certificates};
pub use document_mark::{NewDocumentMark, has_document_other_holder, insert_document_mark};
pub use event::{EventFilter, EventRow, insert_session_events, insert_trial_event, list_events};
pub use face_label::{FaceLabelRow, insert_face_label, list_face_labels};
pub use face_template::{
    FaceTemplateRow, NewFaceTemplate, delete_expired_face_templates, list_face_templates,
    set_face_template,
};
pub use idempotency::{
    IdempotencyClaim, IdempotencyRow, NewIdempotency, SealedAnswer, claim_idempotency,
    idempotency_by_key, set_idempotency_answer,
};
pub use image::{ImageRow, image_by_id, insert_image, list_images_by_verification};
pub use image_mark::{NewImageMark, insert_image_mark, is_file_known, is_look_known};
pub use integrator_key::{
    IntegratorKeyRow, KeyUse, ListedKeyRow, NewIntegratorKey, insert_integrator_key,
    integrator_key_by_id, list_integrator_keys, set_integrator_key_revoked,
    set_integrator_keys_used,
};
pub use invitation::{NewInvitation, insert_invitation, take_invitation};
pub use key_call_count::{CallLease, CallRate, take_calls};
pub use migrate::{MIGRATOR, migrate};
pub use policy::{
    PolicyLine, PolicyRow, count_policies, insert_installation_policy, insert_policy,
    list_policies, lock_back_test, policy_by_hash, policy_by_version,
};
pub use review::{ReviewRow, insert_review, list_reviews_by_session};
pub use session::{
    KeyClaim, NewSessionRow, SealedKey, SessionRow, SessionVersion, insert_session,
    insert_session_once, list_session_versions, session_by_id,
};
pub use session_change::{
    ReviewChange, VerdictChange, set_session_processing, set_session_retake, set_session_reviewed,
    set_session_submitted, set_session_token, set_session_verdict,
};
pub use session_end::{
    ErasedContent, delete_session_content, set_session_cancelled, set_session_erased,
};
pub use session_list::{SessionFilter, list_sessions};
pub use session_names::set_session_names;
pub use session_state::{SessionState, SessionStateError};
pub use signing_key::{
    NewSigningKey, SealedPrivateKey, SigningKeyRow, insert_signing_key, list_all_signing_keys,
    list_signing_keys, set_signing_key_retired, set_signing_keys_destroyed,
    set_signing_keys_revoked,
};
pub use submission::insert_submission;
pub use sweep::{delete_lapsed, set_sessions_expired};
pub use tenant::{TenantRow, insert_tenant, list_tenant_rows, list_tenants, lock_tenant};
pub use verification::{
    StoredVerificationRow, VerificationRow, insert_verification, list_verifications,
    list_verifications_by_session, verification_by_id,
};
pub use webhook_delivery::{
    WebhookAttempt, WebhookDeliveryRow, list_overdue_webhook_deliveries, list_webhook_deliveries,
    set_webhook_delivery_again, set_webhook_delivery_attempted, set_webhook_delivery_ended,
    set_webhook_delivery_put_off, webhook_delivery_by_id,
};
pub use webhook_endpoint::{
    NewWebhookSecret, WebhookEndpointRow, WebhookEndpointSettings, delete_webhook_endpoint,
    insert_webhook_endpoint, list_webhook_endpoints, lock_webhook_endpoint, set_webhook_endpoint,
    set_webhook_secret, webhook_endpoint_by_id,
};
pub use webhook_endpoint_health::{
    set_webhook_endpoint_disabled, set_webhook_endpoint_failing, set_webhook_endpoint_well,
};

#[cfg(test)]
mod fixture;
