use std::collections::BTreeSet;

use credence_trust::{CheckCode, CheckOutcome, Decision, MessageCode, Policy, Reason, decide};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use serde_json::json;

use crate::any::{any_evidence, any_policy};
use crate::evidence::flawless;

#[test]
fn every_reason_and_every_sentence_is_given_for_some_evidence() {
    let mut runner = TestRunner::deterministic();
    let (mut reasons, mut messages) = (BTreeSet::new(), BTreeSet::new());
    for _ in 0..6000 {
        let evidence = any_evidence().new_tree(&mut runner).unwrap().current();
        let policy = any_policy().new_tree(&mut runner).unwrap().current();
        for check in decide(&evidence, &policy).checks {
            reasons.extend(check.reason_code);
            messages.extend(check.message_code);
        }
    }
    let never = |reason: &&Reason| !reasons.contains(*reason);
    assert_eq!(
        Reason::ALL.iter().filter(never).collect::<Vec<_>>(),
        [] as [&Reason; 0]
    );
    let never = |message: &&MessageCode| !messages.contains(*message);
    let unsaid: Vec<_> = MessageCode::ALL.iter().filter(never).collect();
    assert_eq!(unsaid, [] as [&MessageCode; 0]);
}

#[test]
fn codes_are_stable_words_and_none_is_used_twice() {
    let is_plain = |code: &str| {
        code.bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte == b'_')
            && code.len() <= 40
    };
    let codes: BTreeSet<&str> = Reason::ALL.iter().map(|reason| reason.as_str()).collect();
    assert_eq!(codes.len(), Reason::ALL.len());
    assert!(codes.iter().all(|code| is_plain(code)));
    let codes: BTreeSet<&str> = MessageCode::ALL.iter().map(|code| code.as_str()).collect();
    assert_eq!(codes.len(), MessageCode::ALL.len());
    assert!(codes.iter().all(|code| is_plain(code)));
    for reason in Reason::ALL {
        assert_eq!(json!(reason), json!(reason.as_str()));
    }
    for message in MessageCode::ALL {
        assert_eq!(json!(message), json!(message.as_str()));
    }
}

#[test]
fn every_check_has_a_reason_for_failing_and_for_not_having_been_made() {
    for code in CheckCode::ALL {
        let of = |outcome| {
            let mut reasons = Reason::ALL.iter();
            reasons.any(|reason| reason.check() == code && reason.outcome() == outcome)
        };
        assert!(
            of(CheckOutcome::Passed) && of(CheckOutcome::Failed),
            "{code:?}"
        );
        assert!(
            of(CheckOutcome::Unavailable) || of(CheckOutcome::NotApplicable),
            "{code:?}"
        );
    }
}

#[test]
fn a_decision_from_before_there_were_codes_still_reads_and_is_written_as_it_was() {
    let decision = decide(&flawless(), &Policy::default());
    let mut stored = json!(decision);
    let members = stored.as_object_mut().unwrap();
    members.remove("gpg45");
    members.remove("nist");
    for check in stored["checks"].as_array_mut().unwrap() {
        let check = check.as_object_mut().unwrap();
        assert!(check.remove("reason_code").is_some() && check.remove("message_code").is_some());
    }
    let read: Decision = serde_json::from_value(stored.clone()).unwrap();
    assert!(read.gpg45.is_none() && read.nist.is_none());
    assert!(read.checks.iter().all(|check| check.reason_code.is_none()));
    assert_eq!(json!(read), stored);
}
