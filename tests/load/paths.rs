use std::rc::Rc;

use credence_testkit::aamva::{AamvaOptions, LicenceChoices, LicenceRecord, compose_aamva};
use credence_tests::{Person, Photographs, Stack};

use crate::cpu::measure;

const CONCURRENCY: usize = 16;
const IMAGE_BYTES: usize = 400_000;

pub(crate) async fn create_session(stack: &Stack) {
    let integrator = stack.integrator();
    measure(stack, "POST /v1/sessions", 4_000, CONCURRENCY, |index| {
        let integrator = integrator.clone();
        async move {
            integrator.create_session(&format!("load-{index}")).await;
        }
    })
    .await;
}

pub(crate) async fn read_session(stack: &Stack) {
    let person = Rc::new(stack.integrator().create_session("read").await);
    measure(stack, "GET /v1/sessions/{id}", 8_000, CONCURRENCY, |_| {
        let person = Rc::clone(&person);
        async move {
            person.session().await;
        }
    })
    .await;
}

pub(crate) async fn upload(stack: &Stack) {
    let person = Rc::new(stack.integrator().create_session("upload").await);
    let photographs = Rc::new(unreadable_photographs());
    measure(stack, "POST /api/v3/Request, 2 x 400 KB", 300, 4, |_| {
        let (person, photographs) = (Rc::clone(&person), Rc::clone(&photographs));
        async move {
            person.upload(&photographs).await;
        }
    })
    .await;
}

/// The DVS server's own verification of a request whose barcode's text was sent: its claim, a parse
/// of some microseconds, and its result.
pub(crate) async fn verify(stack: &Stack) {
    let person = stack.integrator().create_session("verify").await;
    let mut requests = Vec::new();
    for _ in 0..1_000 {
        requests.push(person.upload(&barcode_text()).await);
    }
    let (requests, backend) = (Rc::new(requests), Rc::new(stack.dvs_backend()));
    measure(
        stack,
        "POST /api/v3/Verify/{id}, text only",
        requests.len(),
        CONCURRENCY,
        |index| {
            let (requests, backend) = (Rc::clone(&requests), Rc::clone(&backend));
            async move {
                backend.verify(&requests[index]).await;
            }
        },
    )
    .await;
}

/// The submission and everything that the worker and the DVS server do for it, some 36 statements:
/// job, claim, result, images' rows, audit, state. Nothing is decoded.
pub(crate) async fn submit(stack: &Stack) {
    let integrator = stack.integrator();
    let photographs = barcode_text();
    let mut prepared: Vec<(Person, String)> = Vec::new();
    for index in 0..400 {
        let person = integrator.create_session(&format!("submit-{index}")).await;
        let request_id = person.upload(&photographs).await;
        prepared.push((person, request_id));
    }
    let prepared = Rc::new(prepared);
    measure(
        stack,
        "submission, verify, result stored",
        prepared.len(),
        CONCURRENCY,
        |index| {
            let prepared = Rc::clone(&prepared);
            async move {
                let (person, request_id) = &prepared[index];
                person.submit(request_id).await.unwrap();
                while person.session().await["state"] != "needs_review" {
                    tokio::time::sleep(std::time::Duration::from_millis(100)).await;
                }
            }
        },
    )
    .await;
}

/// The barcode's text in place of photographs, so that what is measured is the database part.
fn barcode_text() -> Photographs {
    let record = LicenceRecord::draw(1, &LicenceChoices::default());
    let barcode = compose_aamva(&record, &AamvaOptions::default());
    Photographs {
        track_string: base64_simd::STANDARD.encode_to_string(&barcode.bytes),
        ..Photographs::default()
    }
}

fn unreadable_photographs() -> Photographs {
    Photographs {
        front: Some(jpeg_like(IMAGE_BYTES)),
        back: Some(jpeg_like(IMAGE_BYTES)),
        ..Photographs::default()
    }
}

/// Bytes that begin like a JPEG; nothing decodes them before the verification.
fn jpeg_like(length: usize) -> Vec<u8> {
    let mut bytes: Vec<u8> = (0..length)
        .map(|index| u8::try_from(index * 7 % 251).unwrap_or(0))
        .collect();
    bytes.splice(0..4, [0xff, 0xd8, 0xff, 0xe0]);
    bytes
}
