use std::convert::Infallible;
use std::time::Duration;

use axum::extract::FromRequestParts;
use http::HeaderMap;
use http::request::Parts;

use crate::state::ApiState;

const USUAL: Duration = Duration::from_secs(10);
/// A request is answered within 30 seconds, with 8 for its body and some for the reading after.
const LONGEST: Duration = Duration::from_secs(20);

/// How long the caller wants to wait (`Prefer: wait=N`, RFC 7240 section 4.3). A preference that
/// can't be read or kept is no error: it is left aside or cut.
#[derive(Debug)]
pub(crate) struct PreferWait(pub(crate) Duration);

impl FromRequestParts<ApiState> for PreferWait {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &ApiState) -> Result<Self, Infallible> {
        Ok(Self(wait_of(&parts.headers).unwrap_or(USUAL).min(LONGEST)))
    }
}

fn wait_of(headers: &HeaderMap) -> Option<Duration> {
    let lines = headers.get_all("prefer").iter();
    let preferences = lines
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(','));
    preferences.into_iter().find_map(|preference| {
        // Parameters after a semicolon mean nothing here.
        let (name, value) = preference.split(';').next()?.split_once('=')?;
        let seconds = value.trim().trim_matches('"').parse().ok()?;
        name.trim()
            .eq_ignore_ascii_case("wait")
            .then(|| Duration::from_secs(seconds))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_wait_that_can_be_read_counts() {
        for (lines, wanted) in [
            (&["wait=3"][..], Some(3)),
            (&["respond-async, Wait = 0"], Some(0)),
            (&["wait=\"7\"; x=y"], Some(7)),
            (&["return=minimal", "wait=4, wait=5"], Some(4)),
            (&["wait=soon"], None),
            (&["wait=-1", "wait"], None),
            (&[], None),
        ] {
            let mut headers = HeaderMap::new();
            for line in lines {
                headers.append("prefer", line.parse().unwrap());
            }
            assert_eq!(
                wait_of(&headers),
                wanted.map(Duration::from_secs),
                "{lines:?}"
            );
        }
    }
}
