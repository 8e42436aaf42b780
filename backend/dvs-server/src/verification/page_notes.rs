//! What our page writes into `frontEndMetadata`: its word on how the pictures came to be. Anybody
//! can write anything there, so it only ever counts against a request.

use std::collections::BTreeMap;

use credence_engine::{MAX_FRAMES, PageNotes};
use serde::Deserialize;

/// Names by which drivers that feed films to the browser are known. Whoever hides one renames it.
const VIRTUAL_CAMERAS: [&str; 14] = [
    "virtual",
    "obs",
    "manycam",
    "snap camera",
    "xsplit",
    "droidcam",
    "iriun",
    "epoccam",
    "e2esoft",
    "splitcam",
    "mmhmm",
    "akvcam",
    "v4l2loopback",
    "dummy video",
];
/// A nonce of ours is shorter.
const LONGEST_NONCE: usize = 64;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Metadata {
    challenge: Option<Challenge>,
    capture: BTreeMap<String, Capture>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Challenge {
    nonce: String,
    /// Milliseconds since the challenge was shown, one for each frame.
    frames: Vec<u32>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Capture {
    from: String,
    label: String,
}

/// Reads the metadata. What is not ours, the vendor's page's above all, says nothing.
pub(super) fn page_notes(metadata: Option<&str>) -> PageNotes {
    let metadata: Metadata = metadata
        .and_then(|json| serde_json::from_str(json).ok())
        .unwrap_or_default();
    let mut notes = PageNotes::default();
    if let Some(challenge) = metadata.challenge
        && challenge.nonce.len() <= LONGEST_NONCE
        && challenge.frames.len() <= MAX_FRAMES
    {
        notes.nonce = Some(challenge.nonce);
        notes.frame_milliseconds = challenge.frames;
    }
    if let Some(selfie) = metadata.capture.get("face")
        && selfie.from == "file"
    {
        notes.source.push("selfie_from_file");
    }
    if metadata.capture.values().any(is_virtual) {
        notes.source.push("virtual_camera");
    }
    notes
}

fn is_virtual(capture: &Capture) -> bool {
    let label = capture.label.to_lowercase();
    let mut words = label.split(|c: char| !c.is_alphanumeric());
    VIRTUAL_CAMERAS
        .iter()
        .any(|name| label.contains(name) && (name.len() > 3 || words.any(|word| word == *name)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn our_page_s_notes_are_read() {
        let notes = page_notes(Some(
            r#"{"challenge":{"nonce":"abc","frames":[0,700]},
                "capture":{"front":{"from":"camera","label":"Rear camera"},
                           "face":{"from":"file","label":""}}}"#,
        ));
        assert_eq!(notes.nonce.as_deref(), Some("abc"));
        assert_eq!(notes.frame_milliseconds, [0, 700]);
        assert_eq!(notes.source, ["selfie_from_file"]);
    }

    #[test]
    fn virtual_cameras_are_known_by_their_names() {
        let is_virtual = |label: &str| {
            is_virtual(&Capture {
                from: "camera".to_owned(),
                label: label.to_owned(),
            })
        };
        assert!(is_virtual("OBS Virtual Camera") && is_virtual("obs-camera (0001)"));
        assert!(is_virtual("ManyCam Source") && is_virtual("Dummy video device (0x0000)"));
        assert!(!is_virtual("Logitech HD Webcam C270") && !is_virtual("Jobs camera"));
        assert!(!is_virtual(""));
    }

    #[test]
    fn what_is_not_ours_says_nothing() {
        let long = format!(r#"{{"challenge":{{"nonce":"{}"}}}}"#, "a".repeat(65));
        for text in [
            "",
            "no json",
            "[1]",
            r#"{"version":"3.10.0","logs":{}}"#,
            r#"{"challenge":{"nonce":7}}"#,
            &long,
        ] {
            assert_eq!(page_notes(Some(text)), PageNotes::default(), "{text}");
        }
        assert_eq!(page_notes(None), PageNotes::default());
    }
}
