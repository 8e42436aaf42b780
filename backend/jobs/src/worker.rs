use std::sync::Arc;
use std::time::Duration;

use credence_types::ErrorChain;
use tokio::task::JoinSet;
use tokio::time::{MissedTickBehavior, interval, sleep};
use tokio_util::sync::CancellationToken;
use tracing::{error, warn};
use uuid::Uuid;

use crate::job::Job;
use crate::queue::Queue;

/// The most jobs of one round trip.
const BATCH: usize = 20;

/// How a worker goes about its work.
#[derive(Debug, Clone)]
pub struct WorkerOptions {
    /// The kinds of job that the handler knows.
    pub kinds: Vec<String>,
    /// How many jobs run at a time; at least 1.
    pub concurrency: usize,
    /// How long to wait before looking again, give or take a tenth.
    pub poll: Duration,
    /// How often a running job's claim is held up.
    pub heartbeat: Duration,
}

impl WorkerOptions {
    /// Looks every second and holds claims up every 20 seconds, a third of the lease.
    #[must_use]
    pub fn new(kinds: &[&str], concurrency: usize) -> Self {
        Self {
            kinds: kinds.iter().map(|kind| (*kind).to_owned()).collect(),
            concurrency: concurrency.max(1),
            poll: Duration::from_secs(1),
            heartbeat: Duration::from_secs(20),
        }
    }
}

/// What a handler made of a job. Reasons are stable codes, never texts from outside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Settled: the handler completed or buried it in its own transaction, or found it lost.
    Settled,
    /// Failed: run it again after a back-off, or bury it after its last attempt.
    Failed(&'static str),
    /// Failed, and must not be lost: run it again after a back-off, however often.
    Postponed(&'static str),
}

/// Works until cancelled; then finishes what it has begun and returns. A handler that panics has
/// failed, and is called once more after its last attempt to give up; one whose claim is lost is
/// stopped.
pub async fn run_worker<Handler, Work>(
    queue: Queue,
    options: WorkerOptions,
    cancel: CancellationToken,
    handler: Handler,
) where
    Handler: Fn(Job) -> Work + Send + Sync + 'static,
    Work: Future<Output = Outcome> + Send + 'static,
{
    let handler = Arc::new(handler);
    let mut running = JoinSet::new();
    while !cancel.is_cancelled() {
        let free = options.concurrency.saturating_sub(running.len()).min(BATCH);
        if free == 0 {
            tokio::select! {
                () = cancel.cancelled() => break,
                _ = running.join_next() => continue,
            }
        }
        let limit = u32::try_from(free).unwrap_or(1);
        let claimed = match queue.claim(&options.kinds, limit).await {
            Ok(jobs) => jobs,
            Err(error) => {
                warn!(error = %ErrorChain(&error), "claim jobs");
                Vec::new()
            }
        };
        let took_all_it_could = claimed.len() == free;
        for job in claimed {
            let work = handler(job.clone());
            running.spawn(run_job(queue.clone(), options.heartbeat, job, work));
        }
        if took_all_it_could {
            continue;
        }
        tokio::select! {
            () = cancel.cancelled() => break,
            () = queue.woken() => {}
            () = sleep(around(options.poll)) => {}
            Some(_) = running.join_next() => {}
        }
    }
    while running.join_next().await.is_some() {}
}

/// Runs one job to its end, holding its claim up meanwhile.
async fn run_job(
    queue: Queue,
    heartbeat: Duration,
    job: Job,
    work: impl Future<Output = Outcome> + Send + 'static,
) {
    let mut task = tokio::spawn(work);
    let mut beat = interval(heartbeat);
    beat.set_missed_tick_behavior(MissedTickBehavior::Delay);
    beat.tick().await;
    let outcome = loop {
        tokio::select! {
            joined = &mut task => break joined.unwrap_or_else(|_| after_a_panic(&job)),
            _ = beat.tick() => {
                if let Ok(false) = queue.heartbeat(&job).await {
                    warn!(job = %job.id, kind = job.kind, "the claim was lost");
                    task.abort();
                    return;
                }
            }
        }
    };
    hand_back(&queue, &job, outcome).await;
}

/// A panic on the last attempt leaves the handler one more call, in which [`Job::is_exhausted`] tells
/// it to give up in order; only a job whose giving up panics too is buried as it is.
fn after_a_panic(job: &Job) -> Outcome {
    if job.is_exhausted() {
        Outcome::Failed("panicked")
    } else {
        Outcome::Postponed("panicked")
    }
}

/// Works off what is due now, one job after the other, and says how many there were. A handler that
/// panics takes the caller along, and its job becomes due again when its lease ends.
///
/// # Errors
/// When the database refuses a claim.
pub async fn run_due<Work>(
    queue: &Queue,
    kinds: &[String],
    handler: impl Fn(Job) -> Work,
) -> sqlx::Result<usize>
where
    Work: Future<Output = Outcome>,
{
    let mut count = 0;
    while let Some(job) = queue.claim(kinds, 1).await?.pop() {
        let outcome = handler(job.clone()).await;
        hand_back(queue, &job, outcome).await;
        count += 1;
    }
    Ok(count)
}

/// Does for a job that its handler did not settle what the outcome asks for.
async fn hand_back(queue: &Queue, job: &Job, outcome: Outcome) {
    let (handed_back, reason) = match outcome {
        Outcome::Settled => return,
        Outcome::Failed(reason) => (queue.retry_later(job, reason).await, reason),
        Outcome::Postponed(reason) => (queue.postpone(job, reason).await, reason),
    };
    match handed_back {
        Ok(became) => {
            warn!(job = %job.id, kind = job.kind, attempt = job.attempt, reason, ?became, "a job failed");
        }
        // Its lease ends by itself, and it becomes due again.
        Err(error) => {
            error!(job = %job.id, error = %ErrorChain(&error), "hand a job back");
        }
    }
}

/// The duration, give or take a tenth, so that many workers do not look at the same instant.
fn around(duration: Duration) -> Duration {
    let per_mille = 900 + Uuid::new_v4().as_u128() % 201;
    duration.mul_f64(f64::from(u32::try_from(per_mille).unwrap_or(1000)) / 1000.0)
}
