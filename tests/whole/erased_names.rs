//! Names that a person wrote by hand, because the passport's print could not be read, and their erasure.

use credence_tests::{Canaries, DatabaseRelay, Stack, WebhookReceiver};
use reqwest::Client;

use crate::photographs::drawn_passport_with_covered_names;
use crate::search::{Scene, erase};

/// The simulator finds this one invalid.
const NUMBER: &str = "899000001";
const SURNAME: &str = "Quetzalcoatl";
const FORENAMES: &str = "Wilhelmina";

#[tokio::test]
async fn names_written_by_hand_are_gone_with_their_session() {
    let relay = DatabaseRelay::start();
    let stack = Stack::start_on(&relay.url()).await;
    let person = stack.integrator().create_session("by hand").await;
    let scene = Scene {
        relay,
        stack,
        receiver: WebhookReceiver::start(),
        http: Client::new(),
        person,
    };
    let drawn = drawn_passport_with_covered_names(80, NUMBER, SURNAME, &[FORENAMES]);
    let request = scene.person.upload(&drawn.photographs).await;
    scene.person.submit(&request).await.unwrap();
    let settled = scene.person.wait_until_settled().await;
    assert_eq!(settled["retake"]["step"], "name", "{settled}");
    scene.person.give_names(SURNAME, FORENAMES).await.unwrap();
    let settled = scene.person.wait_until_settled().await;
    assert_eq!(settled["state"], "needs_review", "{settled}");
    let result = scene.stack.integrator().result(&scene.person.id).await;
    assert!(result.to_string().to_uppercase().contains("QUETZALCOATL"));
    let written = "select count(*) from credence.session where names_sealed is not null";
    assert_eq!(scene.relay.query(written), ["1"]);

    let canaries = Canaries::default()
        .text("surname", SURNAME)
        .text("forenames", FORENAMES)
        .text("number", NUMBER)
        .picture("page", drawn.photographs.front.as_deref().unwrap());
    let earlier = scene.back_up();
    erase(&scene).await;
    for (place, bytes) in scene.places().await {
        assert_eq!(canaries.found_in(&bytes), [] as [&str; 0], "in {place}");
    }
    for backup in [earlier, scene.back_up()] {
        let found = scene.found_in_backup(&backup, &canaries);
        assert_eq!(found, [] as [&str; 0], "in {backup}");
    }
}
