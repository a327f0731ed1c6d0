"""Measures the network beside boosted trees: the same rows, the last of which neither has seen."""

import json
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from reco_train.ranker import checks, fitting, graph, measures, trees
from reco_train.ranker.rows import Rows, TrainingRows
from reco_train.run import Run

TEST_SHARE, VALIDATION_SHARE = 0.1, 0.1
TIMED_ROWS = 5_000
STARS = 4
"""The rating head is 0 to 1 over so many stars."""


def compare(rows_folder: Path, run: Run) -> Path:
    """Trains both, writes comparison.json into the folder and returns it."""
    given = TrainingRows.read(rows_folder)
    rest, test = given.without_last(TEST_SHARE)
    rest, validation = rest.without_last(VALIDATION_SHARE / (1 - TEST_SHARE))
    users, items = test.user.shape[1], test.item.shape[1]
    report: dict[str, object] = {
        "features": users + items,
        "rows": {
            name: len(part.request)
            for name, part in (("train", rest.rows), ("validation", validation), ("test", test))
        },
    }

    def network() -> tuple[bytes, Callable[[Rows], np.ndarray]]:
        fitted, _ = fitting.fit(rest.rows, validation, run.seed, lambda _: None)
        return graph.export(fitted, given.heads).SerializeToString(), fitted.predict

    def boosted() -> tuple[bytes, Callable[[Rows], np.ndarray]]:
        fitted = trees.fit(rest.rows, validation, given.heads, run.seed)
        return trees.export(fitted, users, items).SerializeToString(), fitted.predict

    for name, train in (("network", network), ("lightgbm", boosted)):
        started = time.monotonic()
        model, predict = train()
        trained = time.monotonic() - started
        scorer = checks.Scorer(model, given.heads)
        parity = float(np.abs(scorer.score(test) - predict(test)).max())
        heads = measures.of_heads(given.heads, test.label, scorer.score(test))
        report[name] = {
            "seconds": round(trained, 1),
            "onnx_parity": parity,
            "rows_per_second": round(_speed(scorer, test)),
            **_stars(heads),
            "heads": heads,
        }
        for head, measured in heads.items():
            run.progress.say(f"{name}, {head}: {measures.text(measured)}")
    path = rows_folder / "comparison.json"
    path.write_text(json.dumps(report, indent=2) + "\n", "utf-8")
    return path


def _stars(heads: dict[str, measures.Measured]) -> dict[str, object]:
    """The measures that recommenders of rated things are compared by."""
    found = {}
    if "rating4" in heads:
        found["auc_rating4"] = heads["rating4"]["auc"]
    if "rating" in heads and heads["rating"]["rmse"] is not None:
        found["rmse_stars"] = STARS * heads["rating"]["rmse"]
    return found


def _speed(scorer: checks.Scorer, rows: Rows) -> float:
    """Rows a second on one thread in batches of 5,000, the best of five."""
    batch = checks.spread(rows, TIMED_ROWS)
    best = np.inf
    for _ in range(5):
        started = time.perf_counter()
        scorer.score(batch)
        best = min(best, time.perf_counter() - started)
    return TIMED_ROWS / best
