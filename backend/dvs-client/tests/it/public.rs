use credence_dvs_client::{DvsClientBuildError, DvsError, DvsOptions, PublicClient};
use credence_dvs_protocol::{OutgoingRequest, PublicKey, RequestStatus};
use credence_types::DocumentType;
use uuid::Uuid;

use crate::script::{Reply, Script, answer, error, request_id};

fn client(script: &Script) -> PublicClient {
    PublicClient::new(&script.options(), &PublicKey::from_uuid(Uuid::from_u128(5))).unwrap()
}

fn licence() -> OutgoingRequest<'static> {
    OutgoingRequest {
        document_type: Some(DocumentType::DriverLicenseOrId),
        back_or_second_image: Some(b"image"),
        ..OutgoingRequest::default()
    }
}

fn created() -> Reply {
    answer(
        200,
        format!(
            r#"{{"requestId":"{}","documentType":1,"status":0}}"#,
            request_id()
        ),
    )
}

#[tokio::test]
async fn a_request_is_created_with_the_public_key() {
    let script = Script::play([created()]).await;
    let request = client(&script).create_request(&licence()).await.unwrap();
    assert_eq!(request.request_id, request_id());
    assert_eq!(request.status, Some(RequestStatus::Pending));
    let call = script.calls().remove(0);
    assert_eq!(call.line, "POST /prefix/api/v3/Request");
    assert!(call.head.contains("authorization: bearer pk_"));
    assert!(
        call.body
            .contains(r#""backOrSecondImageBase64":"aW1hZ2U=""#)
    );
}

#[tokio::test]
async fn creating_is_repeated_after_failures_of_the_server_but_not_after_a_refusal() {
    let script = Script::play([Reply::Close, error(503, "ApiError"), created()]).await;
    assert!(client(&script).create_request(&licence()).await.is_ok());
    assert_eq!(script.calls().len(), 3);

    let script = Script::play([error(401, "x")]).await;
    let refused = client(&script).create_request(&licence()).await;
    assert!(
        matches!(refused, Err(DvsError::Unauthorised)),
        "{refused:?}"
    );
    assert_eq!(script.calls().len(), 1);
}

#[tokio::test]
async fn an_answer_without_an_id_is_refused() {
    let script = Script::play([answer(200, r#"{"status":0}"#)]).await;
    let refused = client(&script).create_request(&licence()).await;
    assert!(matches!(refused, Err(DvsError::Unreadable)), "{refused:?}");
}

#[test]
fn an_address_without_paths_below_it_is_refused() {
    let options = DvsOptions::new("mailto:dvs@example.com".parse().unwrap());
    let built = PublicClient::new(&options, &PublicKey::from_uuid(Uuid::from_u128(5)));
    assert!(matches!(built, Err(DvsClientBuildError::BaseUrl)));
}
