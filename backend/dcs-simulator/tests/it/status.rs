use sqlx::PgPool;

use crate::support::Simulator;

#[sqlx::test(migrations = "../../migrations")]
async fn the_status_is_the_documents_sample_to_the_byte(pool: PgPool) {
    let simulator = Simulator::start(pool).await;
    let answer = simulator.status().await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.text(), r#"{"available":true,"scheduledOutages":[]}"#);
    assert_eq!(answer.header("content-type"), "application/json");
    assert_eq!(answer.header("content-length"), "40");
    assert_eq!(
        answer.header("strict-transport-security"),
        "max-age=31536000"
    );
}
