//! What lies in the object store after a real verification, what happens when somebody touches it, and
//! a master key that is rotated meanwhile.

use std::path::PathBuf;

use credence_tests::{Reviewer, Stack};

use crate::photographs::{drawn_back_to_look_for, only_back};

/// How the formats begin that a person may send, long enough to come up by chance in no sealed file.
const MAGIC: [&[u8]; 8] = [
    b"\xff\xd8\xff\xe0\x00\x10JFIF",
    b"Exif\0\0",
    b"\xff\xd8\xff\xdb\x00\x43\x00",
    b"\x89PNG\r\n\x1a\n",
    b"WEBPVP8",
    b"ftyphei",
    b"ftypavif",
    b"%PDF-",
];

fn holds(bytes: &[u8], wanted: &[u8]) -> bool {
    bytes.windows(wanted.len()).any(|part| part == wanted)
}

/// A verified session with one picture, and what is read from it.
async fn verified(stack: &Stack, reference: &str, seed: u64) -> (String, Vec<String>) {
    let person = stack.integrator().create_session(reference).await;
    let drawn = drawn_back_to_look_for(seed);
    let request = person.upload(&only_back(drawn.image)).await;
    person.submit(&request).await.unwrap();
    person.wait_until_settled().await;
    (person.id.clone(), vec![drawn.number, drawn.family_name])
}

async fn image_paths(reviewer: &Reviewer, session: &str) -> Vec<String> {
    let case = reviewer.get(&format!("/v1/console/cases/{session}")).await;
    let images = case["images"].as_array().unwrap().iter();
    images
        .map(|image| {
            let id = image["id"].as_str().unwrap();
            format!("/v1/console/cases/{session}/images/{id}")
        })
        .collect()
}

fn objects_of_backend(stack: &Stack) -> Vec<PathBuf> {
    let mut objects = credence_tests::files_below(&stack.data().join("objects/backend"));
    objects.sort();
    objects
}

async fn are_unavailable(reviewer: &Reviewer, images: &[String]) -> usize {
    let mut unavailable = 0;
    for path in images {
        match reviewer.try_get(path).await {
            (410, problem) => {
                assert_eq!(problem["code"], "image_unavailable", "{problem}");
                unavailable += 1;
            }
            (status, _) => assert_eq!(status, 200),
        }
    }
    unavailable
}

#[tokio::test]
async fn stored_pictures_are_sealed_and_damaged_ones_are_refused_in_words() {
    let stack = Stack::start().await;
    let (session, mut canaries) = verified(&stack, "at-rest", 51).await;
    let (other, others) = verified(&stack, "at-rest-too", 151).await;
    canaries.extend(others);
    let everything = credence_tests::files_below(&stack.data().join("objects"));
    assert!(everything.len() >= 4, "the backend's and the DVS server's");
    for object in &everything {
        let bytes = std::fs::read(object).unwrap();
        let canaries = canaries.iter().map(String::as_bytes);
        for wanted in MAGIC.into_iter().chain(canaries) {
            assert!(!holds(&bytes, wanted), "{}", object.display());
        }
    }

    let reviewer = stack.first_administrator().await;
    let mut images = image_paths(&reviewer, &session).await;
    images.extend(image_paths(&reviewer, &other).await);
    assert_eq!(images.len(), 2);
    assert_eq!(are_unavailable(&reviewer, &images).await, 0);
    let objects = objects_of_backend(&stack);
    let [first, second] = objects.as_slice() else {
        panic!("{objects:?}");
    };
    let whole = [first, second].map(|path| std::fs::read(path).unwrap());
    let mut flipped = whole[0].clone();
    let middle = flipped.len() / 2;
    flipped[middle] ^= 1;
    let short = whole[0][..middle].to_vec();
    for (what, bytes, unavailable) in [
        (
            "exchanged",
            whole.clone().map(Some).into_iter().rev().collect(),
            2,
        ),
        ("flipped", vec![Some(flipped), Some(whole[1].clone())], 1),
        ("truncated", vec![Some(short), Some(whole[1].clone())], 1),
        ("emptied", vec![Some(Vec::new()), Some(whole[1].clone())], 1),
        ("deleted", vec![None, Some(whole[1].clone())], 1),
    ] {
        for (path, bytes) in objects.iter().zip(&bytes) {
            match bytes {
                Some(bytes) => std::fs::write(path, bytes).unwrap(),
                None => std::fs::remove_file(path).unwrap(),
            }
        }
        let seen = are_unavailable(&reviewer, &images).await;
        assert_eq!(seen, unavailable, "{what}");
        // The case itself opens as before.
        reviewer.get(&format!("/v1/console/cases/{session}")).await;
    }
    std::fs::write(first, &whole[0]).unwrap();
    assert_eq!(are_unavailable(&reviewer, &images).await, 0);
    let name = first.file_name().unwrap().to_str().unwrap();
    let log = stack.read_log();
    assert!(log.contains("open the stored image") && log.contains(name));
    for canary in &canaries {
        assert!(!log.contains(canary));
    }
}

#[tokio::test]
async fn a_master_key_is_rotated_under_a_running_service() {
    let mut stack = Stack::start().await;
    let (before, _) = verified(&stack, "before", 61).await;
    let result = stack.integrator().result(&before).await;
    let touched = |stack: &Stack| -> Vec<_> {
        let objects = objects_of_backend(stack).into_iter();
        objects
            .map(|path| std::fs::metadata(path).unwrap().modified().unwrap())
            .collect()
    };
    let objects = touched(&stack);
    let run = |stack: &Stack, words: &[&str]| {
        let mut command = stack.command();
        let output = command.args(words).output().unwrap();
        assert!(output.status.success(), "{output:?}");
        String::from_utf8(output.stdout).unwrap()
    };
    let rotated = run(&stack, &["keys", "rotate"]);
    assert!(rotated.contains("wrapped with master-2"), "{rotated}");
    assert_eq!(touched(&stack), objects);
    assert_eq!(stack.integrator().result(&before).await, result);
    let reviewer = stack.first_administrator().await;
    let images = image_paths(&reviewer, &before).await;
    assert_eq!(are_unavailable(&reviewer, &images).await, 0);

    // What the running service makes now is the new key's, and all of it outlives a restart.
    let (after, _) = verified(&stack, "after", 161).await;
    let listed = run(&stack, &["keys", "list"]);
    let old = listed.lines().find(|line| line.starts_with("master-1"));
    assert!(old.unwrap().contains("wraps nothing"), "{listed}");
    assert!(
        listed.contains("up on ") && listed.contains("wraps with master-2"),
        "{listed}"
    );
    assert!(stack.stop(), "{}", stack.read_log());
    stack.resume().await;
    assert_eq!(stack.integrator().result(&before).await, result);
    stack.integrator().result(&after).await;
}
