use credence_app::{
    EventType, NewWebhookEndpoint, SecretRotation, WebhookDeliveryFilter, WebhookEndpointChange,
    WebhookError, change_webhook_endpoint, create_webhook_endpoint, delete_webhook_endpoint,
    list_webhook_deliveries, list_webhook_endpoints, resend_webhook_delivery,
    rotate_webhook_secret, test_webhook_endpoint, webhook_endpoint,
};
use sqlx::PgPool;

use super::new_endpoint;
use crate::house::{House, OTHER, integrator_of};

const URL: &str = "https://hooks.example.org/a";

#[sqlx::test(migrations = "../../migrations")]
async fn an_endpoint_is_changed_and_removed_and_each_act_is_audited(pool: PgPool) {
    let house = House::build(&pool).await;
    let (app, integrator) = (&house.app, &house.integrator);
    let id = house.endpoint(new_endpoint(URL)).await.endpoint.id;
    let change = WebhookEndpointChange {
        url: Some("https://hooks.example.org/b".to_owned()),
        description: Some(String::new()),
        event_types: Some(vec![EventType::SessionRejected, EventType::SessionApproved]),
        is_enabled: Some(false),
    };
    change_webhook_endpoint(app, integrator, id, change)
        .await
        .unwrap();
    let read = webhook_endpoint(app, integrator, id).await.unwrap();
    assert_eq!(read.url, "https://hooks.example.org/b");
    assert_eq!(read.description, None);
    assert_eq!(
        read.event_types,
        [EventType::SessionApproved, EventType::SessionRejected]
    );
    assert!(read.disabled.is_some());
    let list = list_webhook_endpoints(app, integrator).await.unwrap();
    assert_eq!(list.len(), 1);
    house.rotate(id).await;
    delete_webhook_endpoint(app, integrator, id).await.unwrap();
    let gone = webhook_endpoint(app, integrator, id).await;
    assert!(matches!(gone, Err(WebhookError::NotFound)));
    let acts: Vec<(String, String)> = sqlx::query_as(
        "select action, detail::text from credence.audit where action like 'webhook%'
         order by sequence",
    )
    .fetch_all(&pool)
    .await
    .unwrap();
    let actions: Vec<_> = acts.iter().map(|(action, _)| action.as_str()).collect();
    assert_eq!(
        actions,
        [
            "webhook_endpoint_created",
            "webhook_endpoint_changed",
            "webhook_secret_rotated",
            "webhook_endpoint_deleted",
        ]
    );
    let mut details = acts.iter().map(|(_, detail)| detail);
    assert!(details.all(|detail| !detail.contains("hooks.example")));
}

#[sqlx::test(migrations = "../../migrations")]
async fn what_is_malformed_is_refused(pool: PgPool) {
    let house = House::build(&pool).await;
    let create =
        async |new| create_webhook_endpoint(&house.app, &house.integrator, new, None).await;
    for url in [
        "nonsense",
        "ftp://example.org/",
        "https://user@example.org/",
    ] {
        let made = create(new_endpoint(url)).await;
        assert!(matches!(made, Err(WebhookError::AddressRefused)), "{url}");
    }
    for text in ["a".repeat(201), "a\u{0}".to_owned()] {
        let made = create(NewWebhookEndpoint {
            description: Some(text),
            ..new_endpoint(URL)
        });
        assert!(matches!(
            made.await,
            Err(WebhookError::DescriptionMalformed)
        ));
    }
    let id = house.endpoint(new_endpoint(URL)).await.endpoint.id;
    let change = WebhookEndpointChange {
        url: Some("file:///etc/passwd".to_owned()),
        ..WebhookEndpointChange::default()
    };
    let changed = change_webhook_endpoint(&house.app, &house.integrator, id, change).await;
    assert!(matches!(changed, Err(WebhookError::AddressRefused)));
    for _ in 1..20 {
        house.endpoint(new_endpoint(URL)).await;
    }
    let made = create(new_endpoint(URL)).await;
    assert!(matches!(made, Err(WebhookError::TooMany)));
}

#[sqlx::test(migrations = "../../migrations")]
async fn another_tenants_endpoints_and_deliveries_are_not_there(pool: PgPool) {
    let house = House::build(&pool).await;
    let id = house.endpoint(new_endpoint(URL)).await.endpoint.id;
    let delivery = test_webhook_endpoint(&house.app, &house.integrator, id)
        .await
        .unwrap()
        .id;
    let (_, stranger) = integrator_of(&house.app, OTHER).await;
    let app = &house.app;
    let list = list_webhook_endpoints(app, &stranger).await.unwrap();
    assert!(list.is_empty());
    let change = WebhookEndpointChange::default();
    let all = WebhookDeliveryFilter::default();
    for refused in [
        webhook_endpoint(app, &stranger, id).await.err(),
        change_webhook_endpoint(app, &stranger, id, change)
            .await
            .err(),
        delete_webhook_endpoint(app, &stranger, id).await.err(),
        rotate_webhook_secret(app, &stranger, id, SecretRotation::default(), None)
            .await
            .err(),
        test_webhook_endpoint(app, &stranger, id).await.err(),
        list_webhook_deliveries(app, &stranger, id, &all)
            .await
            .err(),
        resend_webhook_delivery(app, &stranger, delivery)
            .await
            .err(),
    ] {
        assert!(
            matches!(refused, Some(WebhookError::NotFound)),
            "{refused:?}"
        );
    }
}

#[sqlx::test(migrations = "../../migrations")]
async fn secrets_are_sealed_and_open_for_their_own_endpoint_only(pool: PgPool) {
    let house = House::build(&pool).await;
    let made = house.endpoint(new_endpoint(URL)).await;
    let secret = made.secret.unwrap();
    let bytes = base64_simd::STANDARD
        .decode_to_vec(secret.expose().strip_prefix("whsec_").unwrap())
        .unwrap();
    let is_stored: bool = sqlx::query_scalar(
        "select position($1 in secret_sealed) > 0 or position($1 in sealing_key) > 0
         from credence.webhook_endpoint",
    )
    .bind(&bytes)
    .fetch_one(&pool)
    .await
    .unwrap();
    assert!(!is_stored);
    // A row whose sealing key is another endpoint's signs nothing.
    house.endpoint(new_endpoint(URL)).await;
    sqlx::query(
        "update credence.webhook_endpoint e set sealing_key = other.sealing_key,
             secret_sealed = other.secret_sealed
         from credence.webhook_endpoint other where other.id <> e.id and e.id = $1",
    )
    .bind(made.endpoint.id.as_uuid())
    .execute(&pool)
    .await
    .unwrap();
    let id = made.endpoint.id;
    test_webhook_endpoint(&house.app, &house.integrator, id)
        .await
        .unwrap();
    house.work().await;
    assert_eq!(house.only_delivery(id).await.attempts, 0);
    assert_eq!(house.count("waiting").await, 1);
}
