"""How well a query finds each user's newest item, hidden from training. All items are ranked."""

import numpy as np
from scipy.sparse import csr_matrix

from reco_train.metrics import RankingQuality, ranking_quality

CHUNK_USERS = 256


def evaluate(
    queries: np.ndarray, vectors: np.ndarray, seen: csr_matrix, hidden: np.ndarray
) -> RankingQuality:
    """Quality of score = query . vector, a user a row; seen items never count as competitors."""
    places = np.empty(len(hidden), np.int64)
    for first in range(0, len(hidden), CHUNK_USERS):
        part = slice(first, first + CHUNK_USERS)
        places[part] = _places(queries[part] @ vectors.T, seen[part], hidden[part])
    return ranking_quality(places)


def _places(scores: np.ndarray, seen: csr_matrix, hidden: np.ndarray) -> np.ndarray:
    """Each hidden item's place from 0; a tie counts against it."""
    own = scores[np.arange(len(hidden)), hidden][:, None]
    scores[seen.nonzero()] = -np.inf
    return (scores >= own).sum(axis=1) - 1
