//! One endpoint a file. The handler's name is the operation id.

mod console;
mod create_challenge;
mod create_session;
mod follow_session;
mod give_names;
mod policies;
mod read_openapi;
mod read_result;
mod read_session;
mod read_signed_result;
mod read_signing_keys;
mod submit;
mod verify;

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
        .routes(routes!(create_session::create_session))
        .routes(routes!(read_session::read_session))
        .routes(routes!(submit::submit))
        .routes(routes!(create_challenge::create_challenge))
        .routes(routes!(give_names::give_names))
        .routes(routes!(follow_session::follow_session))
        .routes(routes!(read_result::read_result))
        .routes(routes!(verify::verify))
        .routes(routes!(read_signed_result::read_signed_result))
        .routes(routes!(read_signing_keys::read_signing_keys))
        .routes(routes!(read_openapi::read_openapi))
        .merge(policies::routes())
        .merge(console);
    match state {
        Some(state) => routes.layer(from_fn_with_state(
            state.clone(),
            crate::extract::count_call,
        )),
        None => routes,
    }
}
