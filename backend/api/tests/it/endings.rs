//! Sessions that their integrator calls off or erases, and their images.

use serde_json::{Value, json};
use sqlx::PgPool;

use crate::cases::Scene;
use crate::support::{Answer, Api, Call, Dvs, Integrator, PICTURE, TENANT};

fn cancel(scene: &Scene) -> Call {
    let call = scene.api.post(&scene.session.path("/cancel"));
    call.bearer(&scene.integrator.key)
}

fn erase(scene: &Scene) -> Call {
    let call = scene.api.call("DELETE", &scene.session.path(""));
    call.bearer(&scene.integrator.key)
}

async fn get(scene: &Scene, rest: &str) -> Answer {
    let call = scene.api.get(&scene.session.path(rest));
    call.bearer(&scene.integrator.key).send().await
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_case_is_cancelled_and_its_person_told(pool: PgPool) {
    let scene = Scene::after(pool, Dvs::reading().await).await;
    for _ in 0..2 {
        let cancelled = cancel(&scene).send().await.expect(200);
        assert_eq!(cancelled["state"], "cancelled");
        assert_eq!(cancelled["summary"], Value::Null);
    }
    let call = scene.api.get(&scene.session.path(""));
    let person = call.bearer(&scene.session.token).send().await.expect(200);
    assert_eq!(
        (&person["state"], &person["capture"]),
        (&json!("cancelled"), &Value::Null)
    );
    let path = format!("/v1/console/cases/{}/decision", scene.session.id);
    let decision = scene.reviewer.post(&scene.api, &path);
    let decision = decision.json(&json!({ "decision": "approve", "reason": "all is well" }));
    let answer = decision.send().await;
    answer.expect_problem(409, "case_already_decided");
    // The event stream ends with it.
    let call = scene.api.get(&scene.session.path("/events"));
    let events = call.bearer(&scene.session.token).send().await;
    assert!(events.text().contains("\"cancelled\""), "{}", events.text());
}

#[sqlx::test(migrations = "../../migrations")]
async fn what_has_come_to_an_end_is_not_cancelled(pool: PgPool) {
    let scene = Scene::after(pool, Dvs::reading().await).await;
    let path = format!("/v1/console/cases/{}/decision", scene.session.id);
    let decision = scene.reviewer.post(&scene.api, &path);
    let decision = decision.json(&json!({ "decision": "approve", "reason": "all is well" }));
    decision.send().await.expect(200);
    let answer = cancel(&scene).send().await;
    answer.expect_problem(409, "session_settled");
}

#[sqlx::test(migrations = "../../migrations")]
async fn images_are_listed_and_fetched_with_the_key(pool: PgPool) {
    let scene = Scene::after(pool, Dvs::reading().await).await;
    let list = get(&scene, "/images").await.expect(200);
    let images = list["images"].as_array().unwrap();
    let steps: Vec<_> = images.iter().map(|image| &image["step"]).collect();
    assert_eq!(steps, ["front", "back", "face"]);
    assert_eq!(images[0]["media_type"], "image/jpeg");
    assert_eq!(images[0]["byte_length"], PICTURE.len());
    let id = images[0]["id"].as_str().unwrap();
    let image = get(&scene, &format!("/images/{id}")).await;
    assert_eq!(image.status, 200);
    assert_eq!(image.body.as_ref(), PICTURE);
    for (name, value) in [
        ("content-type", "image/jpeg"),
        ("content-disposition", "attachment; filename=\"image\""),
        ("cache-control", "no-store"),
        ("x-content-type-options", "nosniff"),
        (
            "content-security-policy",
            "default-src 'none'; frame-ancestors 'none'; sandbox",
        ),
    ] {
        assert_eq!(image.header(name), value, "{name}");
    }
    let path = format!("/v1/console/cases/{}", scene.session.id);
    let case = scene.reviewer.get(&scene.api, &path).send().await;
    let history = case.expect(200)["history"].clone();
    let looks = history.as_array().unwrap().iter();
    let looks = looks.filter(|line| line["action"] == "image_read");
    assert_eq!(looks.count(), 1);
}

#[sqlx::test(migrations = "../../migrations")]
async fn an_erased_session_is_named_as_such(pool: PgPool) {
    let scene = Scene::after(pool, Dvs::reading().await).await;
    let list = get(&scene, "/images").await.expect(200);
    let image = list["images"][0]["id"].as_str().unwrap().to_owned();
    for _ in 0..2 {
        let erased = erase(&scene).send().await.expect(200);
        assert_eq!(erased["state"], "erased");
        assert!(erased.get("reference").is_none(), "{erased}");
    }
    for rest in ["/result", "/images", &format!("/images/{image}")] {
        let answer = get(&scene, rest).await;
        answer.expect_problem(410, "session_erased");
    }
    assert_eq!(get(&scene, "").await.expect(200)["state"], "erased");
    cancel(&scene)
        .send()
        .await
        .expect_problem(409, "session_settled");
}

#[sqlx::test(migrations = "../../migrations")]
async fn an_erasure_is_in_progress_until_its_receipt_is_there(pool: PgPool) {
    let scene = Scene::after(pool, Dvs::reading().await).await;
    let missing = get(&scene, "/erasure").await;
    missing.expect_problem(404, "not_found");
    erase(&scene).send().await.expect(200);
    let begun = get(&scene, "/erasure").await.expect(202);
    assert_eq!(begun["status"], "in_progress");
    assert!(begun["erased_at"].is_string());
    for absent in ["completed_at", "receipt", "receipt_key"] {
        assert!(begun.get(absent).is_none(), "{begun}");
    }
    credence_app::work_due(&scene.api.app).await.unwrap();
    let done = get(&scene, "/erasure").await.expect(200);
    assert_eq!(done["status"], "complete");
    assert_eq!(done["receipt"].as_str().unwrap().split('.').count(), 3);
    assert_eq!(done["receipt_key"]["crv"], "P-256");
    let path = format!("/v1/events?session={}", scene.session.id);
    let events = scene.api.get(&path).bearer(&scene.integrator.key);
    let events = events.send().await.expect(200);
    // The clock stands still, so their order among each other says nothing.
    let events = events["events"].as_array().unwrap();
    let last = events
        .iter()
        .max_by_key(|event| event["data"]["sequence"].as_i64())
        .unwrap();
    assert_eq!(last["type"], "session.erasure_completed");
    assert_eq!(last["data"]["state"], "erased");
    let stranger = Integrator::new(&scene.api, crate::support::OTHER).await;
    let call = scene.api.get(&scene.session.path("/erasure"));
    let others = call.bearer(&stranger.key).send().await;
    others.expect_problem(404, "not_found");
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_result_without_its_scope_names_nobody(pool: PgPool) {
    use credence_app::Scope;
    let scene = Scene::after(pool, Dvs::cross_checking().await).await;
    let read = async |api: &Api, scopes: &[Scope]| {
        let reader = Integrator::with_scopes(api, TENANT, scopes).await;
        let call = api.get(&scene.session.path("/result"));
        call.bearer(&reader.key).send().await
    };
    let bare = read(&scene.api, &[Scope::ResultsRead]).await;
    assert!(!bare.text().contains("DRAW"), "{}", bare.text());
    let bare = bare.expect(200);
    assert_eq!(bare["fields"], Value::Null);
    assert!(bare["decision"]["checks"].is_array());
    let full = read(&scene.api, &[Scope::ResultsRead, Scope::PiiRead]).await;
    assert!(full.expect(200)["fields"].to_string().contains("DRAWN"));
}
