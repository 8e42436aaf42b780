use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http::{HeaderMap, Method, header};

use crate::problem::Problem;
use crate::problem_code::ProblemCode;
use crate::state::ApiState;

/// Lets a request that changes something pass only when the browser says that it comes from our own
/// pages. A request that does not say is refused: a cookie must not act for a page that we do not
/// know.
pub(crate) async fn guard(State(state): State<ApiState>, request: Request, next: Next) -> Response {
    let is_reading = [Method::GET, Method::HEAD].contains(request.method());
    if is_reading || is_same_origin(request.headers(), state.public_origin()) {
        return next.run(request).await;
    }
    let detail = "The request does not come from this service's own pages.";
    Problem::new(ProblemCode::CrossSiteRequest, detail).into_response()
}

/// `Sec-Fetch-Site` decides where a browser sends it (Fetch Metadata section 2.3); else `Origin` has
/// to be the public one or the host that the request was sent to.
fn is_same_origin(headers: &HeaderMap, public_origin: &str) -> bool {
    let text = |name| {
        headers
            .get(name)
            .map(|value| value.to_str().unwrap_or_default())
    };
    if let Some(site) = text(header::HeaderName::from_static("sec-fetch-site")) {
        return site == "same-origin";
    }
    let Some(origin) = text(header::ORIGIN) else {
        return false;
    };
    let authority = origin.split_once("://").map(|(_, authority)| authority);
    origin == public_origin || (authority.is_some() && authority == text(header::HOST))
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    fn passes(lines: &[(&'static str, &'static str)]) -> bool {
        let mut headers = HeaderMap::new();
        for (name, value) in lines {
            headers.append(*name, HeaderValue::from_static(value));
        }
        is_same_origin(&headers, "https://id.example.test")
    }

    #[test]
    fn only_our_own_pages_pass() {
        for good in [
            &[("sec-fetch-site", "same-origin")][..],
            &[("origin", "https://id.example.test")],
            &[
                ("origin", "http://localhost:8080"),
                ("host", "localhost:8080"),
            ],
        ] {
            assert!(passes(good), "{good:?}");
        }
        for bad in [
            &[][..],
            &[("host", "id.example.test")],
            &[
                ("sec-fetch-site", "same-site"),
                ("origin", "https://id.example.test"),
            ],
            &[("sec-fetch-site", "cross-site")],
            &[("sec-fetch-site", "none")],
            &[("origin", "null"), ("host", "null")],
            &[
                ("origin", "https://id.example.test.evil.test"),
                ("host", "id.example.test"),
            ],
            &[
                ("origin", "http://localhost:9090"),
                ("host", "localhost:8080"),
            ],
        ] {
            assert!(!passes(bad), "{bad:?}");
        }
    }
}
