/// HM Passport Office's answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It knows the passport as valid.
    Valid,
    /// It does not.
    Invalid,
}

impl Verdict {
    /// A stable name for logs, metrics and audit rows.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Valid => "valid",
            Self::Invalid => "invalid",
        }
    }
}
