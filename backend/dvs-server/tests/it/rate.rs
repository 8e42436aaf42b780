use std::time::Duration;

use credence_http_server::Rate;
use sqlx::PgPool;

use crate::support::{Answer, Server, licence};

fn a_minute_apart_after(burst: u32) -> Option<Rate> {
    Some(Rate::new(burst, Duration::from_secs(60)))
}

fn assert_put_off(answer: &Answer) {
    assert_eq!(
        (answer.status.as_u16(), answer.code()),
        (429, "TooManyRequests")
    );
    let seconds: u64 = answer.headers["retry-after"]
        .to_str()
        .unwrap()
        .parse()
        .unwrap();
    assert!((1..=61).contains(&seconds));
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_key_has_a_rate(pool: PgPool) {
    let server = Server::start_with(pool, |config| config.key_rate = a_minute_apart_after(2)).await;
    let create = async |key: &str| {
        server
            .post("/api/v3/Request")
            .key(key)
            .json(&licence())
            .send()
            .await
    };
    assert_eq!(create(&server.public).await.status, 200);
    assert_eq!(create(&server.public).await.status, 200);
    assert_put_off(&create(&server.public).await);
    assert_eq!(create(&server.secret).await.status, 200);
}

#[sqlx::test(migrations = "../../migrations")]
async fn an_address_has_a_rate_whatever_it_claims(pool: PgPool) {
    let server =
        Server::start_with(pool, |config| config.address_rate = a_minute_apart_after(2)).await;
    let guess = async |address: [u8; 4], forwarded: &str| {
        let call = server
            .post("/api/v3/Request")
            .key("pk_guess")
            .at_address(address);
        call.header("x-forwarded-for", forwarded).send().await
    };
    assert_eq!(guess([192, 0, 2, 1], "198.51.100.1").await.status, 401);
    assert_eq!(guess([192, 0, 2, 1], "198.51.100.2").await.status, 401);
    assert_put_off(&guess([192, 0, 2, 1], "198.51.100.3").await);
    assert_eq!(guess([192, 0, 2, 2], "198.51.100.3").await.status, 401);
}

#[sqlx::test(migrations = "../../migrations")]
async fn behind_a_trusted_proxy_the_client_is_counted(pool: PgPool) {
    let server = Server::start_with(pool, |config| {
        config.address_rate = a_minute_apart_after(1);
        config.trusted_proxies = 1;
    })
    .await;
    let guess = async |forwarded: &str| {
        let call = server.post("/api/v3/Request").at_address([10, 0, 0, 1]);
        call.header("x-forwarded-for", forwarded).send().await
    };
    assert_eq!(guess("198.51.100.1").await.status, 401);
    assert_eq!(guess("198.51.100.2").await.status, 401);
    assert_put_off(&guess("6.6.6.6, 198.51.100.1").await);
}

#[sqlx::test(migrations = "../../migrations")]
async fn without_a_rate_nothing_is_counted(pool: PgPool) {
    let server = Server::start_with(pool, |config| {
        config.address_rate = None;
        config.key_rate = None;
    })
    .await;
    for _ in 0..100 {
        let call = server.post("/api/v3/Verify/1").key(&server.secret);
        let answer = call.at_address([192, 0, 2, 1]).send().await;
        assert_eq!(answer.status, 404);
    }
}
