use credence_dvs_protocol::{RequestBlock, RequestStatus, ResultV3, VerificationContent};
use credence_types::AccountId;

use crate::verification::Verified;

/// Version 3's answer to a verification. The images stay out of it: `/result` returns them.
pub(super) fn result_v3(account: AccountId, verified: &Verified) -> ResultV3 {
    ResultV3::new(&verified.content, Some(request_block(account, verified)))
}

/// The request behind a fresh result, without its content.
pub(super) fn request_block(account: AccountId, verified: &Verified) -> RequestBlock {
    RequestBlock {
        id: verified.content.request_id,
        account_id: Some(account),
        document_type: verified.content.document_type,
        status: Some(RequestStatus::Success),
        created: Some(verified.created_at),
        ocr_visual: Some(was_print_read(&verified.content)),
        content: None,
        failure: None,
    }
}

pub(super) fn was_print_read(content: &VerificationContent) -> bool {
    content.document_check.is_ocr_success == Some(true)
}
