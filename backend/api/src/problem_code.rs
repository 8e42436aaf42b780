//! Every problem that the API can answer: the one place that codes come from. Each is a page too, at
//! the address that a problem document gives as its `type`.

/// Who can do something about a problem.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Remedy {
    /// Whoever wrote the calling program.
    Caller,
    /// Whoever holds the credential or administers the tenant.
    Owner,
    /// The person at the page or at the console.
    Person,
    /// Nobody need do anything but wait and try again.
    Time,
    /// Whoever runs the installation.
    Operator,
}

impl Remedy {
    /// Whom it is for, in words.
    pub(crate) const fn words(self) -> &'static str {
        match self {
            Self::Caller => "The program that made the call",
            Self::Owner => "Whoever holds the key or administers the tenant",
            Self::Person => "The person at the page or at the console",
            Self::Time => "Nobody: it passes",
            Self::Operator => "Whoever runs the installation",
        }
    }
}

/// What is known of a problem wherever it occurs.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ProblemEntry {
    /// Stable across versions; what a program acts on.
    pub(crate) code: &'static str,
    /// The HTTP status.
    pub(crate) status: u16,
    /// Who can do something about it.
    pub(crate) remedy: Remedy,
    /// The same wherever it occurs (RFC 9457 section 3.1.3).
    pub(crate) title: &'static str,
    /// What it means.
    pub(crate) meaning: &'static str,
    /// What to do.
    pub(crate) advice: &'static str,
}

/// Declares the problems: name, status, code, who can do something, title, meaning, advice.
macro_rules! problems {
    ($($name:ident $status:literal $code:literal $remedy:ident $title:literal $meaning:literal $advice:literal;)+) => {
        /// A problem that the API can answer.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(crate) enum ProblemCode {
            $(#[doc = $meaning] $name,)+
        }

        impl ProblemCode {
            /// Every problem.
            pub(crate) const ALL: &[Self] = &[$(Self::$name,)+];

            /// What is known of it.
            pub(crate) const fn entry(self) -> ProblemEntry {
                match self {
                    $(Self::$name => ProblemEntry {
                        code: $code,
                        status: $status,
                        remedy: Remedy::$remedy,
                        title: $title,
                        meaning: $meaning,
                        advice: $advice,
                    },)+
                }
            }
        }
    };
}

problems! {
    MalformedJson 400 "malformed_json" Caller "The body is no JSON"
        "The body of the request is not a JSON document."
        "Send JSON. The detail says at which line and column it stops being any.";
    IncompleteBody 400 "incomplete_body" Caller "The body did not arrive whole"
        "The connection ended before the whole body had arrived, or the body is malformed as a transfer."
        "Send the request again. If it happens every time, compare Content-Length with what you send.";
    AmbiguousLength 400 "ambiguous_length" Caller "The request states its length more than once"
        "Content-Length is given twice, or beside Transfer-Encoding. Servers that disagree on where a request ends can be tricked, so such a request is refused unread."
        "State the length once. A proxy in between may be the one that adds the second.";
    DuplicateHost 400 "duplicate_host" Caller "The request names more than one host"
        "The request has more than one Host header."
        "Send one.";
    InvalidCredential 401 "invalid_credential" Owner "No valid credential"
        "The credential is missing, malformed, unknown, revoked or lapsed, or it is of another kind than this call takes. Which of them is not told."
        "Send `Authorization: Bearer …` with a key of the service, or on the person's page with the session's own token. Make a new key if the old one was revoked or has expired.";
    SignInRefused 401 "sign_in_refused" Person "The sign-in was refused"
        "The e-mail address or the password is wrong. Which of them is not told."
        "Try again, without haste: a few attempts too many and the next ones have to wait.";
    InvitationRefused 401 "invitation_refused" Person "The invitation was refused"
        "The invitation is unknown, was used before, or has lapsed."
        "Ask for a new one: `credence keys invitation` makes it.";
    ScopeMissing 403 "scope_missing" Owner "The key lacks the scope"
        "The key is valid, but it was not given the scope that this call needs."
        "Use a key with the scope that the reference names for the call, or make one.";
    ScopeNotHeld 403 "scope_not_held" Owner "The key can't give what it does not have"
        "A key was to be made with a scope that the key making it lacks."
        "Ask for fewer scopes, or make it with a key that has them.";
    CrossSiteRequest 403 "cross_site_request" Caller "The request comes from another site"
        "The console's own API changes something only for requests that a browser says come from the console's pages."
        "Use the console. A program calls the API with a key instead.";
    NotFound 404 "not_found" Caller "There is nothing here"
        "There is nothing at this address, or it belongs to somebody else. Which of them is not told."
        "Look at the address and the id, and use the credential of the tenant that it belongs to.";
    MethodNotAllowed 405 "method_not_allowed" Caller "The method is not allowed here"
        "The address exists, but not for this method."
        "Use one of the methods that the Allow header of the answer names.";
    BodyTooSlow 408 "body_too_slow" Time "The body came too slowly"
        "The body of the request paused for longer than the service waits."
        "Send the request again.";
    SessionNotOpen 409 "session_not_open" Caller "The session is not open"
        "The session takes no submission in its present state: one is being looked at, or it is settled, expired or erased."
        "Read the session. If it is settled and the person has to prove themselves again, make a new one.";
    ConsentRequired 409 "consent_required" Person "The person has not agreed yet"
        "Nothing is captured or handed in before the person has agreed to the words that are asked now: the session's `consent_asked`. An integrator that hands in a request of its own states the person's consent, unless the tenant has set that it need not."
        "Show the words and hand in the agreement at `…/consent`; on `verify`, give `consent` with `obtained_by` (`integrator`), `text_version` and `given_at`.";
    ConsentTextChanged 409 "consent_text_changed" Caller "These are not the words that are asked now"
        "The words that the person agreed to are not those that the session asks about now: what is kept, for how long or for whom has changed meanwhile, or the hash was made of something else."
        "Read the session again, show `consent_asked` as it is, and ask again.";
    BrandingChanged 409 "branding_changed" Caller "The branding has changed meanwhile"
        "`version` is not that of the branding as it is now: somebody else changed it."
        "Read it again and make your change to that.";
    RequestAlreadySubmitted 409 "request_already_submitted" Caller "The request was handed in before"
        "A DVS request serves one submission only, and this one was handed in before."
        "Make a new DVS request with new photographs and hand that in.";
    ChallengeNotAvailable 409 "challenge_not_available" Caller "There are no head turns to record"
        "The session asks for no head turns now, or was given as many as it gets."
        "Go on without: a submission without a recording is taken.";
    NameNotAsked 409 "name_not_asked" Caller "The session asks for no name"
        "A name as the passport prints it is taken only while the session is in the state `retake` and its step is `names`."
        "Read the session and follow its `retake`.";
    ResultNotReady 409 "result_not_ready" Time "There is no result"
        "The session has no result in its present state: it is not decided yet, or it came to nothing. A signed result is given only of a session that was approved or rejected."
        "Follow the session's events or register a webhook, and read the result when it is decided.";
    PolicyExists 409 "policy_exists" Caller "There is a policy of that version"
        "A policy of that version was made before, or it is called `installation`, which is always the operator's own. A policy never changes: a change is a new version."
        "Give the policy another `version`.";
    BackTestRunning 409 "back_test_running" Time "A policy is being tried already"
        "A tenant's policies are tried one at a time, and a back-test is under way."
        "Try again after the seconds given in Retry-After.";
    TooManyPolicies 409 "too_many_policies" Owner "There are as many policies as are kept"
        "The tenant has as many policies as are kept."
        "Use one of those that there are.";
    IdempotencyKeyInUse 409 "idempotency_key_in_use" Time "The same call still runs"
        "A call with this Idempotency-Key has not ended yet."
        "Send the same call again after the seconds given in Retry-After: it gets the answer of the first.";
    KeyInUse 409 "key_in_use" Owner "A key can't revoke itself"
        "The key that was to be revoked is the one that the call was made with, and nobody is to be locked out by mistake."
        "Make another key, and revoke this one with it.";
    SessionSettled 409 "session_settled" Caller "The session has come to an end"
        "The session was approved, rejected, called off, erased or has lapsed, so there is nothing left to cancel, and no way into it to be given again."
        "Read the session. Erase it if its data is to go; make a new one, with another Idempotency-Key, if the person is to try again.";
    SessionHeld 409 "session_held" Owner "The session is on hold"
        "A legal hold is on the session: nothing of it is destroyed until the hold is taken off."
        "Ask whoever administers the tenant why. `DELETE /v1/sessions/{id}/hold` takes it off.";
    TooManyEndpoints 409 "too_many_endpoints" Owner "There are as many webhook endpoints as there may be"
        "A tenant has a bounded number of webhook endpoints, and all of them are taken."
        "Delete one that nobody needs any more.";
    RotationUnderWay 409 "rotation_under_way" Caller "The last rotation is still under way"
        "The secret before the last rotation still signs, and another rotation would end it and make the secret that came after it the old one."
        "Wait until `old_secret_until`. If the answer of the last rotation was lost, send `force: true`, and an Idempotency-Key from now on.";
    EndpointDisabled 409 "endpoint_disabled" Owner "The webhook endpoint is disabled"
        "Nothing is sent to an endpoint that was switched off, by somebody or because it only failed."
        "Enable the endpoint, then try again.";
    EmailTaken 409 "email_taken" Person "The e-mail address is taken"
        "Somebody signs in with that e-mail address already."
        "Sign in with it, or join with another.";
    CaseAlreadyDecided 409 "case_already_decided" Person "The case was decided"
        "The case does not wait for a decision, or somebody else was quicker."
        "Open the case again and see what was decided.";
    CaseChanged 409 "case_changed" Person "The case has changed"
        "The case has changed since you last looked at it."
        "Open it again, then decide.";
    SessionErased 410 "session_erased" Caller "The session was erased"
        "The session was there; it was erased, and everything about its person with it. It does not come back."
        "Make a new session if the person has to prove themselves again.";
    ImageUnavailable 410 "image_unavailable" Operator "The stored image can't be shown"
        "What is stored in the image's place is not what was stored there, or nothing is. Everything else of the session is as it was."
        "Tell the operator: the log names the object under the `request_id`. For a decision, ask the person for the picture again.";
    BodyTooLarge 413 "body_too_large" Caller "The body is too large"
        "The body of the request is larger than this service accepts. Photographs go to the DVS server, not here."
        "Send less.";
    UnsupportedMediaType 415 "unsupported_media_type" Caller "The body is of another media type"
        "The body has to be JSON."
        "Send `Content-Type: application/json`.";
    InvalidBody 422 "invalid_body" Caller "The body is not what this call takes"
        "The body is JSON, but a field is missing, unknown, given twice or of the wrong type."
        "Compare the body with the reference of the call. The detail names the rule, and `errors` the place.";
    InvalidQuery 422 "invalid_query" Caller "A query parameter is malformed"
        "A parameter in the address is unknown or not of its form."
        "Compare the parameters with the reference of the call.";
    InvalidCursor 422 "invalid_cursor" Caller "The cursor is not of this list"
        "A cursor is good for the list that gave it, with the same filter, and only as it was given."
        "Begin again without a cursor, and keep the filter the same from page to page.";
    BiometricConsentMissing 422 "biometric_consent_missing" Person "The comparison of faces was not agreed to"
        "The check compares faces by a machine, which takes an agreement of its own."
        "Ask for it with an act of its own. Who does not agree declines at `…/decline`, and proves their identity another way.";
    InvalidConsent 422 "invalid_consent" Caller "The stated consent is malformed"
        "`text_version` has to be 1 to 100 of the characters A-Z, a-z, 0-9 and `.` `_` `:` `-`, and `given_at` must not lie in the future."
        "Give the name of your own text, and when the person agreed to it.";
    InvalidBranding 422 "invalid_branding" Caller "The branding can't be used"
        "A member is malformed, or text could not be read with a colour. `errors` says which, and the detail the contrast that was found."
        "Correct it. Text needs a contrast of 4.5:1 (WCAG 2.2, success criterion 1.4.3): a darker colour for light, a lighter one for dark.";
    InvalidLogo 422 "invalid_logo" Caller "The logo can't be used"
        "The body is not a PNG, WebP or JPEG picture with sides of at most 2,000 pixels."
        "Send such a picture of at most 100 KB as the body, with its media type. SVG is not taken: it can hold programs.";
    InvalidPolicy 422 "invalid_policy" Caller "The policy can't be read"
        "A member of the policy is unknown, missing or of the wrong kind. `errors` says which."
        "Correct it; an unknown member is never ignored.";
    UnsafePolicy 422 "unsafe_policy" Caller "The policy could not be applied safely"
        "The policy can be read, but what it asks for contradicts itself or would let through what nobody has looked at. The detail says what."
        "Correct what the detail names.";
    InvalidRetention 422 "invalid_retention" Caller "The retention contradicts itself"
        "Something would be kept longer than what it belongs to, or longer than the law lets it. `errors` says which."
        "Keep images no longer than fields, fields no longer than the summary, and the audit log longest.";
    InvalidReference 422 "invalid_reference" Caller "The reference is malformed"
        "`reference` has more than 200 characters or a control character."
        "Shorten it. It is your own name for the attempt, and better holds no personal data.";
    InvalidLocale 422 "invalid_locale" Caller "The locale is malformed"
        "`locale` is no language tag (BCP 47), such as `en` or `fr-CA`."
        "Send a language tag or leave it out.";
    InvalidIdempotencyKey 422 "invalid_idempotency_key" Caller "The Idempotency-Key is malformed"
        "`Idempotency-Key` has to be 1 to 255 printable ASCII characters, given once."
        "Send a fresh random value, such as a UUID, with each thing that you mean to make once.";
    IdempotencyKeyReused 422 "idempotency_key_reused" Caller "The Idempotency-Key was used for another body"
        "The `Idempotency-Key` was used within the last 24 hours with another body."
        "Repeat a call with exactly the body that it had at first; use a new key for another.";
    InvalidNames 422 "invalid_names" Person "The name cannot be one in a passport"
        "A name that was written has characters or a length that no passport prints. `errors` says which field breaks which rule."
        "Write the name as the passport prints it.";
    InvalidName 422 "invalid_name" Person "The name is malformed"
        "`name` has to be 1 to 200 characters, without control characters."
        "Write another.";
    InvalidScopes 422 "invalid_scopes" Caller "No scope is named"
        "A key without a scope could be used for nothing."
        "Name at least one scope.";
    InvalidExpiry 422 "invalid_expiry" Caller "The end of the key is malformed"
        "The time at which the key is to end lies in the past or too far ahead."
        "Give a time in the future, or none.";
    InvalidUrl 422 "invalid_url" Caller "The webhook's address can't be used"
        "Webhooks go to public https addresses only, so that nobody can have the service call into a network that it can reach and they cannot."
        "Give a public https address of at most 2,000 characters, without user name, password or fragment.";
    InvalidDescription 422 "invalid_description" Caller "The description is malformed"
        "The description is too long or holds a control character."
        "Use at most 200 characters, without control characters.";
    InvalidOverlap 422 "invalid_overlap" Caller "The overlap is too long"
        "An old secret signs beside the new one for at most a week."
        "Give 0 to 604,800 seconds.";
    InvalidEmail 422 "invalid_email" Person "The e-mail address is malformed"
        "`email` is no e-mail address."
        "Correct it.";
    InvalidPassword 422 "invalid_password" Person "The password is too short or too long"
        "`password` has to be 12 to 1,000 characters."
        "Choose another; several words are good.";
    InvalidReason 422 "invalid_reason" Person "The reason is too short or too long"
        "`reason` has to be 3 to 2,000 characters."
        "Say why in a sentence.";
    InvalidGroup 422 "invalid_group" Person "The group's name is malformed"
        "A group's name has 1 to 40 characters and no control characters."
        "Write another.";
    NothingCompared 422 "nothing_compared" Person "The faces were not compared"
        "`faces` says whether the comparison was right, and in this case there was none."
        "Leave out `faces`.";
    InvalidStep 422 "invalid_step" Caller "The step does not fit the decision"
        "`step` is given exactly when the decision is to ask for a picture again."
        "Send a step with `retake`, and none with other decisions.";
    TooManyRequests 429 "too_many_requests" Time "Too many requests"
        "The key, the token or the address has called more often than it may. Answers to a key say in `RateLimit` how much is left. Replicas of the service count a key together; each may let through up to a twentieth of the burst more."
        "Wait for as many seconds as `Retry-After` says. Read `RateLimit` and slow down before it comes to that.";
    InternalError 500 "internal_error" Operator "Something went wrong on our side"
        "The service met something that it did not expect. What it was is in its log, under the `request_id`."
        "Repeat the call once, with the same `Idempotency-Key` if it makes something. If it stays, give the operator the `request_id`.";
    TemporarilyUnavailable 503 "temporarily_unavailable" Time "The service can't answer just now"
        "Something that the service rests on is out of reach, its database for instance."
        "Try again after as many seconds as `Retry-After` says, with the same `Idempotency-Key` if the call makes something.";
    Timeout 503 "timeout" Time "The answer took too long"
        "The request could not be answered in time. It may or may not have had its effect."
        "Try again after as many seconds as `Retry-After` says, with the same `Idempotency-Key` if the call makes something.";
}

impl ProblemCode {
    /// The stable code.
    pub(crate) const fn as_str(self) -> &'static str {
        self.entry().code
    }

    /// The problem of that code.
    pub(crate) fn parse(code: &str) -> Option<Self> {
        let mut all = Self::ALL.iter().copied();
        all.find(|problem| problem.as_str() == code)
    }
}
