//! One endpoint a file. The handler's name is the operation id.

mod branding;
mod cancel_session;
mod consent;
mod console;
mod create_challenge;
mod create_continuation;
mod create_key;
mod create_session;
mod create_session_token;
mod erase_session;
mod follow_session;
mod give_names;
mod list_events;
mod list_keys;
mod list_session_images;
mod list_sessions;
mod policies;
mod read_erasure;
mod read_openapi;
mod read_result;
mod read_session;
mod read_session_image;
mod read_signed_result;
mod read_signing_keys;
mod retention;
mod revoke_key;
mod submit;
mod verify;
mod webhooks;

use axum::middleware::from_fn_with_state;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::state::ApiState;

/// Every documented route. `state` is for the layers, and absent where only the document is wanted.
pub(crate) fn routes(state: Option<&ApiState>) -> OpenApiRouter<ApiState> {
    let console = match state {
        Some(state) => {
            console::routes().layer(from_fn_with_state(state.clone(), crate::same_origin::guard))
        }
        None => console::routes(),
    };
    let routes = OpenApiRouter::default()
        .routes(routes!(
            create_session::create_session,
            list_sessions::list_sessions
        ))
        .routes(routes!(
            read_session::read_session,
            erase_session::erase_session
        ))
        .routes(routes!(read_erasure::read_erasure))
        .routes(routes!(cancel_session::cancel_session))
        .routes(routes!(create_session_token::create_session_token))
        .routes(routes!(submit::submit))
        .routes(routes!(create_challenge::create_challenge))
        .routes(routes!(give_names::give_names))
        .routes(routes!(create_continuation::create_continuation))
        .routes(routes!(follow_session::follow_session))
        .routes(routes!(read_result::read_result))
        .routes(routes!(verify::verify))
        .routes(routes!(list_events::list_events))
        .routes(routes!(list_session_images::list_session_images))
        .routes(routes!(read_session_image::read_session_image))
        .routes(routes!(create_key::create_key, list_keys::list_keys))
        .routes(routes!(revoke_key::revoke_key))
        .routes(routes!(read_signed_result::read_signed_result))
        .routes(routes!(read_signing_keys::read_signing_keys))
        .routes(routes!(read_openapi::read_openapi))
        .merge(branding::routes())
        .merge(consent::routes())
        .merge(policies::routes())
        .merge(retention::routes())
        .merge(webhooks::routes())
        .merge(console);
    match state {
        Some(state) => routes.layer(from_fn_with_state(
            state.clone(),
            crate::extract::count_call,
        )),
        None => routes,
    }
}
