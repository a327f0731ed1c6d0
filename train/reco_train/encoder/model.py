"""A model that has been fitted: the user tower and the vectors that the item tower made."""

from dataclasses import dataclass

import jax
import jax.numpy as jnp
import numpy as np

from reco_train.encoder import network
from reco_train.encoder.content import Content
from reco_train.encoder.network import HIDDEN, ItemTower, Parameters, UserTower

BUCKETS = ((32, 128), (64, 64), (128, 32))
"""Lengths that histories are padded to, with the users encoded at once; then the full length."""
LONGEST_USERS = 24


@dataclass(frozen=True)
class Catalogue:
    """The items as the item tower sees them.

    taken: bool[N]; an item that nobody has taken has no vector of its id, and is no negative.
    """

    content: Content
    taken: np.ndarray

    def vectors(
        self, tower: ItemTower, dropped: jax.Array | None = None
    ) -> tuple[jax.Array, jax.Array]:
        """Vectors [N, D] and biases [N], without the id's share where `dropped` [N] says so."""
        by_id = self.taken if dropped is None else self.taken & ~dropped
        vectors = jnp.where(by_id[:, None], tower.item, 0)
        biases = jnp.where(by_id, tower.item_bias, 0)
        if self.content.tokens == 0:
            return vectors, biases
        token, weight = self.content.token, self.content.weight
        vectors = vectors + (tower.token[token] * weight[:, :, None]).sum(axis=1)
        return vectors, biases + (tower.token_bias[token] * weight).sum(axis=1)

    def masked(self, biases: jax.Array) -> jax.Array:
        """Biases that keep the items that nobody has taken out of a softmax."""
        return jnp.where(self.taken, biases, HIDDEN)


@dataclass(frozen=True)
class Model:
    """Scores are inner products of `encode`, [U, D + 1], and `vectors`, [N, D + 1].

    The last column of vectors is the items' bias, that of a query is 1. token_vectors, [T, D + 1],
    make up the vector of an item that nobody has taken, as the content's weights say.
    """

    users: UserTower
    vectors: np.ndarray
    token_vectors: np.ndarray

    @staticmethod
    def of(parameters: Parameters, catalogue: Catalogue) -> "Model":
        """The model of these parameters."""
        items = parameters.items
        vectors, biases = catalogue.vectors(items)
        return Model(
            parameters.users,
            np.column_stack([vectors, biases]),
            np.column_stack([items.token, items.token_bias]),
        )

    @property
    def length(self) -> int:
        """Most items of a history that are read."""
        return self.users.blocks[0].by_distance.shape[1]

    def found(self) -> np.ndarray:
        """Vectors as a search sees them: an item of which nothing is known is found last."""
        found = self.vectors.copy()
        found[~found.any(axis=1), -1] = HIDDEN
        return found

    def encode(self, windows: np.ndarray) -> np.ndarray:
        """float32[U, D + 1] of int32[U, length] windows: right-aligned rows, -1 before them."""
        queries = np.zeros((len(windows), self.vectors.shape[1]), np.float32)
        queries[:, -1] = 1
        lengths = (windows >= 0).sum(axis=1)
        shortest = 0
        for longest, users in (*(b for b in BUCKETS if b[0] < self.length), self._full):
            rows = np.flatnonzero((lengths > shortest) & (lengths <= longest))
            for first in range(0, len(rows), users):
                part = rows[first : first + users]
                asked = np.resize(windows[part, -longest:], (users, longest))
                queries[part, :-1] = self._outputs(asked)[: len(part)]
            shortest = longest
        return queries

    @property
    def _full(self) -> tuple[int, int]:
        return self.length, LONGEST_USERS

    def _outputs(self, windows: np.ndarray) -> np.ndarray:
        vectors = self.vectors[np.maximum(windows, 0), :-1]
        return np.asarray(_last_outputs(self.users, vectors, windows >= 0))


@jax.jit
def _last_outputs(tower: UserTower, vectors: jax.Array, exists: jax.Array) -> jax.Array:
    visible = np.tri(exists.shape[1], dtype=bool) & exists[:, None, :]
    with jax.default_matmul_precision("highest"):
        return network.outputs(tower, vectors, visible)[:, -1]
