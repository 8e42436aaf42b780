//! The audit log: a hash chain a tenant, signed checkpoints of it, and checks of both, from the database
//! and from an exported file alone.

mod act;
mod chain;
mod check;
mod checkpoint;
mod export;
mod export_file;
mod flaw;
mod keys;
mod line;
mod prune;
mod statement;
mod walk;

pub(crate) use act::{Act, Actor, append};
pub use check::{AuditCheck, verify_audit_chain, verify_stored_audit};
pub use checkpoint::{
    AuditCheckpoint, CheckpointAuditError, checkpoint_audit, checkpoint_due_audits,
};
pub use export::{AuditExport, ExportAuditError, export_audit};
pub use export_file::{
    AuditFileError, AuditFileReport, EarlierCheckpoint, earlier_checkpoint, verify_audit_export,
};
pub use flaw::{AuditBreak, AuditFlaw};
pub use keys::{AuditKeys, AuditKeysError};
pub use prune::{AuditPrune, PruneAuditError, PruneBefore, prune_audit};
pub use walk::AuditReport;
