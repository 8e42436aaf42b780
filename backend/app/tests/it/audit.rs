use credence_app::{AuditCheck, verify_audit_chain};
use sqlx::PgPool;

use crate::documents::flawless;
use crate::dvs::Script;
use crate::house::{House, OTHER, TENANT};

async fn check(house: &House) -> AuditCheck {
    verify_audit_chain(&house.app, TENANT).await.unwrap()
}

/// Changes the log, checks it, and undoes the change.
async fn check_after(house: &House, change: &'static str) -> AuditCheck {
    sqlx::raw_sql(
        "create table copy as table credence.audit; create table head as table credence.audit_head",
    )
    .execute(&house.pool)
    .await
    .unwrap();
    sqlx::raw_sql(change).execute(&house.pool).await.unwrap();
    let found = check(house).await;
    sqlx::raw_sql(
        "delete from credence.audit; insert into credence.audit table copy; drop table copy;
         delete from credence.audit_head; insert into credence.audit_head table head;
         drop table head",
    )
    .execute(&house.pool)
    .await
    .unwrap();
    found
}

#[sqlx::test(migrations = "../../migrations")]
async fn any_change_of_the_log_shows(pool: PgPool) {
    let house = House::build(&pool).await;
    house.verified(Script::Verified(Box::new(flawless()))).await;
    let AuditCheck::Whole { rows } = check(&house).await else {
        panic!("the chain is broken before anything was changed");
    };
    // The tenant, its key, and the session's four acts.
    assert_eq!(rows, 6);
    for (change, sequence) in [
        (
            "update credence.audit set detail = detail || '{\"outcome\": \"rejected\"}' where sequence = 5",
            5,
        ),
        (
            "update credence.audit set at = at + interval '1 microsecond' where sequence = 2",
            2,
        ),
        (
            "update credence.audit set actor_kind = 'reviewer' where sequence = 4",
            4,
        ),
        (
            "update credence.audit set session_id = null where sequence = 3",
            3,
        ),
        ("delete from credence.audit where sequence = 2", 2),
        ("delete from credence.audit where sequence = 5", 5),
        (
            "update credence.audit set hash = sha256('x') where sequence = 3",
            3,
        ),
        (
            "update credence.audit set sequence = 9 where sequence = 3",
            3,
        ),
        ("update credence.audit_head set hash = sha256('x')", 6),
    ] {
        assert_eq!(
            check_after(&house, change).await,
            AuditCheck::Broken { sequence },
            "{change}"
        );
    }
    assert_eq!(check(&house).await, AuditCheck::Whole { rows });
}

#[sqlx::test(migrations = "../../migrations")]
async fn appends_that_run_together_keep_one_chain_a_tenant(pool: PgPool) {
    let house = House::build(&pool).await;
    let mut joins = Vec::new();
    for number in 0..6 {
        let person = house.person().await;
        let request = house.dvs.request(Script::Error("OCRError"));
        let app = house.app.clone();
        joins.push(tokio::spawn(async move {
            credence_app::submit(&app, &person.token, person.session, request)
                .await
                .unwrap();
            number
        }));
    }
    for join in joins {
        join.await.unwrap();
    }
    assert_eq!(check(&house).await, AuditCheck::Whole { rows: 2 + 18 });
    let other = verify_audit_chain(&house.app, OTHER).await.unwrap();
    assert_eq!(other, AuditCheck::Whole { rows: 1 });
}
