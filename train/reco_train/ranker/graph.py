"""Writes the network as an ONNX graph.

Inputs: user float32 [R, U], item float32 [N, I], row_request int64 [N], each row's line in user.
Outputs: one float32 [N] of probabilities a head, named as the head. A feature that is NaN counts
as its mean, so that no score is ever NaN.
"""

import numpy as np
from onnx import ModelProto, ValueInfoProto, helper

from reco_train.onnx_graph import Graph, floats, wholes
from reco_train.ranker.network import CLIP, Network, Normalisation

OPSET = 17
IR_VERSION = 8


def export(network: Network, heads: list[str]) -> ModelProto:
    """The checked ONNX model of `network`, whose outputs are `heads`."""
    graph = _Graph()
    weights = network.parameters
    user = graph.normalise_twice("user", network.user)
    item = graph.normalise("item", network.item)

    user_once = graph.times(user, "user_weights", weights.user)
    user_part = graph.node("Gather", [user_once, "row_request"], "user_part")
    item_part = graph.times(item, "item_weights", weights.item)
    both = graph.node("Add", [item_part, user_part], "first_unbiased")
    first = graph.relu(graph.plus(both, "first_bias", weights.first_bias))
    second = graph.times(first, "second_weights", weights.second)
    second = graph.relu(graph.plus(second, "second_bias", weights.second_bias))
    logits = graph.times(second, "head_weights", weights.heads)
    logits = graph.plus(logits, "head_bias", weights.heads_bias)
    graph.heads(graph.node("Sigmoid", [logits], "probabilities"), heads)

    return graph.model(
        "reco-ranker",
        *signature(len(network.user.mean), len(network.item.mean), heads),
        {"": OPSET},
        IR_VERSION,
    )


def signature(
    users: int, items: int, heads: list[str]
) -> tuple[list[ValueInfoProto], list[ValueInfoProto]]:
    """Inputs and outputs of any ranker, by its numbers of features."""
    inputs = [floats("user", "R", users), floats("item", "N", items), wholes("row_request", "N")]
    return inputs, [floats(head, "N") for head in heads]


class _Graph(Graph):
    """The parts of the network; inner names carry a slash, which no head may."""

    def normalise(self, features: str, by: Normalisation) -> str:
        mean = self.constant(f"{features}_mean", by.mean)
        inverse = self.constant(f"{features}_inverse_deviation", by.inverse_deviation)
        low, high = self.constant(f"{features}_low", -CLIP), self.constant(f"{features}_high", CLIP)
        missing = self.node("IsNaN", [features], f"{features}_missing")
        known = self.node("Where", [missing, mean, features], f"{features}_known")
        centred = self.node("Sub", [known, mean], f"{features}_centred")
        scaled = self.node("Mul", [centred, inverse], f"{features}_scaled")
        return self.node("Clip", [scaled, low, high], f"{features}_clipped")

    def normalise_twice(self, features: str, by: Normalisation) -> str:
        """[R, 2 F]; the second half is squashed."""
        normalised = self.normalise(features, by)
        median = self.constant(f"{features}_median", by.median)
        inverse = self.constant(f"{features}_inverse_width", by.inverse_width)
        centred = self.node("Sub", [f"reco/{features}_known", median], f"{features}_from_median")
        widths = self.node("Mul", [centred, inverse], f"{features}_widths")
        squashed = self.node("Tanh", [widths], f"{features}_squashed")
        return self.node("Concat", [normalised, squashed], f"{features}_both", axis=1)

    def times(self, rows: str, name: str, weights: np.ndarray) -> str:
        return self.node("MatMul", [rows, self.constant(name, weights)], f"times_{name}")

    def plus(self, rows: str, name: str, bias: np.ndarray) -> str:
        return self.node("Add", [rows, self.constant(name, bias)], f"plus_{name}")

    def relu(self, rows: str) -> str:
        return self.node("Relu", [rows], f"{rows.removeprefix('reco/')}_relu")

    def heads(self, probabilities: str, heads: list[str]) -> None:
        """Splits [N, H] into one [N] a head."""
        column = self.constant("column", [1], np.int64)
        widths = self.constant("widths", np.ones(len(heads)), np.int64)
        columns = [f"reco/head_{index}" for index in range(len(heads))]
        self.nodes.append(helper.make_node("Split", [probabilities, widths], columns, axis=1))
        for source, head in zip(columns, heads, strict=True):
            self.nodes.append(helper.make_node("Squeeze", [source, column], [head]))
