/// A version of the DVS protocol.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Dialect {
    /// Version 3: a request is created with the public key and verified with the secret key.
    V3,
    /// Version 4: images and secret key in one call.
    V4,
}
