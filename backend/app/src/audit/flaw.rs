use std::fmt;

/// The first thing that is wrong with an audit log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AuditBreak {
    /// The place, counted from 1, whose row is not the one that was written there.
    pub sequence: i64,
    /// What is wrong.
    pub flaw: AuditFlaw,
}

/// What can be wrong with a row or with what vouches for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AuditFlaw {
    /// What the row says is not what was hashed.
    Changed,
    /// The row does not follow from the one before it: one of the two was written anew.
    Detached,
    /// No row is there.
    Missing,
    /// Another row is there: one was added, doubled or put out of order.
    OutOfPlace,
    /// The row is of another tenant.
    OtherTenant,
    /// The row can't be read, or was written by a later version.
    Unreadable,
    /// The rows up to here are not the ones that a signed checkpoint was made of.
    Checkpoint,
    /// A checkpoint, or the note of what was pruned, bears no signature of a known key.
    Signature,
    /// The rows up to here are not those of the earlier checkpoint that was given.
    Earlier,
    /// The log ends here, and is not what its head says.
    Head,
    /// No signed checkpoint covers the rows up to here.
    Unsigned,
}

impl fmt::Display for AuditBreak {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = match self.flaw {
            AuditFlaw::Changed => "it is not what was written",
            AuditFlaw::Detached => {
                "it does not follow from the row before: one of the two was written anew"
            }
            AuditFlaw::Missing => "it is missing",
            AuditFlaw::OutOfPlace => "another row is in its place: added, doubled or moved",
            AuditFlaw::OtherTenant => "a row of another tenant is in its place",
            AuditFlaw::Unreadable => "it can't be read, or a later version wrote it",
            AuditFlaw::Checkpoint => {
                "the rows up to here are not those that a signed checkpoint was made of"
            }
            AuditFlaw::Signature => "what vouches for it bears no signature of a known key",
            AuditFlaw::Earlier => {
                "the rows up to here are not those of the earlier checkpoint: the log was written \
                 anew, or an older state was put in its place"
            }
            AuditFlaw::Head => "the log ends here, and is not what its head says",
            AuditFlaw::Unsigned => "no signed checkpoint covers the rows up to here",
        };
        write!(f, "row {}: {what}", self.sequence)
    }
}
