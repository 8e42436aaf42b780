use std::time::Duration;

use chrono::TimeDelta;
use credence_dvs_server::{PurgeReport, purge, run_purge};
use serde_json::Value;
use sqlx::PgPool;
use tokio_util::sync::CancellationToken;

use crate::support::{Server, licence, readable};

/// How long a request waits for its Verify.
const PENDING: TimeDelta = TimeDelta::hours(24);
/// How long its content is kept from then on.
const DAY: TimeDelta = TimeDelta::hours(24);

fn destroyed(count: u64) -> PurgeReport {
    PurgeReport {
        destroyed: count,
        failed: 0,
    }
}

async fn sealed_parts(server: &Server) -> i64 {
    sqlx::query_scalar(
        "select count(*) from dvs.request where wrapped_key <> ''
             or parameters_sealed is not null or result_sealed is not null",
    )
    .fetch_one(&server.pool)
    .await
    .unwrap()
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_request_that_nobody_verified_lapses_with_its_content(pool: PgPool) {
    let server = Server::start(pool).await;
    let id = server.create(&licence()).await;
    assert_eq!(purge(&server.state).await.unwrap(), destroyed(0));
    server.clock.advance(PENDING - TimeDelta::seconds(1));
    assert_eq!(purge(&server.state).await.unwrap(), destroyed(0));
    assert_eq!((server.object_count(), sealed_parts(&server).await), (3, 1));
    server.clock.advance(TimeDelta::seconds(1));
    assert_eq!(purge(&server.state).await.unwrap(), destroyed(1));
    assert_eq!((server.object_count(), sealed_parts(&server).await), (0, 0));
    assert_eq!(server.status(&id).await, "expired");
    assert_eq!(purge(&server.state).await.unwrap(), destroyed(0));
    let answer = server.result(&id).await;
    assert_eq!(answer.body["request"]["status"], 3);
    assert_eq!(answer.body["request"]["content"], Value::Null);
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_verified_request_keeps_its_content_for_the_retention(pool: PgPool) {
    let server = Server::start(pool).await;
    let id = server.create(&readable()).await;
    server.clock.advance(PENDING - TimeDelta::seconds(1));
    assert_eq!(server.verify(&id).await.status, 200);
    server.clock.advance(DAY - TimeDelta::seconds(1));
    assert_eq!(purge(&server.state).await.unwrap(), destroyed(0));
    assert!(server.result(&id).await.body["request"]["content"].is_object());
    server.clock.advance(TimeDelta::seconds(1));
    // Past its retention it is not told any more, purged or not.
    assert_eq!(
        server.result(&id).await.body["verificationResult"],
        Value::Null
    );
    assert_eq!(purge(&server.state).await.unwrap(), destroyed(1));
    assert_eq!((server.object_count(), sealed_parts(&server).await), (0, 0));
    let answer = server.result(&id).await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.body["verificationResult"], Value::Null);
    assert_eq!(answer.body["request"]["status"], 1);
    assert_eq!(answer.body["request"]["content"], Value::Null);
    assert_eq!(server.verify(&id).await.code(), "RequestAlreadyProcessed");
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_purge_that_died_halfway_is_finished(pool: PgPool) {
    let server = Server::start(pool).await;
    let id = server.create(&licence()).await;
    // The key is gone and one object, but the rows are still there.
    sqlx::query("update dvs.request set wrapped_key = '', kek_id = ''")
        .execute(&server.pool)
        .await
        .unwrap();
    let place: String = sqlx::query_scalar("select object_key from dvs.request_image limit 1")
        .fetch_one(&server.pool)
        .await
        .unwrap();
    std::fs::remove_file(server.folder.path().join(place)).unwrap();
    assert_eq!(
        server.result(&id).await.body["request"]["content"],
        Value::Null
    );
    server.clock.advance(PENDING);
    assert_eq!(purge(&server.state).await.unwrap(), destroyed(1));
    assert_eq!(server.object_count(), 0);
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_running_verify_keeps_its_request(pool: PgPool) {
    let server = Server::start(pool).await;
    server.create(&licence()).await;
    server.clock.advance(PENDING);
    sqlx::query("update dvs.request set status = 'processing', processing_until = expires_at + interval '1 minute'")
        .execute(&server.pool)
        .await
        .unwrap();
    assert_eq!(purge(&server.state).await.unwrap(), destroyed(0));
    server.clock.advance(TimeDelta::minutes(1));
    assert_eq!(purge(&server.state).await.unwrap(), destroyed(1));
}

#[sqlx::test(migrations = "../../migrations")]
async fn what_the_store_refuses_is_tried_again(pool: PgPool) {
    let server = Server::start(pool).await;
    server.create(&licence()).await;
    server.clock.advance(PENDING);
    sqlx::query("update dvs.request_image set object_key = 'elsewhere' where step = 'back'")
        .execute(&server.pool)
        .await
        .unwrap();
    let report = purge(&server.state).await.unwrap();
    assert_eq!((report.destroyed, report.failed), (0, 1));
    // Nothing is readable all the same.
    assert_eq!(sealed_parts(&server).await, 0);
    sqlx::query("delete from dvs.request_image where step = 'back'")
        .execute(&server.pool)
        .await
        .unwrap();
    assert_eq!(purge(&server.state).await.unwrap(), destroyed(1));
}

#[sqlx::test(migrations = "../../migrations")]
async fn the_task_runs_until_it_is_stopped(pool: PgPool) {
    let server = Server::start(pool).await;
    server.create(&licence()).await;
    server.clock.advance(PENDING);
    let stop = CancellationToken::new();
    let task = run_purge(server.state.clone(), Duration::from_millis(5), stop.clone());
    let task = tokio::spawn(task);
    while sealed_parts(&server).await > 0 {
        tokio::task::yield_now().await;
    }
    stop.cancel();
    task.await.unwrap();
}
