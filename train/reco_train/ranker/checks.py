"""What a graph must prove before it is published. Each failed check throws RefusedError."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import onnxruntime

from reco_train.errors import RefusedError
from reco_train.ranker.rows import Rows

CHECKED_ROWS = 512
PARITY = 1e-5
LEAST_SPREAD = 1e-6


class Scorer:
    """Scores rows with ONNX Runtime on one thread."""

    def __init__(self, model: bytes, heads: list[str]) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        self.heads = heads
        self.session = onnxruntime.InferenceSession(
            model, options, providers=["CPUExecutionProvider"]
        )

    def score(self, rows: Rows) -> np.ndarray:
        """Probabilities, float32[N, H], heads in their order."""
        inputs = {
            "user": rows.user,
            "item": rows.item,
            "row_request": rows.request.astype(np.int64),
        }
        return np.stack(self.session.run(self.heads, inputs), axis=1)


def check_all(scorer: Scorer, predict: Callable[[Rows], np.ndarray], validation: Rows) -> None:
    """Runs every check on rows spread over `validation`; `predict` is the trained network."""
    sample = spread(validation, CHECKED_ROWS)
    check_finite(scorer, sample)
    check_parity(scorer, predict, sample)
    check_varies(scorer, sample)
    check_batch_invariance(scorer, sample)


def spread(rows: Rows, count: int) -> Rows:
    """`count` rows at even distances; fewer rows than that repeat."""
    return rows.at(np.linspace(0, len(rows.request) - 1, count).astype(np.int64))


def check_finite(scorer: Scorer, rows: Rows) -> None:
    """No NaN and no infinity, not even for features that are one."""
    for feature in (None, np.nan, np.inf, -np.inf):
        asked = rows if feature is None else _with_everything(rows, feature)
        if not np.isfinite(scorer.score(asked)).all():
            given = "validation rows" if feature is None else f"features that are all {feature}"
            raise RefusedError(f"the graph answers {given} with a score that is not finite")


def check_parity(scorer: Scorer, predict: Callable[[Rows], np.ndarray], rows: Rows) -> None:
    """ONNX Runtime and the trained network agree."""
    difference = float(np.abs(scorer.score(rows) - predict(rows)).max())
    if not difference < PARITY:
        raise RefusedError(
            f"ONNX Runtime and the network differ by {difference:.2g}; expected under {PARITY:g}"
        )


def check_varies(scorer: Scorer, rows: Rows) -> None:
    """No head gives every row the same score."""
    for head, score in zip(scorer.heads, scorer.score(rows).T, strict=True):
        if np.ptp(score) < LEAST_SPREAD:
            raise RefusedError(f"head {head} is constant: every score is {score[0]:.6g}")


def check_batch_invariance(scorer: Scorer, rows: Rows) -> None:
    """A row's score has the same bits alone as among others."""
    together = scorer.score(rows)
    alone = np.concatenate(
        [scorer.score(rows.at(np.array([row]))) for row in range(len(rows.request))]
    )
    differing = int((together.view(np.int32) != alone.view(np.int32)).any(axis=1).sum())
    if differing > 0:
        raise RefusedError(
            f"{differing} of {len(alone)} rows score differently alone than in one batch"
        )


def _with_everything(rows: Rows, feature: float) -> Rows:
    return replace(
        rows, user=np.full_like(rows.user, feature), item=np.full_like(rows.item, feature)
    )
