"""The networks, convolutions only, and their ONNX export: the line recognisers of the
machine-readable zone and of print, one column of class scores for every four pixels, and the finder
of lines of print."""

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from torch import nn

CLASSES = 38


def block(inputs, outputs, kernel, padding, stride=1, dilation=1):
    convolution = nn.Conv2d(inputs, outputs, kernel, stride, padding, dilation, bias=False)
    return [convolution, nn.BatchNorm2d(outputs), nn.ReLU(inplace=True)]


class LineRecogniser(nn.Module):
    """(batch, 1, 24, width) → (batch, width / 4, 38), not normalised."""

    def __init__(self):
        super().__init__()
        self.layers = nn.Sequential(
            *block(1, 16, 3, 1), nn.MaxPool2d(2),
            *block(16, 32, 3, 1), nn.MaxPool2d(2),
            *block(32, 64, 3, 1), *block(64, 64, 3, 1), nn.MaxPool2d((2, 1)),
            *block(64, 128, 3, (0, 1)), *block(128, 128, (1, 5), (0, 2)), *block(128, 128, (1, 5), (0, 2)),
            nn.Dropout(0.05), nn.Conv2d(128, CLASSES, 1),
        )

    def forward(self, strips):
        return self.layers(strips).squeeze(2).transpose(1, 2)


class PrintRecogniser(nn.Module):
    """(batch, 1, 32, width) → (batch, width / 4, classes), not normalised."""

    def __init__(self, classes):
        super().__init__()
        self.layers = nn.Sequential(
            *block(1, 24, 3, 1), nn.MaxPool2d(2),
            *block(24, 40, 3, 1), nn.MaxPool2d(2),
            *block(40, 64, 3, 1), *block(64, 64, 3, 1), nn.MaxPool2d((2, 1)),
            *block(64, 104, 3, 1), nn.MaxPool2d((2, 1)),
            *block(104, 144, (2, 3), (0, 1)), *block(144, 144, (1, 5), (0, 2)), *block(144, 144, (1, 5), (0, 2)),
            nn.Dropout(0.05), nn.Conv2d(144, classes, 1),
        )

    def forward(self, strips):
        return self.layers(strips).squeeze(2).transpose(1, 2)


class LineFinder(nn.Module):
    """(batch, 1, height, width) → (batch, 6, height / 4, width / 4): whether a line of print is
    there (not normalised), the distance up to its capitals' top and down to its baseline, each for
    the upper and the lower half of the cell."""

    def __init__(self):
        super().__init__()
        self.fine = nn.Sequential(*block(1, 16, 3, 1, 2), *block(16, 24, 3, 1, 2))
        self.coarse = nn.Sequential(
            *block(24, 48, 3, 1, 2), *block(48, 48, 3, 1), *block(48, 48, 3, (1, 3), 1, (1, 3)), *block(48, 48, 3, (2, 1), 1, (2, 1)),
        )
        self.up = nn.ConvTranspose2d(48, 24, 2, 2)
        self.end = nn.Sequential(nn.ReLU(), *block(24, 24, 3, 1), nn.Conv2d(24, 6, 1))

    def forward(self, pages):
        fine = self.fine(pages)
        return self.end(self.up(self.coarse(fine)) + fine)


def folded(layers):
    """(weight, bias) of each convolution with its batch normalisation folded in."""
    for i, layer in enumerate(layers):
        if not isinstance(layer, nn.Conv2d):
            continue
        weight = layer.weight.detach().double()
        bias = torch.zeros(weight.shape[0], dtype=torch.double) if layer.bias is None else layer.bias.detach().double()
        after = layers[i + 1] if i + 1 < len(layers) else None
        if isinstance(after, nn.BatchNorm2d):
            gain = after.weight.double() / torch.sqrt(after.running_var.double() + after.eps)
            weight, bias = weight * gain[:, None, None, None], after.bias.double() + (bias - after.running_mean.double()) * gain
        yield i, weight.detach().float().numpy(), bias.detach().float().numpy()


def restore(network, path):
    """Takes the weights of an exported model, to train on. Batch normalisation was folded into the
    convolutions and stays so: it keeps its statistics and learns its gains alone."""
    weights = {item.name: torch.from_numpy(numpy_helper.to_array(item).copy()) for item in onnx.load(path).graph.initializer}
    layers = list(network.layers)
    for i, layer in enumerate(layers):
        if not isinstance(layer, nn.Conv2d):
            continue
        layer.weight.data.copy_(weights[f"layer{i}.weight"])
        bias = weights[f"layer{i}.bias"]
        if layer.bias is not None:
            layer.bias.data.copy_(bias)
            continue
        norm = layers[i + 1]
        norm.weight.data.fill_(1), norm.bias.data.copy_(bias)
        norm.running_mean.zero_(), norm.running_var.fill_(1 - norm.eps)


def keep_statistics(network):
    for layer in network.layers:
        if isinstance(layer, nn.BatchNorm2d):
            layer.eval()


def train_mode(network, is_start_given):
    network.train()
    if is_start_given:
        keep_statistics(network)


class Graph:
    """An ONNX graph in the making, of the plainest operators."""

    def __init__(self):
        self.nodes, self.constants = [], []

    def constant(self, name, array):
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(array), name))
        return name

    def node(self, operator, inputs, name, **attributes):
        self.nodes.append(helper.make_node(operator, inputs, [name], **attributes))
        return name

    def sequence(self, layers, last, prefix="layer"):
        layers = list(layers)
        weights = {i: (w, b) for i, w, b in folded(layers)}
        for i, layer in enumerate(layers):
            name = f"{prefix}{i}"
            if isinstance(layer, nn.Conv2d):
                inputs = [last, self.constant(name + ".weight", weights[i][0]), self.constant(name + ".bias", weights[i][1])]
                last = self.node("Conv", inputs, name, pads=[*layer.padding] * 2, kernel_shape=list(layer.kernel_size), strides=list(layer.stride), dilations=list(layer.dilation))
            elif isinstance(layer, nn.ReLU):
                last = self.node("Relu", [last], name)
            elif isinstance(layer, nn.MaxPool2d):
                size = list(layer.kernel_size) if isinstance(layer.kernel_size, tuple) else [layer.kernel_size] * 2
                last = self.node("MaxPool", [last], name, kernel_shape=size, strides=size)
        return last

    def save(self, path, name, description, inputs, outputs):
        value = lambda named: helper.make_tensor_value_info(named[0], TensorProto.FLOAT, named[1])
        graph = helper.make_graph(self.nodes, name, [value(inputs)], [value(outputs)], self.constants)
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], doc_string=description)
        model.ir_version = 8
        onnx.checker.check_model(model)
        onnx.save(model, path)


def export(network, path, description, name="mrz_line"):
    """A recogniser: Conv, Relu, MaxPool, Squeeze, Transpose."""
    graph = Graph()
    last = graph.sequence(network.layers, "strips")
    graph.node("Squeeze", [last, graph.constant("rows", np.array([2], np.int64))], "columns")
    graph.node("Transpose", ["columns"], "scores", perm=[0, 2, 1])
    convolutions = [layer for layer in network.layers if isinstance(layer, nn.Conv2d)]
    classes, height = convolutions[-1].out_channels, 32 if isinstance(network, PrintRecogniser) else 24
    graph.save(path, name, description, ("strips", ["batch", 1, height, "width"]), ("scores", ["batch", "columns", classes]))


def export_finder(network, path, description):
    """The line finder: Conv, Relu, ConvTranspose, Add."""
    graph = Graph()
    fine = graph.sequence(network.fine, "page", "fine")
    coarse = graph.sequence(network.coarse, fine, "coarse")
    weights = [graph.constant(f"up.{kind}", getattr(network.up, kind).detach().numpy()) for kind in ("weight", "bias")]
    up = graph.node("ConvTranspose", [coarse, *weights], "up", kernel_shape=[2, 2], strides=[2, 2])
    graph.sequence(network.end, graph.node("Add", [up, fine], "both"), "end")
    graph.nodes[-1].output[0] = "cells"
    graph.save(path, "print_lines", description, ("page", ["batch", 1, "height", "width"]), ("cells", ["batch", 6, "rows", "columns"]))
