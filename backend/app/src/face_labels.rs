//! What reviewers saw, as figures for the face model's error rates.

use credence_storage::FaceLabelRow;
use credence_trust::Evidence;
use credence_types::TenantId;
use sqlx::PgConnection;
use uuid::Uuid;

use crate::app::App;
use crate::fault::Fault;

/// The most characters of a group's name.
pub(crate) const LONGEST_GROUP: usize = 40;

/// A reviewer's word on selfie and portrait.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FaceVerdict {
    /// Whether they show one person.
    pub is_same: bool,
    /// The reviewer's own word for the person's group, to compare error rates between groups.
    pub group: Option<String>,
}

/// A comparison with a reviewer's word on it.
#[derive(Debug, Clone, PartialEq)]
pub struct FaceLabel {
    /// The model that measured the distance, by its file's SHA-256.
    pub model_sha256: String,
    /// The distance.
    pub distance: f64,
    /// Whether the faces are one person's.
    pub is_same: bool,
    /// The country that issued the document.
    pub document_country: Option<String>,
    /// The reviewer's own word for the person's group.
    pub group: Option<String>,
}

/// Every label of a tenant.
///
/// # Errors
/// When the database is out of reach.
pub async fn face_labels(app: &App, tenant: TenantId) -> Result<Vec<FaceLabel>, Fault> {
    let rows = credence_storage::list_face_labels(&app.pool, tenant).await?;
    Ok(rows
        .into_iter()
        .map(|row| FaceLabel {
            model_sha256: row.model_sha256,
            distance: row.distance,
            is_same: row.is_same,
            document_country: row.document_country,
            group: row.person_group,
        })
        .collect())
}

/// The label that a verdict makes of a case's evidence; `None` where nothing was compared.
pub(crate) fn label_of(evidence: &Evidence, verdict: FaceVerdict) -> Option<FaceLabelRow> {
    let comparison = evidence.face_comparison.as_ref()?;
    let country = evidence.issuing_country.as_ref();
    Some(FaceLabelRow {
        model_sha256: comparison.model_sha256.clone()?,
        distance: comparison.distance?,
        is_same: verdict.is_same,
        document_country: country.map(|code| code.as_str().to_owned()),
        person_group: verdict.group,
    })
}

/// Stores a label under an id that tells neither case nor time.
pub(crate) async fn keep_label(
    app: &App,
    connection: &mut PgConnection,
    tenant: TenantId,
    label: &FaceLabelRow,
) -> Result<(), Fault> {
    let day = app.now().date_naive();
    let id = Uuid::new_v4();
    Ok(credence_storage::insert_face_label(connection, (tenant, id), label, day).await?)
}
