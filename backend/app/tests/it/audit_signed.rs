//! Checkpoints, exports and prunes of the audit log.

use std::io::Cursor;

use chrono::{DateTime, TimeDelta, Utc};
use credence_app::{
    AuditFlaw, AuditKeys, AuditReport, CheckpointAuditError, EarlierCheckpoint, PruneAuditError,
    PruneBefore, Rotation, checkpoint_audit, checkpoint_due_audits, earlier_checkpoint,
    export_audit, prune_audit, public_keys, rotate_signing_key, verify_audit_export,
    verify_stored_audit,
};
use credence_types::{Clock, TenantId};
use serde_json::json;
use sqlx::PgPool;

use crate::house::{House, OTHER, TENANT};

async fn tamper(pool: &PgPool, changes: &[&'static str]) {
    let mut transaction = pool.begin().await.unwrap();
    for sql in ["set local session_replication_role = replica"]
        .iter()
        .chain(changes)
    {
        sqlx::raw_sql(*sql)
            .execute(&mut *transaction)
            .await
            .unwrap();
    }
    transaction.commit().await.unwrap();
}

async fn report(house: &House, earlier: Option<&EarlierCheckpoint>) -> AuditReport {
    let report = verify_stored_audit(&house.pool, TENANT, None, earlier).await;
    report.unwrap().unwrap()
}

async fn exported(house: &House, tenant: TenantId) -> Vec<u8> {
    let mut file = Vec::new();
    let export = export_audit(&house.app, tenant, |line| {
        file.extend_from_slice(line);
        Ok(())
    });
    assert_eq!(export.await.unwrap().found, None);
    file
}

fn file_report(file: &[u8], earlier: Option<&EarlierCheckpoint>) -> AuditReport {
    verify_audit_export(Cursor::new(file), None, earlier)
        .unwrap()
        .report
}

fn earlier(file: &[u8]) -> EarlierCheckpoint {
    earlier_checkpoint(Cursor::new(file), None).unwrap()
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_log_that_was_cut_or_put_back_contradicts_its_checkpoint(pool: PgPool) {
    let house = House::build(&pool).await;
    house.person().await;
    rotate_signing_key(&house.app, Rotation::After(TimeDelta::zero()))
        .await
        .unwrap();
    let kept = earlier(&exported(&house, TENANT).await);
    let whole = report(&house, Some(&kept)).await;
    assert_eq!((whole.found, whole.checkpoints), (None, 1));
    assert!(whole.is_earlier_compared);
    let last = whole.sequence;
    assert_eq!(kept.sequence(), last);

    // Rows and head agree with each other, and not with the checkpoint.
    let rows =
        "delete from credence.audit where sequence = (select max(sequence) from credence.audit)";
    let head = "update credence.audit_head as head set sequence = row.sequence, hash = row.hash
                from (select distinct on (tenant_id) * from credence.audit
                      order by tenant_id, sequence desc) as row
                where row.tenant_id = head.tenant_id";
    tamper(&house.pool, &[rows, head]).await;
    let found = report(&house, None).await.found.unwrap();
    assert_eq!((found.sequence, found.flaw), (last, AuditFlaw::Missing));
    let refused = checkpoint_audit(&house.app, TENANT).await;
    let Err(CheckpointAuditError::Broken(found)) = refused else {
        panic!("a cut log was signed for");
    };
    assert_eq!(found.sequence, last);

    // Without that checkpoint it is an older state, right in itself; what was kept shows it.
    tamper(&house.pool, &["delete from credence.audit_checkpoint"]).await;
    assert_eq!(report(&house, None).await.found, None);
    let found = report(&house, Some(&kept)).await.found.unwrap();
    assert_eq!((found.sequence, found.flaw), (last, AuditFlaw::Earlier));
    let file = exported(&house, TENANT).await;
    assert_eq!(file_report(&file, None).found, None);
    let found = file_report(&file, Some(&kept)).found.unwrap();
    assert_eq!((found.sequence, found.flaw), (last, AuditFlaw::Earlier));
}

#[sqlx::test(migrations = "../../migrations")]
async fn an_export_is_checked_for_good_whatever_becomes_of_the_keys(pool: PgPool) {
    let house = House::build(&pool).await;
    house.person().await;
    let first = exported(&house, TENANT).await;
    let old_keys = json!({ "keys": public_keys(&house.app).await.unwrap() }).to_string();
    rotate_signing_key(&house.app, Rotation::After(TimeDelta::zero()))
        .await
        .unwrap();
    house.clock.advance(TimeDelta::days(400));
    assert_eq!(public_keys(&house.app).await.unwrap().len(), 1);
    let second = exported(&house, TENANT).await;
    let checked = file_report(&second, Some(&earlier(&first)));
    assert_eq!((checked.found, checked.checkpoints), (None, 2));
    assert!(checked.is_earlier_compared);
    assert_eq!(report(&house, None).await.checkpoints, 2);

    // Under the keys of then alone, the later checkpoint is nobody's.
    let old_keys = AuditKeys::of_key_set(old_keys.as_bytes()).unwrap();
    let of_then = |file: &[u8]| {
        let checked = verify_audit_export(Cursor::new(file), Some(&old_keys), None);
        checked.unwrap().report.found.map(|found| found.flaw)
    };
    assert_eq!(of_then(&first), None);
    assert_eq!(of_then(&second), Some(AuditFlaw::Signature));
    let stored = verify_stored_audit(&house.pool, TENANT, Some(&old_keys), None).await;
    let found = stored.unwrap().unwrap().found.map(|found| found.flaw);
    assert_eq!(found, Some(AuditFlaw::Signature));
    let theirs = exported(&house, OTHER).await;
    assert_eq!(file_report(&theirs, None).found, None);
    assert!(file_report(&theirs, Some(&earlier(&first))).found.is_some());
}

#[sqlx::test(migrations = "../../migrations")]
async fn a_changed_row_is_named_in_the_export_too(pool: PgPool) {
    let house = House::build(&pool).await;
    house.person().await;
    tamper(
        &house.pool,
        &["update credence.audit set action = 'x' where sequence = 2"],
    )
    .await;
    let mut file = Vec::new();
    let export = export_audit(&house.app, TENANT, |line| {
        file.extend_from_slice(line);
        Ok(())
    });
    let found = export.await.unwrap().found.unwrap();
    assert_eq!((found.sequence, found.flaw), (2, AuditFlaw::Changed));
    assert_eq!(file_report(&file, None).found, Some(found));
    assert_eq!(report(&house, None).await.found, Some(found));
}

#[sqlx::test(migrations = "../../migrations")]
async fn what_is_left_of_a_pruned_log_is_still_checked(pool: PgPool) {
    let house = House::build(&pool).await;
    house.person().await;
    let before = exported(&house, TENANT).await;
    let pruned = earlier(&before).sequence();
    // Younger than the checkpoint, older than the day: no checkpoint covers it alone.
    house.person().await;
    rotate_signing_key(&house.app, Rotation::After(TimeDelta::zero()))
        .await
        .unwrap();
    house.clock.advance(TimeDelta::days(10));
    let day: DateTime<Utc> = house.clock.now();
    rotate_signing_key(&house.app, Rotation::After(TimeDelta::zero()))
        .await
        .unwrap();
    let after = exported(&house, TENANT).await;

    let prune = async |instant, is_early_allowed| {
        let before = PruneBefore {
            instant,
            is_early_allowed,
        };
        prune_audit(&house.app, &pool, TENANT, before).await
    };
    // The tenant keeps its log for seven years; up to then nothing is early.
    let kept_since = day - TimeDelta::days(2_555);
    assert_eq!(prune(kept_since, false).await.unwrap(), None);
    let early = prune(kept_since + TimeDelta::microseconds(1), false).await;
    let is_refused = matches!(early, Err(PruneAuditError::Early { audit_days: 2_555 }));
    assert!(is_refused);
    assert!(prune(day, false).await.is_err());
    let gone = prune(day, true).await.unwrap().unwrap();
    assert_eq!((gone.sequence, gone.rows), (pruned, pruned));
    assert_eq!(prune(day, true).await.unwrap(), None);
    let left: i64 =
        sqlx::query_scalar("select min(sequence) from credence.audit where tenant_id <> $1")
            .bind(OTHER.as_uuid())
            .fetch_one(&pool)
            .await
            .unwrap();
    assert_eq!(left, pruned + 1);

    let checked = report(&house, Some(&earlier(&after))).await;
    assert_eq!((checked.found, checked.pruned), (None, pruned));
    assert!(checked.is_earlier_compared);
    // The last row that went is known by its hash yet.
    assert!(
        report(&house, Some(&earlier(&before)))
            .await
            .is_earlier_compared
    );
    let file = exported(&house, TENANT).await;
    let checked = file_report(&file, Some(&earlier(&after)));
    assert_eq!((checked.found, checked.pruned), (None, pruned));

    for (change, sequence) in [
        ("delete from credence.audit_prune", 1),
        ("update credence.audit_prune set token = 'a.b.c'", 1),
        (
            "insert into credence.audit select (jsonb_populate_record(row, '{\"sequence\": 1}')).*
             from credence.audit as row where action = 'audit_pruned'",
            pruned + 1,
        ),
    ] {
        sqlx::raw_sql("create table note as table credence.audit_prune; create table rows as table credence.audit")
            .execute(&pool)
            .await
            .unwrap();
        tamper(&house.pool, &[change]).await;
        let found = report(&house, None).await.found.unwrap();
        assert_eq!(found.sequence, sequence, "{change}: {found}");
        let undo = [
            "delete from credence.audit_prune",
            "insert into credence.audit_prune table note",
            "delete from credence.audit",
            "insert into credence.audit table rows",
            "drop table note, rows",
        ];
        tamper(&house.pool, &undo).await;
    }
    assert_eq!(report(&house, None).await.found, None);
    assert!(
        checkpoint_audit(&house.app, TENANT)
            .await
            .unwrap()
            .is_some()
    );
}

#[sqlx::test(migrations = "../../migrations")]
async fn the_worker_signs_for_new_rows_after_a_while(pool: PgPool) {
    let house = House::configured(&pool, |config| config.audit_checkpoint_rows = 4).await;
    let due = async || checkpoint_due_audits(&house.app).await.unwrap();
    assert_eq!(due().await, 2);
    assert_eq!(due().await, 0);
    rotate_signing_key(&house.app, Rotation::After(TimeDelta::zero()))
        .await
        .unwrap();
    assert_eq!(due().await, 0);
    house.clock.advance(TimeDelta::minutes(10));
    assert_eq!(due().await, 2);
    for _ in 0..4 {
        rotate_signing_key(&house.app, Rotation::After(TimeDelta::zero()))
            .await
            .unwrap();
    }
    assert_eq!(due().await, 2);
    // A broken log is not signed for, and keeps nobody else's from it.
    rotate_signing_key(&house.app, Rotation::After(TimeDelta::zero()))
        .await
        .unwrap();
    tamper(
        &house.pool,
        &["update credence.audit set action = 'x' where sequence = 8"],
    )
    .await;
    house.clock.advance(TimeDelta::minutes(10));
    assert_eq!(due().await, 1);
}
