use clap::Args;
use url::Url;

/// The vendor's domains.
const VENDORS: [&str; 2] = ["idware.net", "idscan.net"];

/// Who reads the photographs.
#[derive(Debug, Clone, Args)]
pub(crate) struct DvsOperatorSettings {
    /// Who runs the DVS server, where it is somebody else: the name that people read when they are asked to
    /// agree that their photographs are sent there. Set it whenever the server is not your own.
    #[arg(
        long,
        env = "CREDENCE_DVS_OPERATOR",
        value_name = "NAME",
        value_parser = name,
        global = true
    )]
    dvs_operator: Option<String>,
}

impl DvsOperatorSettings {
    /// Whose it is; nobody's name is none.
    pub(crate) fn name(&self) -> Option<&str> {
        self.dvs_operator.as_deref().filter(|name| !name.is_empty())
    }
}

/// Whether this is a vendor's server: one that somebody else certainly runs.
pub(crate) fn is_vendors(dvs_url: &Url) -> bool {
    let host = dvs_url.host_str().unwrap_or_default();
    let host = host.trim_end_matches('.').to_ascii_lowercase();
    VENDORS.iter().any(|vendor| {
        host.strip_suffix(vendor)
            .is_some_and(|before| before.is_empty() || before.ends_with('.'))
    })
}

/// It stands in a sentence.
fn name(text: &str) -> Result<String, &'static str> {
    let text = text.trim();
    // Empty where a file of settings names it and gives nothing.
    if text.chars().count() <= 80 && !text.contains(char::is_control) {
        Ok(text.to_owned())
    } else {
        Err("a name has at most 80 characters and no control characters")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_vendors_server_is_known_by_its_host() {
        for (url, wanted) in [
            ("https://dvs2.idware.net", true),
            ("https://DVS.IDScan.net./api", true),
            ("https://idscan.net:8443/", true),
            ("https://idware.net.example.org/", false),
            ("https://notidware.net/", false),
            ("http://localhost:8081", false),
            ("http://127.0.0.1:8081", false),
        ] {
            assert_eq!(is_vendors(&url.parse().unwrap()), wanted, "{url}");
        }
    }

    #[test]
    fn a_name_can_stand_in_a_sentence() {
        assert_eq!(name(" IDScan.net ").unwrap(), "IDScan.net");
        for text in ["a\nb", &"x".repeat(81)] {
            name(text).unwrap_err();
        }
        let of = |text: &str| DvsOperatorSettings {
            dvs_operator: Some(name(text).unwrap()),
        };
        assert_eq!(of("IDScan.net").name(), Some("IDScan.net"));
        assert_eq!(of(" ").name(), None);
    }
}
