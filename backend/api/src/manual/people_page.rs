use super::html::{Page, paragraphs};

/// What an integrator's users can do themselves, for those who answer their questions.
pub(super) fn people_page() -> String {
    Page {
        title: "What your users can do themselves",
        root: "",
        body: paragraphs(WORDS),
    }
    .html()
}

const WORDS: &str = "Nobody has to ask you for what the law gives them. At the end of their check, and while \
they wait, the hosted page offers a code (`POST /v1/sessions/{id}/continuation`, with the session's token, if you \
build a page of your own). The code is shown once, is good until the session is erased or a new one is asked \
for, and stands in no address, log or event.\n\n\
With the code they open `/mine/` on this service, in any browser, scripts on or off. It has your name, logo, \
colours, contact and privacy notice (`PUT /v1/branding`). There they see who asked, how the check stands and why in \
plain sentences, everything that was read about them, their photographs, what they agreed to, and what is kept \
until when. They can take a copy of all of it as one file (GDPR Articles 15 and 20).\n\n\
They can erase the session, after a question whether they mean it. It is as if you had called `DELETE \
/v1/sessions/{id}`: you are told by `session.erased`, the audit log says that the person did it, and your own \
copies are yours to erase. For half an hour their browser can fetch the signed receipt; after that you can give \
it to them. Photographs that the page sent to our DVS server and did not hand in, because it was closed \
in between, belong to no session: they lie there sealed, are read by nobody, and are destroyed within a day.\n\n\
They can ask for a human where the session was rejected, failed or waits for a reviewer, with up to 500 characters \
(GDPR Article 22). The session then is `needs_review`, also where it was settled before; you are told by \
`session.review_requested`, and what the reviewer decides is told as ever. A person can ask three times, each \
time after the answer. The text is sealed with the session and shown to reviewers alone.\n\n\
A wrong code, one that has ended and one that never was get the same answer in the same time. Tries are counted \
by address and altogether, by all replicas together. Whoever is in stays in for half an hour; each of their \
looks and acts is in the audit log.";
