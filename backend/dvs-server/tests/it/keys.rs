use credence_dvs_server::keys::{KeyKind, authenticate, create_account, create_key, revoke_key};
use sqlx::PgPool;

use crate::support::{Server, licence};

#[sqlx::test(migrations = "../../migrations")]
async fn a_missing_malformed_or_unknown_key_is_401(pool: PgPool) {
    let server = Server::start(pool).await;
    let unknown = format!("pk_{}", uuid::Uuid::new_v4());
    let swapped = server.public.replace("pk_", "sk_");
    for authorization in [
        String::new(),
        "Bearer".to_owned(),
        "Bearer ".to_owned(),
        server.public.clone(),
        format!("Basic {}", server.public),
        format!("Bearer {unknown}"),
        format!("Bearer {swapped}"),
        format!("Bearer {} {}", server.public, server.secret),
        format!("Bearer {}", server.public.to_uppercase()),
        "Bearer ' or 1=1 --".to_owned(),
    ] {
        let call = server
            .post("/api/v3/Request")
            .header("authorization", &authorization);
        let answer = call.json(&licence()).send().await;
        assert_eq!(
            (answer.status.as_u16(), answer.code()),
            (401, "Unauthorized"),
            "{authorization}"
        );
        assert_eq!(answer.headers["www-authenticate"], "Bearer");
    }
    let none = server.post("/api/v3/Request").json(&licence()).send().await;
    assert_eq!(none.status, 401);
    let two = server
        .post("/api/v3/Request")
        .key(&server.public)
        .key(&server.public);
    assert_eq!(two.json(&licence()).send().await.status, 401);
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_public_key_only_creates(pool: PgPool) {
    let server = Server::start(pool).await;
    let id = server.create(&licence()).await;
    for call in [
        server.post(&format!("/api/v3/Verify/{id}")),
        server.post("/api/v3/Verify").json(&licence()),
        server
            .post("/api/v4/verify?returnContent=true")
            .json(&licence()),
        server.get(&format!("/api/v3/Request/{id}/result")),
    ] {
        let answer = call.key(&server.public).send().await;
        assert_eq!(
            (answer.status.as_u16(), answer.code()),
            (403, "SecretKeyRequired")
        );
    }
    assert_eq!(server.status(&id).await, "pending");
}

#[sqlx::test(migrations = "../../migrations")]
async fn only_a_hash_of_a_key_is_stored(pool: PgPool) {
    let server = Server::start(pool).await;
    let found = authenticate(&server.pool, &server.secret)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(
        (found.account, found.kind),
        (server.account, KeyKind::Secret)
    );
    let rows: Vec<String> =
        sqlx::query_scalar("select row_to_json(api_key)::text from dvs.api_key")
            .fetch_all(&server.pool)
            .await
            .unwrap();
    assert_eq!(rows.len(), 2);
    for row in rows {
        assert!(!row.contains(&server.secret[3..]) && !row.contains(&server.public[3..]));
    }
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_revoked_key_ends_at_once(pool: PgPool) {
    let server = Server::start(pool).await;
    let issued = create_key(
        &server.pool,
        &server.clock,
        server.account,
        KeyKind::Public,
        &[],
    )
    .await
    .unwrap();
    let key = issued.key.expose().to_owned();
    let create = async || {
        server
            .post("/api/v3/Request")
            .key(&key)
            .json(&licence())
            .send()
            .await
            .status
            .as_u16()
    };
    assert_eq!(create().await, 200);
    let other = create_account(&server.pool, &server.clock, "other")
        .await
        .unwrap();
    assert!(
        !revoke_key(&server.pool, &server.clock, other, issued.id)
            .await
            .unwrap()
    );
    assert_eq!(create().await, 200);
    assert!(
        revoke_key(&server.pool, &server.clock, server.account, issued.id)
            .await
            .unwrap()
    );
    assert!(
        !revoke_key(&server.pool, &server.clock, server.account, issued.id)
            .await
            .unwrap()
    );
    assert_eq!(create().await, 401);
}
