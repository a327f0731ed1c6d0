"""What an exported user tower must prove before it is published. A failure throws RefusedError."""

import time

import numpy as np
import onnxruntime

from reco_train.encoder.model import Model
from reco_train.errors import RefusedError

PARITY = 1e-5
LEAST_SPREAD = 1e-4
TIMED_RUNS = 30


class Encoder:
    """Encodes with ONNX Runtime on one thread."""

    def __init__(self, graph: bytes, vectors: np.ndarray) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        self.vectors = vectors
        self.session = onnxruntime.InferenceSession(
            graph, options, providers=["CPUExecutionProvider"]
        )

    def encode(self, windows: np.ndarray) -> np.ndarray:
        """float32[U, D + 1] of windows as Model.encode takes them."""
        items = np.where(windows[:, :, None] >= 0, self.vectors[np.maximum(windows, 0)], 0)
        lengths = (windows >= 0).sum(axis=1).astype(np.int64)
        return self.session.run(["query"], {"items": items, "lengths": lengths})[0]


def check_all(encoder: Encoder, model: Model, windows: np.ndarray) -> None:
    """Runs every check on the windows of some users with at least one item each."""
    queries = encoder.encode(windows)
    check_finite(queries, model)
    check_parity(queries, model.encode(windows))
    check_alone(encoder, queries, windows)
    check_varies(queries)


def check_finite(queries: np.ndarray, model: Model) -> None:
    """No NaN and no infinity in anything that is served."""
    for name, array in (
        ("a query", queries),
        ("an item vector", model.vectors),
        ("a token's vector", model.token_vectors),
    ):
        if not np.isfinite(array).all():
            raise RefusedError(f"{name} is not finite")


def check_parity(queries: np.ndarray, expected: np.ndarray) -> None:
    """ONNX Runtime and the trained network agree, relative to the largest value."""
    difference = float(np.abs(queries - expected).max() / np.abs(expected).max())
    if not difference < PARITY:
        raise RefusedError(
            f"ONNX Runtime and the network differ by {difference:.2g}; expected under {PARITY:g}"
        )


def check_alone(encoder: Encoder, together: np.ndarray, windows: np.ndarray) -> None:
    """A user is encoded alike alone, without padding, and among others."""
    for window, query in zip(windows, together, strict=True):
        alone = encoder.encode(window[window >= 0][None])[0]
        difference = float(np.abs(alone - query).max() / np.abs(query).max())
        if not difference < PARITY:
            raise RefusedError(f"a user is encoded differently alone, by {difference:.2g}")


def check_varies(queries: np.ndarray) -> None:
    """Different users have different queries."""
    if len(queries) > 1 and np.ptp(queries[:, :-1], axis=0).max() < LEAST_SPREAD:
        raise RefusedError("the query is the same for every user")


def milliseconds_a_user(encoder: Encoder, length: int) -> float:
    """The median time to encode one user with a full history."""
    window = np.arange(length)[None] % len(encoder.vectors)
    times = []
    for _ in range(TIMED_RUNS):
        start = time.perf_counter()
        encoder.encode(window)
        times.append(time.perf_counter() - start)
    return float(np.median(times)) * 1e3
