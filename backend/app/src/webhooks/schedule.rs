use chrono::TimeDelta;
use credence_types::WebhookDeliveryId;

/// The wait before each attempt, the first included: the example of Standard Webhooks 1.0.0, three
/// days and some hours in all.
const WAITS: [TimeDelta; 10] = [
    TimeDelta::zero(),
    TimeDelta::seconds(5),
    TimeDelta::minutes(5),
    TimeDelta::minutes(30),
    TimeDelta::hours(2),
    TimeDelta::hours(5),
    TimeDelta::hours(10),
    TimeDelta::hours(14),
    TimeDelta::hours(20),
    TimeDelta::hours(24),
];

/// The longest that a receiver can ask to be left alone.
pub(crate) const LONGEST_HOLD: TimeDelta = TimeDelta::hours(24);

/// How long to wait after `attempts` attempts, and up to a tenth more; `None` after the last. The
/// surplus comes from the delivery's id, so that deliveries which failed together do not return
/// together, and a test can foretell it.
pub(crate) fn wait_after(attempts: u32, delivery: WebhookDeliveryId) -> Option<TimeDelta> {
    let wait = *WAITS.get(usize::try_from(attempts).ok()?)?;
    Some(wait + surplus(wait, delivery, attempts))
}

/// When to come back to a receiver that wants to be left alone for `hold`: up to a tenth later.
pub(crate) fn wait_out(hold: TimeDelta, delivery: WebhookDeliveryId) -> TimeDelta {
    hold + surplus(hold, delivery, 0)
}

fn surplus(wait: TimeDelta, delivery: WebhookDeliveryId, attempts: u32) -> TimeDelta {
    let spread = u128::try_from(wait.num_milliseconds() / 10)
        .unwrap_or(1)
        .max(1);
    // The last bits of an id are random; those in front may be a time.
    let chance = delivery.as_uuid().as_u128() & u128::from(u32::MAX);
    let surplus = (chance + u128::from(attempts)) % spread;
    TimeDelta::milliseconds(i64::try_from(surplus).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn delivery(number: u128) -> WebhookDeliveryId {
        WebhookDeliveryId::from_uuid(Uuid::from_u128(number))
    }

    #[test]
    fn ten_attempts_over_three_days() {
        let waits: Vec<_> = (0..)
            .map_while(|done| wait_after(done, delivery(0)))
            .collect();
        let seconds: Vec<_> = waits.iter().map(TimeDelta::num_seconds).collect();
        assert_eq!(
            seconds,
            [
                0, 5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400
            ]
        );
        let all: TimeDelta = waits.iter().sum();
        assert!(all > TimeDelta::hours(75) && all < TimeDelta::hours(84));
    }

    #[test]
    fn deliveries_that_failed_together_return_apart_and_never_early() {
        let waits = [1, 20_001, u128::MAX].map(|number| wait_after(2, delivery(number)).unwrap());
        assert!(waits[0] != waits[1] && waits[1] != waits[2]);
        for wait in waits {
            assert!(wait >= TimeDelta::minutes(5) && wait < TimeDelta::seconds(330));
        }
        assert!(wait_out(LONGEST_HOLD, delivery(u128::MAX)) >= LONGEST_HOLD);
    }
}
