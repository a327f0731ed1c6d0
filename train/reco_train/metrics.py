"""Measures of ranked lists and of predicted probabilities."""

from dataclasses import dataclass

import numpy as np
from scipy.stats import rankdata


@dataclass(frozen=True)
class RankingQuality:
    """Hit rate and NDCG at 10 of one hidden item a user, all items ranked."""

    hr_at_10: float
    ndcg_at_10: float


def ranking_quality(places: np.ndarray) -> RankingQuality:
    """Quality from each hidden item's place in its user's list, 0 the first."""
    gains = np.where(places < 10, 1 / np.log2(places + 2.0), 0.0)
    return RankingQuality(float((places < 10).mean()), float(gains.mean()))


def auc(label: np.ndarray, score: np.ndarray) -> float | None:
    """The chance that a positive outscores a negative, ties half; None without two classes."""
    if not np.isin(label, (0, 1)).all():
        return None
    positives = int(label.sum())
    negatives = len(label) - positives
    if positives == 0 or negatives == 0:
        return None
    rank_sum = rankdata(score)[label == 1].sum()
    return float((rank_sum - positives * (positives + 1) / 2) / (positives * negatives))


def logloss(label: np.ndarray, probability: np.ndarray) -> float:
    """Mean negative log-likelihood in nats."""
    bounded = np.clip(probability.astype(np.float64), 1e-7, 1 - 1e-7)
    return float(-(label * np.log(bounded) + (1 - label) * np.log1p(-bounded)).mean())


def rmse(label: np.ndarray, predicted: np.ndarray) -> float:
    """Root of the mean squared error."""
    return float(np.sqrt(np.mean(np.square(label.astype(np.float64) - predicted))))


def calibration_error(label: np.ndarray, probability: np.ndarray, bins: int = 10) -> float:
    """Expected calibration error (Naeini, Cooper, Hauskrecht 2015) over bins of equal size."""
    order = np.argsort(probability, kind="stable")
    parts = [part for part in np.array_split(order, bins) if len(part) > 0]
    gaps = [len(p) * abs(float(label[p].mean()) - float(probability[p].mean())) for p in parts]
    return float(np.sum(gaps) / len(order))


def calibration(label: np.ndarray, probability: np.ndarray) -> float | None:
    """Mean predicted over mean observed probability; None without a positive."""
    observed = float(label.mean())
    return float(probability.mean()) / observed if observed > 0 else None
