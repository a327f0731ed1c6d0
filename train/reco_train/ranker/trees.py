"""Gradient-boosted trees on the same rows: LightGBM (Ke et al. 2017), one ensemble a head.

A ranker in their own right, published with the same inputs and outputs as the network, and what
the network is measured against.
"""

from dataclasses import dataclass

import lightgbm
import numpy as np
from onnx import ModelProto, helper

from reco_train.onnx_graph import Graph
from reco_train.ranker.graph import signature
from reco_train.ranker.rows import Rows

OPSET, ML_OPSET, IR_VERSION = 17, 3, 8
MOST_TREES = 800
PATIENCE = 40
"""Trees without a better validation loss before training ends."""
SETTINGS = {
    "objective": "cross_entropy",
    "learning_rate": 0.05,
    "num_leaves": 31,
    "min_data_in_leaf": 50,
    "feature_fraction": 0.6,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "lambda_l2": 5.0,
    "use_missing": False,
    "deterministic": True,
    "force_row_wise": True,
    "num_threads": 1,
    "verbose": -1,
}


@dataclass(frozen=True)
class Trees:
    """An ensemble a head over a row's user and item features side by side."""

    heads: list[str]
    boosters: list[lightgbm.Booster]

    def predict(self, rows: Rows) -> np.ndarray:
        """Probabilities, float32[N, H]."""
        features = beside(rows)
        return np.stack([b.predict(features) for b in self.boosters], axis=1).astype(np.float32)


def beside(rows: Rows) -> np.ndarray:
    """User and item features of each row, float32[N, U + I]."""
    return np.concatenate([rows.user[rows.request], rows.item], axis=1)


def fit(training: Rows, validation: Rows, heads: list[str], seed: int) -> Trees:
    """One ensemble a head over its known labels, as long as the validation loss falls."""
    features, checked = beside(training), beside(validation)
    boosters = []
    for column in range(len(heads)):
        boosters.append(
            lightgbm.train(
                SETTINGS | {"seed": seed},
                _known(features, training, column),
                MOST_TREES,
                valid_sets=[_known(checked, validation, column)],
                callbacks=[lightgbm.early_stopping(PATIENCE, verbose=False)],
            )
        )
    return Trees(heads, boosters)


def _known(features: np.ndarray, rows: Rows, column: int) -> lightgbm.Dataset:
    label = rows.label[:, column]
    known = ~np.isnan(label)
    return lightgbm.Dataset(features[known], label[known], weight=rows.weight[known])


def export(trees: Trees, users: int, items: int) -> ModelProto:
    """The checked ONNX model, with the inputs and outputs of the network's graph."""
    graph = Graph()
    of_user = graph.node("Gather", ["user", "row_request"], "user_rows")
    row = graph.node("Concat", [of_user, "item"], "row", axis=1)
    column = graph.constant("column", [1], np.int64)
    for head, booster in zip(trees.heads, trees.boosters, strict=True):
        columns = _Columns()
        for tree, root in enumerate(booster.dump_model()["tree_info"]):
            columns.add(tree, root["tree_structure"])
        score = graph.node(
            "TreeEnsembleRegressor",
            [row],
            f"{head}_score",
            domain="ai.onnx.ml",
            n_targets=1,
            post_transform="NONE",
            **columns.attributes(),
        )
        squeezed = graph.node("Squeeze", [score, column], f"{head}_column")
        graph.nodes.append(helper.make_node("Sigmoid", [squeezed], [head]))
    inputs, outputs = signature(users, items, trees.heads)
    opsets = {"": OPSET, "ai.onnx.ml": ML_OPSET}
    return graph.model("reco-ranker-trees", inputs, outputs, opsets, IR_VERSION)


class _Columns:
    """The nodes of an ensemble as the operator wants them: column by column.

    A threshold is rounded down to float32: for a float32 feature that is the same question.
    """

    def __init__(self) -> None:
        self.tree, self.node, self.mode, self.feature = [], [], [], []
        self.threshold, self.true, self.false = [], [], []
        self.leaf_tree, self.leaf, self.leaf_value = [], [], []
        self.next = 0

    def add(self, tree: int, root: dict) -> None:
        self.next = 0
        self._walk(tree, root)

    def _walk(self, tree: int, given: dict) -> int:
        number, row = self.next, len(self.node)
        self.next += 1
        is_leaf = "leaf_value" in given
        self.tree.append(tree)
        self.node.append(number)
        self.mode.append("LEAF" if is_leaf else "BRANCH_LEQ")
        self.feature.append(0 if is_leaf else given["split_feature"])
        self.threshold.append(0.0 if is_leaf else _below(given["threshold"]))
        self.true.append(0)
        self.false.append(0)
        if is_leaf:
            self.leaf_tree.append(tree)
            self.leaf.append(number)
            self.leaf_value.append(given["leaf_value"])
        else:
            self.true[row] = self._walk(tree, given["left_child"])
            self.false[row] = self._walk(tree, given["right_child"])
        return number

    def attributes(self) -> dict[str, list]:
        return {
            "nodes_treeids": self.tree,
            "nodes_nodeids": self.node,
            "nodes_modes": self.mode,
            "nodes_featureids": self.feature,
            "nodes_values": self.threshold,
            "nodes_truenodeids": self.true,
            "nodes_falsenodeids": self.false,
            "target_treeids": self.leaf_tree,
            "target_nodeids": self.leaf,
            "target_ids": [0] * len(self.leaf),
            "target_weights": self.leaf_value,
        }


def _below(threshold: float) -> float:
    """The largest float32 that is not above `threshold`."""
    rounded = np.float32(threshold)
    is_above = float(rounded) > threshold  # as doubles: NumPy would round the threshold, too
    return float(np.nextafter(rounded, np.float32(-np.inf)) if is_above else rounded)
