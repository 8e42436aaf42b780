use http::Uri;
use http::uri::PathAndQuery;

/// Brings the spellings that clients use to the one that the router knows: lower case, no trailing
/// slash, and the version where the vendor's older paths have none.
///
/// `/api/v3/Request`, `/API/V3.1/request/` and `/api/Request` all become `/api/v3/request`. The
/// query stays as it is.
pub(crate) fn canonical(uri: &Uri) -> Option<Uri> {
    let lower = uri.path().to_ascii_lowercase();
    let trimmed = lower.trim_end_matches('/');
    let rest = trimmed.strip_prefix("/api/")?;
    let path = match rest.split_once('/') {
        Some(("v3" | "v3.1", tail)) => format!("/api/v3/{tail}"),
        Some(("v4", tail)) => format!("/api/v4/{tail}"),
        Some(("request" | "verify", _)) | None => format!("/api/v3/{rest}"),
        Some(_) => return None,
    };
    let path_and_query = match uri.query() {
        Some(query) => PathAndQuery::try_from(format!("{path}?{query}")),
        None => PathAndQuery::try_from(path),
    };
    let mut parts = uri.clone().into_parts();
    parts.path_and_query = Some(path_and_query.ok()?);
    Uri::from_parts(parts).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path_of(text: &str) -> Option<String> {
        canonical(&text.parse().unwrap()).map(|uri| uri.to_string())
    }

    #[test]
    fn every_spelling_reaches_the_same_route() {
        for text in [
            "/api/v3/request",
            "/api/v3/Request",
            "/API/V3/REQUEST",
            "/api/v3.1/Request/",
            "/api/Request",
            "/api/request/",
        ] {
            assert_eq!(path_of(text).as_deref(), Some("/api/v3/request"), "{text}");
        }
        assert_eq!(
            path_of("/api/Verify/ABC").as_deref(),
            Some("/api/v3/verify/abc")
        );
        assert_eq!(
            path_of("/api/Request/A1/Result").as_deref(),
            Some("/api/v3/request/a1/result")
        );
        assert_eq!(path_of("/api/verify").as_deref(), Some("/api/v3/verify"));
    }

    #[test]
    fn the_query_keeps_its_letters() {
        assert_eq!(
            path_of("/api/v4/Verify?returnContent=True").as_deref(),
            Some("/api/v4/verify?returnContent=True")
        );
        assert_eq!(
            path_of("http://dvs.example/api/V4/Verify").as_deref(),
            Some("http://dvs.example/api/v4/verify")
        );
    }

    #[test]
    fn other_paths_are_left_alone() {
        for text in [
            "/",
            "/healthz",
            "/api",
            "/api/v2/request",
            "/api/v5/verify",
            "/apis/v3/request",
        ] {
            assert_eq!(path_of(text), None, "{text}");
        }
    }
}
