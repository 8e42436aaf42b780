//! The check of an exported log: a file alone, without a database or settings.

use std::io::{self, BufRead};

use credence_types::{TenantId, hex};

use super::chain::{Hash, Link};
use super::flaw::{AuditBreak, AuditFlaw};
use super::keys::AuditKeys;
use super::line::{EXPORT_FORM, End, Header, Line, Lines, RowContent, RowLine};
use super::statement::{Statement, StatementKind, hash_of_hex};
use super::walk::{AuditReport, Walk};

/// What a check of an exported log found.
#[derive(Debug, Clone)]
pub struct AuditFileReport {
    /// Whose log it is.
    pub tenant: TenantId,
    /// The installation that wrote it, by its own word.
    pub issuer: String,
    /// The check.
    pub report: AuditReport,
    /// The line where it ended: of the first thing that is wrong, or the last one.
    pub line: u64,
    /// The keys that counted, by name.
    pub keys: Vec<String>,
}

/// A file could not be checked at all.
#[derive(Debug, thiserror::Error)]
pub enum AuditFileError {
    /// It could not be read.
    #[error("read the exported log")]
    Read(#[from] io::Error),
    /// It is no exported log of a form that is known.
    #[error("find an exported audit log in the file")]
    NotAnExport,
    /// It holds no checkpoint that a known key signed.
    #[error("find a checkpoint in the earlier file that a known key signed")]
    NoCheckpoint,
}

/// A checkpoint of a log that was kept elsewhere, to hold a later state of the log against.
#[derive(Debug, Clone)]
pub struct EarlierCheckpoint(Statement);

impl EarlierCheckpoint {
    /// The place of the last row that it vouches for.
    #[must_use]
    pub const fn sequence(&self) -> i64 {
        self.0.sequence
    }

    /// Whose log it is of.
    #[must_use]
    pub const fn tenant(&self) -> TenantId {
        TenantId::from_uuid(self.0.tenant)
    }

    pub(super) fn is_of(&self, tenant: TenantId, sequence: i64, hash: &Hash) -> bool {
        self.0.is_of(tenant, sequence, hash)
    }
}

/// Reads the last checkpoint of an earlier export, or one that was kept by itself. With `trusted` no
/// other key counts; without, those that the earlier export brings.
///
/// # Errors
/// When the file holds none, or none that a known key signed.
pub fn earlier_checkpoint(
    file: impl BufRead,
    trusted: Option<&AuditKeys>,
) -> Result<EarlierCheckpoint, AuditFileError> {
    // A checkpoint that somebody pasted into a file may lack the end of its line.
    let mut lines = Lines::new(file.chain(b"\n".as_slice()));
    let mut own = AuditKeys::default();
    let mut token = None;
    let mut is_first = true;
    while let Some(line) = lines.next()? {
        if line.trim_ascii().is_empty() {
            continue;
        }
        let may_be_alone = std::mem::take(&mut is_first);
        match serde_json::from_slice(line) {
            Ok(Line::Key(key)) => {
                own.add(&key);
            }
            Ok(Line::Checkpoint(found)) => token = Some(found),
            Ok(_) => {}
            Err(_) if may_be_alone => {
                token = std::str::from_utf8(line)
                    .ok()
                    .map(|text| text.trim().to_owned());
            }
            Err(_) => return Err(AuditFileError::NoCheckpoint),
        }
    }
    let token = token.ok_or(AuditFileError::NoCheckpoint)?;
    let keys = trusted.unwrap_or(&own);
    Statement::verified(StatementKind::Checkpoint, &token, keys)
        .map(EarlierCheckpoint)
        .ok_or(AuditFileError::NoCheckpoint)
}

/// Checks an exported log from its first line to its last. With `trusted` no other key counts; without,
/// those that the file brings, whose names have then to be compared with the installation's by other
/// means.
///
/// # Errors
/// When the file can't be read, or is no exported log.
pub fn verify_audit_export(
    file: impl BufRead,
    trusted: Option<&AuditKeys>,
    earlier: Option<&EarlierCheckpoint>,
) -> Result<AuditFileReport, AuditFileError> {
    let mut lines = Lines::new(file);
    let first = lines.next()?.ok_or(AuditFileError::NotAnExport)?;
    let Ok(Line::Export(header)) = serde_json::from_slice(first) else {
        return Err(AuditFileError::NotAnExport);
    };
    if header.form != EXPORT_FORM {
        return Err(AuditFileError::NotAnExport);
    }
    let tenant = TenantId::from_uuid(header.tenant);
    let mut check = Check {
        walk: Walk::new(tenant, earlier),
        keys: trusted.cloned().unwrap_or_default(),
        are_keys_given: trusted.is_some(),
        stage: Stage::Keys,
        header,
    };
    let mut found = None;
    while let Some(line) = lines.next()? {
        found = check.take(line).err();
        if found.is_some() {
            break;
        }
    }
    if found.is_none() && check.stage != Stage::Ended {
        found = Some(check.walk.next_flaw(AuditFlaw::Missing));
    }
    Ok(AuditFileReport {
        tenant,
        issuer: check.header.issuer,
        report: check.walk.report(found),
        line: lines.number(),
        keys: check.keys.names().map(str::to_owned).collect(),
    })
}

/// What may come next in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    /// Keys and the note of what was pruned, then rows.
    Keys,
    /// Rows and checkpoints, then the end.
    Rows,
    /// Nothing.
    Ended,
}

struct Check<'a> {
    walk: Walk<'a>,
    header: Header,
    keys: AuditKeys,
    are_keys_given: bool,
    stage: Stage,
}

impl Check<'_> {
    fn take(&mut self, line: &[u8]) -> Result<(), AuditBreak> {
        let unreadable = self.walk.next_flaw(AuditFlaw::Unreadable);
        let line: Line<'_> = serde_json::from_slice(line).map_err(|_| unreadable)?;
        match (line, self.stage) {
            (Line::Key(key), Stage::Keys) => {
                let is_taken = self.are_keys_given || self.keys.add(&key);
                if is_taken { Ok(()) } else { Err(unreadable) }
            }
            (Line::Pruned(token), Stage::Keys) => {
                self.stage = Stage::Rows;
                self.walk.begin_after_prune(&token, &self.keys)
            }
            (Line::Row(row), Stage::Keys | Stage::Rows) => {
                self.stage = Stage::Rows;
                self.take_row(&row)
            }
            // One a row, and none before the first.
            (Line::Checkpoint(token), Stage::Rows)
                if self.walk.rows() > 0
                    && self.walk.last_checkpoint() != Some(self.walk.sequence()) =>
            {
                self.walk.checkpoint(&token, &self.keys)
            }
            (Line::End(end), Stage::Keys | Stage::Rows) => {
                self.stage = Stage::Ended;
                self.end(&end)
            }
            _ => Err(self.walk.next_flaw(AuditFlaw::OutOfPlace)),
        }
    }

    fn take_row(&mut self, row: &RowLine<'_>) -> Result<(), AuditBreak> {
        let unreadable = self.walk.next_flaw(AuditFlaw::Unreadable);
        let content: RowContent =
            serde_json::from_str(row.content.get()).map_err(|_| unreadable)?;
        let link = Link {
            tenant: TenantId::from_uuid(content.tenant_id),
            sequence: content.sequence,
            form: content.form,
            content: row.content.get().as_bytes(),
        };
        let hashes = [row.previous_hash, row.hash].map(hash_of_hex);
        let [Some(previous_hash), Some(hash)] = hashes else {
            return Err(unreadable);
        };
        self.walk.row(&link, &previous_hash, &hash)
    }

    fn end(&self, end: &End) -> Result<(), AuditBreak> {
        let walk = &self.walk;
        if walk.sequence() < self.header.head {
            return Err(walk.next_flaw(AuditFlaw::Missing));
        }
        let is_head = walk.sequence() == self.header.head
            && hex(walk.hash()) == self.header.hash
            && walk.rows() == end.rows;
        if !is_head {
            return Err(walk.last_flaw(AuditFlaw::Head));
        }
        // A log of which all was pruned holds the row that says so.
        if walk.rows() > 0 && walk.last_checkpoint() != Some(walk.sequence()) {
            return Err(walk.last_flaw(AuditFlaw::Unsigned));
        }
        walk.end()
    }
}

#[cfg(test)]
mod tests;
