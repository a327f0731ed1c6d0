"""What each user took, in order, and the sparse queries that serving makes of it."""

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix

from reco_train.embeddings.interactions import Interactions

HISTORY = 20
"""How many of a user's newest items a query looks at."""


@dataclass(frozen=True)
class QueryRule:
    """How a query weighs history: strength (raw, or its square root) times decay ** age."""

    decay: float
    weight: str

    def strength(self, weight: np.ndarray) -> np.ndarray:
        """The rule's view of an event's strength."""
        return np.sqrt(weight) if self.weight == "sqrt" else weight


@dataclass(frozen=True)
class Histories:
    """One row a (user, item) pair, ordered by user, then by the pair's newest event.

    confidence is the sum of the pair's strengths over the mean such sum; newest is the strength
    of its newest event; place counts a user's rows from 0, the oldest.
    """

    shape: tuple[int, int]
    user: np.ndarray
    item: np.ndarray
    confidence: np.ndarray
    newest: np.ndarray
    place: np.ndarray

    @staticmethod
    def of(interactions: Interactions) -> "Histories":
        """Collects the events of each pair."""
        shape = (interactions.users, len(interactions.item_ids))
        pair = interactions.user.astype(np.int64) * shape[1] + interactions.item
        # Seen from the end, a pair's first event is its newest.
        pairs, from_end, group = np.unique(pair[::-1], return_index=True, return_inverse=True)
        newest_event = len(pair) - 1 - from_end
        strength = np.bincount(group, interactions.weight[::-1])

        user, item = pairs // shape[1], pairs % shape[1]
        order = np.lexsort((newest_event, user))
        user = user[order]
        return Histories(
            shape,
            user,
            item[order],
            (strength / strength.mean())[order].astype(np.float32),
            interactions.weight[newest_event[order]],
            np.arange(len(user)) - np.searchsorted(user, user),
        )

    def rows(self, kept: np.ndarray) -> "Histories":
        """The rows that `kept` (booleans) keeps; they must be a prefix of each user's."""
        columns = (self.user, self.item, self.confidence, self.newest, self.place)
        return Histories(self.shape, *(column[kept] for column in columns))

    def is_last(self) -> np.ndarray:
        """Whether a row is its user's newest (booleans)."""
        return np.append(self.user[1:] != self.user[:-1], True)

    def confidences(self) -> csr_matrix:
        """Users x items, the confidence of each seen pair."""
        return csr_matrix((self.confidence, (self.user, self.item)), self.shape)

    def seen(self, users: np.ndarray) -> csr_matrix:
        """len(users) x items, non-zero where the user has taken the item."""
        return self.confidences()[users]

    def queries(self, rows: np.ndarray, rule: QueryRule) -> csr_matrix:
        """len(rows) x items: the weights of the query just after each of these rows.

        Times the item vectors this is sum_i w_i * decay ** age_i * v_i, before the projection.
        """
        strength = rule.strength(self.newest)
        ages = np.arange(HISTORY)
        source = rows[:, None] - ages
        exists = ages <= self.place[rows][:, None]
        source, age = source[exists], np.broadcast_to(ages, exists.shape)[exists]
        values = strength[source] * np.float32(rule.decay) ** age.astype(np.float32)
        ends = np.concatenate([[0], np.cumsum(exists.sum(axis=1))])
        return csr_matrix((values, self.item[source], ends), (len(rows), self.shape[1]))
