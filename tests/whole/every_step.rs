use std::time::{Duration, Instant};

use credence_testkit::aamva::{AamvaOptions, LicenceChoices, LicenceRecord, compose_aamva};
use credence_tests::{DatabaseRelay, Person, Photographs, Stack};

/// More statements than any way through makes.
const MOST_STATEMENTS: u32 = 200;
/// A verification of a barcode's text takes a fraction of this where nothing is killed.
const SETTLED_WITHIN: Duration = Duration::from_secs(10);

/// One session after another is submitted, and the service killed before the first statement that it
/// makes for it, before the second, and so on until it comes through without one more. Whatever was
/// begun ends once, with one result, one row of the audit log and a chain without a gap.
#[tokio::test]
async fn a_kill_at_any_statement_neither_loses_nor_doubles_a_result() {
    let relay = DatabaseRelay::start();
    let mut stack = Stack::start_on(&relay.url()).await;
    let mut people: Vec<Person> = Vec::new();
    for statements in 0..MOST_STATEMENTS {
        let integrator = stack.integrator();
        let person = integrator.create_session("every-step").await;
        let request_id = person.upload(&barcode_text()).await;
        relay.kill_after(statements, stack.pid().unwrap());
        let _ = person.submit(&request_id).await;
        let came_through = settles_or_dies(&stack, &relay, &person).await;
        if came_through && relay.disarm() {
            println!("killed at each of {statements} statements");
            people.push(person);
            break;
        }
        stack.kill_9();
        stack.resume().await;
        // A person whose page heard nothing sends it again.
        if let Err(refusal) = person.submit(&request_id).await {
            assert!(
                refusal.contains("request_already_submitted")
                    || refusal.contains("session_not_open"),
                "{refusal}"
            );
        }
        people.push(person);
    }
    assert!(people.len() > 20, "only {} statements", people.len());
    for person in &people {
        let settled = person.wait_until_settled().await;
        assert_eq!(settled["state"], "needs_review", "{settled}");
    }
    nothing_is_lost_or_doubled(&relay, people.len());
}

/// Looks past the service, whose own reads would be counted.
async fn settles_or_dies(stack: &Stack, relay: &DatabaseRelay, person: &Person) -> bool {
    let started = Instant::now();
    let state = format!(
        "select state from credence.session where id = '{}'",
        person.id
    );
    while started.elapsed() < SETTLED_WITHIN && stack.is_running() {
        if relay.query(&state) == ["needs_review"] {
            return true;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    false
}

fn nothing_is_lost_or_doubled(relay: &DatabaseRelay, sessions: usize) {
    let wanted = format!("{sessions}|{sessions}|1|1");
    for (what, sql) in [
        (
            "verifications",
            "select count(*), count(distinct session_id), min(n), max(n) from
                (select session_id, count(*) as n from credence.verification group by 1) as each",
        ),
        (
            "decisions in the audit log",
            "select count(*), count(distinct session_id), min(n), max(n) from
                (select session_id, count(*) as n from credence.audit
                 where action = 'verification_decided' group by 1) as each",
        ),
    ] {
        assert_eq!(relay.query(sql).join(" "), wanted, "{what}");
    }
    let broken = "select count(*) from credence.audit as a
        join credence.audit as b on b.tenant_id = a.tenant_id and b.sequence = a.sequence + 1
        where b.previous_hash <> a.hash";
    assert_eq!(relay.query(broken), ["0"], "the audit chain");
    let left = "select count(*) from credence.job where kind = 'verify'";
    assert_eq!(relay.query(left), ["0"], "jobs left");
}

/// The barcode's text in place of photographs: no time goes into reading.
fn barcode_text() -> Photographs {
    let record = LicenceRecord::draw(1, &LicenceChoices::default());
    let barcode = compose_aamva(&record, &AamvaOptions::default());
    Photographs {
        track_string: base64_simd::STANDARD.encode_to_string(&barcode.bytes),
        ..Photographs::default()
    }
}
