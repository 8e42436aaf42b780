use credence_tests::Stack;

use crate::photographs::{drawn_back, only_back};

#[tokio::test]
async fn neither_log_nor_data_folder_shows_personal_data_or_secrets() {
    let mut stack = Stack::start().await;
    let person = stack.integrator().create_session("secrecy").await;
    let drawn = drawn_back(41);
    let request_id = person.upload(&only_back(drawn.image.clone())).await;
    person.submit(&request_id).await.unwrap();
    person.wait_until_settled().await;
    stack.first_administrator().await;
    assert!(stack.stop());

    let key = std::fs::read_to_string(stack.data().join("keys/integrator.key")).unwrap();
    let log = stack.read_log();
    for secret in [
        drawn.number.as_str(),
        &drawn.family_name,
        key.trim(),
        &person.token,
    ] {
        assert!(
            !log.contains(secret),
            "the log shows a secret of {} characters",
            secret.len()
        );
    }
    let objects = credence_tests::files_below(&stack.data().join("objects"));
    assert!(!objects.is_empty());
    for object in objects {
        let bytes = std::fs::read(&object).unwrap();
        assert!(
            !bytes
                .windows(4)
                .any(|window| window == [0xff, 0xd8, 0xff, 0xe0]),
            "{}",
            object.display()
        );
    }
}
