//! Nothing is captured or handed in before the person has agreed to the words as they are now.

use std::future::ready;

use chrono::TimeDelta;
use credence_app::{
    AddressClass, Branding, CancelCode, ConsentSource, ConsentText, CreateChallengeError,
    DeclineConsentError, GiveConsentError, GivenConsent, NewSession, SessionState, StatedConsent,
    SubmitError, VerifyError, change_branding, change_consent_settings, consent_settings,
    create_challenge, decline_consent, erase_session, give_consent, session_for_integrator,
    session_for_person, submit, verify, work_due,
};
use sqlx::PgPool;

use crate::documents::flawless;
use crate::dvs::Script;
use crate::house::{House, Person, agree, integrator_of};

fn script() -> Script {
    Script::Verified(Box::new(flawless()))
}

async fn undecided(house: &House) -> Person {
    let new = NewSession::default();
    house.undecided_person_by(&house.key, new).await
}

fn to(text: &ConsentText) -> GivenConsent {
    GivenConsent {
        text_sha256: text.text_sha256.clone(),
        locale: text.locale.to_owned(),
        biometric: true,
        address: Some(AddressClass::Private),
    }
}

async fn asked(house: &House, person: &Person) -> ConsentText {
    house.view(person).await.consent_asked.unwrap()
}

#[sqlx::test(migrations = "../../migrations")]
async fn nothing_is_captured_or_handed_in_before_the_person_agrees(pool: PgPool) {
    let house = House::configured(&pool, |config| config.is_head_turn_asked = true).await;
    let person = undecided(&house).await;
    let view = house.view(&person).await;
    assert!(view.capture.is_none() && view.consent.is_none());
    assert_eq!(view.organisation.unwrap().name, "One");
    let request = house.dvs.request(script());
    let hand_in = || submit(&house.app, &person.token, person.session, request);
    assert!(matches!(hand_in().await, Err(SubmitError::ConsentMissing)));
    let turns = create_challenge(&house.app, &person.token, person.session).await;
    assert!(matches!(turns, Err(CreateChallengeError::ConsentMissing)));

    let text = view.consent_asked.unwrap();
    let given = to(&text);
    let give = || give_consent(&house.app, &person.token, person.session, &given);
    let view = give().await.unwrap();
    assert!(view.capture.is_some() && view.consent_asked.is_none());
    let consent = view.consent.unwrap();
    assert_eq!(consent.source, ConsentSource::Page);
    assert_eq!(consent.text_version, text.text_sha256);
    assert_eq!(consent.address_class.as_deref(), Some("private"));
    assert!(consent.biometric && !consent.duplicate_search);
    assert!(give().await.unwrap().consent.is_some());
    hand_in().await.unwrap();
    assert_eq!(
        house.actions(person.session).await,
        ["session_created", "consent_given", "request_submitted"]
    );
    let kept: serde_json::Value =
        sqlx::query_scalar("select lines from credence.consent_text where text_sha256 = $1")
            .bind(&text.text_sha256)
            .fetch_one(&pool)
            .await
            .unwrap();
    assert_eq!(kept[0]["text"], text.lines[0].text);
    let theirs = session_for_integrator(&house.app, &house.integrator, person.session).await;
    let theirs = theirs.unwrap();
    assert_eq!(theirs.consent.unwrap().given_at, consent.given_at);
    assert!(theirs.organisation.is_none());
}

#[sqlx::test(migrations = "../../migrations")]
async fn only_the_words_of_today_are_agreed_to_and_faces_by_an_act_of_its_own(pool: PgPool) {
    let house = House::build(&pool).await;
    let person = undecided(&house).await;
    let text = asked(&house, &person).await;
    let give = async |given: GivenConsent| {
        give_consent(&house.app, &person.token, person.session, &given).await
    };
    let other_words = GivenConsent {
        text_sha256: "00".repeat(32),
        ..to(&text)
    };
    assert!(matches!(
        give(other_words).await,
        Err(GiveConsentError::TextChanged)
    ));
    let other_language = GivenConsent {
        locale: "de".to_owned(),
        ..to(&text)
    };
    assert!(matches!(
        give(other_language).await,
        Err(GiveConsentError::TextChanged)
    ));
    let half = GivenConsent {
        biometric: false,
        ..to(&text)
    };
    assert!(matches!(
        give(half).await,
        Err(GiveConsentError::BiometricMissing)
    ));
    assert!(house.actions(person.session).await.is_empty());
    give(to(&text)).await.unwrap();

    // The organisation is known by another name now: the person is asked again.
    let named = Branding {
        display_name: Some("Another Bank".to_owned()),
        ..Branding::default()
    };
    change_branding(&house.app, &house.integrator, 0, &named)
        .await
        .unwrap();
    let request = house.dvs.request(script());
    let refused = submit(&house.app, &person.token, person.session, request).await;
    assert!(matches!(refused, Err(SubmitError::ConsentMissing)));
    let again = asked(&house, &person).await;
    assert!(again.lines[0].text.starts_with("Another Bank asks"));
    assert!(matches!(
        give(to(&text)).await,
        Err(GiveConsentError::TextChanged)
    ));
    house.clock.advance(TimeDelta::seconds(1));
    agree(&house.app, &person).await;
    // Back to the name of before: those words were agreed to once, and have to be again.
    house.clock.advance(TimeDelta::seconds(1));
    change_branding(&house.app, &house.integrator, 1, &Branding::default())
        .await
        .unwrap();
    let refused = submit(&house.app, &person.token, person.session, request).await;
    assert!(matches!(refused, Err(SubmitError::ConsentMissing)));
    agree(&house.app, &person).await;
    submit(&house.app, &person.token, person.session, request)
        .await
        .unwrap();
}

#[sqlx::test(migrations = "../../migrations")]
async fn who_does_not_agree_ends_the_session_with_a_code(pool: PgPool) {
    let house = House::build(&pool).await;
    let person = undecided(&house).await;
    let decline = || decline_consent(&house.app, &person.token, person.session);
    let declined = decline().await.unwrap();
    assert_eq!(declined.state, SessionState::Cancelled);
    assert_eq!(declined.cancel_code, Some(CancelCode::ConsentDeclined));
    assert_eq!(decline().await.unwrap().version, declined.version);
    assert_eq!(house.actions(person.session).await, ["consent_declined"]);
    let told: Vec<String> = sqlx::query_scalar("select type from credence.event order by sequence")
        .fetch_all(&pool)
        .await
        .unwrap();
    assert_eq!(told, ["session.created", "session.cancelled"]);

    let busy = house.person().await;
    house.submit(&busy, script()).await;
    let late = decline_consent(&house.app, &busy.token, busy.session).await;
    assert!(matches!(late, Err(DeclineConsentError::SessionNotOpen)));
    let lapsed = undecided(&house).await;
    let text = asked(&house, &lapsed).await;
    house.clock.advance(TimeDelta::hours(25));
    let late = give_consent(&house.app, &lapsed.token, lapsed.session, &to(&text)).await;
    assert!(matches!(late, Err(GiveConsentError::SessionNotOpen)));
}

#[sqlx::test(migrations = "../../migrations")]
async fn an_integrator_states_a_consent_unless_the_tenant_wants_none(pool: PgPool) {
    let house = House::build(&pool).await;
    let (app, integrator) = (&house.app, &house.integrator);
    let stated = StatedConsent::new(
        "terms-7".to_owned(),
        house.view(&house.person().await).await.created_at,
        app.clock().now(),
    );
    let stated = stated.unwrap();
    let hand_in = async |stated: Option<&StatedConsent>| {
        let person = undecided(&house).await;
        let what = (person.session, house.dvs.request(script()));
        let outcome = verify(app, integrator, what, stated, ready(())).await;
        (person, outcome)
    };
    let refused = hand_in(None).await.1;
    assert!(matches!(refused, Err(VerifyError::ConsentMissing)));
    let (person, outcome) = hand_in(Some(&stated)).await;
    let consent = outcome.unwrap().session.consent.unwrap();
    assert_eq!(consent.source, ConsentSource::Integrator);
    assert_eq!(consent.text_version, "terms-7");
    assert_eq!(
        house.actions(person.session).await,
        ["session_created", "consent_stated", "request_submitted"]
    );
    assert!(
        !change_consent_settings(app, integrator, false)
            .await
            .unwrap()
            .verify_needs_consent
    );
    assert!(hand_in(None).await.1.is_ok());
    // Another tenant is held to it as before.
    let (_, other) = integrator_of(app, crate::house::OTHER).await;
    assert!(
        consent_settings(app, &other)
            .await
            .unwrap()
            .verify_needs_consent
    );
}

#[sqlx::test(migrations = "../../migrations")]
async fn what_was_agreed_to_on_the_page_counts_for_an_integrator_while_it_is_asked(pool: PgPool) {
    let house = House::build(&pool).await;
    let person = house.person().await;
    let request = house.dvs.request(script());
    let hand_in = async |request, stated: Option<&StatedConsent>| {
        let what = (person.session, request);
        verify(&house.app, &house.integrator, what, stated, ready(())).await
    };
    let named = Branding {
        display_name: Some("Another Bank".to_owned()),
        ..Branding::default()
    };
    change_branding(&house.app, &house.integrator, 0, &named)
        .await
        .unwrap();
    let refused = hand_in(request, None).await;
    assert!(matches!(refused, Err(VerifyError::ConsentMissing)));
    assert_eq!(house.count("waiting").await, 0);
    change_branding(&house.app, &house.integrator, 1, &Branding::default())
        .await
        .unwrap();
    let poor = house.dvs.request(Script::Error("OCRError"));
    hand_in(poor, None).await.unwrap();
    work_due(&house.app).await.unwrap();

    // What an integrator has stated it answers for at a retake too, whatever the page asks meanwhile.
    change_branding(&house.app, &house.integrator, 2, &named)
        .await
        .unwrap();
    let refused = hand_in(request, None).await;
    assert!(matches!(refused, Err(VerifyError::ConsentMissing)));
    house.clock.advance(TimeDelta::seconds(1));
    let now = house.app.clock().now();
    let stated = StatedConsent::new("terms-7".to_owned(), now, now).unwrap();
    let poor = house.dvs.request(Script::Error("OCRError"));
    hand_in(poor, Some(&stated)).await.unwrap();
    work_due(&house.app).await.unwrap();
    hand_in(request, None).await.unwrap();
    work_due(&house.app).await.unwrap();
    // One that takes nothing says that, and not that a consent is missing.
    let late = hand_in(house.dvs.request(script()), None).await;
    assert!(matches!(late, Err(VerifyError::SessionNotOpen)));
}

#[sqlx::test(migrations = "../../migrations")]
async fn the_search_for_duplicates_is_named_where_it_is_asked_for(pool: PgPool) {
    let house = House::build_searching(&pool).await;
    assert_eq!(
        consent_settings(&house.app, &house.integrator)
            .await
            .unwrap()
            .texts
            .len(),
        2
    );
    for duplicate_search_consented in [false, true] {
        let new = NewSession {
            duplicate_search_consented,
            ..NewSession::default()
        };
        let person = house.undecided_person_by(&house.key, new).await;
        let text = asked(&house, &person).await;
        assert_eq!(text.duplicate_search, duplicate_search_consented);
        agree(&house.app, &person).await;
        let consent = house.view(&person).await.consent.unwrap();
        assert_eq!(consent.duplicate_search, duplicate_search_consented);
    }
}

#[sqlx::test(migrations = "../../migrations")]
async fn somebody_else_who_is_sent_the_photographs_is_named(pool: PgPool) {
    let house = House::configured(&pool, |config| {
        config.dvs_operator = Some("Example Readers".to_owned());
    })
    .await;
    let person = undecided(&house).await;
    let text = asked(&house, &person).await;
    let recipient = text.lines.iter().find(|line| line.key == "recipient");
    let words = &recipient.unwrap().text;
    assert!(words.contains("sent to Example Readers") && words.contains("for One"));
    agree(&house.app, &person).await;
    // In an installation of before they agreed to other words, and are asked again.
    let own = house.replica();
    let view = session_for_person(&own, &person.token, person.session).await;
    let text = view.unwrap().consent_asked.unwrap();
    assert!(text.lines.iter().all(|line| line.key != "recipient"));
}

#[sqlx::test(migrations = "../../migrations")]
async fn an_erased_session_holds_no_consent(pool: PgPool) {
    let house = House::build(&pool).await;
    let person = house.person().await;
    erase_session(&house.app, &house.integrator, person.session)
        .await
        .unwrap();
    let view = session_for_integrator(&house.app, &house.integrator, person.session).await;
    assert!(view.unwrap().consent.is_none());
    // That it was given stays in the log, which names nobody.
    assert!(
        house
            .actions(person.session)
            .await
            .contains(&"consent_given".to_owned())
    );
}
