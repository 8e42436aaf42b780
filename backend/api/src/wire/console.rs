use credence_types::Redacted;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::names::Role;

/// What the invited person says of themself.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct FirstAdministratorBody {
    /// From the one-time link.
    #[schema(value_type = String)]
    pub(crate) invitation: Redacted<String>,
    #[schema(value_type = String, min_length = 1, max_length = 200)]
    pub(crate) name: Redacted<String>,
    #[schema(value_type = String, max_length = 254, format = "email")]
    pub(crate) email: Redacted<String>,
    #[schema(value_type = String, min_length = 12, max_length = 1000, format = "password")]
    pub(crate) password: Redacted<String>,
}

/// Who wants in.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SignInBody {
    #[schema(value_type = String, format = "email")]
    pub(crate) email: Redacted<String>,
    #[schema(value_type = String, format = "password")]
    pub(crate) password: Redacted<String>,
}

/// Who is signed in.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Me {
    #[schema(value_type = String)]
    name: Redacted<String>,
    #[schema(value_type = String)]
    email: Redacted<String>,
    role: Role,
    tenant_name: String,
}

impl From<credence_app::Administrator> for Me {
    fn from(administrator: credence_app::Administrator) -> Self {
        Self {
            name: administrator.name.into(),
            email: administrator.email.into(),
            role: administrator.role.into(),
            tenant_name: administrator.tenant_name,
        }
    }
}
