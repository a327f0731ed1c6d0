import numpy as np

from reco_train.embeddings import ease
from reco_train.embeddings.histories import Histories
from reco_train.embeddings.interactions import Interactions


def taken(histories):
    matrix = np.zeros(histories.shape)
    matrix[histories.user, histories.item] = 1
    return matrix


def test_the_weights_are_those_of_the_closed_form(interactions):
    histories = Histories.of(Interactions.read(interactions))
    known = taken(histories)[:, :40]
    inverse = np.linalg.inv(known.T @ known + ease.REGULARISATION * np.eye(40))
    expected = -inverse / np.diag(inverse)
    np.fill_diagonal(expected, 0)

    items, weights = ease.fit(histories)

    dense = np.zeros((40, 40))
    for item in range(40):
        dense[item, items[item]] = weights[item]
    np.testing.assert_allclose(dense, expected, atol=1e-6)


def test_weights_fall_in_size_and_no_item_weighs_itself(interactions):
    items, weights = ease.fit(Histories.of(Interactions.read(interactions)))

    assert (np.diff(np.abs(weights[:40]), axis=1) <= 0).all()
    assert not (items[:40] == np.arange(40)[:, None]).any()
    assert items.shape == weights.shape == (41, 39)


def test_an_item_that_nobody_took_has_no_weights_and_is_in_none(interactions):
    items, weights = ease.fit(Histories.of(Interactions.read(interactions)))

    assert (items[40] == -1).all()
    assert not weights[40].any()
    assert not (items == 40).any()


def test_of_too_many_items_those_taken_most_have_weights(interactions, monkeypatch):
    histories = Histories.of(Interactions.read(interactions))
    monkeypatch.setattr(ease, "MOST_ITEMS", 10)

    items, _ = ease.fit(histories)

    counts = np.bincount(histories.item, minlength=41)
    weighed = np.flatnonzero((items != -1).any(axis=1))
    assert len(weighed) == 10
    assert counts[weighed].min() >= np.delete(counts, weighed).max()
    assert set(items[items != -1]) == set(weighed)
