//! The two built-in networks, layer by layer: dlib's recogniser of 29 convolutions (King 2017) and
//! the landmark network of face-api.js, both as face-api.js runs them.

use super::ModelError;
use super::onnx::{Graph, Layer, Margins};
use super::weights::{Tensor, Weights};

/// Pixels to a side of the recogniser's picture.
pub(super) const RECOGNISER_SIDE: usize = 150;
/// Values of a template.
pub(super) const TEMPLATE_VALUES: usize = 128;
/// Pixels to a side of the landmark network's picture.
pub(super) const LANDMARK_SIDE: usize = 112;
/// Landmarks: jaw 17, brows 10, nose 9, eyes 12, mouth 20.
pub(super) const LANDMARKS: usize = 68;
/// Taken from red, green and blue before the division by 255, in both.
pub(super) const MEAN: [f32; 3] = [122.782, 117.001, 104.298];

/// The recogniser as an ONNX file.
pub(super) fn recogniser(weights: &mut Weights) -> Result<Vec<u8>, ModelError> {
    let input = Graph::input(RECOGNISER_SIDE);
    let mut network = Network {
        graph: Graph::default(),
        weights,
    };
    let mut layer = network.scaled(&input, "conv32_down", 7, 32, 2, 0)?;
    layer = network.graph.rectify(&layer);
    layer = network.graph.largest(&layer, 3, 2);
    for (channels, blocks) in [(32, 3), (64, 3), (128, 2), (256, 2)] {
        if channels != 32 {
            layer = network.halving(&layer, &format!("conv{channels}_down"), channels)?;
        }
        for block in 1..=blocks {
            layer = network.block(&layer, &format!("conv{channels}_{block}"), channels)?;
        }
    }
    layer = network.halving(&layer, "conv256_down_out", 256)?;
    let mean = network.graph.mean_of_all(&layer);
    let matrix = network.weights.take("fc", &[256, TEMPLATE_VALUES])?;
    let output = network.graph.connect(&mean, &matrix, None);
    Ok(network.graph.finish(&input, &[output]))
}

/// The landmark network as an ONNX file; it gives 136 numbers, across and down by landmark, as
/// shares of its picture's side.
pub(super) fn landmarks(weights: &mut Weights) -> Result<Vec<u8>, ModelError> {
    let input = Graph::input(LANDMARK_SIDE);
    let mut network = Network {
        graph: Graph::default(),
        weights,
    };
    let mut layer = input.clone();
    for (block, channels) in [32, 64, 128, 256].into_iter().enumerate() {
        layer = network.dense(&layer, block, channels)?;
    }
    let mean = network.graph.mean(&layer, 7, 2);
    let flat = network.graph.flatten(&mean);
    let matrix = network.weights.take("fc/weights", &[256, 2 * LANDMARKS])?;
    let shift = network.weights.vector("fc/bias", 2 * LANDMARKS)?;
    let output = network.graph.connect(&flat, &matrix, Some(&shift));
    Ok(network.graph.finish(&input, &[output]))
}

struct Network<'a> {
    graph: Graph,
    weights: &'a mut Weights,
}

impl Network<'_> {
    /// A convolution whose channels are scaled and shifted afterwards; both are worked into its
    /// filters.
    fn scaled(
        &mut self,
        from: &Layer,
        name: &str,
        side: usize,
        channels: usize,
        stride: usize,
        margin: usize,
    ) -> Result<Layer, ModelError> {
        let filters = format!("{name}/conv/filters");
        let mut filters = self
            .weights
            .filters(&filters, side, from.channels, channels)?;
        let mut vector = |part: &str| self.weights.vector(&format!("{name}/{part}"), channels);
        let (shift, scale) = (vector("conv/bias")?, vector("scale/weights")?);
        let scaled_shift = vector("scale/biases")?;
        let each = side * side * from.channels;
        for (filter, scale) in filters.values.chunks_exact_mut(each.max(1)).zip(&scale) {
            filter.iter_mut().for_each(|value| *value *= scale);
        }
        let shift: Vec<f32> = shift
            .iter()
            .zip(&scale)
            .zip(&scaled_shift)
            .map(|((shift, scale), more)| shift * scale + more)
            .collect();
        let margins = [margin; 4];
        Ok(self
            .graph
            .convolution(from, &filters, Some(&shift), stride, margins))
    }

    /// Two convolutions whose outcome is added to what went in.
    fn block(&mut self, from: &Layer, name: &str, channels: usize) -> Result<Layer, ModelError> {
        let layer = self.scaled(from, &format!("{name}/conv1"), 3, channels, 1, 1)?;
        let layer = self.graph.rectify(&layer);
        let layer = self.scaled(&layer, &format!("{name}/conv2"), 3, channels, 1, 1)?;
        let sum = self.graph.add(&layer, from);
        Ok(self.graph.rectify(&sum))
    }

    /// The same at half the size; whichever is smaller is grown with zeros.
    fn halving(&mut self, from: &Layer, name: &str, channels: usize) -> Result<Layer, ModelError> {
        let layer = self.scaled(from, &format!("{name}/conv1"), 3, channels, 2, 0)?;
        let layer = self.graph.rectify(&layer);
        let layer = self.scaled(&layer, &format!("{name}/conv2"), 3, channels, 1, 1)?;
        let pooled = self.graph.mean(from, 2, 2);
        let size = [channels, pooled.height, pooled.width];
        let layer = self.graph.grow(&layer, size);
        let pooled = self.graph.grow(&pooled, size);
        let sum = self.graph.add(&pooled, &layer);
        Ok(self.graph.rectify(&sum))
    }

    /// Four convolutions, each added to the sum of those before it.
    fn dense(&mut self, from: &Layer, block: usize, channels: usize) -> Result<Layer, ModelError> {
        let name = |convolution: usize| format!("dense{block}/conv{convolution}");
        let first = if block == 0 {
            let filters = format!("{}/filters", name(0));
            let filters = self.weights.filters(&filters, 3, from.channels, channels)?;
            self.plain(from, &filters, &name(0), 2, same(from, 3, 2))?
        } else {
            self.separable(from, &name(0), channels, 2)?
        };
        let mut sum = self.graph.rectify(&first);
        let mut last = sum.clone();
        for convolution in 1..4 {
            let next = self.separable(&last, &name(convolution), channels, 1)?;
            sum = self.graph.add(&sum, &next);
            last = self.graph.rectify(&sum);
        }
        Ok(last)
    }

    /// A convolution within each channel, then one across them.
    fn separable(
        &mut self,
        from: &Layer,
        name: &str,
        channels: usize,
        stride: usize,
    ) -> Result<Layer, ModelError> {
        let within = format!("{name}/depthwise_filter");
        let within = self.weights.depthwise(&within, 3, from.channels)?;
        let margins = same(from, 3, stride);
        let layer = self.graph.convolution(from, &within, None, stride, margins);
        let across = format!("{name}/pointwise_filter");
        let across = self.weights.filters(&across, 1, from.channels, channels)?;
        self.plain(&layer, &across, name, 1, [0; 4])
    }

    fn plain(
        &mut self,
        from: &Layer,
        filters: &Tensor,
        name: &str,
        stride: usize,
        margins: Margins,
    ) -> Result<Layer, ModelError> {
        let channels = filters.shape.first().copied().unwrap_or_default();
        let shift = self.weights.vector(&format!("{name}/bias"), channels)?;
        Ok(self
            .graph
            .convolution(from, filters, Some(&shift), stride, margins))
    }
}

/// The margins of TensorFlow's padding "same": as many steps as the size over the stride, the odd
/// row or column below and to the right.
fn same(from: &Layer, kernel: usize, stride: usize) -> Margins {
    let margins = |size: usize| {
        let steps = size.div_ceil(stride);
        let all = ((steps.saturating_sub(1)) * stride + kernel).saturating_sub(size);
        (all / 2, all - all / 2)
    };
    let (above, below) = margins(from.height);
    let (left, right) = margins(from.width);
    [above, left, below, right]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_manifest_of_another_network_is_refused_by_the_weight_that_it_lacks() {
        let mut none = Weights::Read(std::collections::HashMap::new());
        let refused = recogniser(&mut none).unwrap_err();
        assert!(
            matches!(&refused, ModelError::WeightMissing { name } if name == "conv32_down/conv/filters"),
            "{refused}"
        );
        let refused = landmarks(&mut none).unwrap_err();
        assert!(
            matches!(refused, ModelError::WeightMissing { .. }),
            "{refused}"
        );
    }

    #[test]
    fn the_same_seed_writes_the_same_file() {
        let file = |seed| landmarks(&mut Weights::Drawn(seed)).unwrap();
        assert_eq!(file(1), file(1));
        assert_ne!(file(1), file(2));
    }
}
