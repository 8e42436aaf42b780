use std::fmt;

use anyhow::{Context, Result};
use credence_app::{App, IntegratorKey, NewSession, create_session};
use credence_types::Redacted;
use url::Url;

use crate::arguments::Settings;
use crate::assemble::simulator;
use crate::secrets::SecretsFolder;

/// What `credence up` prints: where to go, and how to call it.
pub(crate) struct Greeting {
    public_url: Url,
    verify: Redacted<Url>,
    invitation: Option<Redacted<Url>>,
    key_file: String,
    /// What faces are compared by, where our own DVS server does that.
    faces: Option<String>,
    /// Our simulator of the Document Checking Service, where it runs.
    simulator: Option<Url>,
}

impl Greeting {
    /// Makes a session to try, and gathers the links.
    pub(crate) async fn prepare(
        settings: &Settings,
        app: &App,
        key: &IntegratorKey,
        invitation: Option<Redacted<Url>>,
        secrets: &SecretsFolder,
        faces: Option<String>,
    ) -> Result<Self> {
        let new = NewSession {
            reference: Some("first try".to_owned()),
            ..NewSession::default()
        };
        let session = create_session(app, key, new)
            .await
            .context("making a session to try")?;
        Ok(Self {
            public_url: settings.public_url()?,
            verify: session.url,
            invitation,
            faces,
            simulator: match settings.dcs.url()? {
                Some(_) => None,
                None => Some(simulator::url(settings)?),
            },
            key_file: secrets.path("integrator.key").display().to_string(),
        })
    }
}

impl fmt::Display for Greeting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let base = self.public_url.as_str().trim_end_matches('/');
        writeln!(
            f,
            "\nCredence is running. Ctrl-C stops it; everything is kept.\n"
        )?;
        writeln!(f, "  Be verified    {}", self.verify.expose())?;
        match &self.invitation {
            Some(link) => writeln!(
                f,
                "  Console        {}\n                 (once, for the first administrator)",
                link.expose()
            )?,
            None => writeln!(f, "  Console        {base}/review/")?,
        }
        writeln!(f, "  API            {base}/docs")?;
        if let Some(faces) = &self.faces {
            writeln!(f, "  Faces          {faces}")?;
        }
        match &self.simulator {
            Some(url) => writeln!(
                f,
                "  Passports      checked at our DCS simulator, {url}\n                 \
                 (`credence dcs-simulator numbers` lists what it answers)\n"
            )?,
            None => writeln!(f)?,
        }
        writeln!(
            f,
            "A session for somebody else, as your service would make it:\n"
        )?;
        writeln!(f, "  curl -s {base}/v1/sessions \\")?;
        writeln!(
            f,
            "    -H \"authorization: Bearer $(cat {})\" \\",
            self.key_file
        )?;
        writeln!(
            f,
            "    -H 'content-type: application/json' -d '{{\"reference\":\"order-1\"}}'"
        )
    }
}
