use anyhow::{Context, Result};

use crate::arguments::{PolicyCommand, Settings};
use crate::assemble::policy::{installation_policy, policy_file};

/// Does what the command names.
pub(crate) fn policy(settings: &Settings, command: &PolicyCommand) -> Result<()> {
    match command {
        PolicyCommand::Check { file } => {
            let policy = policy_file(file)?;
            println!(
                "{} is a sound policy, version {}.",
                file.display(),
                policy.version
            );
        }
        PolicyCommand::Show => {
            let policy = installation_policy(settings)?;
            let json = serde_json::to_string_pretty(&policy).context("writing the policy")?;
            println!("{json}");
        }
    }
    Ok(())
}
