use credence_types::{TenantId, hex};

use super::chain::{CHAIN_START, Hash, Link, chain_hash, is_known};
use super::export_file::EarlierCheckpoint;
use super::flaw::{AuditBreak, AuditFlaw};
use super::keys::AuditKeys;
use super::statement::{Statement, StatementKind};

/// What a check of an audit log found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditReport {
    /// The last place that was pruned; 0 when nothing was.
    pub pruned: i64,
    /// The last place that was checked.
    pub sequence: i64,
    /// The hash of the row there, in hexadecimal digits.
    pub hash: String,
    /// How many rows were checked and found right.
    pub rows: i64,
    /// How many checkpoints were.
    pub checkpoints: i64,
    /// The place of the latest of them.
    pub last_checkpoint: Option<i64>,
    /// Whether an earlier checkpoint was held against the log. `false` when none was given, and when
    /// what it vouches for was pruned since.
    pub is_earlier_compared: bool,
    /// The first thing that is wrong.
    pub found: Option<AuditBreak>,
}

/// A check under way: rows and what vouches for them, in order.
pub(super) struct Walk<'a> {
    tenant: TenantId,
    earlier: Option<&'a EarlierCheckpoint>,
    pruned: i64,
    sequence: i64,
    hash: Hash,
    rows: i64,
    checkpoints: i64,
    last_checkpoint: Option<i64>,
    is_earlier_compared: bool,
}

impl<'a> Walk<'a> {
    pub(super) fn new(tenant: TenantId, earlier: Option<&'a EarlierCheckpoint>) -> Self {
        Self {
            tenant,
            earlier,
            pruned: 0,
            sequence: 0,
            hash: CHAIN_START,
            rows: 0,
            checkpoints: 0,
            last_checkpoint: None,
            is_earlier_compared: false,
        }
    }

    /// Begins after a row that is known to be right.
    pub(super) fn after(tenant: TenantId, sequence: i64, hash: Hash) -> Self {
        Self {
            sequence,
            hash,
            ..Self::new(tenant, None)
        }
    }

    pub(super) const fn tenant(&self) -> TenantId {
        self.tenant
    }

    pub(super) const fn sequence(&self) -> i64 {
        self.sequence
    }

    pub(super) const fn hash(&self) -> &Hash {
        &self.hash
    }

    pub(super) const fn rows(&self) -> i64 {
        self.rows
    }

    pub(super) const fn last_checkpoint(&self) -> Option<i64> {
        self.last_checkpoint
    }

    /// What is wrong with the row that is due.
    pub(super) const fn next_flaw(&self, flaw: AuditFlaw) -> AuditBreak {
        AuditBreak {
            sequence: self.sequence.saturating_add(1),
            flaw,
        }
    }

    /// Begins after the rows that a signed note says went. Call it before the first row.
    pub(super) fn begin_after_prune(
        &mut self,
        token: &str,
        keys: &AuditKeys,
    ) -> Result<(), AuditBreak> {
        let unsigned = self.next_flaw(AuditFlaw::Signature);
        let note = Statement::verified(StatementKind::Prune, token, keys).ok_or(unsigned)?;
        let hash = note.row_hash().filter(|_| note.sequence > 0);
        self.hash = hash.ok_or(unsigned)?;
        if note.tenant != self.tenant.as_uuid() {
            return Err(self.next_flaw(AuditFlaw::OtherTenant));
        }
        self.pruned = note.sequence;
        self.sequence = note.sequence;
        self.compare_earlier()
    }

    /// Takes the next row; `previous_hash` and `hash` are what is stored beside it.
    pub(super) fn row(
        &mut self,
        link: &Link<'_>,
        previous_hash: &[u8],
        hash: &[u8],
    ) -> Result<(), AuditBreak> {
        let due = self.sequence.saturating_add(1);
        let flaw = if link.tenant != self.tenant {
            Some(AuditFlaw::OtherTenant)
        } else if link.sequence > due {
            Some(AuditFlaw::Missing)
        } else if link.sequence < due {
            Some(AuditFlaw::OutOfPlace)
        } else if !is_known(link.form) {
            Some(AuditFlaw::Unreadable)
        } else if previous_hash != self.hash {
            Some(AuditFlaw::Detached)
        } else {
            None
        };
        if let Some(flaw) = flaw {
            return Err(self.next_flaw(flaw));
        }
        let computed = chain_hash(&self.hash, link.content);
        if hash != computed {
            return Err(self.next_flaw(AuditFlaw::Changed));
        }
        self.sequence = due;
        self.hash = computed;
        self.rows += 1;
        self.compare_earlier()
    }

    /// Takes a checkpoint that stands at the row taken last.
    pub(super) fn checkpoint(&mut self, token: &str, keys: &AuditKeys) -> Result<(), AuditBreak> {
        let Some(statement) = Statement::verified(StatementKind::Checkpoint, token, keys) else {
            return Err(self.last_flaw(AuditFlaw::Signature));
        };
        if !statement.is_of(self.tenant, self.sequence, &self.hash) {
            return Err(self.last_flaw(AuditFlaw::Checkpoint));
        }
        self.checkpoints += 1;
        self.last_checkpoint = Some(self.sequence);
        Ok(())
    }

    /// What is wrong with the rows up to the one taken last.
    pub(super) const fn last_flaw(&self, flaw: AuditFlaw) -> AuditBreak {
        AuditBreak {
            sequence: self.sequence,
            flaw,
        }
    }

    /// Whether the log reaches the earlier checkpoint. Call it after the last row.
    pub(super) fn end(&self) -> Result<(), AuditBreak> {
        match self.earlier {
            Some(earlier) if earlier.sequence() > self.sequence => {
                Err(self.next_flaw(AuditFlaw::Earlier))
            }
            _ => Ok(()),
        }
    }

    fn compare_earlier(&mut self) -> Result<(), AuditBreak> {
        let due = self
            .earlier
            .filter(|earlier| earlier.sequence() == self.sequence);
        let Some(earlier) = due else {
            return Ok(());
        };
        if !earlier.is_of(self.tenant, self.sequence, &self.hash) {
            return Err(self.last_flaw(AuditFlaw::Earlier));
        }
        self.is_earlier_compared = true;
        Ok(())
    }

    pub(super) fn report(self, found: Option<AuditBreak>) -> AuditReport {
        AuditReport {
            pruned: self.pruned,
            sequence: self.sequence,
            hash: hex(&self.hash),
            rows: self.rows,
            checkpoints: self.checkpoints,
            last_checkpoint: self.last_checkpoint,
            is_earlier_compared: self.is_earlier_compared,
            found,
        }
    }
}
