//! When something is due: the one place that counts days.

use chrono::{DateTime, TimeDelta, Utc};
use credence_storage::{DueBefore, PromisedDays, RetainedClass, SessionRow, SessionState};

use crate::retention::policy::{OutcomeRetention, RetentionPolicy};

impl RetentionPolicy {
    /// How long sessions of that state are kept; `None` while the state does not let time run out:
    /// somebody is at it.
    pub(super) const fn of_state(&self, state: SessionState) -> Option<OutcomeRetention> {
        match state {
            SessionState::Approved => Some(self.approved),
            SessionState::Rejected => Some(self.rejected),
            SessionState::NeedsReview => Some(self.needs_review),
            SessionState::Failed => Some(self.failed),
            SessionState::Expired => Some(self.expired),
            SessionState::Cancelled => Some(self.cancelled),
            SessionState::Created
            | SessionState::Submitted
            | SessionState::Processing
            | SessionState::Retake
            | SessionState::Erased => None,
        }
    }

    /// Until when a part of a session is kept whose time began at that instant: no longer than its person
    /// was promised, whatever the policy has become.
    pub(super) fn until(
        &self,
        state: SessionState,
        class: RetainedClass,
        (began_at, promised): (DateTime<Utc>, PromisedDays),
    ) -> Option<DateTime<Utc>> {
        let kept = self.of_state(state)?.days(class);
        let days = promised
            .of(class)
            .map_or(kept, |promised| promised.min(kept));
        began_at.checked_add_signed(TimeDelta::days(days.into()))
    }

    /// The instant of each state up to which a class is due by the policy.
    pub(super) fn due_before(&self, class: RetainedClass, now: DateTime<Utc>) -> DueBefore {
        let mut due = DueBefore {
            now,
            states: Vec::new(),
            instants: Vec::new(),
        };
        for state in SessionState::ALL {
            let Some(kept) = self.of_state(state) else {
                continue;
            };
            due.states.push(state.as_str().to_owned());
            due.instants.push(days_before(now, kept.days(class)));
        }
        due
    }
}

impl OutcomeRetention {
    const fn days(self, class: RetainedClass) -> u32 {
        match class {
            RetainedClass::Images => self.images_days,
            RetainedClass::Fields => self.fields_days,
            RetainedClass::Summary => self.summary_days,
        }
    }
}

/// When the time of a session began to run.
pub(super) fn began_at(row: &SessionRow) -> DateTime<Utc> {
    match row.state {
        SessionState::Approved | SessionState::Rejected => row.decided_at.unwrap_or(row.updated_at),
        SessionState::Created
        | SessionState::Submitted
        | SessionState::Processing
        | SessionState::NeedsReview
        | SessionState::Retake
        | SessionState::Failed
        | SessionState::Expired
        | SessionState::Cancelled
        | SessionState::Erased => row.updated_at,
    }
}

/// So many days earlier.
pub(crate) fn days_before(now: DateTime<Utc>, days: u32) -> DateTime<Utc> {
    now.checked_sub_signed(TimeDelta::days(days.into()))
        .unwrap_or(DateTime::<Utc>::MIN_UTC)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn kept() -> impl Strategy<Value = OutcomeRetention> {
        (0_u32..50, 0_u32..50, 1_u32..50).prop_map(|(images, fields, summary)| OutcomeRetention {
            images_days: images,
            fields_days: images + fields,
            summary_days: images + fields + summary,
        })
    }

    fn policy() -> impl Strategy<Value = RetentionPolicy> {
        let all = (kept(), kept(), kept(), kept(), kept(), kept());
        all.prop_map(
            |(approved, rejected, needs_review, failed, expired, cancelled)| RetentionPolicy {
                approved,
                rejected,
                needs_review,
                failed,
                expired,
                cancelled,
                ..RetentionPolicy::default()
            },
        )
    }

    proptest! {
        #[test]
        fn the_database_and_the_rules_are_told_the_same(
            policy in policy(),
            state in proptest::sample::select(SessionState::ALL.to_vec()),
            // Around a whole number of days, where it matters.
            days in 0_i64..160,
            beside in -2_i64..=2,
            promised in proptest::option::of((0_u32..100, 0_u32..100)),
        ) {
            policy.validate().unwrap();
            let began_at = DateTime::from_timestamp(1_800_000_000, 0).unwrap();
            let age = TimeDelta::days(days) + TimeDelta::microseconds(beside);
            let now = began_at + age;
            let promised = promised.map_or(PromisedDays::default(), |(images, fields)| PromisedDays {
                images: Some(images),
                fields: Some(images + fields),
            });
            let mut longest = None;
            for class in RetainedClass::ALL {
                // The model: whole days that have gone by, and how many it may be.
                let is_over =
                    |days: u32| age.num_microseconds().unwrap() >= i64::from(days) * 86_400_000_000;
                let wanted = policy.of_state(state).is_some_and(|kept| {
                    let most = match class {
                        RetainedClass::Images => kept.images_days,
                        RetainedClass::Fields => kept.fields_days,
                        RetainedClass::Summary => kept.summary_days,
                    };
                    is_over(most)
                });
                let is_promised_over = policy.of_state(state).is_some()
                    && match class {
                        RetainedClass::Images => promised.images.is_some_and(is_over),
                        RetainedClass::Fields => promised.fields.is_some_and(is_over),
                        RetainedClass::Summary => false,
                    };
                let until = policy.until(state, class, (began_at, promised));
                let is_due = until.is_some_and(|until| until <= now);
                prop_assert_eq!(is_due, wanted || is_promised_over);
                let before = policy.due_before(class, now);
                let mut told = before.states.iter().zip(&before.instants);
                let is_told = told.any(|(name, instant)| {
                    name == state.as_str() && began_at <= *instant
                });
                prop_assert_eq!(is_told, wanted);
                prop_assert!(until >= longest);
                longest = until;
            }
        }
    }
}
