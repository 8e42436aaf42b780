use axum::Json;
use axum::body::Body;
use axum::extract::{RawQuery, State};
use credence_dvs_protocol::{RequestContent, ResultV4};

use super::answer::request_block;
use super::verify::verify_directly;
use crate::caller::SecretCaller;
use crate::content::SealedContent;
use crate::error::DvsError;
use crate::state::DvsState;

/// `POST /api/v4/verify`: version 4's only call; creates and verifies at once.
pub(crate) async fn verify_v4(
    SecretCaller(caller): SecretCaller,
    State(state): State<DvsState>,
    RawQuery(query): RawQuery,
    body: Body,
) -> Result<Json<ResultV4>, DvsError> {
    let wishes = Wishes::of(query.as_deref().unwrap_or_default());
    let verified = verify_directly(&state, caller.account, body).await?;
    let request_data = wishes
        .request
        .then(|| request_block(caller.account, &verified));
    let content = verified.content;
    let images = if wishes.content {
        Some(open(verified.sent).await?)
    } else {
        None
    };
    Ok(Json(ResultV4::new(&content, request_data, images)))
}

async fn open(sent: SealedContent) -> Result<RequestContent, DvsError> {
    let opening = tokio::task::spawn_blocking(move || Ok(sent.open()?.into_wire()));
    opening.await.map_err(|_error| DvsError::Task)?
}

/// What the caller wants back besides the result.
#[derive(Debug, Default, PartialEq, Eq)]
struct Wishes {
    request: bool,
    content: bool,
}

impl Wishes {
    /// Names and values in any case; `1` is true as well.
    fn of(query: &str) -> Self {
        let mut wishes = Self::default();
        for (name, value) in url::form_urlencoded::parse(query.as_bytes()) {
            let is_wanted = value.eq_ignore_ascii_case("true") || value == "1";
            if name.eq_ignore_ascii_case("returnRequest") {
                wishes.request = is_wanted;
            } else if name.eq_ignore_ascii_case("returnContent") {
                wishes.content = is_wanted;
            }
        }
        wishes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wishes_are_read_in_any_case() {
        assert_eq!(
            Wishes::of("returnRequest=true&RETURNCONTENT=True"),
            Wishes {
                request: true,
                content: true
            }
        );
        assert_eq!(
            Wishes::of("returnrequest=1"),
            Wishes {
                request: true,
                content: false
            }
        );
        assert_eq!(
            Wishes::of("returnRequest=&returnContent=false&other=true"),
            Wishes::default()
        );
        assert_eq!(Wishes::of(""), Wishes::default());
    }
}
