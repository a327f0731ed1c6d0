import numpy as np
import pytest

from reco_train import metrics


def test_places_beyond_ten_earn_nothing():
    quality = metrics.ranking_quality(np.array([0, 9, 10, 400]))

    assert quality.hr_at_10 == 0.5
    assert quality.ndcg_at_10 == pytest.approx((1 + 1 / np.log2(11)) / 4)


def test_auc_counts_the_pairs_in_order_and_ties_half():
    label, score = np.array([0, 1, 0, 1]), np.array([0.1, 0.4, 0.4, 0.8])

    assert metrics.auc(label, score) == pytest.approx(3.5 / 4)


def test_auc_and_calibration_are_unknown_without_what_they_need():
    zeros = np.zeros(3)

    assert metrics.auc(zeros, np.array([0.1, 0.2, 0.3])) is None
    assert metrics.calibration(zeros, np.array([0.1, 0.2, 0.3])) is None


def test_a_fair_coin_costs_log_two_and_is_calibrated():
    label, half = np.array([0, 1, 1, 0]), np.full(4, 0.5)

    assert metrics.logloss(label, half) == pytest.approx(np.log(2))
    assert metrics.calibration(label, half) == pytest.approx(1)
