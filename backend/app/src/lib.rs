//! What the service does, without HTTP: sessions, verification, review, audit. One use case a file.
//!
//! Callers hold an [`App`] in an `Arc` and pass it first. Credentials are parsed into types at the
//! edge ([`IntegratorKey`], [`SessionToken`], [`ConsoleToken`]) and checked here; whatever belongs
//! to another tenant is not found.

mod app;
mod audit;
mod authenticate;
mod backups;
mod branding;
mod cancel_code;
mod cancel_session;
mod case;
mod case_image;
mod challenge;
mod config;
mod consent;
mod create_key;
mod create_session;
mod create_session_token;
mod credential;
mod cursor;
mod dcs_certificates;
mod decide_case;
mod endless_job;
mod erasure;
mod events;
mod face_labels;
mod fault;
mod first_administrator;
mod give_names;
mod idempotency;
mod idempotency_key;
mod json_place;
mod key_use;
mod list_cases;
mod list_keys;
mod list_sessions;
mod master_keys;
mod mine;
mod paging;
mod password;
mod policies;
mod printed_names;
mod provision;
mod read_session;
mod replay;
mod request_hash;
mod result;
mod retake_codes;
mod retention;
mod revoke_key;
mod sealing;
mod session_images;
mod session_view;
mod sign_in;
mod sign_out;
mod signed_result;
mod signing;
mod submit;
mod sweep;
mod take_calls;
mod verification;
mod verify;
mod watch;
mod webhooks;
mod work;

pub use app::{App, AppParts, Vault};
pub use audit::{
    AuditBreak, AuditCheck, AuditCheckpoint, AuditExport, AuditFileError, AuditFileReport,
    AuditFlaw, AuditKeys, AuditKeysError, AuditPrune, AuditReport, CheckpointAuditError,
    EarlierCheckpoint, ExportAuditError, PruneAuditError, PruneBefore, checkpoint_audit,
    checkpoint_due_audits, earlier_checkpoint, export_audit, prune_audit, verify_audit_chain,
    verify_audit_export, verify_stored_audit,
};
pub use authenticate::{
    Administrator, AuthenticationError, Integrator, Role, Scope, authenticate_administrator,
    authenticate_integrator,
};
pub use backups::{
    are_backups_out_of_reach, note_backup, note_removed_backups, note_restore, shortest_kept_days,
};
pub use branding::{
    Accent, Branding, BrandingError, BrandingField, BrandingView, ContrastFailure, Organisation,
    Theme, branding, branding_logo, change_branding, change_branding_logo, delete_branding_logo,
};
pub use cancel_code::CancelCode;
pub use cancel_session::{CancelSessionError, cancel_session};
pub use case::{Case, CaseError, CaseImage, HistoryLine, case};
pub use case_image::{ImageContent, case_image};
pub use challenge::{Challenge, CreateChallengeError, create_challenge};
pub use config::Config;
pub use consent::{
    AddressClass, ConsentLine, ConsentSettings, ConsentSource, ConsentStatementError, ConsentText,
    DeclineConsentError, GiveConsentError, GivenConsent, RecordedConsent, StatedConsent,
    change_consent_settings, consent_settings, decline_consent, give_consent,
};
pub use create_key::{CreateKeyError, CreatedKey, NewKey, create_key};
pub use create_session::{CreateSessionError, CreatedSession, NewSession, create_session};
pub use create_session_token::{
    CreateSessionTokenError, CreatedSessionToken, create_session_token,
};
pub use credence_dcs_protocol::FieldError;
pub use credence_storage::{ActorKind, CallLease, DetailValue, SessionState, SessionTraces};
pub use credence_trust::{
    Check, CheckCode, CheckOutcome, CheckRule, ContraIndicator, DecidedBy, Decision,
    DecisionOutcome, EvidenceScores, HeadTurnFinding, ImageReuse, MessageCode, Reason,
    RetakeRequest, Score, Summary, SummaryCheck, gpg45, nist,
};
pub use credential::{
    ConsoleToken, IntegratorKey, InvitationToken, PersonLogin, RandomSourceError, SessionToken,
};
pub use cursor::CursorError;
pub use dcs_certificates::{ExpiringCertificate, expiring_certificates, note_dcs_certificates};
pub use decide_case::{DecideCaseError, Review, ReviewDecision, decide_case};
pub use erasure::{
    EraseSessionError, Erasure, ErasureReceipt, erase_for_person, erase_session, erasure,
    erasure_for_integrator,
};
pub use events::{Event, EventFilter, EventPage, EventType, list_events};
pub use face_labels::{FaceLabel, FaceVerdict, face_labels};
pub use fault::Fault;
pub use first_administrator::{FirstAdministratorError, NewAdministrator, first_administrator};
pub use give_names::{GiveNamesError, give_names};
pub use idempotency::{Answered, IdempotencyError, Once};
pub use idempotency_key::IdempotencyKey;
pub use json_place::refused_place;
pub use key_use::{follow_key_uses, write_key_uses};
pub use list_cases::{CaseFilter, CaseLine, CasePage, list_cases};
pub use list_keys::{KeyLine, list_keys};
pub use list_sessions::{ListSessionsError, SessionPage, SessionQuery, list_sessions};
pub use master_keys::{
    KEY_HOLDER_DEAD_AFTER, RETIRABLE_AFTER, RetireMasterKeyError, Retirement, Rewrapped,
    activate_master_key, retire_master_key, rewrap_keys,
};
pub use mine::{
    AskForHumanError, AskedForHuman, CreateCodeError, EnterError, Entered, ErasedSession,
    LONGEST_REQUEST, OwnConsent, OwnCopy, OwnImage, OwnPhotograph, OwnRecord, PersonInside,
    TryRates, WrittenNames, ask_for_human, authenticate_person, create_code, enter_code, erase_own,
    erased_session, leave, own_copy, own_image, own_organisation, own_record,
};
pub use policies::{
    ActivatePolicyError, BackTest, BackTestError, ChangedCheck, ChangedDecision, CreatePolicyError,
    OutcomeCount, PolicyDocumentError, PolicyLine, PolicyView, ReadPolicyError, activate_policy,
    back_test, create_policy, installation_policy, parse_policy, policies, policy,
};
pub use printed_names::PrintedNames;
pub use provision::{
    create_integrator_key, create_invitation, ensure_tenant, has_administrator, provide_key,
};
pub use read_session::{ReadSessionError, session_for_integrator, session_for_person};
pub use replay::{Replay, ReplayError, ReplayScope, Replayed, replay};
pub use result::{
    FaceFindings, Field, FieldSource, Provenance, ResultError, Scores, SessionResult, result,
};
pub use retake_codes::retake_codes;
pub use retention::{
    HoldError, HoldReason, KeptUntil, OutcomeRetention, PlanClass, PlanLine, Purged,
    RetentionChange, RetentionDocumentError, RetentionPlan, RetentionPolicy, RetentionRefused,
    RetentionView, SetRetentionError, hold_session, parse_retention, plan_retention,
    plan_retention_of_tenant, release_session, retention, retention_of_tenant, set_retention,
    set_retention_as_operator,
};
pub use revoke_key::{RevokeKeyError, revoke_key};
pub use session_images::{SessionImageError, session_image, session_images};
pub use session_view::{Capture, Retake, SessionView};
pub use sign_in::{SignInError, SignedIn, sign_in};
pub use sign_out::sign_out;
pub use signed_result::signed_result;
pub use signing::{
    KnownPublicKey, PublicJwk, Rotation, all_public_keys, prepare_signing, public_keys,
    read_session_token, rotate_signing_key,
};
pub use submit::{SubmitError, submit};
pub use sweep::{DuePrune, Swept, prune_due_audits, sweep};
pub use take_calls::take_calls;
pub use verify::{VerifyError, VerifyOutcome, verify};
pub use watch::{SessionWatch, follow_changes, watch_for_integrator, watch_for_person};
pub use webhooks::{
    CreatedWebhookEndpoint, DeliveryCode, DeliveryStatus, DisabledReason, NewWebhookEndpoint,
    RotatedSecret, SecretRotation, SignatureScheme, WebhookDelivery, WebhookDeliveryFilter,
    WebhookDeliveryPage, WebhookEndpoint, WebhookEndpointChange, WebhookError, WebhookOptions,
    WebhookSender, change_webhook_endpoint, create_webhook_endpoint, delete_webhook_endpoint,
    list_webhook_deliveries, list_webhook_endpoints, resend_webhook_delivery,
    rotate_webhook_secret, test_webhook_endpoint, webhook_endpoint,
};
pub use work::{work, work_due};
