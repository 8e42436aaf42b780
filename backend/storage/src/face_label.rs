use chrono::NaiveDate;
use credence_types::TenantId;
use sqlx::PgExecutor;
use uuid::Uuid;

/// A reviewer's word on two faces, without the case it comes from.
#[derive(Debug, Clone, PartialEq)]
pub struct FaceLabelRow {
    /// The model that measured the distance, by its file's SHA-256.
    pub model_sha256: String,
    /// The distance.
    pub distance: f64,
    /// Whether the faces are one person's.
    pub is_same: bool,
    /// The country that issued the document.
    pub document_country: Option<String>,
    /// The reviewer's own word for the person's group.
    pub person_group: Option<String>,
}

/// Stores a label.
///
/// # Errors
/// When the database refuses.
pub async fn insert_face_label(
    executor: impl PgExecutor<'_>,
    (tenant, id): (TenantId, Uuid),
    new: &FaceLabelRow,
    labelled_on: NaiveDate,
) -> sqlx::Result<()> {
    sqlx::query!(
        "insert into credence.face_label
             (tenant_id, id, model_sha256, distance, is_same, document_country, person_group,
              labelled_on)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
        tenant.as_uuid(),
        id,
        new.model_sha256,
        new.distance,
        new.is_same,
        new.document_country,
        new.person_group,
        labelled_on,
    )
    .execute(executor)
    .await
    .map(|_| ())
}

/// A tenant's labels, in no telling order.
///
/// # Errors
/// When the database refuses.
pub async fn list_face_labels(
    executor: impl PgExecutor<'_>,
    tenant: TenantId,
) -> sqlx::Result<Vec<FaceLabelRow>> {
    sqlx::query_as!(
        FaceLabelRow,
        "select model_sha256, distance, is_same, document_country, person_group
         from credence.face_label where tenant_id = $1 order by id",
        tenant.as_uuid(),
    )
    .fetch_all(executor)
    .await
}

#[cfg(test)]
mod tests {
    use sqlx::PgPool;

    use super::*;
    use crate::fixture::{OTHER, TENANT, now, tenants_and_key};

    #[sqlx::test(migrations = "../../migrations")]
    async fn labels_are_listed_to_their_tenant_alone(pool: PgPool) {
        tenants_and_key(&pool).await;
        let label = FaceLabelRow {
            model_sha256: "ab".to_owned(),
            distance: 0.3127,
            is_same: true,
            document_country: Some("GBR".to_owned()),
            person_group: None,
        };
        let day = now().date_naive();
        insert_face_label(&pool, (TENANT, Uuid::from_u128(7)), &label, day)
            .await
            .unwrap();
        assert_eq!(list_face_labels(&pool, TENANT).await.unwrap(), [label]);
        assert!(list_face_labels(&pool, OTHER).await.unwrap().is_empty());
    }
}
