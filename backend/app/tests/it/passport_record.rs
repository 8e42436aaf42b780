//! A British passport's record, from the reading to the decision, against the simulator.

use chrono::TimeDelta;
use credence_app::{
    Check, CheckCode, CheckOutcome, ContraIndicator, Decision, GiveNamesError, PrintedNames,
    SessionResult, SessionState, expiring_certificates, give_names, note_dcs_certificates, result,
    work_due,
};
use credence_dvs_protocol::{DocumentKey, SideReading, VerificationContent};
use credence_trust::{CheckRule, Policy};
use credence_types::{Clock, DocumentType, FieldAgreement, RetakeStep, SystemClock};
use sqlx::PgPool;

use crate::dcs::Dcs;
use crate::documents::{british_passport, cross_checked, flawless};
use crate::dvs::Script;
use crate::house::{House, Person, TENANT};

const NUMBER: &str = "398593140";
const SENT: &str = "dcs_request_sent";
const RECEIVED: &str = "dcs_response_received";

async fn house(pool: &PgPool, dcs: &Dcs) -> House {
    House::build_with_dcs(pool, Policy::default(), Some(dcs.client.clone())).await
}

async fn verified(house: &House, content: VerificationContent) -> Person {
    house.verified(Script::Verified(Box::new(content))).await
}

async fn full(house: &House, person: &Person) -> SessionResult {
    result(&house.app, &house.integrator, person.session)
        .await
        .unwrap()
}

fn record_check(decision: &Decision) -> &Check {
    let is_record = |check: &&Check| check.code == CheckCode::PassportRecord;
    decision.checks.iter().find(is_record).unwrap()
}

fn names(surname: &str, forenames: &str) -> PrintedNames {
    PrintedNames::new(&surname.to_owned().into(), &forenames.to_owned().into()).unwrap()
}

/// The acts that concern the authority, in order.
async fn asked(house: &House, person: &Person) -> Vec<String> {
    let mut actions = house.actions(person.session).await;
    actions.retain(|action| {
        action.starts_with("dcs_") || action.starts_with("name_") || action.starts_with("verif")
    });
    actions
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_passport_on_record_is_approved_and_each_message_noted(pool: PgPool) {
    let dcs = Dcs::start(&pool, &[(NUMBER, "Zeldasson", "Mary")]).await;
    let house = house(&pool, &dcs).await;
    let person = verified(&house, british_passport(NUMBER, "ZELDASSON", "MARY")).await;
    assert_eq!(house.view(&person).await.state, SessionState::Approved);
    let decision = full(&house, &person).await.decision;
    assert_eq!(record_check(&decision).outcome, CheckOutcome::Passed);
    let scores = decision.assurance.unwrap();
    assert_eq!((scores.strength, scores.validity), (4, 2));
    assert_eq!(scores.contra_indicators, []);
    assert_eq!(
        asked(&house, &person).await,
        [SENT, RECEIVED, "verification_decided"]
    );
    let (sent, received): (serde_json::Value, serde_json::Value) = sqlx::query_as(
        "select (select detail from credence.audit where action = 'dcs_request_sent'),
                (select detail from credence.audit where action = 'dcs_response_received')",
    )
    .fetch_one(&pool)
    .await
    .unwrap();
    assert_eq!(sent["dcs_request_id"], received["dcs_request_id"]);
    assert!(sent["timestamp"].is_string() && sent["spelling"] == 1);
    assert_eq!(received["outcome"], "valid");
    let correlation: uuid::Uuid = sqlx::query_scalar("select correlation_id from dcs.received")
        .fetch_one(&pool)
        .await
        .unwrap();
    assert_eq!(correlation, person.session.as_uuid());
}

#[sqlx::test(migrations = "../../migrations")]
async fn the_spellings_of_the_zone_are_tried_one_after_the_other(pool: PgPool) {
    let dcs = Dcs::start(&pool, &[(NUMBER, "Zeldasson", "Sarah-Jane")]).await;
    let house = house(&pool, &dcs).await;
    let person = verified(&house, british_passport(NUMBER, "ZELDASSON", "SARAH JANE")).await;
    assert_eq!(house.view(&person).await.state, SessionState::Approved);
    assert_eq!(
        asked(&house, &person).await,
        [SENT, RECEIVED, SENT, RECEIVED, "verification_decided"]
    );
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_person_spells_their_name_once_and_the_second_answer_decides(pool: PgPool) {
    let dcs = Dcs::start(&pool, &[(NUMBER, "Zel-das-son Lee", "Mary")]).await;
    let house = house(&pool, &dcs).await;
    let content = || british_passport(NUMBER, "ZEL DAS SON LEE", "MARY");
    let person = verified(&house, content()).await;
    let view = house.view(&person).await;
    let retake = view.retake.unwrap();
    assert_eq!(
        (view.state, retake.step, retake.code.as_str()),
        (SessionState::Retake, RetakeStep::Name, "name_spelling")
    );
    assert_eq!(view.attempts_left, 4);
    assert!(view.summary.is_none());
    assert_eq!(house.count("verification").await, 0);
    let given = names("Zel-das-son Lee", "Mary");
    let view = give_names(&house.app, &person.token, person.session, &given)
        .await
        .unwrap();
    assert_eq!(
        (view.state, view.attempts_left),
        (SessionState::Submitted, 4)
    );
    assert_eq!(work_due(&house.app).await.unwrap(), 1);
    let view = house.view(&person).await;
    assert_eq!(view.state, SessionState::Approved);
    assert_eq!(house.dvs.verified(), 1);
    assert_eq!(
        (
            house.count("verification").await,
            house.count("image").await
        ),
        (1, 2)
    );
    let ask = [SENT, RECEIVED];
    let expected: Vec<&str> = [ask, ask, ask]
        .concat()
        .into_iter()
        .chain(["name_asked", "name_given", SENT, RECEIVED])
        .chain(["verification_decided"])
        .collect();
    assert_eq!(asked(&house, &person).await, expected);
    // Said again afterwards, it is still the same; another name is too late.
    let again = give_names(&house.app, &person.token, person.session, &given).await;
    assert_eq!(again.unwrap().state, SessionState::Approved);
    let other = names("Watson", "Mary");
    let error = give_names(&house.app, &person.token, person.session, &other).await;
    assert!(matches!(error, Err(GiveNamesError::NotAsked)));
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_second_invalid_answer_is_for_the_policy(pool: PgPool) {
    for (rule, wanted) in [
        (CheckRule::ReviewWhenFailed, SessionState::NeedsReview),
        (CheckRule::RejectWhenFailed, SessionState::Rejected),
    ] {
        let dcs = Dcs::start(&pool, &[]).await;
        let mut policy = Policy::default();
        policy.checks.insert(CheckCode::PassportRecord, rule);
        let house = House::build_with_dcs(&pool, policy, Some(dcs.client.clone())).await;
        let person = verified(&house, british_passport("899000001", "ZELDASSON", "MARY")).await;
        assert_eq!(house.view(&person).await.state, SessionState::Retake);
        let given = names("Zeldasson", "Mary");
        give_names(&house.app, &person.token, person.session, &given)
            .await
            .unwrap();
        work_due(&house.app).await.unwrap();
        assert_eq!(house.view(&person).await.state, wanted);
        let decision = full(&house, &person).await.decision;
        assert_eq!(record_check(&decision).outcome, CheckOutcome::Failed);
        let scores = decision.assurance.unwrap();
        assert_eq!((scores.strength, scores.validity), (4, 0));
        assert_eq!(scores.contra_indicators, [ContraIndicator::D02]);
    }
}

#[sqlx::test(migrations = "../../migrations")]
async fn another_persons_record_confirms_no_document(pool: PgPool) {
    let dcs = Dcs::start(&pool, &[(NUMBER, "Watson", "Mary")]).await;
    let house = house(&pool, &dcs).await;
    let person = verified(&house, british_passport(NUMBER, "ZELDASSON", "MARY")).await;
    let given = names("Watson", "Mary");
    give_names(&house.app, &person.token, person.session, &given)
        .await
        .unwrap();
    work_due(&house.app).await.unwrap();
    assert_eq!(house.view(&person).await.state, SessionState::NeedsReview);
    let decision = full(&house, &person).await.decision;
    let check = record_check(&decision);
    // Nobody is known by the document's own name; another's changes nothing.
    assert_eq!(check.outcome, CheckOutcome::Failed);
    assert!(
        check.reason.contains("A simulator answered"),
        "{}",
        check.reason
    );
    assert_eq!(decision.assurance.unwrap().validity, 0);
    assert_eq!(
        asked(&house, &person).await,
        [
            SENT,
            RECEIVED,
            "name_asked",
            "name_given",
            "verification_decided"
        ]
    );
}

#[sqlx::test(migrations = "../../migrations")]
async fn the_printed_spelling_is_asked_about_alone_and_the_person_is_not_asked(pool: PgPool) {
    let dcs = Dcs::start(&pool, &[]).await;
    let house = house(&pool, &dcs).await;
    let mut content = british_passport(NUMBER, "SMITH JONES", "SARAH JANE");
    let mut side = SideReading::default();
    side.document.set(DocumentKey::FamilyName, "SMITH-JONES");
    side.document.set(DocumentKey::FirstName, "SARAH-JANE");
    content.visual = Some(side);
    let person = verified(&house, content).await;
    assert_eq!(house.view(&person).await.state, SessionState::NeedsReview);
    assert_eq!(
        asked(&house, &person).await,
        [SENT, RECEIVED, "verification_decided"]
    );
}

#[sqlx::test(migrations = "../../migrations")]
async fn without_an_answer_a_reviewer_looks_at_once(pool: PgPool) {
    for (number, code, messages) in [
        ("899000002", "outage", 2),
        ("899000003", "details_refused", 1),
        ("899000004", "quota_used_up", 1),
        ("899000007", "server_error", 2),
        ("899000010", "cut_off", 2),
        ("899000012", "not_opened", 1),
        ("899000013", "not_opened", 1),
        ("899000017", "other_request", 1),
        ("899000019", "not_an_answer", 1),
        ("899000026", "request_refused", 1),
    ] {
        // A breaker of its own each time.
        let dcs = Dcs::start(&pool, &[]).await;
        let house = house(&pool, &dcs).await;
        let person = verified(&house, british_passport(number, "ZELDASSON", "SARAH JANE")).await;
        assert_eq!(
            house.view(&person).await.state,
            SessionState::NeedsReview,
            "{code}"
        );
        let decision = full(&house, &person).await.decision;
        let check = record_check(&decision);
        assert_eq!(check.outcome, CheckOutcome::Unavailable, "{code}");
        assert!(check.reason.ends_with(&format!("({code})")), "{check:?}");
        assert_eq!(decision.assurance, None);
        let noted = asked(&house, &person).await;
        let sent = noted.iter().filter(|action| *action == SENT).count();
        let received = noted.iter().filter(|action| *action == RECEIVED).count();
        assert_eq!((sent, received), (messages, messages), "{code}");
    }
}

#[sqlx::test(migrations = "../../migrations")]
async fn an_open_breaker_keeps_nobody_waiting(pool: PgPool) {
    let dcs = Dcs::start(&pool, &[(NUMBER, "Zeldasson", "Mary")]).await;
    let house = house(&pool, &dcs).await;
    verified(&house, british_passport("899000002", "ZELDASSON", "MARY")).await;
    let person = verified(&house, british_passport(NUMBER, "ZELDASSON", "MARY")).await;
    assert_eq!(house.view(&person).await.state, SessionState::NeedsReview);
    let decision = full(&house, &person).await.decision;
    let reason = &record_check(&decision).reason;
    assert!(reason.ends_with("(circuit_open)"), "{reason}");
    assert_eq!(asked(&house, &person).await, ["verification_decided"]);
}

#[sqlx::test(migrations = "../../migrations")]
async fn nobody_asks_without_the_details_or_about_other_documents(pool: PgPool) {
    let dcs = Dcs::start(&pool, &[]).await;
    let house = house(&pool, &dcs).await;
    let mut french = british_passport(NUMBER, "ZELDASSON", "MARY");
    french.document.set(DocumentKey::Abbr3Country, "FRA");
    let mut nameless = british_passport(NUMBER, "ZELDASSON", "MARY");
    nameless.document.set(DocumentKey::FirstName, "");
    let refused = british_passport("925665416", "ZELDASSON", "MARY");
    let mut contradictory = british_passport(NUMBER, "ZELDASSON", "MARY");
    contradictory.document_fields = cross_checked().document_fields;
    for field in contradictory.document_fields.iter_mut().flatten() {
        field.agreement = FieldAgreement::Differs;
    }
    for (content, outcome, code) in [
        (french, CheckOutcome::NotApplicable, ""),
        (flawless(), CheckOutcome::NotApplicable, ""),
        (nameless, CheckOutcome::Unavailable, "(details_unread)"),
        (
            contradictory,
            CheckOutcome::Unavailable,
            "(document_doubtful)",
        ),
        (refused, CheckOutcome::Unavailable, "(details_refused)"),
    ] {
        let person = verified(&house, content).await;
        let decision = full(&house, &person).await.decision;
        let check = record_check(&decision);
        assert_eq!(check.outcome, outcome, "{check:?}");
        assert!(check.reason.ends_with(code), "{check:?}");
        assert_eq!(asked(&house, &person).await, ["verification_decided"]);
    }
}

#[sqlx::test(migrations = "../../migrations")]
async fn without_the_service_a_british_passport_is_for_a_reviewer(pool: PgPool) {
    let house = House::build(&pool).await;
    let person = verified(&house, british_passport(NUMBER, "ZELDASSON", "MARY")).await;
    assert_eq!(house.view(&person).await.state, SessionState::NeedsReview);
    let decision = full(&house, &person).await.decision;
    assert_eq!(record_check(&decision).outcome, CheckOutcome::Unavailable);
    let verification =
        sqlx::query_scalar::<_, Option<i32>>("select document_type from credence.verification")
            .fetch_one(&pool)
            .await
            .unwrap();
    assert_eq!(verification, Some(DocumentType::Passport.wire_number()));
}

#[sqlx::test(migrations = "../../migrations")]
async fn nothing_of_passport_or_person_lies_in_clear(pool: PgPool) {
    let dcs = Dcs::start(&pool, &[]).await;
    let house = house(&pool, &dcs).await;
    let person = verified(&house, british_passport(NUMBER, "ZELDASSON", "MARY")).await;
    let given = names("Zeldasson", "Mary");
    give_names(&house.app, &person.token, person.session, &given)
        .await
        .unwrap();
    work_due(&house.app).await.unwrap();
    let tables: Vec<String> = sqlx::query_scalar(
        "select query_to_xml('select * from ' || table_schema || '.' || table_name, true, true, '')::text
         from information_schema.tables where table_schema in ('credence', 'dcs')",
    )
    .fetch_all(&pool)
    .await
    .unwrap();
    let text = tables.join("\n").to_lowercase();
    assert!(text.contains("dcs_request_sent"));
    for canary in ["zeldasson", NUMBER, "1990-04-01"] {
        assert!(!text.contains(canary), "{canary}");
    }
}

#[sqlx::test(migrations = "../../migrations")]
async fn what_the_page_calls_a_passport_does_not_matter(pool: PgPool) {
    let dcs = Dcs::start(&pool, &[]).await;
    let house = house(&pool, &dcs).await;
    let mut content = british_passport(NUMBER, "ZELDASSON", "MARY");
    content.document.set(DocumentKey::IdType, "Passport");
    content.document_type = Some(DocumentType::InternationalId);
    let person = verified(&house, content).await;
    assert_eq!(house.view(&person).await.state, SessionState::Retake);
}

#[sqlx::test(migrations = "../../migrations")]
async fn an_unsound_zone_is_not_asked_about(pool: PgPool) {
    let dcs = Dcs::start(&pool, &[(NUMBER, "Zeldasson", "Mary")]).await;
    let house = house(&pool, &dcs).await;
    let mut content = british_passport(NUMBER, "ZELDASSON", "MARY");
    content.document_check.is_mrz_success = Some(false);
    let person = verified(&house, content).await;
    let decision = full(&house, &person).await.decision;
    assert_eq!(record_check(&decision).outcome, CheckOutcome::Unavailable);
    assert!(!asked(&house, &person).await.contains(&SENT.to_owned()));
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_session_gets_so_many_messages_and_no_more(pool: PgPool) {
    let dcs = Dcs::start(&pool, &[]).await;
    let house = house(&pool, &dcs).await;
    let person = house.person().await;
    for _ in 0..5 {
        // Three spellings each time, all of them unknown.
        let content = british_passport(NUMBER, "O CONNOR", "ANNA MARIA");
        house
            .submit(&person, Script::Verified(Box::new(content)))
            .await;
        work_due(&house.app).await.unwrap();
    }
    let sent = asked(&house, &person)
        .await
        .into_iter()
        .filter(|act| act == SENT);
    assert_eq!(sent.count(), 12);
    let decision = full(&house, &person).await.decision;
    assert_eq!(record_check(&decision).outcome, CheckOutcome::Unavailable);
}

#[sqlx::test(migrations = "../../migrations")]
async fn expiring_certificates_are_noted_and_forgotten(pool: PgPool) {
    let dcs = Dcs::start(&pool, &[]).await;
    let house = house(&pool, &dcs).await;
    let administrator = house.reviewer(TENANT, "ada@example.org").await;
    note_dcs_certificates(&house.app).await.unwrap();
    let expiring = expiring_certificates(&house.app, &administrator)
        .await
        .unwrap();
    assert_eq!(expiring, []);
    let year_ends = SystemClock.now() + TimeDelta::days(350);
    house.clock.advance(year_ends - house.clock.now());
    let expiring = expiring_certificates(&house.app, &administrator)
        .await
        .unwrap();
    assert_eq!(
        expiring.len(),
        5,
        "two of the service and three of our own, no authority"
    );
    let without = House::build(&pool).await;
    note_dcs_certificates(&without.app).await.unwrap();
    let none = expiring_certificates(&house.app, &administrator)
        .await
        .unwrap();
    assert_eq!(none, []);
}
