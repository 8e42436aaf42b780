//! Tables of requests that must be refused, each for its own reason.

mod encryption;
mod http;
mod inner_signature;
mod outer_form;
mod outer_signature;
mod payload;
mod tls;

use credence_dcs_simulator::{NewClient, WindowLimit, enrol_client};
use sqlx::PgPool;

use crate::support::forge::message;
use crate::support::{Pair, Simulator, WORLD};

/// What it is, the code it is refused with, and the message.
type Case = (&'static str, &'static str, String);

/// A simulator without limits to speak of, with a second client and one whose certificate has ended.
async fn simulator(pool: PgPool) -> Simulator {
    let simulator = Simulator::start_with(pool, |config| {
        let plenty = WindowLimit {
            requests: 10_000,
            window: chrono::TimeDelta::seconds(1),
        };
        config.total_limit = plenty;
        config.client_limit = Some(plenty);
    })
    .await;
    enrol(&simulator, "second", &WORLD.second_signing).await;
    enrol(&simulator, "expired", &WORLD.expired_signing).await;
    simulator
}

async fn enrol(simulator: &Simulator, name: &str, signing: &Pair) {
    let new = NewClient {
        name,
        signing: &signing.certificate(),
        encryption: &WORLD.second_encryption.certificate(),
        quota: None,
    };
    enrol_client(&simulator.pool, &simulator.clock, new)
        .await
        .unwrap();
}

/// Sends every message; each is refused with 400 and its code, which is also what is put down. A good
/// one is taken before and after.
async fn refuse_all(pool: PgPool, cases: Vec<Case>, at_least: usize) {
    assert!(cases.len() >= at_least, "{}", cases.len());
    let simulator = simulator(pool).await;
    assert_eq!(simulator.post(&message()).await.status, 200);
    for (name, code, message) in &cases {
        let answer = simulator.post(message).await;
        assert_eq!(answer.status, 400, "{name}: {}", answer.text());
        assert_eq!(answer.code(), *code, "{name}");
    }
    assert_eq!(simulator.post(&message()).await.status, 200);
    let received = simulator.received().await;
    let put_down = received.iter().rev().map(|one| one.outcome.as_str());
    let expected = cases.iter().map(|(_, code, _)| *code);
    assert!(put_down.skip(1).take(cases.len()).eq(expected));
}
