use serde::{Deserialize, Serialize};

/// Who acted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ActorKind {
    /// The person who proves who they are.
    Person,
    /// The integrator's service.
    Integrator,
    /// Somebody at the console.
    Reviewer,
    /// The service itself.
    System,
}

impl ActorKind {
    /// The name used in the API and in the database.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Integrator => "integrator",
            Self::Reviewer => "reviewer",
            Self::System => "system",
        }
    }
}

/// One value of an audit row's detail: flat, so that its bytes can be hashed the same way twice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum DetailValue {
    /// A code or an id.
    Text(String),
    /// A count.
    Number(i64),
}
