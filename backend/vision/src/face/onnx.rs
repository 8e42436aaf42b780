//! Writes a network as an ONNX file (operator set 13), the format that the runtime loads. Protocol
//! Buffers by hand: the few messages that are needed; numbers of fields are those of `onnx.proto3`.

use super::weights::Tensor;

/// A message in Protocol Buffers' wire format.
#[derive(Default)]
struct Message(Vec<u8>);

impl Message {
    fn varint(&mut self, mut value: u64) {
        while value >= 0x80 {
            self.0.push(value.to_le_bytes()[0] | 0x80);
            value >>= 7;
        }
        self.0.push(value.to_le_bytes()[0]);
    }

    fn number(mut self, field: u64, value: usize) -> Self {
        self.varint(field << 3);
        self.varint(value as u64);
        self
    }

    fn bytes(mut self, field: u64, bytes: &[u8]) -> Self {
        self.varint(field << 3 | 2);
        self.varint(bytes.len() as u64);
        self.0.extend_from_slice(bytes);
        self
    }

    fn text(self, field: u64, text: &str) -> Self {
        self.bytes(field, text.as_bytes())
    }

    fn message(self, field: u64, message: &Self) -> Self {
        self.bytes(field, &message.0)
    }
}

/// What one step of the network gives: its name, channels, rows and columns.
#[derive(Debug, Clone)]
pub(super) struct Layer {
    name: String,
    pub(super) channels: usize,
    pub(super) height: usize,
    pub(super) width: usize,
}

/// Rows and columns added above, left, below and right.
pub(super) type Margins = [usize; 4];

/// A network being written.
#[derive(Default)]
pub(super) struct Graph {
    body: Message,
    names: usize,
}

const INPUT: &str = "input";

impl Graph {
    /// What the network takes: a square picture of three colours.
    pub(super) fn input(side: usize) -> Layer {
        Layer {
            name: INPUT.to_owned(),
            channels: 3,
            height: side,
            width: side,
        }
    }

    pub(super) fn convolution(
        &mut self,
        from: &Layer,
        filters: &Tensor,
        shift: Option<&[f32]>,
        stride: usize,
        margins: Margins,
    ) -> Layer {
        let &[channels, per_group, rows, columns] = filters.shape.as_slice() else {
            return from.clone();
        };
        let mut inputs = vec![
            from.name.clone(),
            self.weight(&filters.shape, &filters.values),
        ];
        inputs.extend(shift.map(|shift| self.weight(&[shift.len()], shift)));
        let attributes = [
            list("kernel_shape", &[rows, columns]),
            list("strides", &[stride, stride]),
            list("pads", &margins),
            number("group", from.channels / per_group.max(1)),
        ];
        let [above, left, below, right] = margins;
        let steps = |size: usize, kernel: usize| size.saturating_sub(kernel) / stride.max(1) + 1;
        Layer {
            name: self.node("Conv", &inputs, &attributes),
            channels,
            height: steps(from.height + above + below, rows),
            width: steps(from.width + left + right, columns),
        }
    }

    pub(super) fn rectify(&mut self, from: &Layer) -> Layer {
        let name = self.node("Relu", std::slice::from_ref(&from.name), &[]);
        Layer {
            name,
            ..from.clone()
        }
    }

    pub(super) fn add(&mut self, one: &Layer, other: &Layer) -> Layer {
        let name = self.node("Add", &[one.name.clone(), other.name.clone()], &[]);
        Layer {
            name,
            ..one.clone()
        }
    }

    pub(super) fn largest(&mut self, from: &Layer, side: usize, stride: usize) -> Layer {
        self.pool("MaxPool", from, side, stride)
    }

    pub(super) fn mean(&mut self, from: &Layer, side: usize, stride: usize) -> Layer {
        self.pool("AveragePool", from, side, stride)
    }

    fn pool(&mut self, operator: &str, from: &Layer, side: usize, stride: usize) -> Layer {
        let attributes = [
            list("kernel_shape", &[side, side]),
            list("strides", &[stride, stride]),
        ];
        let steps = |size: usize| size.saturating_sub(side) / stride.max(1) + 1;
        Layer {
            name: self.node(operator, std::slice::from_ref(&from.name), &attributes),
            channels: from.channels,
            height: steps(from.height),
            width: steps(from.width),
        }
    }

    /// Grows to these channels, rows and columns with zeros behind, below and to the right.
    pub(super) fn grow(&mut self, from: &Layer, [channels, height, width]: [usize; 3]) -> Layer {
        if [from.channels, from.height, from.width] == [channels, height, width] {
            return from.clone();
        }
        let more = [
            channels.saturating_sub(from.channels),
            height.saturating_sub(from.height),
            width.saturating_sub(from.width),
        ];
        let margins: Vec<u8> = [0, 0, 0, 0, 0]
            .iter()
            .chain(&more)
            .flat_map(|&side: &usize| (side as u64).to_le_bytes())
            .collect();
        let margins = self.initialiser(&[8], INT64, &margins);
        Layer {
            name: self.node("Pad", &[from.name.clone(), margins], &[]),
            channels,
            height,
            width,
        }
    }

    /// The mean of each channel.
    pub(super) fn mean_of_all(&mut self, from: &Layer) -> Layer {
        let attributes = [list("axes", &[2, 3]), number("keepdims", 0)];
        Layer {
            name: self.node("ReduceMean", std::slice::from_ref(&from.name), &attributes),
            channels: from.channels,
            height: 1,
            width: 1,
        }
    }

    pub(super) fn flatten(&mut self, from: &Layer) -> Layer {
        Layer {
            name: self.node(
                "Flatten",
                std::slice::from_ref(&from.name),
                &[number("axis", 1)],
            ),
            channels: from.channels * from.height * from.width,
            height: 1,
            width: 1,
        }
    }

    /// Every output the weighed sum of all inputs; weights by input, then output.
    pub(super) fn connect(
        &mut self,
        from: &Layer,
        weights: &Tensor,
        shift: Option<&[f32]>,
    ) -> Layer {
        let matrix = self.weight(&weights.shape, &weights.values);
        let mut name = self.node("MatMul", &[from.name.clone(), matrix], &[]);
        if let Some(shift) = shift {
            let shift = self.weight(&[shift.len()], shift);
            name = self.node("Add", &[name, shift], &[]);
        }
        Layer {
            name,
            channels: weights.shape.last().copied().unwrap_or_default(),
            height: 1,
            width: 1,
        }
    }

    /// The file of the network that takes `input` and gives `outputs`, rows of numbers.
    pub(super) fn finish(self, input: &Layer, outputs: &[Layer]) -> Vec<u8> {
        let taken = [1, input.channels, input.height, input.width];
        let mut graph = self
            .body
            .text(2, "network")
            .message(11, &described(&input.name, &taken));
        for output in outputs {
            graph = graph.message(12, &described(&output.name, &[1, output.channels]));
        }
        let operators = Message::default().text(1, "").number(2, 13);
        Message::default()
            .number(1, 8)
            .message(7, &graph)
            .message(8, &operators)
            .0
    }

    fn name(&mut self) -> String {
        self.names += 1;
        format!("n{}", self.names)
    }

    fn node(&mut self, operator: &str, inputs: &[String], attributes: &[Message]) -> String {
        let name = self.name();
        let mut node = Message::default();
        for input in inputs {
            node = node.text(1, input);
        }
        node = node.text(2, &name).text(3, &name).text(4, operator);
        for attribute in attributes {
            node = node.message(5, attribute);
        }
        self.body = std::mem::take(&mut self.body).message(1, &node);
        name
    }

    fn weight(&mut self, shape: &[usize], values: &[f32]) -> String {
        let bytes: Vec<u8> = values
            .iter()
            .flat_map(|value| value.to_le_bytes())
            .collect();
        self.initialiser(shape, FLOAT, &bytes)
    }

    fn initialiser(&mut self, shape: &[usize], kind: usize, bytes: &[u8]) -> String {
        let name = self.name();
        let mut tensor = Message::default();
        for &side in shape {
            tensor = tensor.number(1, side);
        }
        let tensor = tensor.number(2, kind).text(8, &name).bytes(9, bytes);
        self.body = std::mem::take(&mut self.body).message(5, &tensor);
        name
    }
}

const FLOAT: usize = 1;
const INT64: usize = 7;

/// An attribute of the kind INT.
fn number(name: &str, value: usize) -> Message {
    Message::default()
        .text(1, name)
        .number(3, value)
        .number(20, 2)
}

/// An attribute of the kind INTS.
fn list(name: &str, values: &[usize]) -> Message {
    let mut attribute = Message::default().text(1, name);
    for &value in values {
        attribute = attribute.number(8, value);
    }
    attribute.number(20, 7)
}

/// A value's name, with the kind and the sides of its tensor.
fn described(name: &str, shape: &[usize]) -> Message {
    let mut sides = Message::default();
    for &side in shape {
        sides = sides.message(1, &Message::default().number(1, side));
    }
    let tensor = Message::default().number(1, FLOAT).message(2, &sides);
    let kind = Message::default().message(1, &tensor);
    Message::default().text(1, name).message(2, &kind)
}
