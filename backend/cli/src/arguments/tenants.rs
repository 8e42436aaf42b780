use clap::Subcommand;

/// As long as a key's name may be.
const LONGEST_NAME: usize = 200;

#[derive(Debug, Subcommand)]
pub(crate) enum TenantsCommand {
    /// Makes a tenant and prints its id, which `--tenant` takes.
    New {
        /// What the tenant is called; shown in the list alone.
        #[arg(long, value_parser = name_of)]
        name: String,
    },
    /// Prints every tenant: its id, when it was made, its name.
    List,
}

/// A name is printed at a terminal, which control characters could steer.
fn name_of(text: &str) -> Result<String, String> {
    let name = text.trim();
    let is_name = (1..=LONGEST_NAME).contains(&name.chars().count());
    if !is_name || name.contains(char::is_control) {
        return Err(format!(
            "expected 1 to {LONGEST_NAME} characters, none of them a control character"
        ));
    }
    Ok(name.to_owned())
}
