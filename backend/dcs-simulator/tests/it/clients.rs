use credence_dcs_protocol::{Certificate, CheckResult, HeaderForm};
use credence_dcs_simulator::{EnrolError, NewClient, enrol_client, enrol_own_client};
use sqlx::PgPool;

use crate::support::{Pair, Party, Simulator, WORLD, request};

async fn enrol(
    simulator: &Simulator,
    name: &str,
    signing: &Certificate,
    encryption: &Certificate,
) -> Result<(), EnrolError> {
    let new = NewClient {
        name,
        signing,
        encryption,
        quota: None,
    };
    enrol_client(&simulator.pool, &simulator.clock, new).await
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_client_is_known_from_its_enrolment_on_and_answered_to_its_own_key(pool: PgPool) {
    let simulator = Simulator::start(pool).await;
    let second = Party::second();
    let message = second.seal(&request("899000000"));
    let answer = simulator.post(&message).await;
    assert_eq!((answer.status, answer.code()), (400, "unknown_signer"));
    let (signing, encryption) = (
        WORLD.second_signing.certificate(),
        WORLD.second_encryption.certificate(),
    );
    enrol(&simulator, "Second", &signing, &encryption)
        .await
        .unwrap();
    let answer = simulator.post(&message).await;
    assert_eq!(second.result(&answer.body), CheckResult::Valid);
    assert!(simulator.party.open(&answer.body).is_err());
    let received = simulator.received().await;
    assert_eq!(received[0].client.as_deref(), Some("Second"));
    assert_eq!(received[1].client, None);
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_client_rotates_by_a_second_pair(pool: PgPool) {
    let simulator = Simulator::start(pool).await;
    let (signing, encryption) = (
        WORLD.second_signing.certificate(),
        WORLD.second_encryption.certificate(),
    );
    enrol(&simulator, "Credence", &signing, &encryption)
        .await
        .unwrap();
    let rotated = Party::second();
    for party in [&simulator.party, &rotated] {
        let answer = simulator.post(&party.seal(&request("899000000"))).await;
        assert_eq!(party.result(&answer.body), CheckResult::Valid);
        // One client still.
        assert_eq!(answer.header("x-ratelimit-limit"), "300");
    }
    // A restart changes nothing.
    enrol_own_client(&simulator.state).await.unwrap();
    let answer = simulator.post(&rotated.seal(&request("899000000"))).await;
    assert_eq!(rotated.result(&answer.body), CheckResult::Valid);
}

#[sqlx::test(migrations = "../../migrations")]
async fn certificates_that_do_not_fit_are_not_enrolled(pool: PgPool) {
    let simulator = Simulator::start(pool).await;
    let own = WORLD.signing.certificate();
    let (signing, encryption) = (
        WORLD.second_signing.certificate(),
        WORLD.second_encryption.certificate(),
    );
    let elliptic = Pair::self_made().certificate();
    let tls = WORLD.tls.certificate();
    let refused = async |name, signing, encryption| {
        let enrolled = enrol(&simulator, name, signing, encryption).await;
        enrolled.unwrap_err()
    };
    let error = refused(" ", &signing, &encryption).await;
    assert!(matches!(error, EnrolError::Name));
    let error = refused("x", &encryption, &encryption).await;
    assert!(matches!(error, EnrolError::Signing));
    let error = refused("x", &elliptic, &encryption).await;
    assert!(matches!(error, EnrolError::Signing));
    let error = refused("x", &signing, &signing).await;
    assert!(matches!(error, EnrolError::Encryption));
    let error = refused("x", &signing, &elliptic).await;
    assert!(matches!(error, EnrolError::Encryption));
    let error = refused("x", &tls, &tls).await;
    assert!(matches!(error, EnrolError::SameKey));
    let error = refused("x", &own, &encryption).await;
    assert!(matches!(error, EnrolError::Taken));
    let clients: i64 = sqlx::query_scalar("select count(*) from dcs.client")
        .fetch_one(&simulator.pool)
        .await
        .unwrap();
    assert_eq!(clients, 1);
}

#[sqlx::test(migrations = "../../migrations")]
async fn headers_as_the_governments_clients_write_them_are_taken(pool: PgPool) {
    let simulator = Simulator::start(pool).await;
    let both = Party::enrolled().with_form(HeaderForm::WithSha1);
    let answer = simulator.post(&both.seal(&request("899000000"))).await;
    assert_eq!(both.result(&answer.body), CheckResult::Valid);
    let bare = Party::enrolled().with_form(HeaderForm::Bare);
    let answer = simulator.post(&bare.seal(&request("899000000"))).await;
    assert_eq!((answer.status, answer.code()), (400, "no_thumbprint"));
}

#[sqlx::test(migrations = "../../migrations")]
async fn answers_may_be_written_as_the_published_sample_is(pool: PgPool) {
    let simulator =
        Simulator::start_with(pool, |config| config.header_form = HeaderForm::Bare).await;
    let answer = simulator.number("899000000").await;
    let header = answer.text().split('.').next().unwrap();
    let header = crate::support::forge::decode(header);
    assert_eq!(header, br#"{"alg":"RS256"}"#);
    assert_eq!(simulator.party.result(&answer.body), CheckResult::Valid);
}
