use std::collections::BTreeMap;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use credence_objects::Kek;
use credence_types::Redacted;

use super::key_service::KeyService;
use crate::arguments::Settings;
use crate::secret_file;
use crate::secrets::SecretsFolder;

/// The name of the first key, and of one that is given without a name.
const FIRST: &str = "master-1";

/// Where the master keys are kept.
#[derive(Debug, Clone)]
pub(crate) enum Place {
    /// A file each in the data folder, where new ones can be made.
    Folder(SecretsFolder),
    /// A file of the operator's.
    File(PathBuf),
    /// A setting.
    Setting(Redacted<String>),
}

/// Where the master keys come from, and what opens them.
#[derive(Debug, Clone)]
pub(crate) struct KeySource {
    pub(crate) place: Place,
    service: Option<KeyService>,
}

impl KeySource {
    pub(crate) fn of(settings: &Settings) -> Result<Self> {
        let given = settings.master_key.as_deref();
        let place = match (
            given.filter(|text| !text.is_empty()),
            &settings.secret_files.master_key_file,
        ) {
            (Some(_), Some(_)) => bail!(
                "both CREDENCE_MASTER_KEY and CREDENCE_MASTER_KEY_FILE are set: keep one of them"
            ),
            (Some(text), None) => Place::Setting(Redacted::new(text.to_owned())),
            (None, Some(path)) => Place::File(path.clone()),
            (None, None) => Place::Folder(SecretsFolder::below(&settings.data)),
        };
        let service = KeyService::of(settings)?;
        Ok(Self { place, service })
    }

    /// Every key by its name; none where none was ever made. Asks the key service for those that it
    /// sealed.
    pub(crate) async fn load(&self) -> Result<BTreeMap<String, Kek>> {
        let mut keys = BTreeMap::new();
        for (name, text) in self.texts()? {
            let kek = self
                .open(&text)
                .await
                .with_context(|| format!("reading the master key {name} ({})", self.describe()))?;
            keys.insert(name, kek);
        }
        Ok(keys)
    }

    /// Makes a key of that name, where keys are files of our own.
    pub(crate) async fn make(&self, name: &str) -> Result<Kek> {
        let Place::Folder(folder) = &self.place else {
            bail!(
                "the master keys come from {}, so a new one has to be added there: a line \
                 `{name}=` followed by the output of `openssl rand -hex 32`; then {} and run this again",
                self.describe(),
                match self.place {
                    Place::File(_) => "wait ten seconds",
                    Place::Setting(_) | Place::Folder(_) => "restart every process",
                }
            );
        };
        let file = file_name(name);
        if folder.read(&file)?.is_some() {
            bail!("{} is there already", folder.path(&file).display());
        }
        let kek = Kek::generate().context("making a master key")?;
        let hex = kek.to_hex();
        match &self.service {
            Some(service) => {
                let sealed = service.seal(&hex).await;
                folder.write(
                    &file,
                    &sealed.context("sealing a master key at the key service")?,
                )?;
            }
            None => folder.write(&file, &hex)?,
        }
        Ok(kek)
    }

    /// Destroys a key's file, where it is ours; `false` where the operator has to.
    pub(crate) fn destroy(&self, name: &str) -> Result<bool> {
        match &self.place {
            Place::Folder(folder) => folder.remove(&file_name(name)).map(|()| true),
            Place::File(_) | Place::Setting(_) => Ok(false),
        }
    }

    /// For the operator: the place, never the keys.
    pub(crate) fn describe(&self) -> String {
        let place = match &self.place {
            Place::Folder(folder) => folder.path("").display().to_string(),
            Place::File(path) => format!("{} (CREDENCE_MASTER_KEY_FILE)", path.display()),
            Place::Setting(_) => "CREDENCE_MASTER_KEY".to_owned(),
        };
        match &self.service {
            Some(service) => format!("{place}, opened by {}", service.address()),
            None => place,
        }
    }

    fn texts(&self) -> Result<Vec<(String, String)>> {
        match &self.place {
            Place::Setting(text) => named(text.expose()),
            Place::File(path) => named(&secret_file::read(path)?),
            Place::Folder(folder) => {
                let mut texts = Vec::new();
                for file in folder.list()? {
                    if let (Some(name), Some(text)) = (key_name(&file), folder.read(&file)?) {
                        texts.push((name, text));
                    }
                }
                Ok(texts)
            }
        }
    }

    async fn open(&self, text: &str) -> Result<Kek> {
        let hex = match (&self.service, KeyService::has_sealed(text)) {
            (Some(service), true) => service.open(text).await?,
            (None, true) => bail!(
                "a key service sealed it: set CREDENCE_KEY_SERVICE and CREDENCE_KEY_SERVICE_TOKEN_FILE"
            ),
            // Beside a key service a bare key still opens what it wrapped, so that one can rotate
            // away from it.
            (_, false) => text.to_owned(),
        };
        refuse_a_weak_key(&hex)?;
        Ok(Kek::from_hex(&hex)?)
    }
}

/// `name=key` each, or one key without a name; by white space or commas.
fn named(text: &str) -> Result<Vec<(String, String)>> {
    let mut keys: Vec<(String, String)> = Vec::new();
    for part in text.split([' ', '\t', '\r', '\n', ',']) {
        if part.is_empty() {
            continue;
        }
        let (name, key) = match part.split_once('=') {
            Some((name, key)) if is_name(name) => (name, key),
            _ => (FIRST, part),
        };
        if keys.iter().any(|(known, _)| known == name) {
            bail!("the master key {name} is given twice; write each as NAME=KEY");
        }
        keys.push((name.to_owned(), key.to_owned()));
    }
    Ok(keys)
}

fn is_name(text: &str) -> bool {
    number(text).is_some()
}

/// The number of `master-N`.
pub(super) fn number(name: &str) -> Option<u32> {
    let number: u32 = name.strip_prefix("master-")?.parse().ok()?;
    (format!("master-{number}") == name).then_some(number)
}

fn file_name(name: &str) -> String {
    match name {
        FIRST => "master.key".to_owned(),
        other => format!("{other}.key"),
    }
}

fn key_name(file: &str) -> Option<String> {
    if file == "master.key" {
        return Some(FIRST.to_owned());
    }
    let name = file.strip_suffix(".key")?;
    (is_name(name) && name != FIRST).then(|| name.to_owned())
}

fn refuse_a_weak_key(text: &str) -> Result<()> {
    let mut pairs: Vec<&[u8]> = text.trim().as_bytes().chunks(2).collect();
    pairs.sort_unstable();
    pairs.dedup();
    if pairs.len() < 8 {
        bail!("the key is too regular to be random; make one with `openssl rand -hex 32`");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_regular_key_is_weak() {
        assert!(refuse_a_weak_key(&"00".repeat(32)).is_err());
        assert!(refuse_a_weak_key(&"abcdef".repeat(10)).is_err());
        assert!(
            refuse_a_weak_key("8f1c2a9be07754d3c6a1f09e5b3d7788aa11bb22cc33dd44ee55ff6600997711")
                .is_ok()
        );
    }

    #[test]
    fn keys_are_named_or_the_first() {
        let keys = |text| named(text).unwrap();
        let pair = |name: &str, key: &str| (name.to_owned(), key.to_owned());
        assert_eq!(keys("ab\n"), [pair("master-1", "ab")]);
        assert_eq!(
            keys("master-1=ab, master-2=vault:v1:x+/=="),
            [pair("master-1", "ab"), pair("master-2", "vault:v1:x+/==")]
        );
        assert_eq!(keys("vault:v1:xy=="), [pair("master-1", "vault:v1:xy==")]);
        assert!(named("ab cd").is_err());
        assert!(named("").unwrap().is_empty());
    }

    #[test]
    fn files_have_the_names_of_keys() {
        for name in ["master-1", "master-2", "master-17"] {
            assert_eq!(key_name(&file_name(name)).as_deref(), Some(name));
        }
        for other in [
            "integrator.key",
            "master-1.key",
            "master-02.key",
            "master-2",
            "master-2.key.new",
        ] {
            assert_eq!(key_name(other), None, "{other}");
        }
    }
}
