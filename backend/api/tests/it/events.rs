use std::sync::Arc;
use std::time::Duration;

use axum::body::BodyDataStream;
use axum::response::Response;
use chrono::TimeDelta;
use futures_util::StreamExt;
use serde_json::{Value, json};
use sqlx::PgPool;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use crate::support::{Api, Integrator, TENANT};

struct Events(BodyDataStream);

impl Events {
    fn of(response: Response) -> Self {
        assert_eq!(response.status(), 200);
        assert_eq!(response.headers()["content-type"], "text/event-stream");
        assert_eq!(response.headers()["x-accel-buffering"], "no");
        Self(response.into_body().into_data_stream())
    }

    /// The next event's id and data; `None` at the end. Comments are skipped.
    async fn next(&mut self) -> Option<(String, Value)> {
        loop {
            let chunk = tokio::time::timeout(Duration::from_secs(20), self.0.next()).await;
            let chunk = chunk.expect("no event came")?.unwrap();
            let text = String::from_utf8(chunk.to_vec()).unwrap();
            if text.starts_with(':') || text == "retry: 3000\n\n" {
                continue;
            }
            assert!(text.contains("event: session\n"), "{text}");
            let of = |name: &str| text.lines().find_map(|line| line.strip_prefix(name));
            let data = serde_json::from_str(of("data: ").unwrap()).unwrap();
            return Some((of("id: ").unwrap().to_owned(), data));
        }
    }
}

/// The process's follower of changes, until dropped.
fn follow(api: &Api) -> tokio_util::sync::DropGuard {
    let stop = CancellationToken::new();
    tokio::spawn(credence_app::follow_changes(
        Arc::clone(&api.app),
        stop.clone(),
    ));
    stop.drop_guard()
}

#[sqlx::test(migrations = "../../migrations")]
async fn each_change_is_an_event_and_a_settled_state_the_last(pool: PgPool) {
    let api = Api::start(pool).await;
    let _following = follow(&api);
    let integrator = Integrator::new(&api, TENANT).await;
    let session = integrator.create_session(&api).await;
    let other = integrator.create_session(&api).await;
    for credential in [&session.token, &integrator.key] {
        let opened = api
            .get(&session.path("/events"))
            .bearer(credential)
            .open()
            .await;
        let (id, first) = Events::of(opened).next().await.unwrap();
        assert_eq!((id.as_str(), &first["state"]), ("1", &json!("created")));
    }
    let opened = api
        .get(&session.path("/events"))
        .bearer(&session.token)
        .open()
        .await;
    let mut events = Events::of(opened);
    assert_eq!(events.next().await.unwrap().1["state"], "created");
    let request = json!({ "request_id": Uuid::from_u128(77) });
    let call = api
        .post(&session.path("/submission"))
        .bearer(&session.token)
        .json(&request);
    call.send().await.expect(202);
    let (id, second) = events.next().await.unwrap();
    assert_eq!((id.as_str(), &second["state"]), ("2", &json!("submitted")));

    let opened = api
        .get(&other.path("/events"))
        .bearer(&integrator.key)
        .open()
        .await;
    let mut events = Events::of(opened);
    events.next().await.unwrap();
    api.clock.advance(TimeDelta::hours(25));
    credence_app::sweep(&api.app).await.unwrap();
    assert_eq!(events.next().await.unwrap().1["state"], "expired");
    assert!(events.next().await.is_none());
}

#[sqlx::test(migrations = "../../migrations")]
async fn what_was_seen_is_not_sent_again(pool: PgPool) {
    let api = Api::start(pool).await;
    let _following = follow(&api);
    let integrator = Integrator::new(&api, TENANT).await;
    let session = integrator.create_session(&api).await;
    api.clock.advance(TimeDelta::hours(23));
    let session = integrator.new_token(&api, &session).await;
    let open = |seen: &str| {
        api.get(&session.path("/events"))
            .bearer(&session.token)
            .header("last-event-id", seen)
            .open()
    };
    assert_eq!(Events::of(open("0").await).next().await.unwrap().0, "1");
    assert_eq!(
        Events::of(open("nonsense").await).next().await.unwrap().0,
        "1"
    );
    let mut events = Events::of(open("1").await);
    api.clock.advance(TimeDelta::hours(2));
    credence_app::sweep(&api.app).await.unwrap();
    assert_eq!(events.next().await.unwrap().1["state"], "expired");
    // A browser's EventSource stops asking at 204.
    assert_eq!(open("2").await.status(), 204);
    assert_eq!(Events::of(open("1").await).next().await.unwrap().0, "2");
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_stopping_server_ends_its_streams(pool: PgPool) {
    let api = Api::start(pool).await;
    let session = Integrator::new(&api, TENANT)
        .await
        .create_session(&api)
        .await;
    let call = api.get(&session.path("/events")).bearer(&session.token);
    let draining = call.draining.clone();
    let mut events = Events::of(call.open().await);
    events.next().await.unwrap();
    draining.cancel();
    assert!(events.next().await.is_none());
}
