use std::path::PathBuf;

use chrono::TimeDelta;
use url::Url;

use crate::retention::RetentionPolicy;

/// What an operator sets, read by the command line.
#[derive(Debug, Clone)]
pub struct Config {
    /// Where browsers reach the pages and the API.
    pub public_url: Url,
    /// Where browsers reach the DVS server.
    pub dvs_public_url: Url,
    /// The DVS public key that the pages use; it can only create requests.
    pub dvs_public_key: String,
    /// Who runs the DVS server, where it is somebody else: people are told before they agree.
    pub dvs_operator: Option<String>,
    /// How long a person has to hand in photographs, counted from creation, and how long a person's
    /// token counts, counted from its own.
    pub session_ttl: TimeDelta,
    /// How long a signed result counts.
    pub signed_result_life: TimeDelta,
    /// How many submissions a session allows before a reviewer has to look.
    pub attempts: u32,
    /// How often a verification is tried while the DVS server is out of reach.
    pub verification_tries: u32,
    /// How many spellings of a name that only the machine-readable zone gives are asked about; each
    /// costs a check.
    pub name_spellings: usize,
    /// Whether pages record head turns after the selfie; for a DVS server that measures them, which
    /// ours does.
    pub is_head_turn_asked: bool,
    /// How long faces are kept to find people who come twice; without it nobody is searched for.
    pub duplicate_search_retention: Option<TimeDelta>,
    /// How long things are kept, for tenants without a policy of their own.
    pub retention: RetentionPolicy,
    /// How long a console login lasts.
    pub console_login_ttl: TimeDelta,
    /// How long an invitation lasts.
    pub invitation_ttl: TimeDelta,
    /// The folder of backups, out of which erasure takes keys; none to leave them alone.
    pub backups: Option<PathBuf>,
    /// How long new rows of an audit log wait at most until they are signed for.
    pub audit_checkpoint_every: TimeDelta,
    /// How many new rows are signed for sooner.
    pub audit_checkpoint_rows: i64,
    /// The build that is stored with every decision.
    pub engine_build: String,
}

impl Config {
    /// The defaults around what has none.
    #[must_use]
    pub fn new(public_url: Url, dvs_public_url: Url, dvs_public_key: String) -> Self {
        Self {
            public_url,
            dvs_public_url,
            dvs_public_key,
            dvs_operator: None,
            session_ttl: TimeDelta::hours(24),
            signed_result_life: TimeDelta::minutes(30),
            attempts: 5,
            verification_tries: 8,
            name_spellings: 3,
            is_head_turn_asked: false,
            duplicate_search_retention: None,
            retention: RetentionPolicy::default(),
            console_login_ttl: TimeDelta::hours(12),
            invitation_ttl: TimeDelta::days(7),
            backups: None,
            audit_checkpoint_every: TimeDelta::minutes(10),
            audit_checkpoint_rows: 1000,
            engine_build: concat!("credence ", env!("CARGO_PKG_VERSION")).to_owned(),
        }
    }

    /// How long anything that we sign counts at most.
    pub(crate) fn longest_token_life(&self) -> TimeDelta {
        self.session_ttl.max(self.signed_result_life)
    }

    /// A page of the service, such as `verify/`, with what belongs behind the `#`: browsers keep
    /// that to themselves, so it reaches no server and no log.
    pub(crate) fn page(&self, name: &str, fragment: &str) -> Url {
        let mut url = self.public_url.clone();
        if let Ok(mut path) = url.path_segments_mut() {
            path.pop_if_empty().extend([name, ""]);
        }
        url.set_fragment(Some(fragment));
        url
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_lie_below_the_public_address() {
        for (address, page) in [
            ("https://id.example.org", "https://id.example.org/verify/#x"),
            ("https://example.org/id", "https://example.org/id/verify/#x"),
            (
                "https://example.org/id/",
                "https://example.org/id/verify/#x",
            ),
        ] {
            let public_url: Url = address.parse().unwrap();
            let config = Config::new(public_url.clone(), public_url, String::new());
            assert_eq!(config.page("verify", "x").as_str(), page);
        }
    }
}
