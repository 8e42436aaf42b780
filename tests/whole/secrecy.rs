use credence_tests::{Canaries, Stack};

use crate::photographs::{drawn_back_to_look_for, only_back};

#[tokio::test]
async fn neither_log_nor_data_folder_shows_personal_data_or_secrets() {
    let mut stack = Stack::start().await;
    let person = stack.integrator().create_session("secrecy").await;
    let drawn = drawn_back_to_look_for(40);
    let request_id = person.upload(&only_back(drawn.image.clone())).await;
    person.submit(&request_id).await.unwrap();
    person.wait_until_settled().await;
    stack.first_administrator().await;
    assert!(stack.stop());

    let key = std::fs::read_to_string(stack.data().join("keys/integrator.key")).unwrap();
    let log = stack.read_log();
    let secrets = Canaries::default()
        .text("number", &drawn.number)
        .text("family name", &drawn.family_name)
        .text("integrator's key", key.trim())
        .text("token", &person.token)
        .picture("photograph", &drawn.image);
    assert_eq!(secrets.found_in(log.as_bytes()), [] as [&str; 0]);
    let objects = credence_tests::files_below(&stack.data().join("objects"));
    assert!(!objects.is_empty());
    for object in objects {
        let bytes = std::fs::read(&object).unwrap();
        assert_eq!(secrets.found_in(&bytes), [] as [&str; 0]);
        assert!(
            !bytes
                .windows(4)
                .any(|window| window == [0xff, 0xd8, 0xff, 0xe0]),
            "{}",
            object.display()
        );
    }
}
