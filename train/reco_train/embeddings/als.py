"""Implicit alternating least squares (Hu, Koren, Volinsky 2008), tuned as in Rendle et al. 2021.

Minimises, over users x_u and items v_i,

    sum over seen (u, i) of c_ui (x_u.v_i - 1)^2  +  alpha * sum over all (u, i) of (x_u.v_i)^2
    + lambda * sum_u (n_u + alpha N) |x_u|^2  +  lambda * sum_i (n_i + alpha M) |v_i|^2

with c the confidence, alpha the weight of an unobserved pair, n the count of an entity's pairs.
Each half-step solves all rows at once by a few conjugate-gradient steps from where they stand,
which costs O(pairs * d) a step and never builds a matrix per row.
"""

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix

CHUNK_PAIRS = 1 << 15
"""Pairs whose factors are gathered at once; keeps the gathered rows in cache."""


@dataclass(frozen=True)
class Settings:
    """The knobs of one fit; the defaults were chosen on MovieLens 100k and 1M validation events."""

    dimension: int = 64
    unobserved_weight: float = 0.3
    regularisation: float = 0.003
    sweeps: int = 10
    steps: int = 3


@dataclass(frozen=True)
class Factors:
    """float32 factors: users [M, d], items [N, d]. An entity without a pair has the zero row."""

    users: np.ndarray
    items: np.ndarray


def random_factors(shape: tuple[int, int], dimension: int, seed: int) -> Factors:
    """Small seeded factors to start a fit from, for (users, items) = shape."""
    random = np.random.default_rng(seed)
    scale = np.float32(0.1 / np.sqrt(dimension))
    users, items = (random.standard_normal((n, dimension), np.float32) * scale for n in shape)
    return Factors(users, items)


def fit(confidence: csr_matrix, settings: Settings, start: Factors) -> Factors:
    """Fits factors to `confidence` (users x items, one entry > 0 a seen pair)."""
    by_user, by_item = _Side(confidence), _Side(confidence.T.tocsr())
    users, items = start.users, start.items
    for _ in range(settings.sweeps):
        users = by_user.solve(users, items, settings)
        items = by_item.solve(items, users, settings)
    return Factors(users, items)


class _Side:
    """The pairs as seen from the rows that are solved, the other side being fixed."""

    def __init__(self, confidence: csr_matrix) -> None:
        self.confidence = confidence.astype(np.float32)
        self.counts = np.diff(confidence.indptr)
        self.row_of_pair = np.repeat(np.arange(confidence.shape[0]), self.counts)

    def solve(self, rows: np.ndarray, fixed: np.ndarray, settings: Settings) -> np.ndarray:
        alpha = settings.unobserved_weight
        gramian = np.float32(alpha) * (fixed.T @ fixed)
        ridge = settings.regularisation * (self.counts + alpha * len(fixed))
        ridge = ridge.astype(np.float32)[:, None]

        def normal_matrix_times(vectors: np.ndarray) -> np.ndarray:
            seen = self._weighted(self._dots(vectors, fixed)) @ fixed
            return vectors @ gramian + seen + ridge * vectors

        solution = np.where(self.counts[:, None] > 0, rows, np.float32(0))
        residual = self.confidence @ fixed - normal_matrix_times(solution)
        direction, energy = residual, _row_dots(residual, residual)
        for _ in range(settings.steps):
            image = normal_matrix_times(direction)
            length = _ratio(energy, _row_dots(direction, image))
            solution = solution + length * direction
            residual = residual - length * image
            previous, energy = energy, _row_dots(residual, residual)
            direction = residual + _ratio(energy, previous) * direction
        return solution

    def _dots(self, rows: np.ndarray, fixed: np.ndarray) -> np.ndarray:
        dots = np.empty(len(self.row_of_pair), np.float32)
        for first in range(0, len(dots), CHUNK_PAIRS):
            part = slice(first, first + CHUNK_PAIRS)
            dots[part] = _row_dots(
                rows[self.row_of_pair[part]], fixed[self.confidence.indices[part]]
            )
        return dots

    def _weighted(self, per_pair: np.ndarray) -> csr_matrix:
        pairs = self.confidence
        return csr_matrix((pairs.data * per_pair, pairs.indices, pairs.indptr), pairs.shape)


def _row_dots(left: np.ndarray, right: np.ndarray) -> np.ndarray:
    return np.einsum("rd,rd->r", left, right)


def _ratio(above: np.ndarray, below: np.ndarray) -> np.ndarray:
    """Above / below as a column, 0 where nothing is left to solve."""
    return np.divide(above, below, out=np.zeros_like(above), where=below > 1e-20)[:, None]
