use credence_dvs_client::{DvsError, RequestErasure};

use crate::script::{Reply, Script, answer, error, request_id};

#[tokio::test]
async fn a_request_is_erased_where_the_server_says_so() {
    let told = format!(r#"{{"requestId":"{}","destroyed":true}}"#, request_id());
    // What was lost on the way is asked for again.
    let script = Script::play([Reply::Close, error(503, "ApiError"), answer(200, told)]).await;
    let erased = script.client().erase(request_id()).await;
    assert_eq!(erased.unwrap(), RequestErasure::Destroyed);
    let line = format!("DELETE /prefix/api/v3/Request/{}", request_id());
    assert!(script.calls().iter().all(|call| call.line == line));
    assert_eq!(script.calls().len(), 3);
}

#[tokio::test]
async fn a_server_without_the_call_keeps_what_it_keeps() {
    for reply in [
        error(404, "NotFound"),
        answer(404, "<html>"),
        answer(405, ""),
        answer(501, ""),
        // Never believed to be erased: another answer than ours, or about another request.
        answer(200, "{}"),
        answer(204, ""),
        answer(
            200,
            format!(r#"{{"requestId":"{}","destroyed":false}}"#, request_id()),
        ),
        answer(
            200,
            format!(
                r#"{{"requestId":"{}","destroyed":true}}"#,
                uuid::Uuid::nil()
            ),
        ),
    ] {
        let script = Script::play([reply.clone(), reply.clone(), reply.clone()]).await;
        let kept = script.client().erase(request_id()).await;
        assert_eq!(kept.unwrap(), RequestErasure::VendorRetention, "{reply:?}");
    }
}

#[tokio::test]
async fn a_refused_key_or_a_server_that_is_away_tells_nothing() {
    let script = Script::play([error(401, "Unauthorized")]).await;
    let refused = script.client().erase(request_id()).await;
    assert!(matches!(refused, Err(DvsError::Unauthorised)));
    for reply in [Reply::Close, error(500, "ApiError"), error(429, "Busy")] {
        let script = Script::play([reply.clone(), reply.clone(), reply.clone()]).await;
        let away = script.client().erase(request_id()).await;
        assert!(matches!(away, Err(DvsError::Unavailable(_))), "{reply:?}");
    }
}
