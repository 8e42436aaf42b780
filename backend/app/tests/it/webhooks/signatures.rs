use aws_lc_rs::signature::{ED25519, UnparsedPublicKey};
use chrono::TimeDelta;
use credence_app::{
    EventType, NewWebhookEndpoint, SecretRotation, SignatureScheme, WebhookError,
    rotate_webhook_secret,
};
use credence_types::{Clock as _, Redacted, SystemClock};
use sqlx::PgPool;
use standardwebhooks::Webhook;

use super::new_endpoint;
use super::receiver::{Call, Receiver};
use crate::house::House;

/// The standard's own library judges by the machine's clock.
async fn house_of_today(pool: &PgPool) -> House {
    let house = House::build(pool).await;
    house.clock.advance(SystemClock.now() - house.clock.now());
    house
}

async fn next_call(house: &House, receiver: &Receiver) -> Call {
    house.person().await;
    assert_eq!(house.work().await, 1);
    receiver.calls().pop().unwrap()
}

fn verifies(secret: Option<&Redacted<String>>, call: &Call) -> bool {
    let verifier = Webhook::new(secret.unwrap().expose()).unwrap();
    verifier.verify(&call.body, &call.headers).is_ok()
}

fn one_type(receiver: &Receiver, scheme: SignatureScheme) -> NewWebhookEndpoint {
    NewWebhookEndpoint {
        event_types: vec![EventType::SessionCreated],
        scheme,
        ..new_endpoint(&receiver.url)
    }
}

#[sqlx::test(migrations = "../../migrations")]
async fn two_secrets_sign_while_a_rotation_overlaps(pool: PgPool) {
    let house = house_of_today(&pool).await;
    let receiver = Receiver::start().await;
    let made = house
        .endpoint(one_type(&receiver, SignatureScheme::V1))
        .await;
    let id = made.endpoint.id;
    let old = made.secret.as_ref();
    assert!(old.unwrap().expose().starts_with("whsec_"));
    let call = next_call(&house, &receiver).await;
    assert!(verifies(old, &call));
    assert_eq!(call.header("webhook-signature").split(' ').count(), 1);

    let rotate = async |overlap, is_forced| {
        let rotation = SecretRotation { overlap, is_forced };
        rotate_webhook_secret(&house.app, &house.integrator, id, rotation, None).await
    };
    let rotated = rotate(None, false).await.unwrap().answer;
    let new = rotated.secret.as_ref();
    assert_ne!(new, old);
    assert!(rotated.endpoint.old_secret_until.is_some());
    let call = next_call(&house, &receiver).await;
    assert_eq!(call.header("webhook-signature").split(' ').count(), 2);
    assert!(verifies(old, &call) && verifies(new, &call));

    let again = rotate(None, false).await;
    assert!(matches!(again, Err(WebhookError::RotationUnderWay)));
    let newest = rotate(Some(TimeDelta::zero()), true).await.unwrap();
    let newest = newest.answer.secret;
    let call = next_call(&house, &receiver).await;
    assert_eq!(call.header("webhook-signature").split(' ').count(), 1);
    assert!(verifies(newest.as_ref(), &call));
    assert!(!verifies(new, &call) && !verifies(old, &call));

    let long = rotate(Some(TimeDelta::days(8)), false).await;
    assert!(matches!(long, Err(WebhookError::OverlapTooLong)));
}

#[sqlx::test(migrations = "../../migrations")]
async fn an_old_secret_signs_for_a_day(pool: PgPool) {
    let house = House::build(&pool).await;
    let receiver = Receiver::start().await;
    let made = house
        .endpoint(one_type(&receiver, SignatureScheme::V1))
        .await;
    house.rotate(made.endpoint.id).await;
    house
        .clock
        .advance(TimeDelta::hours(24) - TimeDelta::seconds(1));
    let signatures = |call: Call| call.header("webhook-signature").split(' ').count();
    assert_eq!(signatures(next_call(&house, &receiver).await), 2);
    house.clock.advance(TimeDelta::seconds(1));
    assert_eq!(signatures(next_call(&house, &receiver).await), 1);
    // Nothing is under way any more.
    house.rotate(made.endpoint.id).await;
}

#[sqlx::test(migrations = "../../migrations")]
async fn ed25519_endpoints_verify_with_a_public_key_and_hold_no_shared_secret(pool: PgPool) {
    let house = House::build(&pool).await;
    let receiver = Receiver::start().await;
    let made = house
        .endpoint(one_type(&receiver, SignatureScheme::V1a))
        .await;
    assert_eq!(made.secret, None);
    let text = made.endpoint.public_key.unwrap();
    let public = base64_simd::STANDARD
        .decode_to_vec(text.strip_prefix("whpk_").unwrap())
        .unwrap();
    let call = next_call(&house, &receiver).await;
    let mut signed = format!(
        "{}.{}.",
        call.header("webhook-id"),
        call.header("webhook-timestamp")
    )
    .into_bytes();
    signed.extend_from_slice(&call.body);
    let signature = call
        .header("webhook-signature")
        .strip_prefix("v1a,")
        .unwrap();
    let signature = base64_simd::STANDARD.decode_to_vec(signature).unwrap();
    let verifier = UnparsedPublicKey::new(&ED25519, public);
    verifier.verify(&signed, &signature).unwrap();
    let rotated = house.rotate(made.endpoint.id).await;
    assert_eq!(rotated.secret, None);
    assert_ne!(rotated.endpoint.public_key, Some(text));
    let call = next_call(&house, &receiver).await;
    let header = call.header("webhook-signature");
    assert!(header.split(' ').all(|one| one.starts_with("v1a,")));
    assert_eq!(header.split(' ').count(), 2);
}
