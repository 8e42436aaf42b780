//! A network of fixed shape on the runtime: what goes in and what comes out is checked, and a panic
//! of the runtime is an error.

use std::panic::{AssertUnwindSafe, catch_unwind};

use rten::{Dimension, Model, NodeId};
use rten_tensor::prelude::*;
use rten_tensor::{NdTensor, Tensor};

use super::onnx_check::check;
use super::{FaceFault, ModelError};
use crate::inference::one_thread;

/// What a network gave: by output its shape and its values.
pub(super) type Outputs = Vec<(Vec<usize>, Vec<f32>)>;

/// More outputs than any network here has.
const MOST_OUTPUTS: usize = 16;

pub(super) struct Network {
    name: &'static str,
    model: Model,
    side: usize,
    input: NodeId,
    outputs: Vec<NodeId>,
}

impl Network {
    /// Loads an ONNX file that takes one square picture of `side` pixels and three colours.
    pub(super) fn load(name: &'static str, file: Vec<u8>, side: usize) -> Result<Self, ModelError> {
        check(&file).map_err(|unfit| ModelError::Network {
            network: name,
            source: unfit.into(),
        })?;
        let loaded = catch_unwind(AssertUnwindSafe(|| Model::load(file)));
        let model = loaded
            .map_err(|_| ModelError::Network {
                network: name,
                source: "the runtime broke off".into(),
            })?
            .map_err(|error| ModelError::Network {
                network: name,
                source: Box::new(error),
            })?;
        let &[input] = model.input_ids() else {
            return Err(ModelError::InputShape { network: name });
        };
        let shape = model.input_shape(0).unwrap_or_default();
        let wanted = [1, 3, side, side];
        let fits = shape.len() == wanted.len()
            && shape.iter().zip(wanted).all(|(has, wants)| match has {
                Dimension::Fixed(size) => *size == wants,
                Dimension::Symbolic(_) => true,
            });
        if !fits {
            return Err(ModelError::InputShape { network: name });
        }
        let outputs = model.output_ids().to_vec();
        if !(1..=MOST_OUTPUTS).contains(&outputs.len()) {
            return Err(ModelError::OutputShape { network: name });
        }
        Ok(Self {
            name,
            model,
            side,
            input,
            outputs,
        })
    }

    pub(super) const fn name(&self) -> &'static str {
        self.name
    }

    pub(super) const fn side(&self) -> usize {
        self.side
    }

    /// Runs it on the planes of three colours.
    pub(super) fn run(&self, planes: Vec<f32>) -> Result<Outputs, FaceFault> {
        if planes.len() != 3 * self.side * self.side {
            return Err(FaceFault::Network);
        }
        let input = NdTensor::from_data([1, 3, self.side, self.side], planes);
        let run = || {
            let inputs = vec![(self.input, input.view().into())];
            self.model.run(inputs, &self.outputs, Some(one_thread()))
        };
        let values = catch_unwind(AssertUnwindSafe(run))
            .map_err(|_| FaceFault::Network)?
            .map_err(|_| FaceFault::Network)?;
        values
            .into_iter()
            .map(|value| {
                let tensor: Tensor<f32> = value.try_into().map_err(|_| FaceFault::Network)?;
                let values = tensor.to_vec();
                if values.iter().all(|value| value.is_finite()) {
                    Ok((tensor.shape().to_vec(), values))
                } else {
                    Err(FaceFault::NotFinite)
                }
            })
            .collect()
    }

    /// The values of its only output, so many.
    pub(super) fn run_for(
        &self,
        planes: Vec<f32>,
        count: Option<usize>,
    ) -> Result<Vec<f32>, FaceFault> {
        let mut outputs = self.run(planes)?;
        match (outputs.pop(), outputs.is_empty()) {
            (Some((_, values)), true) if count.is_none_or(|count| count == values.len()) => {
                Ok(values)
            }
            _ => Err(FaceFault::Network),
        }
    }
}
