use std::fs;
use std::os::unix::fs::MetadataExt;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::Command;

use crate::LaunchError;

/// The unprivileged account that root runs the server as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Account {
    pub(crate) uid: u32,
    pub(crate) gid: u32,
}

impl Account {
    /// The account to drop to, or `None` when this process is not root and needs no drop.
    pub(crate) fn to_drop_to(data: &Path) -> Result<Option<Self>, LaunchError> {
        if !rustix::process::geteuid().is_root() {
            return Ok(None);
        }
        let owner = fs::symlink_metadata(data).ok().map(|m| Self {
            uid: m.uid(),
            gid: m.gid(),
        });
        let passwd = fs::read_to_string("/etc/passwd").unwrap_or_default();
        owner
            .filter(|owner| owner.uid != 0)
            .or_else(|| named(&passwd, "postgres"))
            .or_else(|| named(&passwd, "nobody"))
            .map(Some)
            .ok_or(LaunchError::NoAccount)
    }

    pub(crate) fn apply(self, command: &mut Command) {
        command.uid(self.uid).gid(self.gid);
    }
}

fn named(passwd: &str, name: &str) -> Option<Account> {
    passwd.lines().find_map(|line| {
        let mut fields = line.split(':');
        if fields.next() != Some(name) {
            return None;
        }
        let uid = fields.nth(1)?.parse().ok()?;
        let gid = fields.next()?.parse().ok()?;
        Some(Account { uid, gid })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_account_is_found_by_its_whole_name() {
        let passwd =
            "root:x:0:0::/root:/bin/sh\npostgresql:x:7:7::/:\npostgres:x:104:107::/:/bin/sh\n";
        assert_eq!(
            named(passwd, "postgres"),
            Some(Account { uid: 104, gid: 107 })
        );
        assert_eq!(named(passwd, "nobody"), None);
    }
}
