use credence_types::hex;
use serde::Serialize;
use utoipa::ToSchema;

/// What a decision came from, for an auditor. With these the operator's `credence replay` takes it
/// again, byte for byte.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Provenance {
    /// SHA-256 of the evidence as it is kept, sealed. There is none of the plain evidence: it has so
    /// little variety that its hash would tell what it holds.
    evidence_sha256: String,
    /// SHA-256 of the decision as its build wrote it; null of decisions older than this member.
    #[schema(required)]
    decision_sha256: Option<String>,
    policy_version: String,
    /// SHA-256 of the policy's document; null of decisions older than this member.
    #[schema(required)]
    policy_sha256: Option<String>,
    engine_build: String,
    /// The models that read the pictures; null where the reader does not tell.
    #[schema(required)]
    models: Option<Vec<Model>>,
}

/// A model that pictures were read with.
#[derive(Debug, Serialize, ToSchema)]
struct Model {
    name: String,
    /// SHA-256 of its file.
    sha256: String,
}

impl Provenance {
    pub(super) fn of(result: &credence_app::SessionResult) -> Self {
        let provenance = &result.provenance;
        let models = provenance.models.as_ref().map(|models| {
            let models = models.iter().map(|model| Model {
                name: model.name.clone(),
                sha256: model.sha256.clone(),
            });
            models.collect()
        });
        Self {
            evidence_sha256: hex(&provenance.evidence_sha256),
            decision_sha256: provenance.decision_sha256.as_deref().map(hex),
            policy_version: result.decision.policy_version.clone(),
            policy_sha256: provenance.policy_sha256.as_deref().map(hex),
            engine_build: result.engine_build.clone(),
            models,
        }
    }
}
