//! A canary: what is read from a document turns up nowhere in clear.

use std::io::{self, Write};
use std::sync::{Arc, Mutex};

use credence_app::{
    NewSession, Review, ReviewDecision, case, case_image, create_session, decide_case,
    read_session_token, result, work_due,
};
use credence_dvs_protocol::VerificationContent;
use credence_types::Redacted;
use http::StatusCode;
use sqlx::PgPool;
use tracing_subscriber::fmt::MakeWriter;

use crate::documents::{NUMBER, SURNAME, barcode_only, cross_checked};
use crate::dvs::Script;
use crate::house::{House, Person, TENANT, agree};

const REASON: &str = "ZELDA-REASON looks alike";

#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Log {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

/// Every row of every table, as text.
async fn database(pool: &PgPool) -> String {
    let tables: Vec<String> = sqlx::query_scalar(
        "select query_to_xml('select * from credence.' || table_name, true, true, '')::text
         from information_schema.tables where table_schema = 'credence'",
    )
    .fetch_all(pool)
    .await
    .unwrap();
    tables.join("\n")
}

#[sqlx::test(migrations = "../../migrations")]
async fn no_personal_data_in_logs_database_or_summary(pool: PgPool) {
    let log = Log::default();
    let subscriber = tracing_subscriber::fmt()
        .with_writer(log.clone())
        .with_max_level(tracing::Level::TRACE)
        .with_ansi(false)
        .finish();
    tracing::subscriber::set_global_default(subscriber).unwrap();

    let house = House::build(&pool).await;
    let reviewer = house.reviewer(TENANT, "ada@example.org").await;
    let made = create_session(&house.app, &house.key, NewSession::default())
        .await
        .unwrap();
    let token = made.token.into_inner();
    let person = Person {
        session: made.id,
        token: read_session_token(&house.app, &token).await.unwrap(),
    };
    agree(&house.app, &person).await;
    let content = VerificationContent {
        document_fields: cross_checked().document_fields,
        forgery_signals: cross_checked().forgery_signals,
        ..barcode_only()
    };
    house
        .submit(&person, Script::Verified(Box::new(content)))
        .await;
    let payloads: Vec<String> = sqlx::query_scalar("select payload::text from credence.job")
        .fetch_all(&pool)
        .await
        .unwrap();
    // A failed try writes its reasons too.
    house
        .dvs
        .answer_result_with(Some(StatusCode::INTERNAL_SERVER_ERROR));
    work_due(&house.app).await.unwrap();
    house.dvs.answer_result_with(None);
    house.clock.advance(chrono::TimeDelta::seconds(60));
    work_due(&house.app).await.unwrap();
    let opened = case(&house.app, &reviewer, person.session).await.unwrap();
    let image = case_image(&house.app, &reviewer, person.session, opened.images[0].id);
    let image = image.await.unwrap();
    let why = Redacted::new(REASON.to_owned());
    let review = Review {
        decision: ReviewDecision::Reject,
        reason: why,
        faces: None,
    };
    let decided = decide_case(&house.app, &reviewer, person.session, review)
        .await
        .unwrap();
    let full = result(&house.app, &house.integrator, person.session)
        .await
        .unwrap();
    let view = house.view(&person).await;
    let summary = serde_json::to_string(&view.summary).unwrap();

    let log = String::from_utf8_lossy(&log.0.lock().unwrap()).into_owned();
    assert!(log.contains("verified"), "the log was not taken");
    let printed = format!("{opened:?} {image:?} {decided:?} {full:?} {view:?}");
    let database = database(&pool).await;
    assert!(database.contains("verification_decided"));
    for canary in [
        SURNAME,
        NUMBER,
        "Zelda",
        "1990-04-01",
        "ZELDA-PORTRAIT",
        "ZELDA-REASON",
    ] {
        for (place, text) in [
            ("log", &log),
            ("Debug", &printed),
            ("database", &database),
            ("summary", &summary),
            ("job", &payloads.join(" ")),
        ] {
            assert!(!text.contains(canary), "{canary} in {place}");
        }
    }
    assert!(!log.contains("correct horse") && !database.contains("correct horse"));
    assert!(!log.contains(&token) && !database.contains(&token));
}
