use rustix::process::{Resource, getrlimit, setrlimit};

/// Each connection is an open file, and the usual soft limit is a thousand: takes what the hard
/// limit grants.
pub(crate) fn allow_all() {
    let mut limit = getrlimit(Resource::Nofile);
    limit.current = limit.maximum;
    if let Err(error) = setrlimit(Resource::Nofile, limit) {
        tracing::warn!(%error, "the limit on open files stays as it is");
    }
}
