/// How a request is to be examined: the account's settings with the request's own over them
/// (dvs-wire sections 1.3 and 1.4). Settings of services that are not built in are left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Settings {
    /// Read the printed text: the front is required.
    pub is_ocr_enabled: bool,
    /// Go on without it when the front is missing.
    pub is_ocr_optional: bool,
    /// Read the barcode or the machine-readable zone: the back or a track string is required.
    pub is_back_or_second_image_processing_enabled: bool,
    /// Compare the selfie with the portrait: front and face are required.
    pub is_face_match_enabled: bool,
    /// Go on without that comparison when the face is missing.
    pub is_face_match_optional: bool,
    /// Both sides must be readable and agree.
    pub is_cross_match_required: bool,
    /// The kind of document may be corrected by what is read.
    pub is_doc_type_change_enabled: bool,
}

/// Printed text is read where a front was sent, and faces are compared where a selfie was.
impl Default for Settings {
    fn default() -> Self {
        Self {
            is_ocr_enabled: true,
            is_ocr_optional: true,
            is_back_or_second_image_processing_enabled: true,
            is_face_match_enabled: true,
            is_face_match_optional: true,
            is_cross_match_required: false,
            is_doc_type_change_enabled: false,
        }
    }
}
