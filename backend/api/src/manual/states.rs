use credence_app::SessionState;

/// What a state of a session means.
pub(super) const fn meaning_of(state: SessionState) -> &'static str {
    match state {
        SessionState::Created => "Made; the person has handed in nothing yet.",
        SessionState::Submitted => "The person has handed in photographs, which wait for a worker.",
        SessionState::Processing => "A worker is at it.",
        SessionState::Approved => "Approved, by the policy or a reviewer. Settled.",
        SessionState::Rejected => "Rejected, by the policy or a reviewer. Settled.",
        SessionState::NeedsReview => "Waits for a reviewer, who approves, rejects or asks again.",
        SessionState::Retake => {
            "The person is asked for something again; `retake` says what and why."
        }
        SessionState::Failed => "Came to nothing for a reason of ours. Settled.",
        SessionState::Expired => "Nothing was handed in in time. Settled.",
        SessionState::Cancelled => {
            "Called off before it was decided: by the integrator, or by the person, who did not agree. Settled."
        }
        SessionState::Erased => "Everything personal was destroyed. Settled.",
    }
}
