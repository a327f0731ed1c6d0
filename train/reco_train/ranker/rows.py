"""The training rows that the replay wrote: requests in time order, each with scored items."""

import re
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from reco_train.errors import InputError
from reco_train.inputs import Manifest, read_array, require_all

VALIDATION_SHARE = 0.1
FEWEST_REQUESTS = 10
GRAPH_INPUTS = ("user", "item", "row_request")


@dataclass(frozen=True)
class Rows:
    """Some requests and their rows.

    user: float32[M, U], a request a row. item: float32[N, I]. request: int32[N], each row's
    request, 0 to M-1. label: float32[N, H], 0 to 1, NaN where nothing is known. weight:
    float32[N], what a row counts in training, above 0.
    """

    user: np.ndarray
    item: np.ndarray
    request: np.ndarray
    label: np.ndarray
    weight: np.ndarray

    def part(self, first: int, end: int) -> "Rows":
        """Requests `first` to before `end` and their rows, requests counted from 0 again."""
        kept = (self.request >= first) & (self.request < end)
        request = self.request[kept] - np.int32(first)
        return Rows(
            self.user[first:end], self.item[kept], request, self.label[kept], self.weight[kept]
        )

    def at(self, rows: np.ndarray) -> "Rows":
        """The given rows, with only their requests."""
        requests, request = np.unique(self.request[rows], return_inverse=True)
        return Rows(
            self.user[requests],
            self.item[rows],
            request.astype(np.int32),
            self.label[rows],
            self.weight[rows],
        )


@dataclass(frozen=True)
class TrainingRows:
    """All rows with the names of their features and heads.

    feature_spec is the manifest's, untouched; described is what it says of the rows' origin.
    """

    rows: Rows
    feature_spec: dict[str, object]
    heads: list[str]
    described: dict[str, object]

    @staticmethod
    def read(folder: Path) -> "TrainingRows":
        """Reads and checks a folder of manifest.json and five .npy arrays."""
        manifest = Manifest.read(folder)
        spec = manifest.section("feature_spec")
        spec.text("version")
        spec.text("hash")
        user_names, item_names = spec.names("user"), spec.names("item")
        heads = manifest.names("heads")
        _check_heads(manifest.path, heads)
        requests, count = manifest.count("requests", FEWEST_REQUESTS), manifest.count("rows")
        described = {name: manifest.text(name) for name in ("first", "last")}

        rows = Rows(
            _read_features(folder / "user_features.npy", requests, user_names),
            _read_features(folder / "item_features.npy", count, item_names),
            _read_requests(folder / "row_request.npy", count, requests),
            _read_labels(folder / "labels.npy", count, heads),
            _read_weights(folder / "weights.npy", count),
        )
        described |= {"rows": count, "requests": requests}
        return TrainingRows(rows, spec.fields, heads, described)

    def without_last(self, share: float) -> tuple["TrainingRows", Rows]:
        """All but the last requests, and these."""
        requests = len(self.rows.user)
        cut = requests - max(1, round(requests * share))
        return replace(self, rows=self.rows.part(0, cut)), self.rows.part(cut, requests)

    def split(self, path: Path) -> tuple[Rows, Rows]:
        """The first 90 % of the requests for training, the last 10 % for validation."""
        rest, validation = self.without_last(VALIDATION_SHARE)
        training = rest.rows
        for column, head in enumerate(self.heads):
            _require_difference(path / "labels.npy", head, training.label[:, column])
        if np.isnan(validation.label).all():
            expected = "at least one in the last 10 % of the requests"
            raise InputError(path / "labels.npy", "known labels", 0, expected)
        return training, validation


def _check_heads(path: Path, heads: list[str]) -> None:
    """A head names an output of the graph, beside the graph's inputs and inner values."""
    for head in heads:
        if head in GRAPH_INPUTS or not re.fullmatch(r"[A-Za-z][A-Za-z0-9_]*", head):
            expected = f"letters, digits and _, and none of {', '.join(GRAPH_INPUTS)}"
            raise InputError(path, "heads", f'"{head}"', expected)


def _read_features(path: Path, count: int, names: list[str]) -> np.ndarray:
    features = read_array(path, np.float32, (count, len(names)))
    require_all(path, features, np.isfinite(features), "finite", names)
    return features


def _read_requests(path: Path, count: int, requests: int) -> np.ndarray:
    request = read_array(path, np.int32, (count,))
    allowed = (request >= 0) & (request < requests)
    require_all(path, request, allowed, f"0 to {requests - 1}, as the manifest says")
    return request


def _read_labels(path: Path, count: int, heads: list[str]) -> np.ndarray:
    label = read_array(path, np.float32, (count, len(heads)))
    allowed = np.isnan(label) | ((label >= 0) & (label <= 1))
    require_all(path, label, allowed, "0 to 1 or NaN (unknown)", heads)
    return label


def _read_weights(path: Path, count: int) -> np.ndarray:
    weight = read_array(path, np.float32, (count,))
    require_all(path, weight, np.isfinite(weight) & (weight > 0), "finite and above 0")
    return weight


def _require_difference(path: Path, head: str, label: np.ndarray) -> None:
    known = label[~np.isnan(label)]
    if len(known) == 0 or np.ptp(known) == 0:
        found = f"{len(known)} known labels, all alike"
        expected = "different ones in the part that is trained on"
        raise InputError(path, f"head {head}", found, expected)
