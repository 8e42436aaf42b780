use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use credence_testkit::aamva::{AamvaOptions, LicenceChoices, LicenceRecord, compose_aamva};
use credence_tests::{DatabaseRelay, Person, Photographs, Stack, WebhookReceiver};

/// More statements than any way through makes.
const MOST_STATEMENTS: u32 = 300;
/// A webhook whose sender was killed waits until the lease of its job is over, a minute; one that was
/// never queued until the sweep finds it overdue, three.
const TOLD_WITHIN: Duration = Duration::from_secs(240);
/// A verification of a barcode's text takes a fraction of this where nothing is killed.
const SETTLED_WITHIN: Duration = Duration::from_secs(10);

/// One session after another is submitted, and the service killed before the first statement that it
/// makes for it, before the second, and so on until it comes through without one more. Whatever was
/// begun ends once, with one result, one row of the audit log and a chain without a gap; and an endpoint
/// that listens all the while is told every event.
#[tokio::test]
async fn a_kill_at_any_statement_neither_loses_nor_doubles_a_result_or_a_webhook() {
    let relay = DatabaseRelay::start();
    let receiver = WebhookReceiver::start();
    let mut stack = Stack::start_on(&relay.url()).await;
    let integrator = stack.integrator();
    integrator.create_webhook_endpoint(receiver.url()).await;
    let mut people: Vec<Person> = Vec::new();
    for statements in 0..MOST_STATEMENTS {
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
    every_event_is_told(&relay, &receiver, people.len());
}

/// Looks past the service, whose own reads would be counted.
async fn settles_or_dies(stack: &Stack, relay: &DatabaseRelay, person: &Person) -> bool {
    let started = Instant::now();
    let state = format!(
        "select s.state, count(d.id) filter (where d.status = 'pending') from credence.session s
         left join credence.event e on e.tenant_id = s.tenant_id and e.session_id = s.id
         left join credence.webhook_delivery d on d.tenant_id = e.tenant_id and d.event_id = e.id
         where s.id = '{}' group by s.state",
        person.id
    );
    while started.elapsed() < SETTLED_WITHIN && stack.is_running() {
        if relay.query(&state) == ["needs_review|0"] {
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

/// Every event has one delivery, which arrived; what came again, because a kill kept its arrival from
/// being noted, came under the same id and with the same body.
fn every_event_is_told(relay: &DatabaseRelay, receiver: &WebhookReceiver, sessions: usize) {
    let started = Instant::now();
    let waiting = "select (select count(*) from credence.webhook_delivery where status = 'pending')
        + (select count(*) from credence.job)";
    while relay.query(waiting) != ["0"] {
        let left = "select kind, attempt, last_error, buried_at from credence.job";
        let late = started.elapsed() > TOLD_WITHIN;
        assert!(!late, "still queued: {:?}", relay.query(left));
        std::thread::sleep(Duration::from_millis(200));
    }
    // Each start of the service makes a session of its own beside these; the first one's was made
    // before anybody listened.
    let told = "from credence.event where created_at >
        (select created_at from credence.webhook_endpoint)";
    let ids = relay.query(&format!("select id {told} order by id::text"));
    let deliveries = "select count(*), count(distinct event_id),
        count(*) filter (where status = 'delivered') from credence.webhook_delivery";
    let events = ids.len();
    let wanted = format!("{events}|{events}|{events}");
    assert_eq!(relay.query(deliveries), [wanted], "deliveries");
    let each = "select min(n), max(n), count(*) from
        (select count(*) as n from credence.session s
         join credence.event e on e.tenant_id = s.tenant_id and e.session_id = s.id
         where s.reference = 'every-step' group by s.id) as each";
    // Created, submitted, processing, and for a reviewer.
    assert_eq!(relay.query(each), [format!("4|4|{sessions}")], "events");
    let gaps = "select count(*) from (select session_id from credence.event group by 1
        having min(sequence) <> 1 or max(sequence) <> count(*)) as each";
    assert_eq!(relay.query(gaps), ["0"], "sessions whose events have gaps");

    let taken = receiver.taken();
    let mut bodies = BTreeMap::new();
    for webhook in &taken {
        let first = bodies.entry(&webhook.id).or_insert(&webhook.body);
        assert_eq!(*first, &webhook.body, "{} came with two bodies", webhook.id);
    }
    let is_told = bodies.keys().copied().eq(&ids);
    assert!(is_told, "{} of {events} events came", bodies.len());
    println!(
        "{events} events told, {} of them again",
        taken.len() - events
    );
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
