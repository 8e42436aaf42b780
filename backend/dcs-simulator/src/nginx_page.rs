//! The pages of the nginx in front of the service (1.22.1, byte for byte).

use axum::extract::Request;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http::{HeaderValue, StatusCode, header};

use crate::tls::ClientCertificate;

/// Answers a client without the right certificate; nothing of its request is looked at. A request
/// that came over no TLS at all has no certificate either.
pub(crate) async fn refuse_strangers(request: Request, next: Next) -> Response {
    let shown = request.extensions().get::<ClientCertificate>().copied();
    match shown.unwrap_or(ClientCertificate::Missing) {
        ClientCertificate::Accepted => next.run(request).await,
        ClientCertificate::Missing => page("No required SSL certificate was sent"),
        ClientCertificate::Refused => page("The SSL certificate error"),
    }
}

fn page(sentence: &str) -> Response {
    metrics::counter!("dcs_simulator_client_certificates_refused_total").increment(1);
    let body = format!(
        "<html>\r\n\
         <head><title>400 {sentence}</title></head>\r\n\
         <body>\r\n\
         <center><h1>400 Bad Request</h1></center>\r\n\
         <center>{sentence}</center>\r\n\
         <hr><center>nginx/1.22.1</center>\r\n\
         </body>\r\n\
         </html>\r\n"
    );
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/html")),
        (header::CONNECTION, HeaderValue::from_static("close")),
    ];
    (StatusCode::BAD_REQUEST, headers, body).into_response()
}
