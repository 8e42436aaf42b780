use credence_dvs_protocol::VerificationContent;
use credence_types::ReaderModel;

/// More than a reader has.
const MOST_MODELS: usize = 32;
const LONGEST_NAME: usize = 100;

/// The models that the reader says it read the pictures with; `None` where it does not tell. They
/// stand in clear, so nothing is taken that is no name with a hash.
pub(crate) fn models_of(content: &VerificationContent) -> Option<Vec<ReaderModel>> {
    let mut models: Vec<_> = content.reader_models.clone().unwrap_or_default();
    let compared = content.face_comparison.as_ref();
    let recogniser = compared.and_then(|face| {
        let (name, sha256) = face.model_id.clone().zip(face.model_sha256.clone())?;
        Some(ReaderModel { name, sha256 })
    });
    models.extend(recogniser);
    models.retain(is_named);
    models.sort();
    models.dedup_by(|one, other| one.sha256 == other.sha256 && one.name == other.name);
    models.truncate(MOST_MODELS);
    let is_told = content.reader_models.is_some() || !models.is_empty();
    is_told.then_some(models)
}

fn is_named(model: &ReaderModel) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_graphic() || byte == b' ';
    (1..=LONGEST_NAME).contains(&model.name.len())
        && model.name.bytes().all(is_plain)
        && model.sha256.len() == 64
        && model.sha256.bytes().all(|byte| byte.is_ascii_hexdigit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn model(name: &str, sha256: String) -> ReaderModel {
        let name = name.to_owned();
        ReaderModel { name, sha256 }
    }

    #[test]
    fn only_names_with_hashes_are_kept_and_silence_stays_silence() {
        let mut content = VerificationContent::default();
        assert_eq!(models_of(&content), None);
        content.reader_models = Some(Vec::new());
        assert_eq!(models_of(&content), Some(Vec::new()));
        let sound = model("print-line", "0".repeat(64));
        content.reader_models = Some(vec![
            sound.clone(),
            sound.clone(),
            model("", "0".repeat(64)),
            model("a\nb", "0".repeat(64)),
            model("short", "0".repeat(63)),
            model("letters", "g".repeat(64)),
        ]);
        assert_eq!(models_of(&content), Some(vec![sound]));
    }
}
