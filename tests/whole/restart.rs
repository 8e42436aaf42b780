use credence_tests::{Reviewer, Stack};

use crate::photographs::{drawn_back, only_back};

#[tokio::test]
async fn a_restart_keeps_everything() {
    let mut stack = Stack::start().await;
    let integrator = stack.integrator();
    let person = integrator.create_session("kept").await;
    let drawn = drawn_back(21);
    let request_id = person.upload(&only_back(drawn.image.clone())).await;
    person.submit(&request_id).await.unwrap();
    person.wait_until_settled().await;
    let before = integrator.result(&person.id).await;
    stack.first_administrator().await;

    assert!(stack.stop(), "{}", stack.read_log());
    let took = stack.resume().await;
    println!("restart: ready after {took:?}");

    assert_eq!(integrator.result(&person.id).await, before);
    let reviewer = Reviewer::sign_in(stack.url()).await;
    let case = reviewer
        .get(&format!("/v1/console/cases/{}", person.id))
        .await;
    let image = case["images"][0]["id"].as_str().unwrap();
    let seen = reviewer
        .bytes(&format!("/v1/console/cases/{}/images/{image}", person.id))
        .await;
    assert_eq!(seen, drawn.image);
}

#[tokio::test]
async fn a_second_service_on_the_same_data_is_refused_in_words() {
    let stack = Stack::start().await;
    let output = stack.command().arg("up").output().unwrap();
    assert!(!output.status.success());
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("already"), "{said}");
}

#[tokio::test]
async fn a_killed_database_comes_back_with_what_was_acknowledged() {
    let mut stack = Stack::start().await;
    let integrator = stack.integrator();
    let person = integrator.create_session("before").await;
    let killed = std::time::Instant::now();
    stack.kill_database();
    stack.wait_until_ready().await;
    println!("database killed: ready again after {:?}", killed.elapsed());
    assert_eq!(person.session().await["state"], "created");
    integrator.create_session("after").await;
}
