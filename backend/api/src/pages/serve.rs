use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri, header};

use super::encoding::{Encoding, is_accepted};
use super::files::PageFile;
use super::policies::{self, REVIEW_PERMISSIONS, VERIFY_PERMISSIONS};
use crate::problem::Problem;
use crate::state::ApiState;

const PERMISSIONS_POLICY: HeaderName = HeaderName::from_static("permissions-policy");
const CORP: HeaderName = HeaderName::from_static("cross-origin-resource-policy");
/// Names under `/assets/` carry a hash of the content.
const FOR_EVER: &str = "public, max-age=31536000, immutable";
/// Kept, but asked about each time.
const ASK_FIRST: &str = "no-cache";

pub(crate) async fn to_verify() -> Redirect {
    Redirect::temporary("/verify/")
}

pub(crate) async fn to_review() -> Redirect {
    Redirect::temporary("/review/")
}

/// The page of the person who proves who they are.
pub(crate) async fn verify_page(State(state): State<ApiState>, headers: HeaderMap) -> Response {
    let policy = state.policies().verify();
    page(
        &state,
        "verify/index.html",
        &headers,
        policy,
        VERIFY_PERMISSIONS,
    )
}

/// The console.
pub(crate) async fn review_page(State(state): State<ApiState>, headers: HeaderMap) -> Response {
    let policy = state.policies().review();
    page(
        &state,
        "review/index.html",
        &headers,
        policy,
        REVIEW_PERMISSIONS,
    )
}

/// A script, a style or another part of the pages. Also for pages of other origins that embed the
/// capture element; nothing in them is secret.
pub(crate) async fn asset(
    State(state): State<ApiState>,
    Path(path): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let file = state
        .pages()
        .get(&format!("assets/{path}"))
        .ok_or_else(Problem::not_found)?;
    let mut response = answer(file, &headers, FOR_EVER);
    let more = response.headers_mut();
    more.insert(header::CONTENT_SECURITY_POLICY, policies::of_asset(&path));
    more.insert(
        header::ACCESS_CONTROL_ALLOW_ORIGIN,
        HeaderValue::from_static("*"),
    );
    more.insert(CORP, HeaderValue::from_static("cross-origin"));
    Ok(response)
}

/// Any other file of the build (an icon, say); what there is not is a problem document.
pub(crate) async fn file(
    State(state): State<ApiState>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let path = uri.path().trim_start_matches('/');
    let is_page = path.ends_with(".html");
    match state.pages().get(path) {
        Some(file) if !is_page && [Method::GET, Method::HEAD].contains(&method) => {
            Ok(answer(file, &headers, ASK_FIRST))
        }
        _ => Err(Problem::not_found()),
    }
}

fn page(
    state: &ApiState,
    path: &str,
    headers: &HeaderMap,
    policy: HeaderValue,
    permissions: &'static str,
) -> Response {
    let Some(file) = state.pages().get(path) else {
        let words = "The pages have not been built. Run `cargo up`.\n";
        return (StatusCode::SERVICE_UNAVAILABLE, words).into_response();
    };
    let mut response = answer(file, headers, ASK_FIRST);
    let more = response.headers_mut();
    more.insert(header::CONTENT_SECURITY_POLICY, policy);
    more.insert(PERMISSIONS_POLICY, HeaderValue::from_static(permissions));
    response
}

/// A page as it is answered to a browser that may use nothing of the device.
pub(crate) fn answer_page(file: &PageFile, headers: &HeaderMap) -> Response {
    let mut response = answer(file, headers, ASK_FIRST);
    let permissions = HeaderValue::from_static(REVIEW_PERMISSIONS);
    response
        .headers_mut()
        .insert(PERMISSIONS_POLICY, permissions);
    response
}

fn answer(file: &PageFile, headers: &HeaderMap, caching: &'static str) -> Response {
    let (encoding, content) = [
        (Encoding::Brotli, &file.brotli),
        (Encoding::Gzip, &file.gzip),
    ]
    .into_iter()
    .filter(|(encoding, _)| is_accepted(headers, *encoding))
    .find_map(|(encoding, content)| Some((encoding, content.as_ref()?)))
    .unwrap_or((Encoding::Plain, &file.plain));
    let tag = format!("\"{}-{}\"", file.tag, encoding.name().unwrap_or("plain"));
    let mut response = if is_known(headers, &tag) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        let mut response = content.clone().into_response();
        let more = response.headers_mut();
        more.insert(
            header::CONTENT_TYPE,
            HeaderValue::from_static(file.media_type),
        );
        if let Some(name) = encoding.name() {
            more.insert(header::CONTENT_ENCODING, HeaderValue::from_static(name));
        }
        response
    };
    let more = response.headers_mut();
    more.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    more.insert(header::CACHE_CONTROL, HeaderValue::from_static(caching));
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        more.insert(header::ETAG, tag);
    }
    response
}

/// Whether the client holds this very version (RFC 9110 section 13.1.2, weak comparison).
fn is_known(headers: &HeaderMap, tag: &str) -> bool {
    headers
        .get_all(header::IF_NONE_MATCH)
        .iter()
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(','))
        .map(str::trim)
        .any(|known| known == "*" || known.strip_prefix("W/").unwrap_or(known) == tag)
}
