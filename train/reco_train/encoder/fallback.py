"""A query without the user tower: a projection of the weighted sum of a user's newest items.

Serving takes it where the encoder has not answered in time. It is fitted to what the encoder says,
so that it searches the same item vectors.
"""

from dataclasses import dataclass

import numpy as np

from reco_train.embeddings.histories import Histories, QueryRule
from reco_train.embeddings.projection import ridge_map
from reco_train.encoder.model import Model
from reco_train.encoder.sequences import Sequences

DECAYS = (0.7, 0.8, 0.9)
MOST_USERS = 10_000


@dataclass(frozen=True)
class Fallback:
    """The projection, float32[D + 1, D + 1], the rule of its sum, and the share it explains."""

    projection: np.ndarray
    rule: QueryRule
    explained: float


def fit(histories: Histories, sequences: Sequences, model: Model, seed: int) -> Fallback:
    """The rule and projection that come closest to the encoder, by squared error."""
    rows = np.flatnonzero(histories.is_last())
    if len(rows) > MOST_USERS:
        rows = np.sort(np.random.default_rng(seed).choice(rows, MOST_USERS, replace=False))
    queries = model.encode(sequences.window(histories.user[rows], model.length))

    def fallback(decay: float) -> Fallback:
        rule = QueryRule(decay, "sqrt")
        sums = histories.queries(rows, rule) @ model.vectors
        projection = ridge_map(sums, queries)
        left = np.square(queries - sums @ projection.T).sum()
        explained = 1 - left / np.square(queries - queries.mean(axis=0)).sum()
        return Fallback(projection, rule, float(explained))

    return max((fallback(decay) for decay in DECAYS), key=lambda found: found.explained)
