/// Every kind of event, with what it tells: those of `GET /v1/sessions/{id}/events`.
pub(super) const EVENTS: &[(&str, &str)] = &[(
    "session",
    "Server-sent event: the session has changed. Its data is the session, its id the session's version.",
)];
