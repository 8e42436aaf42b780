//! What is left of a person once their session is erased: ids, instants and the audit log.

use std::path::Path;

use chrono::TimeDelta;
use credence_app::{
    AuditCheck, CreateSessionError, IdempotencyError, IdempotencyKey, NewSession, Review,
    ReviewDecision, SessionState, case, create_session, decide_case, erase_session,
    session_for_integrator, verify_audit_chain, work_due,
};
use credence_types::{Redacted, SessionId};
use sqlx::PgPool;

use crate::documents::flawless;
use crate::dvs::Script;
use crate::faces::seen;
use crate::house::{House, TENANT};

/// Every row of every table that names the session, as `table: row`.
async fn rows_of(pool: &PgPool, session: SessionId) -> Vec<String> {
    let tables: Vec<String> = sqlx::query_scalar(
        "select table_name::text from information_schema.columns
         where table_schema = 'credence' and column_name = 'session_id'
         union select 'session'",
    )
    .fetch_all(pool)
    .await
    .unwrap();
    let mut rows = Vec::new();
    for table in tables {
        let column = if table == "session" {
            "id"
        } else {
            "session_id"
        };
        let sql =
            format!("select row_to_json(t)::text from credence.{table} t where {column} = $1");
        let found: Vec<String> = sqlx::query_scalar(sqlx::AssertSqlSafe(sql))
            .bind(session.as_uuid())
            .fetch_all(pool)
            .await
            .unwrap();
        rows.extend(found.into_iter().map(|row| format!("{table}: {row}")));
    }
    rows
}

/// What may be left: ids, instants, and the proof.
fn is_expected(row: &str) -> bool {
    ["session:", "submission:", "audit:", "event:", "erasure:"]
        .iter()
        .any(|start| row.starts_with(start))
}

fn files(folder: &Path) -> usize {
    let entries = std::fs::read_dir(folder).unwrap();
    entries
        .map(|entry| entry.unwrap())
        .map(|entry| match entry.file_type().unwrap().is_dir() {
            true => files(&entry.path()),
            false => 1,
        })
        .sum()
}

#[sqlx::test(migrations = "../../migrations")]
async fn nothing_about_the_person_is_left_in_any_table_or_file(pool: PgPool) {
    let folder = tempfile::tempdir().unwrap();
    let house = House::build_with_files(&pool, folder.path()).await;
    let reviewer = house.reviewer(TENANT, "ada@example.org").await;
    let kept = seen(&house, &house.key, [1.0, 0.0]).await;
    let files_of_one = files(folder.path());
    assert!(files_of_one > 0);
    // A second session with the same face, so that a reviewer has it, writes about it and decides.
    let session = seen(&house, &house.key, [1.0, 0.0]).await;
    case(&house.app, &reviewer, session).await.unwrap();
    let review = Review {
        decision: ReviewDecision::Reject,
        reason: Redacted::new("looks alike".to_owned()),
        faces: None,
    };
    decide_case(&house.app, &reviewer, session, review)
        .await
        .unwrap();
    assert_eq!(files(folder.path()), 2 * files_of_one);
    let others = rows_of(&pool, kept).await;
    let before = rows_of(&pool, session).await;
    for table in [
        "verification",
        "image",
        "image_mark",
        "face_template",
        "review",
    ] {
        let start = format!("{table}:");
        assert!(before.iter().any(|row| row.starts_with(&start)), "{table}");
    }

    let erased = erase_session(&house.app, &house.integrator, session)
        .await
        .unwrap();
    assert_eq!(erased.state, SessionState::Erased);
    assert!(erased.summary.is_none() && erased.reference.is_none());
    // The files are gone before anybody worked off the queue, and working it off changes nothing.
    assert_eq!(files(folder.path()), files_of_one);
    assert_eq!(work_due(&house.app).await.unwrap(), 1);
    assert_eq!(house.count("waiting").await, 0);
    for row in rows_of(&pool, session).await {
        assert!(is_expected(&row), "{row}");
        if row.starts_with("session:") {
            for gone in [
                "sealing_kek",
                "sealing_key",
                "reference",
                "names_sealed",
                "decided_at",
            ] {
                assert!(row.contains(&format!("\"{gone}\":null")), "{gone} in {row}");
            }
        }
    }
    assert_eq!(rows_of(&pool, kept).await, others);
    assert_eq!(
        house.actions(session).await.last().unwrap(),
        "erasure_completed"
    );
    let opened = case(&house.app, &reviewer, session).await.unwrap();
    assert!(opened.images.is_empty() && opened.fields.is_empty());

    let actions = house.actions(session).await;
    let again = erase_session(&house.app, &house.integrator, session).await;
    assert_eq!(again.unwrap().state, SessionState::Erased);
    assert_eq!(work_due(&house.app).await.unwrap(), 0);
    assert_eq!(house.actions(session).await, actions);
    let chain = verify_audit_chain(&house.app, TENANT).await.unwrap();
    assert!(matches!(chain, AuditCheck::Whole { .. }));
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_verification_under_way_leaves_nothing_behind(pool: PgPool) {
    let folder = tempfile::tempdir().unwrap();
    let house = House::build_with_files(&pool, folder.path()).await;
    let person = house.person().await;
    house
        .submit(&person, Script::Verified(Box::new(flawless())))
        .await;
    let gate = house.dvs.gate_result();
    let app = house.app.clone();
    let worker = tokio::spawn(async move { work_due(&app).await });
    gate.reached.notified().await;
    erase_session(&house.app, &house.integrator, person.session)
        .await
        .unwrap();
    gate.go_on.notify_one();
    worker.await.unwrap().unwrap();
    work_due(&house.app).await.unwrap();
    assert_eq!(house.view(&person).await.state, SessionState::Erased);
    assert_eq!(files(folder.path()), 0);
    assert_eq!(house.count("waiting").await, 0);
    for row in rows_of(&pool, person.session).await {
        assert!(is_expected(&row), "{row}");
    }
}

#[sqlx::test(migrations = "../../migrations")]
async fn the_call_that_made_an_erased_session_gives_no_token_again(pool: PgPool) {
    let house = House::build(&pool).await;
    let new = || NewSession {
        reference: Some("order 7".to_owned()),
        idempotency_key: IdempotencyKey::parse("k"),
        ..NewSession::default()
    };
    let made = create_session(&house.app, &house.key, new()).await.unwrap();
    erase_session(&house.app, &house.integrator, made.id)
        .await
        .unwrap();
    house.clock.advance(TimeDelta::minutes(1));
    let error = create_session(&house.app, &house.key, new()).await;
    assert!(matches!(
        error,
        Err(CreateSessionError::Idempotency(
            IdempotencyError::SessionErased
        ))
    ));
    assert_eq!(house.count("session").await, 1);
    let seen = session_for_integrator(&house.app, &house.integrator, made.id).await;
    assert_eq!(seen.unwrap().state, SessionState::Erased);
}
