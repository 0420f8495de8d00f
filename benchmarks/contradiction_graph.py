"""The model of `contradiction_fit.py` as an ONNX file in 8 bits, written node by node."""

import math
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import quantize_dynamic

HEADS, WIDTH = 12, 384
Tree = Any
"""Weights and what is made of them: nested dictionaries and lists of arrays."""


class Graph:
    """An ONNX graph that is written node by node."""

    def __init__(self) -> None:
        self.nodes: list[Any] = []
        self.constants: list[Any] = []

    def add(self, kind: str, *given: str, **attributes: Any) -> str:
        """A node; the name of what comes out of it."""
        name = f"{kind}_{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, given, [name], name=name, **attributes))
        return name

    def hold(self, array: Any) -> str:
        """A constant; its name."""
        name = f"constant_{len(self.constants)}"
        self.constants.append(numpy_helper.from_array(np.asarray(array), name))
        return name

    def linear(self, x: str, part: Tree) -> str:
        """A dense layer."""
        product = self.add("MatMul", x, self.hold(part["w"]))
        return self.add("Add", product, self.hold(part["b"]))

    def normal(self, x: str, part: Tree) -> str:
        """A layer's normalisation."""
        scale, shift = self.hold(part["w"]), self.hold(part["b"])
        return self.add("LayerNormalization", x, scale, shift, axis=-1, epsilon=1e-12)


def exported(words: Tree, trained: Tree, path: Path) -> None:
    """Write the model in 8 bits."""
    graph = Graph()
    x = _words(graph, words)
    mask = graph.add("Cast", "attention_mask", to=TensorProto.FLOAT)
    missing = graph.add("Sub", graph.hold(np.float32(1)), mask)
    far = graph.add("Mul", missing, graph.hold(np.float32(-1e9)))
    hidden = graph.add("Unsqueeze", far, graph.hold(np.array([1, 2])))
    for layer in trained["layers"]:
        met = graph.linear(_sought(graph, x, layer, hidden), layer["o"])
        x = graph.normal(graph.add("Add", x, met), layer["n1"])
        inner = graph.add("Gelu", graph.linear(x, layer["i"]))
        x = graph.normal(graph.add("Add", x, graph.linear(inner, layer["f"])), layer["n2"])
    first = graph.add("Gather", x, graph.hold(np.array(0)), axis=1)
    kind = graph.add("Cast", "token_type_ids", to=TensorProto.FLOAT)
    later = graph.add("Mul", mask, kind)
    of = [_meant(graph, x, one) for one in (graph.add("Sub", mask, later), later)]
    joined = graph.linear(graph.add("Concat", first, *of, axis=1), trained["head"]["h"])
    sure = graph.linear(graph.add("Tanh", joined), trained["head"]["c"])
    graph.nodes.append(helper.make_node("Squeeze", [sure, graph.hold(np.array([1]))], ["logits"]))
    _written(graph, path)


def _words(graph: Graph, words: Tree) -> str:
    width = graph.add("Shape", "input_ids", start=1, end=2)
    zero, one = graph.hold(np.array([0])), graph.hold(np.array([0]))
    places = graph.add("Slice", graph.hold(words["p"]), zero, width, one)
    x = graph.add("Gather", graph.hold(words["w"]), "input_ids", axis=0)
    kinds = graph.add("Gather", graph.hold(words["t"]), "token_type_ids", axis=0)
    return graph.normal(graph.add("Add", graph.add("Add", x, places), kinds), words["n"])


def _sought(graph: Graph, x: str, layer: Tree, hidden: str) -> str:
    split = graph.hold(np.array([0, 0, HEADS, WIDTH // HEADS]))
    q, k, v = (graph.add("Reshape", graph.linear(x, layer[part]), split) for part in "qkv")
    q, v = (graph.add("Transpose", each, perm=[0, 2, 1, 3]) for each in (q, v))
    k = graph.add("Transpose", k, perm=[0, 2, 3, 1])
    scale = graph.hold(np.float32(1 / math.sqrt(WIDTH // HEADS)))
    alike = graph.add("Add", graph.add("Mul", graph.add("MatMul", q, k), scale), hidden)
    met = graph.add("MatMul", graph.add("Softmax", alike, axis=-1), v)
    joined = graph.add("Transpose", met, perm=[0, 2, 1, 3])
    return graph.add("Reshape", joined, graph.hold(np.array([0, 0, WIDTH])))


def _meant(graph: Graph, x: str, mask: str) -> str:
    whole = graph.hold(np.array([1]))
    parts = graph.add("Mul", x, graph.add("Unsqueeze", mask, graph.hold(np.array([2]))))
    count = graph.add("ReduceSum", mask, whole, keepdims=1)
    least = graph.add("Max", count, graph.hold(np.float32(1)))
    return graph.add("Div", graph.add("ReduceSum", parts, whole, keepdims=0), least)


def _written(graph: Graph, path: Path) -> None:
    given = [
        helper.make_tensor_value_info(name, TensorProto.INT64, ["batch", "tokens"])
        for name in ("input_ids", "token_type_ids", "attention_mask")
    ]
    made = helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["batch"])
    model = helper.make_model(
        helper.make_graph(graph.nodes, "contradiction", given, [made], graph.constants),
        opset_imports=[helper.make_opsetid("", 20)],
        ir_version=10,
    )
    onnx.checker.check_model(model)
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "whole.onnx"
        onnx.save(model, whole)
        quantize_dynamic(whole, path, per_channel=True)
