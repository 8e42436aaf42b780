use std::sync::Arc;

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _};
use aws_lc_rs::rand::{SecureRandom, SystemRandom};
use credence_types::Redacted;
use tokio::sync::{OnceCell, Semaphore};

use crate::credential::RandomSourceError;
use crate::fault::Fault;

/// Each hashing takes 19 MiB and some 20 ms of a core: at most so many at a time.
const AT_A_TIME: usize = 2;
const SALT_BYTES: usize = 16;

/// Hashes and checks passwords with Argon2id, 19 MiB, two passes (the crate's defaults, which are
/// OWASP's), away from the threads that serve requests.
#[derive(Debug)]
pub(crate) struct PasswordHasher {
    permits: Arc<Semaphore>,
    /// The hash of nobody's password, against which unknown addresses are checked.
    decoy: OnceCell<String>,
}

impl Default for PasswordHasher {
    fn default() -> Self {
        Self {
            permits: Arc::new(Semaphore::new(AT_A_TIME)),
            decoy: OnceCell::new(),
        }
    }
}

impl PasswordHasher {
    /// The password's hash as a PHC string.
    pub(crate) async fn hash(&self, password: Redacted<String>) -> Result<String, Fault> {
        let mut salt = [0; SALT_BYTES];
        SystemRandom::new()
            .fill(&mut salt)
            .map_err(|_| RandomSourceError)?;
        self.off_thread(move || {
            Argon2::default()
                .hash_password_with_salt(password.expose().as_bytes(), &salt)
                .map(|hash| hash.to_string())
                .map_err(|_| Fault::Password)
        })
        .await
    }

    /// Whether the password has that hash. Takes as long when there is none, and says `false`.
    pub(crate) async fn is_right(
        &self,
        password: Redacted<String>,
        hash: Option<String>,
    ) -> Result<bool, Fault> {
        // Always, so that the first unknown address takes no longer than the first known one.
        let decoy = self
            .decoy
            .get_or_try_init(|| self.hash(Redacted::new("nobody's".to_owned())))
            .await?
            .clone();
        self.off_thread(move || {
            let is_known = hash.is_some();
            let hash = hash.unwrap_or(decoy);
            let hash = PasswordHash::new(&hash).map_err(|_| Fault::Corrupt("a password's hash"))?;
            let is_right = Argon2::default()
                .verify_password(password.expose().as_bytes(), &hash)
                .is_ok();
            Ok(is_known && is_right)
        })
        .await
    }

    async fn off_thread<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, Fault> + Send + 'static,
    ) -> Result<T, Fault> {
        let permit = Arc::clone(&self.permits)
            .acquire_owned()
            .await
            .map_err(|_| Fault::Password)?;
        tokio::task::spawn_blocking(move || {
            let done = work();
            drop(permit);
            done
        })
        .await
        .map_err(|_| Fault::Password)?
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn password(text: &str) -> Redacted<String> {
        Redacted::new(text.to_owned())
    }

    #[tokio::test]
    async fn only_the_right_password_is_right() {
        let hasher = PasswordHasher::default();
        let hash = hasher.hash(password("correct horse")).await.unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
        assert_ne!(hash, hasher.hash(password("correct horse")).await.unwrap());
        let is_right = |text, hash| hasher.is_right(password(text), hash);
        assert!(is_right("correct horse", Some(hash.clone())).await.unwrap());
        assert!(!is_right("correct house", Some(hash)).await.unwrap());
        assert!(!is_right("nobody's", None).await.unwrap());
    }
}
