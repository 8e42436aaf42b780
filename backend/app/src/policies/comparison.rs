use credence_trust::{
    Check, CheckCode, CheckOutcome, CheckRule, Decision, DecisionOutcome, Policy,
};
use credence_types::{SessionId, VerificationId};

/// A decision that would have come out otherwise.
#[derive(Debug, Clone)]
pub struct ChangedDecision {
    /// The session.
    pub session: SessionId,
    /// The verification; a session with retakes has several.
    pub verification: VerificationId,
    /// What was decided.
    pub then: DecisionOutcome,
    /// What would be.
    pub now: DecisionOutcome,
    /// The checks that made the difference.
    pub checks: Vec<ChangedCheck>,
}

/// A check that came out otherwise, or that another thing follows from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangedCheck {
    /// The check.
    pub code: CheckCode,
    /// How it ended; `None` where it was not made.
    pub outcome_then: Option<CheckOutcome>,
    /// How it would end; `None` where it would not be made.
    pub outcome_now: Option<CheckOutcome>,
    /// What it was for; `None` where the policy of then is not kept.
    pub rule_then: Option<CheckRule>,
    /// What it would be for.
    pub rule_now: CheckRule,
}

/// The checks that may explain why two decisions on the same evidence differ: those that ended
/// otherwise, and those that did not pass and are for something else now.
pub(crate) fn changed_checks(
    then: (&Decision, Option<&Policy>),
    now: (&Decision, &Policy),
) -> Vec<ChangedCheck> {
    let changed = |code: CheckCode| {
        let (outcome_then, outcome_now) = (outcome(then.0, code), outcome(now.0, code));
        let rule_then = then.1.map(|policy| policy.rule(code));
        let rule_now = now.1.rule(code);
        let did_not_pass = [outcome_then, outcome_now]
            .into_iter()
            .flatten()
            .any(|outcome| matches!(outcome, CheckOutcome::Failed | CheckOutcome::Unavailable));
        let is_for_another_thing = rule_then.is_some_and(|rule| rule != rule_now);
        (outcome_then != outcome_now || (did_not_pass && is_for_another_thing)).then_some(
            ChangedCheck {
                code,
                outcome_then,
                outcome_now,
                rule_then,
                rule_now,
            },
        )
    };
    CheckCode::ALL.into_iter().filter_map(changed).collect()
}

fn outcome(decision: &Decision, code: CheckCode) -> Option<CheckOutcome> {
    let of_code = |check: &&Check| check.code == code;
    decision
        .checks
        .iter()
        .find(of_code)
        .map(|check| check.outcome)
}

#[cfg(test)]
mod tests {
    use credence_trust::{Evidence, Reading, decide};
    use credence_types::CalendarDate;

    use super::*;

    #[test]
    fn only_what_made_a_difference_is_named() {
        let today = CalendarDate::new(2026, 11, 27).unwrap();
        let evidence = Evidence::nothing_known(today, Reading::Read);
        let old = Policy::default();
        let mut new = old.clone();
        new.checks
            .insert(CheckCode::FaceMatch, CheckRule::Informational);
        new.checks
            .insert(CheckCode::DocumentReadable, CheckRule::RetakeWhenFailed);
        new.checks
            .insert(CheckCode::PresentationAttack, CheckRule::Off);
        let (then, now) = (decide(&evidence, &old), decide(&evidence, &new));
        let changed = changed_checks((&then, Some(&old)), (&now, &new));
        let codes: Vec<_> = changed.iter().map(|check| check.code).collect();
        // The document could be read, so it does not matter what follows where it can't.
        assert_eq!(codes, [CheckCode::FaceMatch, CheckCode::PresentationAttack]);
        let unknown = changed_checks((&then, None), (&now, &new));
        let codes: Vec<_> = unknown.iter().map(|check| check.code).collect();
        assert_eq!(codes, [CheckCode::PresentationAttack]);
        assert_eq!(unknown[0].outcome_now, None);
        assert!(changed_checks((&then, Some(&old)), (&then, &old)).is_empty());
    }
}
