use serde::Deserialize;
use utoipa::ToSchema;

/// Why a session is to be kept.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct HoldBody {
    pub(crate) reason: HoldReason,
}

/// Why a session is kept beyond its time: it is evidence before a court, part of an investigation, its
/// outcome is disputed, or an authority has asked for it.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum HoldReason {
    Litigation,
    Investigation,
    Dispute,
    Authority,
}

impl From<HoldReason> for credence_app::HoldReason {
    fn from(reason: HoldReason) -> Self {
        match reason {
            HoldReason::Litigation => Self::Litigation,
            HoldReason::Investigation => Self::Investigation,
            HoldReason::Dispute => Self::Dispute,
            HoldReason::Authority => Self::Authority,
        }
    }
}
