use clap::Subcommand;
use credence_app::Scope;
use uuid::Uuid;

use super::DcsKeysCommand;

#[derive(Debug, Subcommand)]
pub(crate) enum KeysCommand {
    /// A secret key for an integrator's service.
    Integrator {
        /// What the key is for; shown in lists.
        #[arg(long, default_value = "integrator")]
        name: String,
        /// What it may be used for; repeatable, every scope when absent.
        #[arg(long = "scope", value_parser = scope_of)]
        scopes: Vec<Scope>,
        /// Ends it after so many days; it does not end by itself when absent.
        #[arg(long, value_parser = clap::value_parser!(u16).range(1..))]
        expires_in_days: Option<u16>,
        /// Whose key it is (`credence tenants list`); without it, the tenant that the first start made.
        #[arg(long, value_name = "ID")]
        tenant: Option<Uuid>,
    },
    /// A pair of DVS keys, public and secret.
    Dvs {
        /// Binds the public key to the pages of this host (`shop.example`, `*.example`); repeatable.
        #[arg(long = "licence-host")]
        licence_hosts: Vec<String>,
    },
    /// A one-time link by which somebody becomes an administrator.
    Invitation {
        /// Whose administrator (`credence tenants list`); without it, the tenant that the first start
        /// made.
        #[arg(long, value_name = "ID")]
        tenant: Option<Uuid>,
    },
    /// Makes a new master key beside the old ones, has every running process wrap with it and rewraps
    /// what the old ones wrapped. Nothing stops meanwhile, and images are not touched. Ended early, run
    /// again it goes on; a new key is made only once nothing is left to do.
    Rotate {
        /// How long to wait for running processes to know the new key.
        #[arg(long, default_value_t = 120, value_name = "SECONDS")]
        wait: u64,
    },
    /// Prints the master keys: their names, since when each is in use, how many keys each still wraps.
    List,
    /// Ends a master key that wraps nothing any more, and removes its file.
    Retire {
        /// Its name.
        name: String,
        /// Also where marks of pictures and documents were made with it: they are found no more.
        #[arg(long)]
        forget_marks: bool,
        /// Also where backups were made with it: without a copy of the key they open no more.
        #[arg(long)]
        forget_backups: bool,
    },
    /// Has a new key sign session tokens and results, and prints its name (`kid`). It is published at
    /// once and signs ten minutes later, when everybody knows it; the key before stays published until
    /// everything that it signed has lapsed.
    RotateSigning {
        /// How long the new key is published before it signs.
        #[arg(long, default_value_t = 10, value_name = "MINUTES")]
        lead_minutes: u16,
        /// For a key that was stolen: the new one signs at once, and everything that keys before signed
        /// is refused, the links that people hold included.
        #[arg(long, conflicts_with = "lead_minutes")]
        revoke: bool,
    },
    /// Keys and certificates for the Document Checking Service.
    #[command(subcommand)]
    Dcs(DcsKeysCommand),
}

fn scope_of(text: &str) -> Result<Scope, String> {
    Scope::parse(text).ok_or_else(|| {
        let names: Vec<&str> = Scope::ALL.into_iter().map(Scope::as_str).collect();
        format!("expected one of {}", names.join(", "))
    })
}
