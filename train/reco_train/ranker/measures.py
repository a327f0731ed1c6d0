"""How well each head of a ranker predicts."""

import numpy as np

from reco_train import metrics

Measured = dict[str, float | int | None]


def of_heads(heads: list[str], labels: np.ndarray, scores: np.ndarray) -> dict[str, Measured]:
    """Each head's measures over its known labels; None where the labels do not allow one."""
    return {
        head: _of_head(label[~np.isnan(label)], score[~np.isnan(label)])
        for head, label, score in zip(heads, labels.T, scores.T, strict=True)
    }


def text(measured: Measured) -> str:
    """One line."""
    return ", ".join(f"{name} {_short(value)}" for name, value in measured.items())


def _of_head(label: np.ndarray, score: np.ndarray) -> Measured:
    if len(label) == 0:
        unknown = ("auc", "logloss", "rmse", "calibration", "calibration_error", "positive_rate")
        return {"rows": 0, **dict.fromkeys(unknown)}
    return {
        "rows": len(label),
        "auc": metrics.auc(label, score),
        "logloss": metrics.logloss(label, score),
        "rmse": metrics.rmse(label, score),
        "calibration": metrics.calibration(label, score),
        "calibration_error": metrics.calibration_error(label, score),
        "positive_rate": float(label.mean()),
    }


def _short(value: float | int | None) -> str:
    return "unknown" if value is None else f"{value:,}" if type(value) is int else f"{value:.4f}"
