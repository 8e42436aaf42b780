use credence_dvs_server::{PurgeReport, purge};
use http::Method;
use serde_json::{Value, json};
use sqlx::PgPool;

use crate::support::{Answer, Server, licence, readable};

async fn erase(server: &Server, id: &str, key: &str) -> Answer {
    let call = server.call(Method::DELETE, &format!("/api/v3/Request/{id}"));
    call.key(key).send().await
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
async fn nothing_is_left_of_a_request_however_often_it_is_asked(pool: PgPool) {
    let server = Server::start(pool).await;
    for (body, is_verified) in [(licence(), false), (readable(), true)] {
        let id = server.create(&body).await;
        if is_verified {
            assert_eq!(server.verify(&id).await.status, 200);
        }
        for _ in 0..2 {
            let erased = erase(&server, &id, &server.secret).await;
            assert_eq!(erased.status, 200);
            assert_eq!(erased.body, json!({ "requestId": id, "destroyed": true }));
            assert_eq!((server.object_count(), sealed_parts(&server).await), (0, 0));
        }
        let told = server.result(&id).await;
        assert_eq!(told.body["request"]["content"], Value::Null);
        assert_eq!(told.body["verificationResult"], Value::Null);
        let refused = if is_verified {
            "RequestAlreadyProcessed"
        } else {
            "RequestExpired"
        };
        assert_eq!(server.verify(&id).await.code(), refused);
    }
    assert_eq!(purge(&server.state).await.unwrap(), PurgeReport::default());
}

#[sqlx::test(migrations = "../../migrations")]
async fn others_requests_and_public_keys_erase_nothing(pool: PgPool) {
    let server = Server::start(pool).await;
    let id = server.create(&licence()).await;
    let stranger = server.stranger().await;
    let nobody = "0193a000-0000-7000-8000-000000000000";
    for (id, key, status) in [
        (id.as_str(), stranger.as_str(), 404),
        (id.as_str(), server.public.as_str(), 403),
        (id.as_str(), "sk_unknown", 401),
        (nobody, server.secret.as_str(), 404),
        ("%2e%2e", server.secret.as_str(), 404),
    ] {
        let refused = erase(&server, id, key).await;
        assert_eq!(refused.status.as_u16(), status, "{id}");
    }
    assert_eq!((server.object_count(), sealed_parts(&server).await), (3, 1));
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_verify_that_runs_meanwhile_stores_nothing(pool: PgPool) {
    let server = Server::start(pool).await;
    let id = server.create(&licence()).await;
    sqlx::query(
        "update dvs.request set status = 'processing',
             processing_until = created_at + interval '1 minute'",
    )
    .execute(&server.pool)
    .await
    .unwrap();
    assert_eq!(erase(&server, &id, &server.secret).await.status, 200);
    assert_eq!(server.status(&id).await, "expired");
    assert_eq!((server.object_count(), sealed_parts(&server).await), (0, 0));
}

#[sqlx::test(migrations = "../../migrations")]
async fn what_the_store_refuses_goes_with_the_next_try(pool: PgPool) {
    let server = Server::start(pool).await;
    let id = server.create(&licence()).await;
    let places = |from: &'static str| {
        let pool = server.pool.clone();
        async move { sqlx::query(from).execute(&pool).await.unwrap() }
    };
    places("update dvs.request_image set object_key = 'x' || object_key where step = 'back'").await;
    let refused = erase(&server, &id, &server.secret).await;
    assert_eq!(refused.status, 503);
    // Nothing is readable all the same, and it is due for the retention task.
    assert_eq!(sealed_parts(&server).await, 0);
    places("update dvs.request_image set object_key = substr(object_key, 2) where step = 'back'")
        .await;
    let report = purge(&server.state).await.unwrap();
    assert_eq!(report.destroyed, 1);
    assert_eq!(server.object_count(), 0);
}
