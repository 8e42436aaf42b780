use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use credence_tests::{Person, Stack};

use crate::photographs::{drawn_back, only_back};

const ROUNDS: usize = 20;
const SUBMITTERS: usize = 8;

/// Each round several people hand in their requests while the service is killed; whatever was
/// acknowledged before must come to a result after the restart.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_acknowledged_submission_is_lost_when_the_service_is_killed() {
    let mut stack = Stack::start().await;
    let image = drawn_back(31).image;
    let mut acknowledged: Vec<Person> = Vec::new();
    let mut interrupted = 0;
    for round in 0..ROUNDS {
        let mut prepared = Vec::new();
        for index in 0..SUBMITTERS {
            let person = stack
                .integrator()
                .create_session(&format!("round-{round}-{index}"))
                .await;
            let request_id = person.upload(&only_back(image.clone())).await;
            prepared.push((person, request_id));
        }
        let killed = Arc::new(AtomicBool::new(false));
        let submitters: Vec<_> = prepared
            .into_iter()
            .enumerate()
            .map(|(index, (person, request_id))| {
                let killed = Arc::clone(&killed);
                tokio::spawn(async move {
                    tokio::time::sleep(Duration::from_millis(u64::try_from(index * 4).unwrap()))
                        .await;
                    let sent = !killed.load(Ordering::SeqCst);
                    (sent && person.submit(&request_id).await.is_ok()).then_some(person)
                })
            })
            .collect();
        tokio::time::sleep(Duration::from_millis(
            u64::try_from(round % 10 * 5).unwrap(),
        ))
        .await;
        stack.kill_9();
        killed.store(true, Ordering::SeqCst);
        for submitter in submitters {
            match submitter.await.unwrap() {
                Some(person) => acknowledged.push(person),
                None => interrupted += 1,
            }
        }
        stack.resume().await;
    }
    println!(
        "{ROUNDS} kills: {} acknowledged, {interrupted} not",
        acknowledged.len()
    );
    assert!(
        !acknowledged.is_empty(),
        "no submission was ever acknowledged; the test shows nothing"
    );
    for person in &acknowledged {
        let settled = person.wait_until_settled().await;
        assert_eq!(settled["state"], "needs_review", "{settled}");
    }
}
