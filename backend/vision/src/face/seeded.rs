//! Files of an operator's kind with random weights, for tests where there are none.

use std::f32::consts::LN_10;

use super::ModelError;
use super::network::Network;
use super::networks::landmarks;
use super::onnx::{Graph, Layer};
use super::operator::RECOGNISER_SIDE;
use super::weights::{Tensor, Weights};
use super::yunet::{SIDE, STRIDES, WIDTHS};

/// A detector of YuNet's shape that sees one face in the middle of any picture.
#[doc(hidden)]
pub fn seeded_detector(seed: u64) -> Result<Vec<u8>, ModelError> {
    let input = Graph::input(SIDE);
    let mut graph = Graph::default();
    let mean = graph.mean_of_all(&input);
    let mut outputs = Vec::new();
    for (width, face) in WIDTHS.into_iter().zip(FACE) {
        for stride in STRIDES {
            let columns = SIDE / stride;
            let count = columns * columns * width;
            let mut weights = drawn(seed, [3, count])?;
            weights.values.iter_mut().for_each(|weight| *weight *= 1e-6);
            let mut shift = vec![0.0; count];
            let middle = (columns * columns / 2 + columns / 2) * width;
            if stride == 32 {
                let cell = shift.iter_mut().skip(middle).zip(face);
                cell.for_each(|(to, from)| *to = *from);
            }
            outputs.push(graph.connect(&mean, &weights, Some(&shift)));
        }
    }
    Ok(graph.finish(&input, &outputs))
}

/// What a cell of the coarsest grid says of a face ten cells wide and high: class, object, box, and
/// eyes, nose and corners of the mouth in cells.
const FACE: [&[f32]; 4] = [
    &[0.95],
    &[0.95],
    &[0.0, 0.0, LN_10, LN_10],
    &[-2.0, -1.5, 2.0, -1.5, 0.0, 0.5, -1.5, 2.5, 1.5, 2.5],
];

/// A recogniser of ArcFace's shape that tells nobody apart.
#[doc(hidden)]
pub fn seeded_recogniser(seed: u64) -> Result<Vec<u8>, ModelError> {
    recogniser(&drawn(seed, [3 * GRID * GRID, VALUES])?)
}

const GRID: usize = 7;
const VALUES: usize = 32;

fn recogniser(weights: &Tensor) -> Result<Vec<u8>, ModelError> {
    let input = Graph::input(RECOGNISER_SIDE);
    let mut graph = Graph::default();
    let step = RECOGNISER_SIDE / GRID;
    let mean = graph.mean(&input, step, step);
    let flat: Layer = graph.flatten(&mean);
    let output = graph.connect(&flat, weights, None);
    Ok(graph.finish(&input, &[output]))
}

fn drawn(seed: u64, shape: [usize; 2]) -> Result<Tensor, ModelError> {
    Weights::Drawn(seed).take("fc", &shape)
}

/// Loads a file as a recogniser and runs it once: what a hostile file reaches.
#[doc(hidden)]
pub fn try_recogniser(file: Vec<u8>) -> Result<(), ModelError> {
    let network = Network::load("recogniser", file, RECOGNISER_SIDE)?;
    let grey = vec![0.5; 3 * RECOGNISER_SIDE * RECOGNISER_SIDE];
    let run = network.run_for(grey, None);
    run.map_err(|fault| fault.of_a_trial(network.name()))?;
    Ok(())
}

/// Reads a manifest with its values and writes the landmark network of them.
#[doc(hidden)]
pub fn try_weights(manifest: &[u8], values: &[u8]) -> Result<(), ModelError> {
    landmarks(&mut Weights::read(manifest, values)?)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use credence_types::{FaceMetric, FaceStatus, FaceThresholds};
    use sha2::{Digest, Sha256};

    use super::*;
    use crate::face::{
        Calibration, ChannelOrder, DetectorFile, FaceModels, OperatorModels, RecogniserFile,
        compare,
    };
    use crate::picture::Picture;

    fn sha256(bytes: &[u8]) -> String {
        let digest = Sha256::digest(bytes);
        digest.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    fn operator(detector: Vec<u8>, recogniser: Vec<u8>) -> OperatorModels {
        OperatorModels {
            detector: DetectorFile {
                sha256: sha256(&detector),
                bytes: detector,
            },
            recogniser: RecogniserFile {
                id: "ours".to_owned(),
                sha256: sha256(&recogniser),
                bytes: recogniser,
                mean: 127.5,
                deviation: 127.5,
                channel_order: ChannelOrder::Rgb,
                metric: FaceMetric::Cosine,
                thresholds: None,
                calibration: None,
            },
        }
    }

    fn sound() -> OperatorModels {
        operator(seeded_detector(1).unwrap(), seeded_recogniser(1).unwrap())
    }

    fn refused(models: OperatorModels) -> ModelError {
        FaceModels::operator(models).unwrap_err()
    }

    fn stripes(width: u32, height: u32, every: u32) -> Picture {
        let places = (0..height).flat_map(|y| (0..width).map(move |x| (x, y)));
        let rgb = places.flat_map(|(x, y)| {
            let is_light = ((x + y) / every).is_multiple_of(2);
            if is_light {
                [220, 180, 140]
            } else {
                [40, 60, 80]
            }
        });
        Picture::from_rgb(width, height, rgb.collect()).unwrap()
    }

    #[test]
    fn without_thresholds_every_comparison_is_for_review() {
        let models = FaceModels::operator(sound()).unwrap();
        assert!(!models.info().is_calibrated && !models.info().is_built_in);
        let (one, other) = (stripes(900, 700, 9), stripes(700, 900, 9));
        let compared = compare(Some(&models), Some(&one), Some(&other)).comparison;
        assert_eq!(compared.status, FaceStatus::Review, "{compared:?}");
        assert_eq!(compared.band, None);
        assert!(compared.distance.is_some_and(|distance| distance <= 2.0));
        assert!(
            compared
                .warnings
                .contains(&"model_without_thresholds".to_owned())
        );
        assert!(
            !compared
                .warnings
                .contains(&"model_uneven_by_group".to_owned())
        );
    }

    #[test]
    fn a_calibration_counts_for_the_very_model_only() {
        let mut models = sound();
        models.recogniser.thresholds = Some(FaceThresholds {
            consistent: 0.5,
            mismatch: 0.9,
        });
        let calibration = Calibration {
            false_match_rate: 0.0001,
            model_sha256: models.recogniser.sha256.to_uppercase(),
        };
        models.recogniser.calibration = Some(calibration.clone());
        let loaded = FaceModels::operator(models.clone()).unwrap();
        assert!(loaded.info().is_calibrated);
        assert_eq!(loaded.info().false_match_rate, Some(0.0001));
        let foreign = Calibration {
            model_sha256: "0".repeat(64),
            ..calibration.clone()
        };
        let impossible = Calibration {
            false_match_rate: f64::NAN,
            ..calibration.clone()
        };
        for calibration in [foreign, impossible] {
            models.recogniser.calibration = Some(calibration);
            assert!(matches!(refused(models.clone()), ModelError::Calibration));
        }
        models.recogniser.calibration = Some(calibration);
        models.recogniser.thresholds = None;
        assert!(matches!(refused(models), ModelError::Calibration));
    }

    #[test]
    fn what_is_stated_wrongly_is_refused_by_name() {
        let mut models = sound();
        models.recogniser.deviation = 0.0;
        assert!(matches!(refused(models), ModelError::Normalisation));
        let mut models = sound();
        models.recogniser.thresholds = Some(FaceThresholds {
            consistent: 0.9,
            mismatch: 0.5,
        });
        assert!(matches!(refused(models), ModelError::Thresholds));
        let mut models = sound();
        models.detector.bytes[100] ^= 1;
        let flipped = refused(models);
        assert!(matches!(&flipped, ModelError::NotPinned { file } if file.contains("detector")));
    }

    #[test]
    fn networks_of_another_shape_are_refused_by_name() {
        let (detector, recogniser) = (seeded_detector(1).unwrap(), seeded_recogniser(1).unwrap());
        let exchanged = refused(operator(recogniser.clone(), detector.clone()));
        assert!(
            matches!(exchanged, ModelError::InputShape { .. }),
            "{exchanged}"
        );
        let input = Graph::input(SIDE);
        let mut graph = Graph::default();
        let one = graph.mean_of_all(&input);
        let few = graph.finish(&input, &[one]);
        let few = refused(operator(few, recogniser.clone()));
        assert!(matches!(few, ModelError::OutputShape { .. }), "{few}");
        let input = Graph::input(RECOGNISER_SIDE);
        let several = Graph::default().finish(&input, &[input.clone(), input.clone()]);
        let several = refused(operator(detector.clone(), several));
        assert!(
            matches!(
                several,
                ModelError::OutputShape { .. } | ModelError::Network { .. }
            ),
            "{several}"
        );
        for file in [
            Vec::new(),
            b"no model".to_vec(),
            recogniser[..recogniser.len() / 2].to_vec(),
        ] {
            let broken = refused(operator(detector.clone(), file));
            assert!(matches!(broken, ModelError::Network { .. }), "{broken}");
        }
    }

    #[test]
    fn networks_that_give_no_numbers_or_always_the_same_are_refused() {
        let detector = seeded_detector(1).unwrap();
        let filled = |value: f32| {
            let weights = Tensor {
                shape: vec![3 * GRID * GRID, VALUES],
                values: vec![value; 3 * GRID * GRID * VALUES],
            };
            refused(operator(detector.clone(), recogniser(&weights).unwrap()))
        };
        for value in [f32::MAX, f32::NAN, f32::INFINITY, 0.0] {
            let refused = filled(value);
            assert!(
                matches!(refused, ModelError::NotFinite { .. }),
                "{value}: {refused}"
            );
        }
    }
}
