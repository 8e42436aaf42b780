"""The line recogniser: convolutions only, one column of class scores for every four pixels."""

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from torch import nn

CLASSES = 38


def block(inputs, outputs, kernel, padding):
    return [nn.Conv2d(inputs, outputs, kernel, padding=padding, bias=False), nn.BatchNorm2d(outputs), nn.ReLU(inplace=True)]


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


def export(network, path, description):
    """Writes ONNX with the plainest operators: Conv, Relu, MaxPool, Squeeze, Transpose."""
    layers, weights = list(network.layers), {i: (w, b) for i, w, b in folded(list(network.layers))}
    nodes, constants, last = [], [], "strips"
    add = lambda name, array: constants.append(numpy_helper.from_array(np.ascontiguousarray(array), name))
    for i, layer in enumerate(layers):
        name = f"layer{i}"
        if isinstance(layer, nn.Conv2d):
            add(name + ".weight", weights[i][0]), add(name + ".bias", weights[i][1])
            up, left = layer.padding
            nodes.append(helper.make_node("Conv", [last, name + ".weight", name + ".bias"], [name], pads=[up, left, up, left], kernel_shape=list(layer.kernel_size)))
        elif isinstance(layer, nn.ReLU):
            nodes.append(helper.make_node("Relu", [last], [name]))
        elif isinstance(layer, nn.MaxPool2d):
            size = list(layer.kernel_size) if isinstance(layer.kernel_size, tuple) else [layer.kernel_size] * 2
            nodes.append(helper.make_node("MaxPool", [last], [name], kernel_shape=size, strides=size))
        else:
            continue
        last = name
    add("rows", np.array([2], np.int64))
    nodes.append(helper.make_node("Squeeze", [last, "rows"], ["columns"]))
    nodes.append(helper.make_node("Transpose", ["columns"], ["scores"], perm=[0, 2, 1]))
    value = lambda name, shape: helper.make_tensor_value_info(name, TensorProto.FLOAT, shape)
    graph = helper.make_graph(nodes, "mrz_line", [value("strips", ["batch", 1, 24, "width"])], [value("scores", ["batch", "columns", CLASSES])], constants)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], doc_string=description)
    model.ir_version = 8
    onnx.checker.check_model(model)
    onnx.save(model, path)
