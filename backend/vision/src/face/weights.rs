//! Weights of the built-in networks: read from the files of TensorFlow.js (a manifest of names,
//! shapes and quantisation; the values one after the other), or drawn at random for tests.

use std::collections::HashMap;

use serde::Deserialize;

use super::ModelError;

/// More than any manifest here has.
const MOST_MANIFEST_BYTES: usize = 1 << 20;

/// Values with their shape, as the networks' runtime wants them.
#[derive(Debug, Clone)]
pub(super) struct Tensor {
    pub(super) shape: Vec<usize>,
    pub(super) values: Vec<f32>,
}

/// Where a network's weights come from.
pub(super) enum Weights {
    Read(HashMap<String, Tensor>),
    Drawn(u64),
}

#[derive(Deserialize)]
struct Group {
    weights: Vec<Entry>,
}

#[derive(Deserialize)]
struct Entry {
    name: String,
    shape: Vec<usize>,
    dtype: String,
    quantization: Option<Quantisation>,
}

/// A stored number times the scale, plus the least.
#[derive(Deserialize)]
struct Quantisation {
    dtype: String,
    scale: f64,
    min: f64,
}

impl Weights {
    /// Reads what a manifest says of the values beside it; all of them must be used.
    pub(super) fn read(manifest: &[u8], mut values: &[u8]) -> Result<Self, ModelError> {
        let refuse = |reason| ModelError::Manifest { reason };
        if manifest.len() > MOST_MANIFEST_BYTES {
            return Err(refuse("it is longer than any manifest"));
        }
        let groups: Vec<Group> = serde_json::from_slice(manifest)
            .map_err(|_| refuse("it is not the JSON of TensorFlow.js"))?;
        let mut read = HashMap::new();
        for entry in groups.into_iter().flat_map(|group| group.weights) {
            let width = entry
                .width()
                .ok_or_else(|| refuse("it names a number format that is not known here"))?;
            let count = entry
                .shape
                .iter()
                .try_fold(1usize, |product, &side| product.checked_mul(side));
            let length = count.and_then(|count| count.checked_mul(width));
            let (own, rest) = length
                .and_then(|length| values.split_at_checked(length))
                .ok_or(ModelError::Truncated)?;
            values = rest;
            let tensor = entry.decode(own);
            if !tensor.values.iter().all(|value| value.is_finite()) {
                return Err(refuse("it makes a weight that is no number"));
            }
            read.insert(entry.name, tensor);
        }
        if values.is_empty() {
            Ok(Self::Read(read))
        } else {
            Err(ModelError::Truncated)
        }
    }

    /// The values of a weight, which must have this shape.
    pub(super) fn take(&mut self, name: &str, shape: &[usize]) -> Result<Tensor, ModelError> {
        let name = name.to_owned();
        match self {
            Self::Drawn(seed) => Ok(draw(*seed, &name, shape)),
            Self::Read(read) => match read.remove(&name) {
                None => Err(ModelError::WeightMissing { name }),
                Some(tensor) if tensor.shape == shape => Ok(tensor),
                Some(_) => Err(ModelError::WeightShape { name }),
            },
        }
    }

    /// A vector of a length.
    pub(super) fn vector(&mut self, name: &str, length: usize) -> Result<Vec<f32>, ModelError> {
        Ok(self.take(name, &[length])?.values)
    }

    /// Filters, stored by row, column, channel in, channel out; given by channel out, channel in,
    /// row, column.
    pub(super) fn filters(
        &mut self,
        name: &str,
        side: usize,
        channels_in: usize,
        channels_out: usize,
    ) -> Result<Tensor, ModelError> {
        let stored = self.take(name, &[side, side, channels_in, channels_out])?;
        Ok(Tensor {
            shape: vec![channels_out, channels_in, side, side],
            values: transposed(
                &stored.values,
                side * side * channels_in,
                channels_out,
                |at| at % channels_in * side * side + at / channels_in,
            ),
        })
    }

    /// Filters of one channel each, stored by row, column, channel.
    pub(super) fn depthwise(
        &mut self,
        name: &str,
        side: usize,
        channels: usize,
    ) -> Result<Tensor, ModelError> {
        let stored = self.take(name, &[side, side, channels, 1])?;
        Ok(Tensor {
            shape: vec![channels, 1, side, side],
            values: transposed(&stored.values, side * side, channels, |at| at),
        })
    }
}

impl Entry {
    /// Bytes to a number.
    fn width(&self) -> Option<usize> {
        let dtype = self.quantization.as_ref().map(|q| q.dtype.as_str());
        match dtype.unwrap_or(&self.dtype) {
            "uint8" => Some(1),
            "float32" if dtype.is_none() => Some(4),
            _ => None,
        }
    }

    #[expect(
        clippy::cast_possible_truncation,
        reason = "weights are used in single precision"
    )]
    fn decode(&self, bytes: &[u8]) -> Tensor {
        let values = match &self.quantization {
            Some(quantisation) => bytes
                .iter()
                .map(|&byte| (f64::from(byte) * quantisation.scale + quantisation.min) as f32)
                .collect(),
            None => bytes
                .as_chunks::<4>()
                .0
                .iter()
                .map(|&number| f32::from_le_bytes(number))
                .collect(),
        };
        Tensor {
            shape: self.shape.clone(),
            values,
        }
    }
}

/// Takes `rows × columns` values to columns first; `place` says where in its column a row goes.
fn transposed(
    values: &[f32],
    rows: usize,
    columns: usize,
    place: impl Fn(usize) -> usize,
) -> Vec<f32> {
    let mut into = vec![0.0; values.len()];
    for (row, from) in values.chunks_exact(columns.max(1)).enumerate() {
        for (column, &value) in from.iter().enumerate() {
            if let Some(target) = into.get_mut(column * rows + place(row)) {
                *target = value;
            }
        }
    }
    into
}

/// Random filters of a size that keeps a network's values in range, no shifts, and scales of one.
/// The same seed, name and shape give the same.
fn draw(seed: u64, name: &str, shape: &[usize]) -> Tensor {
    let count: usize = shape.iter().product();
    let outputs = shape.last().copied().unwrap_or(1);
    let spread = if name.contains("filter") || name == "fc" {
        let inputs = if outputs == 1 {
            count / 64
        } else {
            count / outputs
        };
        (3.0 / inputs.max(1) as f32).sqrt()
    } else if name == "fc/weights" {
        0.001
    } else {
        0.0
    };
    let level = if name.ends_with("scale/weights") {
        1.0
    } else {
        0.0
    };
    // FNV-1a of the name, then SplitMix64.
    let mut state = name
        .bytes()
        .fold(seed ^ 0xcbf2_9ce4_8422_2325, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
    let mut next = move || {
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        let [high, low, ..] = (mixed ^ (mixed >> 31)).to_be_bytes();
        f32::from(u16::from_be_bytes([high, low])) / 32_768.0 - 1.0
    };
    let values = if name == "fc/bias" {
        super::built_in::mean_face()
    } else {
        (0..count).map(|_| level + spread * next()).collect()
    };
    Tensor {
        shape: shape.to_vec(),
        values,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MANIFEST: &[u8] = br#"[{"weights":[
        {"name":"a","shape":[2,1],"dtype":"float32","quantization":{"dtype":"uint8","scale":0.5,"min":-1}},
        {"name":"b","shape":[1],"dtype":"float32"}],"paths":["x.bin"]}]"#;

    fn values() -> Vec<u8> {
        [&[0, 4][..], &2.5f32.to_le_bytes()].concat()
    }

    #[test]
    fn quantised_and_plain_weights_are_read() {
        let mut weights = Weights::read(MANIFEST, &values()).unwrap();
        assert_eq!(weights.take("a", &[2, 1]).unwrap().values, [-1.0, 1.0]);
        assert_eq!(weights.vector("b", 1).unwrap(), [2.5]);
    }

    #[test]
    fn what_is_missing_misshapen_or_cut_is_named() {
        let read = || Weights::read(MANIFEST, &values()).unwrap();
        let missing = read().take("c", &[1]).unwrap_err();
        assert!(matches!(missing, ModelError::WeightMissing { name } if name == "c"));
        let misshapen = read().take("a", &[1, 2]).unwrap_err();
        assert!(matches!(misshapen, ModelError::WeightShape { name } if name == "a"));
        for length in 0..values().len() {
            let cut = Weights::read(MANIFEST, &values()[..length]).err().unwrap();
            assert!(matches!(cut, ModelError::Truncated), "{length}: {cut}");
        }
        let longer = [values(), vec![0]].concat();
        let longer = Weights::read(MANIFEST, &longer).err().unwrap();
        assert!(matches!(longer, ModelError::Truncated));
    }

    #[test]
    fn hostile_manifests_are_refused() {
        let huge =
            br#"[{"weights":[{"name":"a","shape":[4294967296,4294967296,16],"dtype":"float32"}]}]"#;
        assert!(matches!(
            Weights::read(huge, &[]).err().unwrap(),
            ModelError::Truncated
        ));
        let foreign = br#"[{"weights":[{"name":"a","shape":[1],"dtype":"complex64"}]}]"#;
        let not_a_number = br#"[{"weights":[{"name":"a","shape":[1],"dtype":"float32","quantization":{"dtype":"uint8","scale":1e308,"min":0}}]}]"#;
        for manifest in [&foreign[..], not_a_number, b"{}", b"[", b"\xff"] {
            let refused = Weights::read(manifest, &[9; 1]).err().unwrap();
            assert!(matches!(refused, ModelError::Manifest { .. }), "{refused}");
        }
    }

    #[test]
    fn filters_are_brought_into_the_runtimes_order() {
        let mut stored = HashMap::new();
        let tensor = Tensor {
            shape: vec![1, 1, 2, 3],
            values: vec![1.0, 2.0, 3.0, 4.0, 5.0, 6.0],
        };
        stored.insert("f".to_owned(), tensor);
        let filters = Weights::Read(stored).filters("f", 1, 2, 3).unwrap();
        assert_eq!(filters.shape, [3, 2, 1, 1]);
        assert_eq!(filters.values, [1.0, 4.0, 2.0, 5.0, 3.0, 6.0]);
    }
}
