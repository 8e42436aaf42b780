use chrono::TimeDelta;
use credence_types::JobId;

const FIRST_SECONDS: i64 = 5;
const LONGEST_SECONDS: i64 = 3600;

/// How long to wait after failed attempt number `attempt`: 5 s × 2^(attempt − 1), at most an hour,
/// and up to a fifth more. The surplus comes from the job's id, so that jobs which failed together
/// do not return together, and a test can foretell it.
pub(crate) fn backoff(job: JobId, attempt: u32) -> TimeDelta {
    let doublings = attempt.saturating_sub(1).min(10);
    let seconds = (FIRST_SECONDS << doublings).min(LONGEST_SECONDS);
    let spread_milliseconds = seconds * 1000 / 5;
    let spread = u128::try_from(spread_milliseconds).unwrap_or(1).max(1);
    let surplus = job.as_uuid().as_u128().wrapping_add(u128::from(attempt)) % spread;
    TimeDelta::seconds(seconds)
        + TimeDelta::milliseconds(i64::try_from(surplus).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn waits_double_up_to_an_hour() {
        let job = JobId::from_uuid(Uuid::from_u128(123_456_789));
        for (attempt, seconds) in [(1, 5), (2, 10), (3, 20), (8, 640), (11, 3600), (99, 3600)] {
            let wait = backoff(job, attempt);
            assert!(wait >= TimeDelta::seconds(seconds), "attempt {attempt}");
            assert!(
                wait <= TimeDelta::milliseconds(seconds * 1200),
                "attempt {attempt}"
            );
        }
    }

    #[test]
    fn jobs_that_failed_together_return_apart() {
        let one = backoff(JobId::from_uuid(Uuid::from_u128(1)), 3);
        let other = backoff(JobId::from_uuid(Uuid::from_u128(900)), 3);
        assert_ne!(one, other);
    }
}
