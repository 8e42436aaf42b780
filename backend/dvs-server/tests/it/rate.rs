use std::num::NonZeroU32;

use credence_dvs_server::RateQuota;
use sqlx::PgPool;

use crate::support::{Answer, Server, licence};

fn quota(burst: u32) -> Option<RateQuota> {
    Some(RateQuota {
        per_minute: NonZeroU32::MIN,
        burst: NonZeroU32::new(burst).unwrap(),
    })
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
async fn a_key_has_a_quota(pool: PgPool) {
    let server = Server::start_with(pool, |config| config.key_quota = quota(2)).await;
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
async fn an_address_has_a_quota_whatever_it_claims(pool: PgPool) {
    let server = Server::start_with(pool, |config| config.address_quota = quota(2)).await;
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
        config.address_quota = quota(1);
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
