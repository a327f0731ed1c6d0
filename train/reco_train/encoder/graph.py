"""Writes the user tower as an ONNX graph.

Inputs: items float32 [B, L, D + 1], the vectors of each user's items, right-aligned, oldest first;
lengths int64 [B], how many of the L are there. Output: query float32 [B, D + 1]. Item vectors are
an input and not part of the graph: they are in the artefact once, and an item that training has
not seen is read like any other. Of the last block only the newest place is computed.
"""

import numpy as np
from onnx import ModelProto, helper

from reco_train.encoder.network import EPSILON, HIDDEN, Block, Norm, UserTower
from reco_train.onnx_graph import Graph, floats, wholes

OPSET = 20
IR_VERSION = 9
END = np.iinfo(np.int64).max


def export(tower: UserTower) -> ModelProto:
    """The checked ONNX model."""
    width, longest = len(tower.last.gain), tower.blocks[0].by_distance.shape[1]
    graph = _Graph(width, longest)
    flow = graph.read_items()
    graph.find_padding()
    for number, block in enumerate(tower.blocks):
        flow = graph.block(flow, block, f"block{number}", number == len(tower.blocks) - 1)
    graph.answer(flow, tower.last)

    columns = width + 1
    return graph.model(
        "reco-user-tower",
        [floats("items", "B", "L", columns), wholes("lengths", "B")],
        [floats("query", "B", columns)],
        {"": OPSET},
        IR_VERSION,
    )


class _Graph(Graph):
    """The parts of a transformer."""

    def __init__(self, width: int, longest: int) -> None:
        super().__init__()
        self.width = width
        self.longest = longest

    def read_items(self) -> str:
        """[B, L, D] of the inputs without their biases, scaled as in training."""
        axis, start = self.whole("channels", [2]), self.whole("first", [0])
        end = self.whole("width", [self.width])
        channels = self.node("Slice", ["items", start, end, axis], "vectors")
        scale = self.constant("scale", np.sqrt(self.width))
        return self.node("Mul", [channels, scale], "scaled")

    def find_padding(self) -> None:
        """reco/padding [B, 1, 1, L]: HIDDEN where there is no item; reco/back [1]: -L."""
        shape = self.node("Shape", ["items"], "length", start=1, end=2)
        length = self.node("Squeeze", [shape], "length_number")
        zero, one = self.scalar("zero", 0), self.scalar("one", 1)
        places = self.node("Range", [zero, length, one], "places")
        column = self.node("Unsqueeze", ["lengths", self.whole("column", [1])], "lengths_column")
        first = self.node("Sub", [shape, column], "first_item")
        before = self.node("Less", [places, first], "is_padding")
        ruled_out = self.constant("hidden", HIDDEN)
        padding = self.node("Where", [before, ruled_out, self.constant("shown", 0)], "padding_2d")
        self.node("Unsqueeze", [padding, self.whole("middle", [1, 2])], "padding")
        self.node("Neg", [shape], "back")

    def block(self, flow: str, block: Block, name: str, is_last: bool) -> str:
        """One transformer block; the last one goes on with the newest place alone."""
        normed = self.norm(flow, block.before_attention, f"{name}_attention")
        if is_last:
            flow, newest = self.newest(flow, name), self.newest(normed, f"{name}_normed")
        else:
            newest = normed
        heads = len(block.by_distance)
        key_scale = np.float32((self.width // heads) ** -0.5)
        query = self.heads(newest, block.query * key_scale, heads, f"{name}_query", [0, 2, 1, 3])
        key = self.heads(normed, block.key, heads, f"{name}_key", [0, 2, 3, 1])
        value = self.heads(normed, block.value, heads, f"{name}_value", [0, 2, 1, 3])
        affinity = self.node("MatMul", [query, key], f"{name}_affinity")
        affinity = self.node("Add", [affinity, self.nearness(block, name, is_last)], f"{name}_near")
        affinity = self.node("Add", [affinity, "reco/padding"], f"{name}_masked")
        shares = self.node("Softmax", [affinity], f"{name}_shares", axis=-1)
        attended = self.node("MatMul", [shares, value], f"{name}_attended")
        attended = self.node("Transpose", [attended], f"{name}_by_place", perm=[0, 2, 1, 3])
        together = self.whole(f"{name}_together", [0, 0, self.width])
        attended = self.node("Reshape", [attended, together], f"{name}_joined")
        attended = self.times(attended, block.output, f"{name}_output")
        flow = self.node("Add", [flow, attended], f"{name}_with_attention")

        normed = self.norm(flow, block.before_hidden, f"{name}_feed")
        hidden = self.plus(self.times(normed, block.hidden, f"{name}_hidden"), block.hidden_bias)
        active = self.node("Gelu", [hidden], f"{name}_active", approximate="tanh")
        narrow = self.plus(self.times(active, block.narrow, f"{name}_narrow"), block.narrow_bias)
        return self.node("Add", [flow, narrow], f"{name}_out")

    def answer(self, flow: str, norm: Norm) -> None:
        """query: the normalised output and the 1 that takes in an item's bias."""
        output = self.norm(flow, norm, "last")
        flat = self.node("Squeeze", [output, self.whole("place", [1])], "output")
        inputs = [flat, self.whole("one_more", [0, 0, 0, 1]), self.constant("unit", 1)]
        self.nodes.append(helper.make_node("Pad", inputs, ["query"]))

    def newest(self, flow: str, name: str) -> str:
        start, end = self.whole(f"{name}_newest", [-1]), self.whole(f"{name}_end", [END])
        axis = self.whole(f"{name}_places", [1])
        return self.node("Slice", [flow, start, end, axis], f"{name}_newest_place")

    def nearness(self, block: Block, name: str, is_last: bool) -> str:
        """[H, L, L] (or [H, 1, L]) of what the heads add by distance, HIDDEN for what is later."""
        by_distance = np.asarray(block.by_distance)
        if is_last:
            table = by_distance[:, None, ::-1]
            starts, axes = "reco/back", self.whole(f"{name}_axes", [2])
            ends = self.whole(f"{name}_ends", [END])
        else:
            back = np.arange(self.longest)[:, None] - np.arange(self.longest)
            table = np.where(back >= 0, by_distance[:, np.maximum(back, 0)], HIDDEN)
            starts = self.node("Concat", ["reco/back", "reco/back"], f"{name}_starts", axis=0)
            ends, axes = self.whole(f"{name}_ends", [END, END]), self.whole(f"{name}_axes", [1, 2])
        table = self.constant(f"{name}_by_distance", table)
        return self.node("Slice", [table, starts, ends, axes], f"{name}_nearness")

    def heads(self, flow: str, weights: np.ndarray, heads: int, name: str, order: list[int]) -> str:
        projected = self.times(flow, weights, name)
        parted = self.whole(f"{name}_parts", [0, 0, heads, self.width // heads])
        split = self.node("Reshape", [projected, parted], f"{name}_split")
        return self.node("Transpose", [split], f"{name}_heads", perm=order)

    def norm(self, flow: str, norm: Norm, name: str) -> str:
        gain = self.constant(f"{name}_gain", norm.gain)
        shift = self.constant(f"{name}_shift", norm.shift)
        return self.node(
            "LayerNormalization", [flow, gain, shift], f"{name}_norm", axis=-1, epsilon=EPSILON
        )

    def times(self, flow: str, weights: np.ndarray, name: str) -> str:
        return self.node("MatMul", [flow, self.constant(f"{name}_weights", weights)], name)

    def plus(self, flow: str, bias: np.ndarray) -> str:
        name = flow.removeprefix("reco/")
        return self.node("Add", [flow, self.constant(f"{name}_bias", bias)], f"{name}_biased")

    def whole(self, name: str, values: list[int]) -> str:
        return self.constant(name, values, np.int64)

    def scalar(self, name: str, value: int) -> str:
        return self.constant(name, value, np.int64)
