//! Base64url without padding, read strictly (RFC 7515 section 2).

use base64_simd::URL_SAFE_NO_PAD;

pub(crate) fn encode(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode_to_string(bytes)
}

/// `None` for padding, other alphabets, white space, and text that no encoder writes.
pub(crate) fn decode(text: &str) -> Option<Vec<u8>> {
    URL_SAFE_NO_PAD.decode_to_vec(text).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_an_encoder_writes_is_read() {
        assert_eq!(decode("_-8").unwrap(), [0xff, 0xef]);
        for text in ["_-8=", "/+8", "_-8\n", " _-8", "_-9", "A", "_-8A="] {
            assert!(decode(text).is_none(), "{text:?}");
        }
        assert_eq!(decode(&encode(b"any bytes")).unwrap(), b"any bytes");
    }
}
