use chrono::{DateTime, Utc};
use credence_types::{Redacted, SessionId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::consent::StatedConsentBody;
use super::names::SessionState;

/// What an integrator asks for.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CreateSessionBody {
    /// Your own name for this attempt; the person never sees it.
    #[serde(default)]
    #[schema(value_type = Option<String>, max_length = 200, example = "order-2041")]
    pub(crate) reference: Option<Redacted<String>>,
    /// The language of the hosted page, as a BCP 47 tag.
    #[serde(default)]
    #[schema(max_length = 35, example = "en")]
    pub(crate) locale: Option<String>,
    /// The person has agreed, to you, to have their face compared with those of your other sessions,
    /// to find people who come twice. The hosted page then names it among what it asks the person to
    /// agree to. Without it, or where the operator has not switched it on, nobody is searched for.
    #[serde(default)]
    pub(crate) duplicate_search_consented: bool,
}

/// A session that was made.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CreatedSession {
    #[schema(value_type = Uuid)]
    id: SessionId,
    state: SessionState,
    /// What the person's page needs; shown this once.
    #[schema(value_type = String)]
    token: Redacted<String>,
    /// The hosted page for the person. The token is in its fragment: send it to nobody else.
    #[schema(value_type = String, format = "uri")]
    url: Redacted<String>,
    created_at: DateTime<Utc>,
    /// Until when photographs can be handed in.
    expires_at: DateTime<Utc>,
}

impl From<credence_app::CreatedSession> for CreatedSession {
    fn from(session: credence_app::CreatedSession) -> Self {
        Self {
            id: session.id,
            state: session.state.into(),
            token: session.token,
            url: session.url.map(String::from),
            created_at: session.created_at,
            expires_at: session.expires_at,
        }
    }
}

/// A DVS request that your own service holds.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "request_id": "00000000-0000-4000-8000-000000000000",
    "consent": {
        "obtained_by": "integrator",
        "text_version": "identity-terms-2026-11",
        "given_at": "2026-11-22T09:00:00Z",
    },
}))]
pub(crate) struct VerifyBody {
    /// The `requestId` that the DVS server answered.
    pub(crate) request_id: Uuid,
    /// The person's consent, which you obtained. Needed unless you stated it for this session before, the
    /// person has agreed on the hosted page to the words of today, or your tenant has set that it need not
    /// be stated.
    #[serde(default)]
    pub(crate) consent: Option<StatedConsentBody>,
}

/// The DVS request that holds the person's photographs.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SubmissionBody {
    /// The `requestId` that the DVS server answered.
    pub(crate) request_id: Uuid,
}
