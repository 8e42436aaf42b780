//! `models.toml`: the operator's own models.

use std::path::PathBuf;

use anyhow::{Result, anyhow};
use credence_types::{FaceMetric, FaceThresholds};
use credence_vision::face::ChannelOrder;
use serde::Deserialize;

/// What stands in the file.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ModelsFile {
    pub(crate) detector: DetectorEntry,
    pub(crate) recogniser: RecogniserEntry,
    /// Without a calibration; comparisons then go to a reviewer whatever their band.
    pub(crate) thresholds: Option<FaceThresholds>,
}

/// The detector.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct DetectorEntry {
    pub(crate) path: PathBuf,
    pub(crate) sha256: String,
    #[serde(rename = "kind")]
    _kind: DetectorKind,
    pub(crate) licence: String,
}

/// The recogniser.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RecogniserEntry {
    pub(crate) id: String,
    pub(crate) path: PathBuf,
    pub(crate) sha256: String,
    #[serde(rename = "kind")]
    _kind: RecogniserKind,
    pub(crate) mean: f32,
    pub(crate) deviation: f32,
    pub(crate) channel_order: ChannelWord,
    pub(crate) metric: FaceMetric,
    pub(crate) licence: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum DetectorKind {
    Yunet,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum RecogniserKind {
    Arcface112,
}

/// The order of a recogniser's colours, as it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum ChannelWord {
    Rgb,
    Bgr,
}

impl ChannelWord {
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Rgb => "rgb",
            Self::Bgr => "bgr",
        }
    }
}

impl From<ChannelWord> for ChannelOrder {
    fn from(word: ChannelWord) -> Self {
        match word {
            ChannelWord::Rgb => Self::Rgb,
            ChannelWord::Bgr => Self::Bgr,
        }
    }
}

impl ModelsFile {
    /// Parses the file.
    pub(crate) fn parse(text: &str) -> Result<Self> {
        let file: Self = toml::from_str(text).map_err(|error| anyhow!("{error}"))?;
        for (name, sha256) in [
            ("detector", &file.detector.sha256),
            ("recogniser", &file.recogniser.sha256),
        ] {
            let is_digest = sha256.len() == 64 && sha256.bytes().all(|b| b.is_ascii_hexdigit());
            if !is_digest {
                return Err(anyhow!(
                    "{name}.sha256 is not 64 hexadecimal digits; `sha256sum FILE` prints them"
                ));
            }
        }
        let id = &file.recogniser.id;
        let is_name = (1..=100).contains(&id.len())
            && id
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b));
        if !is_name {
            return Err(anyhow!(
                "recogniser.id has 1 to 100 letters, digits, dashes, underscores and dots"
            ));
        }
        for (name, licence) in [
            ("detector", &file.detector.licence),
            ("recogniser", &file.recogniser.licence),
        ] {
            let is_note = !licence.trim().is_empty() && !licence.contains(char::is_control);
            if !is_note {
                return Err(anyhow!(
                    "{name}.licence is empty; note under which licence you use the model"
                ));
            }
        }
        if file
            .thresholds
            .is_some_and(|thresholds| !thresholds.is_sound())
        {
            return Err(anyhow!(
                "thresholds.consistent is above thresholds.mismatch, or one is no distance"
            ));
        }
        Ok(file)
    }
}

/// A file as it may be written, for whoever begins one.
pub(crate) const EXAMPLE: &str = r#"
[detector]
path = "yunet.onnx"
sha256 = "8f2383e4dd3cfbb4553ea8718107fc0423210dc964f9f4280604804ed2552fa4"
kind = "yunet"
licence = "MIT"

[recogniser]
id = "house-model-1"
path = "/models/recogniser.onnx"
sha256 = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
kind = "arcface112"
mean = 127.5
deviation = 127.5
channel_order = "rgb"
metric = "cosine"
licence = "bought, contract 12"
"#;

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    #[test]
    fn the_example_is_understood() {
        let file = ModelsFile::parse(EXAMPLE).unwrap();
        assert_eq!(file.recogniser.metric, FaceMetric::Cosine);
        assert_eq!(file.recogniser.channel_order, ChannelWord::Rgb);
        assert_eq!(file.thresholds, None);
        let with = format!("{EXAMPLE}[thresholds]\nconsistent = 0.4\nmismatch = 0.6\n");
        let thresholds = ModelsFile::parse(&with).unwrap().thresholds.unwrap();
        assert_eq!((thresholds.consistent, thresholds.mismatch), (0.4, 0.6));
    }

    #[test]
    fn what_is_wrong_is_refused_with_what_to_do() {
        let change = |from: &str, to: &str| {
            let text = EXAMPLE.replacen(from, to, 1);
            assert_ne!(text, EXAMPLE);
            ModelsFile::parse(&text).unwrap_err().to_string()
        };
        for (from, to, words) in [
            ("\"yunet\"", "\"blazeface\"", "yunet"),
            ("\"arcface112\"", "\"facenet\"", "arcface112"),
            ("8f2383", "xx", "detector.sha256 is not 64"),
            ("0123456789abcdef\"", "\"", "recogniser.sha256 is not 64"),
            ("\"rgb\"", "\"rbg\"", "rgb"),
            ("\"cosine\"", "\"manhattan\"", "cosine"),
            ("\"MIT\"", "\" \"", "detector.licence"),
            ("house-model-1", "a model\\u0007", "recogniser.id"),
            ("mean = 127.5\n", "", "mean"),
            ("mean = 127.5", "mean = \"a lot\"", "mean"),
            ("[detector]", "colour = 1\n[detector]", "colour"),
            ("kind = \"yunet\"", "kind = \"yunet\"\nsize = 3", "size"),
        ] {
            let refused = change(from, to);
            assert!(refused.contains(words), "{to}: {refused}");
        }
        let unsound = format!("{EXAMPLE}[thresholds]\nconsistent = 0.6\nmismatch = 0.4\n");
        let refused = ModelsFile::parse(&unsound).unwrap_err().to_string();
        assert!(refused.contains("thresholds.consistent"), "{refused}");
    }
}
