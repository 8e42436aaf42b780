//! The model's file: three boosted classifiers of the first stage, then three networks.

use super::lab::Boosted;
use super::surf::{FEATURE_VALUES, Perceptron, feature_count};

/// What is read; sizes beyond these are none of this model's.
const MOST_FEATURES: usize = 4096;
const MOST_OUTPUTS: usize = 1024;
/// How a stage's kind is written.
const BOOSTED: i32 = 0;
const PERCEPTRON: i32 = 1;
/// Weights by value of a feature, which is a byte.
const VALUES: usize = 256;

/// Boosted classifiers of every window, and networks that judge and move what they let through.
pub(super) struct Model {
    pub(super) boosted: Vec<Boosted>,
    pub(super) perceptrons: Vec<Perceptron>,
}

impl Model {
    /// `None` for anything but the file of SeetaFace's frontal detector, version 1.0.
    pub(super) fn read(file: &[u8]) -> Option<Self> {
        let mut reader = Reader(file);
        let mut model = Self {
            boosted: Vec::new(),
            perceptrons: Vec::new(),
        };
        for _ in 0..reader.count(8)? {
            for _ in 0..reader.count(8)? {
                for _ in 0..reader.count(8)? {
                    match reader.integer()? {
                        BOOSTED => model.boosted.push(reader.boosted()?),
                        PERCEPTRON => model.perceptrons.push(reader.perceptron()?),
                        _ => return None,
                    }
                }
                // Which earlier models' windows this one takes: all of them, in this file.
                // A negative number of them stands for none.
                for _ in 0..reader.integer()?.min(8) {
                    reader.integer()?;
                }
            }
        }
        let is_whole = reader.0.is_empty() && model.boosted.len() == 3;
        (is_whole && model.perceptrons.len() == 3).then_some(model)
    }
}

/// Little-endian numbers one after the other.
struct Reader<'a>(&'a [u8]);

impl Reader<'_> {
    fn four(&mut self) -> Option<[u8; 4]> {
        let (four, rest) = self.0.split_first_chunk::<4>()?;
        self.0 = rest;
        Some(*four)
    }

    fn integer(&mut self) -> Option<i32> {
        self.four().map(i32::from_le_bytes)
    }

    fn count(&mut self, most: usize) -> Option<usize> {
        let count = usize::try_from(self.integer()?).ok()?;
        (count <= most).then_some(count)
    }

    fn number(&mut self) -> Option<f32> {
        self.four().map(f32::from_le_bytes)
    }

    fn numbers(&mut self, count: usize) -> Option<Vec<f32>> {
        (0..count).map(|_| self.number()).collect()
    }

    fn boosted(&mut self) -> Option<Boosted> {
        let count = self.count(MOST_FEATURES)?;
        if self.count(VALUES)? + 1 != VALUES {
            return None;
        }
        let place = |reader: &mut Self| {
            let (x, y) = (reader.integer()?, reader.integer()?);
            Some((usize::try_from(x).ok()?, usize::try_from(y).ok()?))
        };
        let places = (0..count)
            .map(|_| place(self))
            .collect::<Option<Vec<_>>>()?;
        let thresholds = self.numbers(count)?;
        let weights = (0..count)
            .map(|_| self.numbers(VALUES))
            .collect::<Option<Vec<_>>>()?;
        Boosted::new(places, thresholds, weights)
    }

    fn perceptron(&mut self) -> Option<Perceptron> {
        let layers = self.count(8)?;
        let features = self.count(feature_count())?;
        let feature = |reader: &mut Self| {
            let number = usize::try_from(reader.integer()?).ok()?.checked_sub(1)?;
            (number < feature_count()).then_some(number)
        };
        let features = (0..features)
            .map(|_| feature(self))
            .collect::<Option<Vec<_>>>()?;
        let threshold = self.number()?;
        let mut inputs = self.count(MOST_FEATURES)?;
        if inputs != features.len() * FEATURE_VALUES {
            return None;
        }
        let mut read = Vec::new();
        for _ in 1..layers {
            let outputs = self.count(MOST_OUTPUTS)?;
            read.push((self.numbers(inputs * outputs)?, self.numbers(outputs)?));
            inputs = outputs;
        }
        (inputs == 4).then_some(Perceptron {
            features,
            threshold,
            layers: read,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cut_or_longer_file_is_refused() {
        let file = super::super::MODEL;
        assert!(Model::read(file).is_some());
        for length in (0..file.len()).step_by(9_973) {
            assert!(Model::read(&file[..length]).is_none(), "{length}");
        }
        assert!(Model::read(&[file, &[0]].concat()).is_none());
        assert!(Model::read(&[0xff; 64]).is_none());
    }
}
