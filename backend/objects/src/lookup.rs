use std::fmt;

use aws_lc_rs::hmac;
use credence_types::TenantId;

/// Bytes of a keyed hash, and of what [`LookupKey::blind`] takes.
pub const LOOKUP_BYTES: usize = 32;

/// A tenant's key for lookups over hashes: equal things are found again, and without the key the
/// hashes tell nothing.
#[derive(Clone)]
pub struct LookupKey(hmac::Key);

impl LookupKey {
    /// Follows from an operator's key; each tenant has its own.
    pub(crate) fn derive(kek: &[u8], tenant: TenantId) -> Self {
        let root = hmac::Key::new(hmac::HMAC_SHA256, kek);
        let mut context = b"credence lookup v1".to_vec();
        context.extend_from_slice(tenant.as_uuid().as_bytes());
        let derived = hmac::sign(&root, &context);
        Self(hmac::Key::new(hmac::HMAC_SHA256, derived.as_ref()))
    }

    /// The keyed hash of bytes (HMAC-SHA256). `what` keeps hashes of different things apart.
    #[must_use]
    pub fn hash(&self, what: &str, bytes: &[u8]) -> [u8; LOOKUP_BYTES] {
        let mut context = hmac::Context::with_key(&self.0);
        context.update(&u64::try_from(what.len()).unwrap_or(u64::MAX).to_be_bytes());
        context.update(what.as_bytes());
        context.update(bytes);
        to_array(context.sign().as_ref())
    }

    /// 256 bits in a secret order, some of them turned over: how many differ between two such values
    /// stays as it was, and nothing else can be told without the key.
    #[must_use]
    pub fn blind(&self, what: &str, bits: [u8; LOOKUP_BYTES]) -> [u8; LOOKUP_BYTES] {
        let mask = self.hash(what, b"mask");
        let mut order: Vec<([u8; LOOKUP_BYTES], u8)> = (0..=u8::MAX)
            .map(|place| (self.hash(what, &[b'o', place]), place))
            .collect();
        order.sort_unstable();
        let mut blinded = mask;
        for (to, (_, from)) in (0..=u8::MAX).zip(order) {
            if bit(&bits, from) {
                flip(&mut blinded, to);
            }
        }
        blinded
    }
}

fn bit(bits: &[u8; LOOKUP_BYTES], place: u8) -> bool {
    let byte = bits.get(usize::from(place / 8)).copied().unwrap_or(0);
    byte >> (place % 8) & 1 == 1
}

fn flip(bits: &mut [u8; LOOKUP_BYTES], place: u8) {
    if let Some(byte) = bits.get_mut(usize::from(place / 8)) {
        *byte ^= 1 << (place % 8);
    }
}

fn to_array(bytes: &[u8]) -> [u8; LOOKUP_BYTES] {
    bytes.try_into().unwrap_or([0; LOOKUP_BYTES])
}

impl fmt::Debug for LookupKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("LookupKey([redacted])")
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn key(kek: u8, tenant: u128) -> LookupKey {
        LookupKey::derive(&[kek; 32], TenantId::from_uuid(Uuid::from_u128(tenant)))
    }

    fn differing(one: [u8; 32], other: [u8; 32]) -> u32 {
        one.iter()
            .zip(other)
            .map(|(a, b)| (a ^ b).count_ones())
            .sum()
    }

    #[test]
    fn hashes_differ_by_tenant_operator_purpose_and_content() {
        let one = key(1, 1).hash("image", b"bytes");
        assert_eq!(one, key(1, 1).hash("image", b"bytes"));
        for other in [
            key(1, 2).hash("image", b"bytes"),
            key(2, 1).hash("image", b"bytes"),
            key(1, 1).hash("imageb", b"ytes"),
            key(1, 1).hash("image", b"byte"),
        ] {
            assert_ne!(one, other);
        }
    }

    #[test]
    fn blinding_keeps_how_many_bits_differ_and_nothing_else() {
        let key = key(1, 1);
        let plain = [0b1010_0101; 32];
        let mut near = plain;
        near[0] ^= 0b111;
        near[31] ^= 0b1000_0000;
        let [blind, blind_near] = [plain, near].map(|bits| key.blind("near", bits));
        assert_eq!(differing(blind, blind_near), 4);
        assert_ne!(blind, plain);
        let everything = key.blind("near", plain.map(|byte| !byte));
        assert_eq!(differing(blind, everything), 256);
    }
}
