use crate::fault::Fault;

/// Why a session was cancelled, where the integrator did not call it off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CancelCode {
    /// The person did not agree to what was asked.
    ConsentDeclined,
}

impl CancelCode {
    /// Every code.
    pub const ALL: [Self; 1] = [Self::ConsentDeclined];

    /// The name used in the API and in the database.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ConsentDeclined => "consent_declined",
        }
    }

    /// What it means, for the reference.
    #[must_use]
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::ConsentDeclined => {
                "The person did not agree to what the page asks them before the first photograph."
            }
        }
    }

    pub(crate) fn parse(name: &str) -> Result<Self, Fault> {
        let mut all = Self::ALL.into_iter();
        all.find(|one| one.as_str() == name)
            .ok_or(Fault::Corrupt("why a session was cancelled"))
    }
}
