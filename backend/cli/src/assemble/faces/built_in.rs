//! The built-in models: four files of a pinned npm package, below the data folder.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use credence_vision::face::{BUILT_IN_FILES, BuiltInFiles, FaceModels};

use super::{files, models_folder};

/// Many times the largest of the four.
const MOST_BYTES: u64 = 64 << 20;
/// Where in a package its models lie, as npm installs and as it packs it.
const PLACES: [&str; 4] = [
    "",
    "model",
    "package/model",
    "node_modules/@vladmandic/face-api/model",
];

/// The folder of the four files.
#[derive(Debug, Clone)]
pub(crate) struct BuiltInFolder(PathBuf);

impl BuiltInFolder {
    /// The folder below a data folder; the set-up fills the same one.
    pub(crate) fn below(data: &Path) -> Self {
        Self(models_folder(data).join("face-api"))
    }

    pub(crate) fn path(&self) -> &Path {
        &self.0
    }

    /// Whether the four files are there, whatever is in them.
    pub(crate) fn is_complete(&self) -> bool {
        self.missing().is_empty()
    }

    /// Which of the four are not there.
    pub(crate) fn missing(&self) -> Vec<&'static str> {
        BUILT_IN_FILES
            .iter()
            .map(|file| file.name)
            .filter(|name| !self.0.join(name).is_file())
            .collect()
    }

    /// Verifies and loads.
    pub(crate) fn load(&self) -> Result<FaceModels> {
        let [a, b, c, d] = BUILT_IN_FILES.map(|file| self.0.join(file.name));
        let bytes = read_all([&a, &b, &c, &d])?;
        models(&bytes).with_context(|| {
            format!(
                "loading the built-in face models; remove {} or fill it anew with `credence models \
                 import FOLDER`",
                self.0.display()
            )
        })
    }

    /// Takes the four files from a package's folder or from files of their names. All are verified
    /// and loaded before one is copied.
    pub(crate) fn import(&self, from: &[PathBuf]) -> Result<()> {
        let [a, b, c, d] = BUILT_IN_FILES;
        let found = [
            find(from, a.name)?,
            find(from, b.name)?,
            find(from, c.name)?,
            find(from, d.name)?,
        ];
        let bytes = read_all(found.each_ref().map(PathBuf::as_path))?;
        models(&bytes).context(
            "importing the built-in face models; they are those of @vladmandic/face-api 1.7.15",
        )?;
        fs::create_dir_all(&self.0).with_context(|| format!("making {}", self.0.display()))?;
        for (file, bytes) in BUILT_IN_FILES.iter().zip(&bytes) {
            files::write(&self.0.join(file.name), bytes)?;
        }
        Ok(())
    }
}

fn read_all(paths: [&Path; 4]) -> Result<[Vec<u8>; 4]> {
    let [a, b, c, d] = paths.map(|path| files::read(path, MOST_BYTES));
    Ok([a?, b?, c?, d?])
}

fn models(bytes: &[Vec<u8>; 4]) -> Result<FaceModels> {
    let [
        recognition_manifest,
        recognition_weights,
        landmark_manifest,
        landmark_weights,
    ] = bytes;
    let models = FaceModels::built_in(&BuiltInFiles {
        recognition_manifest,
        recognition_weights,
        landmark_manifest,
        landmark_weights,
    })?;
    Ok(models)
}

fn find(from: &[PathBuf], name: &str) -> Result<PathBuf> {
    for place in from {
        if place.is_dir() {
            let found = PLACES.map(|inner| place.join(inner).join(name));
            if let Some(path) = found.into_iter().find(|path| path.is_file()) {
                return Ok(path);
            }
        } else if place.file_name().is_some_and(|own| own == name) {
            return Ok(place.clone());
        }
    }
    bail!(
        "{name} is not there; name the folder of an unpacked package @vladmandic/face-api 1.7.15, or \
         its four files"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_self_test_passes_networks_that_answer() {
        FaceModels::seeded(3).unwrap().try_out().unwrap();
    }

    #[test]
    fn files_are_found_where_packages_keep_them() {
        let folder = tempfile::tempdir().unwrap();
        let name = BUILT_IN_FILES[0].name;
        let from = [folder.path().to_owned()];
        let refused = find(&from, name).unwrap_err().to_string();
        assert!(refused.contains(name), "{refused}");
        for place in PLACES {
            let folder = tempfile::tempdir().unwrap();
            let inner = folder.path().join(place);
            fs::create_dir_all(&inner).unwrap();
            fs::write(inner.join(name), "").unwrap();
            let found = find(&[folder.path().to_owned()], name).unwrap();
            assert_eq!(found, inner.join(name));
            assert_eq!(find(std::slice::from_ref(&found), name).unwrap(), found);
        }
    }

    #[test]
    fn nothing_is_copied_before_everything_is_verified() {
        let (from, data) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        for file in BUILT_IN_FILES {
            fs::write(from.path().join(file.name), "other bytes").unwrap();
        }
        let target = BuiltInFolder::below(data.path());
        let refused = target.import(&[from.path().to_owned()]).unwrap_err();
        let words = format!("{refused:#}");
        assert!(
            words.contains("SHA-256") && words.contains(BUILT_IN_FILES[0].name),
            "{words}"
        );
        assert_eq!(target.missing().len(), 4);
        assert!(!target.path().exists());
    }
}
