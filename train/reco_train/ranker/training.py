"""Trains the ranker: fit, export, check, publish."""

from pathlib import Path

import numpy as np

from reco_train import metrics, registry
from reco_train.ranker import checks, fitting, graph
from reco_train.ranker.rows import TrainingRows
from reco_train.run import Run

GOLDEN_ROWS = 16
"""Rows published with their scores, for a loader to verify what it loaded."""


def train(rows_folder: Path, run: Run) -> Path:
    """Trains on the folder's rows and returns the published version's folder."""
    given = TrainingRows.read(rows_folder)
    training, validation = given.split(rows_folder)
    run.progress.say(
        f"read {len(given.rows.request):,} rows of {len(given.rows.user):,} requests; "
        f"validating on the last {len(validation.user):,}"
    )

    network, epochs = fitting.fit(training, validation, run.seed, lambda epoch: _tell(epoch, run))
    model = graph.export(network, given.heads).SerializeToString()
    scorer = checks.Scorer(model, given.heads)
    checks.check_all(scorer, network.predict, validation)
    run.progress.say("the exported graph passed its checks")

    quality = _quality(given.heads, validation.label, scorer.score(validation))
    for head, measured in quality.items():
        run.progress.say(f"{head}: " + ", ".join(f"{k} {_short(v)}" for k, v in measured.items()))
    golden = checks.spread(validation, GOLDEN_ROWS)
    folder = registry.publish(
        run.registry,
        "ranker",
        {
            "model.onnx": model,
            "golden_user.npy": registry.npy_bytes(golden.user, "<f4"),
            "golden_item.npy": registry.npy_bytes(golden.item, "<f4"),
            "golden_row_request.npy": registry.npy_bytes(golden.request, "<i8"),
            "golden_outputs.npy": registry.npy_bytes(scorer.score(golden), "<f4"),
        },
        {
            "feature_spec": given.feature_spec,
            "heads": given.heads,
            "metrics": {"heads": quality, "epochs": len(epochs)},
            "lineage": registry.lineage(given.described, run),
        },
    )
    run.progress.say(f"published {folder}")
    return folder


def _tell(epoch: fitting.Epoch, run: Run) -> None:
    run.progress.say(
        f"epoch {epoch.number}: log loss {epoch.training_loss:.4f} in training, "
        f"{epoch.validation_loss:.4f} in validation"
    )


def _quality(
    heads: list[str], labels: np.ndarray, scores: np.ndarray
) -> dict[str, dict[str, float | int | None]]:
    """Each head's measures over its known labels; None where the labels do not allow one."""
    return {
        head: _head_quality(label[~np.isnan(label)], score[~np.isnan(label)])
        for head, label, score in zip(heads, labels.T, scores.T, strict=True)
    }


def _head_quality(label: np.ndarray, score: np.ndarray) -> dict[str, float | int | None]:
    if len(label) == 0:
        unknown = ("auc", "logloss", "calibration", "positive_rate")
        return {"rows": 0, **dict.fromkeys(unknown)}
    return {
        "rows": len(label),
        "auc": metrics.auc(label, score),
        "logloss": metrics.logloss(label, score),
        "calibration": metrics.calibration(label, score),
        "positive_rate": float(label.mean()),
    }


def _short(value: float | int | None) -> str:
    return "unknown" if value is None else f"{value:,}" if type(value) is int else f"{value:.4f}"
