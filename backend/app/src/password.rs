#[derive(Debug, Default)]
pub(crate) struct PasswordHasher {}
