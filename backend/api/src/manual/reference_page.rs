use credence_app::{
    CancelCode, CheckCode, DeliveryCode, DisabledReason, EventType, HoldReason, MessageCode,
    PlanClass, Reason, SessionState, retake_codes,
};

use super::html::{Page, anchored, definitions, escaped, prose};
use super::{checks, states};
use crate::problem_code::ProblemCode;

/// Every code that the API uses, on one page.
pub(super) fn reference_page() -> String {
    let problems = section(
        "problems",
        "Problems",
        "What a refusal's `code` says. Each has a page, at the address in its `type`.",
        problems(),
    );
    Page {
        title: "Codes",
        root: "",
        body: [
            problems,
            of_sessions(),
            of_checks(),
            of_webhooks(),
            of_keeping(),
        ]
        .concat(),
    }
    .html()
}

/// What becomes of a session.
fn of_sessions() -> String {
    [
        section(
            "states",
            "States of a session",
            "A late or repeated event never moves a session backwards.",
            named(
                "state",
                SessionState::ALL.map(|state| (state.as_str(), states::meaning_of(state))),
            ),
        ),
        section(
            "cancellations",
            "Why a session was cancelled",
            "A session's `cancel_code`, where you did not call it off.",
            named(
                "cancel",
                CancelCode::ALL.map(|code| (code.as_str(), code.meaning())),
            ),
        ),
        section(
            "retakes",
            "Why the person is asked again",
            "The `code` of a session's `retake`, with what the person is told: ours, those of the face \
             reader, those of DVS, and the checks that a policy has repeated when they fail. A DVS server \
             may name reasons of its own for a selfie, `selfie_…`.",
            retakes(),
        ),
    ]
    .concat()
}

/// What a decision is made of.
fn of_checks() -> String {
    [
        section(
            "checks",
            "Checks",
            "What a decision is made of. A sign at most sends a case to a reviewer, because honest people \
             may show it as well.",
            named(
                "check",
                CheckCode::ALL.map(|code| (code.as_str(), checks::meaning_of(code))),
            ),
        ),
        section(
            "outcomes",
            "How a check ends",
            "",
            named(
                "outcome",
                checks::OUTCOMES.map(|(outcome, words)| (outcome.as_str(), words)),
            ),
        ),
        section(
            "reasons",
            "Reasons",
            "Why a check ended as it did. An ellipsis stands for what the sentence leaves open.",
            reasons(),
        ),
        section(
            "messages",
            "What the person is told of a check",
            "By its `message_code` a page can say it in another language.",
            named(
                "message",
                MessageCode::ALL
                    .iter()
                    .map(|message| (message.as_str(), message.sentence())),
            ),
        ),
    ]
    .concat()
}

/// What integrators are told.
fn of_webhooks() -> String {
    [
        section(
            "events",
            "Events",
            "What `GET /v1/events` lists and webhooks tell, by `type`. The event stream of one session, \
             `GET /v1/sessions/{id}/events`, sends the session itself under the name `session` at each change.",
            named(
                "event",
                EventType::ALL.map(|event| (event.as_str(), event.meaning())),
            ),
        ),
        section(
            "deliveries",
            "What became of a webhook's attempt",
            "",
            named(
                "delivery",
                DeliveryCode::ALL.map(|code| (code.as_str(), code.meaning())),
            ),
        ),
        section(
            "disabled",
            "Why a webhook endpoint is disabled",
            "An endpoint's `disabled_reason`.",
            named(
                "disabled",
                DisabledReason::ALL.map(|reason| (reason.as_str(), reason.meaning())),
            ),
        ),
    ]
    .concat()
}

/// How long things are kept.
fn of_keeping() -> String {
    [
        section(
            "holds",
            "Why a session is on hold",
            "The `reason` of `PUT /v1/sessions/{id}/hold`, a session's `hold_reason`.",
            named(
                "hold",
                HoldReason::ALL.map(|reason| (reason.as_str(), reason.meaning())),
            ),
        ),
        section(
            "classes",
            "What is kept for a time",
            "The `class` of a line of a retention plan.",
            named(
                "class",
                PlanClass::ALL.map(|class| (class.as_str(), class.meaning())),
            ),
        ),
    ]
    .concat()
}

fn section(id: &str, heading: &str, words: &str, list: String) -> String {
    let words = prose(words);
    format!("<section id=\"{id}\">\n<h2>{heading}</h2>\n<p>{words}</p>\n{list}</section>\n")
}

fn named<'a>(kind: &str, entries: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    let entries = entries.into_iter();
    definitions(entries.map(|(code, words)| (anchored(kind, code), prose(words))))
}

fn problems() -> String {
    let entries = ProblemCode::ALL.iter().map(|problem| {
        let entry = problem.entry();
        let name = format!(
            "{} <small>{}</small>",
            anchored("problem", entry.code),
            entry.status
        );
        let words = format!(
            "{} <a href=\"problems/{}\">{}</a>",
            prose(entry.meaning),
            entry.code,
            escaped(entry.title),
        );
        (name, words)
    });
    definitions(entries)
}

fn retakes() -> String {
    let codes = retake_codes().into_iter();
    definitions(codes.map(|(code, message)| (anchored("retake", &code), prose(message))))
}

fn reasons() -> String {
    let entries = Reason::ALL.iter().map(|reason| {
        let name = format!(
            "{} <small>{}: {}</small>",
            anchored("reason", reason.as_str()),
            escaped(reason.check().as_str()),
            reason.outcome().as_str(),
        );
        (name, prose(&reason.sentence().replace("{}", "…")))
    });
    definitions(entries)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The other lists are held to their codes in `tests/it/manual.rs`, from where problems are out of
    /// reach.
    #[test]
    fn every_problem_is_on_the_page_once() {
        let page = reference_page();
        let listed = page.split("<code id=\"problem-").skip(1);
        let listed: Vec<_> = listed.map(|rest| rest.split('"').next().unwrap()).collect();
        let wanted = ProblemCode::ALL.iter().map(|problem| problem.entry().code);
        assert_eq!(listed, wanted.collect::<Vec<_>>());
    }
}
