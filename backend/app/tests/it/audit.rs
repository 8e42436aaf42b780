use credence_app::{AuditCheck, verify_audit_chain};
use sqlx::PgPool;

use crate::documents::flawless;
use crate::dvs::Script;
use crate::house::{House, OTHER, TENANT};

async fn check(house: &House) -> AuditCheck {
    verify_audit_chain(&house.app, TENANT).await.unwrap()
}

/// Does what only the database's owner could, past the triggers.
async fn tamper(pool: &PgPool, change: &'static str) {
    let mut transaction = pool.begin().await.unwrap();
    for sql in ["set local session_replication_role = replica", change] {
        sqlx::raw_sql(sql).execute(&mut *transaction).await.unwrap();
    }
    transaction.commit().await.unwrap();
}

/// Changes the log, checks it, and undoes the change.
async fn check_after(house: &House, change: &'static str) -> Option<i64> {
    sqlx::raw_sql(
        "create table copy as table credence.audit; create table head as table credence.audit_head",
    )
    .execute(&house.pool)
    .await
    .unwrap();
    tamper(&house.pool, change).await;
    let found = check(house).await;
    sqlx::raw_sql(
        "set session_replication_role = replica;
         delete from credence.audit; insert into credence.audit table copy; drop table copy;
         delete from credence.audit_head; insert into credence.audit_head table head;
         drop table head; reset session_replication_role",
    )
    .execute(&house.pool)
    .await
    .unwrap();
    broken_at(found)
}

const fn broken_at(check: AuditCheck) -> Option<i64> {
    match check {
        AuditCheck::Broken { sequence, .. } => Some(sequence),
        AuditCheck::Whole { .. } => None,
    }
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
        ("update credence.audit_head set sequence = 4", 4),
        (
            "update credence.audit set at = 'infinity' where sequence = 3",
            3,
        ),
        (
            "update credence.audit set detail = '[1.5]' where sequence = 3",
            3,
        ),
        ("update credence.audit set form = 1 where sequence = 3", 3),
        ("update credence.audit set form = 9 where sequence = 3", 3),
        (
            "update credence.audit set previous_hash = sha256('x') where sequence = 3",
            3,
        ),
        (
            "update credence.audit set sequence = -sequence where sequence in (2, 3)",
            1,
        ),
        (
            "update credence.audit set sequence = 100 where sequence = 3;
             update credence.audit set sequence = 3 where sequence = 4;
             update credence.audit set sequence = 4 where sequence = 100",
            3,
        ),
        (
            "insert into credence.audit (tenant_id, sequence, at, actor_kind, action, detail,
                 previous_hash, hash)
             select tenant_id, 7, at, actor_kind, action, detail, previous_hash, hash
             from credence.audit where sequence = 5",
            7,
        ),
    ] {
        assert_eq!(
            check_after(&house, change).await,
            Some(sequence),
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
