//! SQL of schema `credence`, and nothing else: one file a table, checked macros only, the tenant
//! first in every query on someone's data.

mod active_policy;
mod administrator;
mod application_role;
mod audit;
mod audit_chain;
mod audit_checkpoint;
mod audit_prune;
mod audited_decision;
mod branding;
mod case;
mod challenge;
mod consent;
mod console_login;
mod continuation;
mod continuation_try;
mod dcs_certificate;
mod document_mark;
mod erasure;
mod event;
mod face_label;
mod face_template;
mod history;
mod idempotency;
mod image;
mod image_mark;
mod integrator_key;
mod invitation;
mod key_call_count;
mod key_holder;
mod lookup_secret;
mod master_key;
mod migrate;
mod policy;
mod retention_due;
mod retention_policy;
mod retention_promised;
mod retention_purge;
mod review;
mod review_request;
mod rewrapped_key;
mod session;
mod session_change;
mod session_end;
mod session_hold;
mod session_insert;
mod session_list;
mod session_names;
mod session_row;
mod session_state;
mod signing_key;
mod submission;
mod sweep;
mod tenant;
mod trace;
mod verification;
mod webhook_delivery;
mod webhook_endpoint;
mod webhook_endpoint_health;
mod webhook_endpoint_row;
mod wrap_count;
mod wrapped_key;

pub use active_policy::{active_policy, delete_active_policy, set_active_policy};
pub use administrator::{
    AdministratorRow, administrator_by_email, insert_administrator, is_email_taken,
    tenant_has_administrator,
};
pub use application_role::{
    create_application_role, grant_application, may_change_audit, set_statements_unlimited,
};
pub use audit::{
    ActorKind, AuditHead, AuditRow, DetailValue, HistoryRow, count_audit, insert_audit,
    is_look_outdated, list_audit_by_session, lock_audit_head, was_backed_up,
};
pub use audit_chain::{
    AuditEnds, AuditSpan, StoredAuditRow, audit_ends, audit_span_through, first_kept_audit,
    list_audit_chain,
};
pub use audit_checkpoint::{
    AuditCheckpointRow, audit_checkpoint_below, insert_audit_checkpoint, last_audit_checkpoint,
    list_audit_checkpoints,
};
pub use audit_prune::{AuditPruneRow, delete_audit_through, insert_audit_prune, last_audit_prune};
pub use audited_decision::{AuditedDecision, audited_decision_by_verification};
pub use branding::{
    BrandingRow, branding, branding_logo, delete_branding_logo, set_branding, set_branding_logo,
};
pub use case::{CaseRow, list_cases, list_cases_by_state};
pub use challenge::{
    ChallengeRow, NewChallenge, challenge_by_request, set_challenge, set_challenge_bound,
};
pub use consent::{
    ConsentRow, WordedConsent, insert_consent, insert_consent_text, list_consents_by_session,
    set_session_declined, set_verify_needs_consent,
};
pub use console_login::{LoginRow, NewLogin, administrator_by_login, delete_login, insert_login};
pub use continuation::{
    ContinuationLogin, continuation_by_code, continuation_login, delete_continuation_login,
    set_continuation, set_continuation_login,
};
pub use continuation_try::{TryRate, TryVerdict, count_continuation_try, delete_past_tries};
pub use dcs_certificate::{DcsCertificateRow, list_dcs_certificates_ending, set_dcs_certificates};
pub use document_mark::{NewDocumentMark, has_document_other_holder, insert_document_mark};
pub use erasure::{
    CompletedErasure, ErasedCounts, ErasureAudit, ErasureRow, audit_of_erasure, erasure_by_session,
    insert_erasure, set_erasure_completed,
};
pub use event::{EventFilter, EventRow, insert_session_events, insert_trial_event, list_events};
pub use face_label::{FaceLabelRow, insert_face_label, list_face_labels};
pub use face_template::{
    FaceTemplateRow, NewFaceTemplate, delete_expired_face_templates, list_face_templates,
    set_face_template,
};
pub use history::{
    HistoryCount, count_old_audit, count_old_events, count_old_webhook_deliveries,
    delete_old_events, delete_old_webhook_deliveries,
};
pub use idempotency::{
    IdempotencyClaim, IdempotencyRow, NewIdempotency, SealedAnswer, claim_idempotency,
    idempotency_by_key, set_idempotency_answer,
};
pub use image::{
    ImageRow, image_by_id, insert_image, list_images_by_session, list_images_by_verification,
};
pub use image_mark::{NewImageMark, insert_image_mark, is_file_known, is_look_known};
pub use integrator_key::{
    IntegratorKeyRow, KeyUse, ListedKeyRow, NewIntegratorKey, insert_integrator_key,
    integrator_key_by_id, list_integrator_keys, set_integrator_key_revoked,
    set_integrator_keys_used,
};
pub use invitation::{NewInvitation, insert_invitation, take_invitation};
pub use key_call_count::{CallLease, CallRate, take_calls};
pub use key_holder::{KeyHolderRow, delete_key_holder, list_key_holders, set_key_holder};
pub use lookup_secret::{LookupSecretRow, count_marks_before, insert_lookup_secret, lookup_secret};
pub use master_key::{
    MasterKeyRow, insert_first_master_key, insert_master_key, list_master_keys,
    set_master_key_current, set_master_key_retired,
};
pub use migrate::{MIGRATOR, find_migrations, migrate};
pub use policy::{
    PolicyLine, PolicyRow, count_policies, insert_installation_policy, insert_policy,
    list_policies, lock_back_test, policy_by_hash, policy_by_version,
};
pub use retention_due::{
    DueBefore, DueCount, DueSession, RetainedClass, count_sessions_due, lock_sessions_due,
};
pub use retention_policy::{RetentionPolicyRow, insert_retention_policy, retention_policy};
pub use retention_promised::{PromisedDays, lock_sessions_promised};
pub use retention_purge::{DestroyedImages, delete_session_fields, delete_session_images};
pub use review::{ReviewRow, insert_review, list_reviews_by_session};
pub use review_request::{
    ReviewRequestRow, insert_review_request, list_review_requests_by_session,
    set_session_review_requested,
};
pub use rewrapped_key::set_wrapped_keys;
pub use session::{SealedKey, SessionRow, SessionVersion, list_session_versions, session_by_id};
pub use session_change::{
    ReviewChange, VerdictChange, set_session_processing, set_session_retake, set_session_reviewed,
    set_session_submitted, set_session_token, set_session_verdict,
};
pub use session_end::{
    ErasedContent, delete_session_content, set_session_cancelled, set_session_erased,
    set_session_erasure_completed,
};
pub use session_hold::{SessionHold, lock_session_hold, set_session_held, set_session_released};
pub use session_insert::{KeyClaim, NewSessionRow, insert_session};
pub use session_list::{SessionFilter, list_sessions};
pub use session_names::set_session_names;
pub use session_state::{SessionState, SessionStateError};
pub use signing_key::{
    NewSigningKey, SealedPrivateKey, SigningKeyRow, insert_signing_key, list_all_signing_keys,
    list_signing_keys, set_signing_key_retired, set_signing_keys_destroyed,
    set_signing_keys_revoked,
};
pub use submission::{insert_submission, list_requests_by_session};
pub use sweep::{
    delete_lapsed, delete_old_webhook_secrets, delete_session_tokens, set_sessions_expired,
};
pub use tenant::{
    TenantRow, TenantSettingsRow, insert_tenant, list_tenant_rows, list_tenants, lock_tenant,
    tenant_settings,
};
pub use trace::{SessionTraces, traces_by_session};
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
    NewWebhookSecret, WebhookEndpointSettings, delete_webhook_endpoint, insert_webhook_endpoint,
    list_webhook_endpoints, lock_webhook_endpoint, set_webhook_endpoint, set_webhook_secret,
    webhook_endpoint_by_id,
};
pub use webhook_endpoint_health::{
    set_webhook_endpoint_disabled, set_webhook_endpoint_failing, set_webhook_endpoint_well,
};
pub use webhook_endpoint_row::WebhookEndpointRow;

#[cfg(test)]
mod fixture;
pub use wrap_count::{WrapCount, count_wrapped_keys};
pub use wrapped_key::{WrappedKeyRow, WrappedKeyTable, list_wrapped_otherwise};
