use chrono::TimeDelta;
use credence_app::{
    EventFilter, EventType, IdempotencyKey, NewSession, Review, ReviewDecision, decide_case,
    list_events, sweep,
};
use credence_types::{CaptureStep, Redacted, SessionId};
use serde_json::json;
use sqlx::PgPool;

use super::new_endpoint;
use super::receiver::Receiver;
use crate::documents::barcode_only;
use crate::dvs::Script;
use crate::house::{House, OTHER, Person, TENANT, integrator_of};

async fn types(house: &House, session: SessionId) -> Vec<&'static str> {
    let filter = EventFilter {
        session: Some(session),
        ..EventFilter::default()
    };
    let page = list_events(&house.app, &house.integrator, &filter)
        .await
        .unwrap();
    let mut told: Vec<_> = page
        .events
        .iter()
        .map(|event| (event.data["sequence"].as_i64(), event.event_type.as_str()))
        .collect();
    told.sort_unstable();
    told.into_iter().map(|(_, name)| name).collect()
}

/// Sessions whose events are not one for each version, or end in another state.
async fn mistold(pool: &PgPool) -> i64 {
    sqlx::query_scalar(
        "select count(*) from credence.session s
         where (select array_agg(e.sequence order by e.sequence) from credence.event e
                where e.tenant_id = s.tenant_id and e.session_id = s.id)
               is distinct from array(select generate_series(1, s.version))
            or not exists (select 1 from credence.event e
                where e.tenant_id = s.tenant_id and e.session_id = s.id
                    and e.sequence = s.version and e.type = 'session.' || s.state
                    and e.payload = jsonb_build_object('session_id', s.id, 'state', s.state,
                        'sequence', s.version))",
    )
    .fetch_one(pool)
    .await
    .unwrap()
}

async fn review(house: &House, person: &Person, decision: ReviewDecision) {
    let reviewer = house.reviewer(TENANT, "ada@example.org").await;
    credence_app::case(&house.app, &reviewer, person.session)
        .await
        .unwrap();
    let review = Review {
        decision,
        reason: Redacted::new("looks alike".to_owned()),
        faces: None,
    };
    decide_case(&house.app, &reviewer, person.session, review)
        .await
        .unwrap();
}

#[sqlx::test(migrations = "../../migrations")]
async fn every_change_of_a_session_is_told_once(pool: PgPool) {
    let house = House::build(&pool).await;
    let person = house.verified(Script::Error("OCRError")).await;
    house
        .submit(&person, Script::Verified(Box::new(barcode_only())))
        .await;
    house.work().await;
    review(&house, &person, ReviewDecision::Retake(CaptureStep::Face)).await;
    house.clock.advance(TimeDelta::hours(49));
    assert_eq!(sweep(&house.app).await.unwrap().sessions, 1);
    assert_eq!(
        types(&house, person.session).await,
        [
            "session.created",
            "session.submitted",
            "session.processing",
            "session.retake",
            "session.submitted",
            "session.processing",
            "session.needs_review",
            "session.retake",
            "session.expired",
        ]
    );
    assert_eq!(mistold(&pool).await, 0);
}

#[sqlx::test(migrations = "../../migrations")]
async fn what_is_repeated_or_refused_tells_nothing(pool: PgPool) {
    let house = House::build(&pool).await;
    let new = || NewSession {
        idempotency_key: IdempotencyKey::parse("k"),
        ..NewSession::default()
    };
    let person = house.person_by(&house.key, new()).await;
    house.undecided_person_by(&house.key, new()).await;
    let request = house
        .submit(&person, Script::Verified(Box::new(barcode_only())))
        .await;
    for _ in 0..2 {
        credence_app::submit(&house.app, &person.token, person.session, request)
            .await
            .unwrap();
    }
    assert_eq!(
        types(&house, person.session).await,
        ["session.created", "session.submitted"]
    );
    assert_eq!(mistold(&pool).await, 0);
}

#[sqlx::test(migrations = "../../migrations")]
async fn events_are_listed_by_page_and_tenant(pool: PgPool) {
    let house = House::build(&pool).await;
    for _ in 0..3 {
        house.person().await;
        house.clock.advance(TimeDelta::seconds(1));
    }
    let page = |cursor| EventFilter {
        limit: Some(2),
        event_type: Some(EventType::SessionCreated),
        cursor,
        ..EventFilter::default()
    };
    let list = async |cursor| {
        list_events(&house.app, &house.integrator, &page(cursor))
            .await
            .unwrap()
    };
    let first = list(None).await;
    assert_eq!(first.events.len(), 2);
    assert!(first.events[0].created_at > first.events[1].created_at);
    let second = list(first.next_cursor).await;
    assert_eq!((second.events.len(), second.next_cursor), (1, None));
    let (_, stranger) = integrator_of(&house.app, OTHER).await;
    let theirs = list_events(&house.app, &stranger, &EventFilter::default())
        .await
        .unwrap();
    assert!(theirs.events.is_empty());
}

/// The integrator's own reference may name somebody.
#[sqlx::test(migrations = "../../migrations")]
async fn nothing_personal_is_told(pool: PgPool) {
    let house = House::build(&pool).await;
    let receiver = Receiver::start().await;
    house.endpoint(new_endpoint(&receiver.url)).await;
    let new = NewSession {
        reference: Some("ZELDA-REFERENCE".to_owned()),
        ..NewSession::default()
    };
    let person = house.person_by(&house.key, new).await;
    house
        .submit(&person, Script::Verified(Box::new(barcode_only())))
        .await;
    house.work().await;
    let calls = receiver.calls();
    assert_eq!(calls.len(), 4);
    let rows: Vec<String> = sqlx::query_scalar(
        "select row_to_json(e)::text from credence.event e
         union all select row_to_json(d)::text from credence.webhook_delivery d
         union all select row_to_json(j)::text from credence.job j",
    )
    .fetch_all(&pool)
    .await
    .unwrap();
    let sent: Vec<_> = calls
        .iter()
        .map(|call| format!("{:?} {:?}", call.headers, call.body))
        .collect();
    let everything = format!("{rows:?} {sent:?}");
    for canary in ["ZELDA", "Zelda", "1990-04-01"] {
        assert!(!everything.contains(canary), "{canary}");
    }
    let created = calls
        .iter()
        .map(super::receiver::Call::json)
        .find(|body| body["type"] == "session.created");
    let wanted = json!({
        "type": "session.created",
        "timestamp": "2027-01-15T08:00:00Z",
        "data": { "session_id": person.session, "state": "created", "sequence": 1 },
    });
    assert_eq!(created, Some(wanted));
}
