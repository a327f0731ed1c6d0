"""The matrix P that turns a user's summed history s into a query: score(i) = (P s) . v_i."""

import numpy as np

GRAMIAN_RIDGE = 0.03
HISTORY_RIDGE = 0.01


def fold_in(vectors: np.ndarray) -> np.ndarray:
    """The inverse of the items' regularised Gramian: ALS's own fold-in, seen weights aside."""
    return np.linalg.inv(_ridged(_gramian(vectors), GRAMIAN_RIDGE))


def next_item(vectors: np.ndarray, sums: np.ndarray, following: np.ndarray) -> np.ndarray:
    """The fold-in of the item that history s leads to: P = (V'V)^-1 (F'S) (S'S)^-1, ridged.

    F'S (S'S)^-1 is the least-squares map from a summed history (row of `sums`) to the vector of
    the item taken next (row of `following`); it learns what follows what, not just what is alike.
    """
    return fold_in(vectors) @ ridge_map(sums, following)


def ridge_map(sums: np.ndarray, wanted: np.ndarray) -> np.ndarray:
    """The matrix M for which M s comes closest to what is wanted of s, row by row, ridged."""
    sums = sums.astype(np.float64)
    return wanted.T @ sums @ np.linalg.inv(_ridged(sums.T @ sums, HISTORY_RIDGE))


def _gramian(rows: np.ndarray) -> np.ndarray:
    rows = rows.astype(np.float64)
    return rows.T @ rows


def _ridged(gramian: np.ndarray, share: float) -> np.ndarray:
    mean = np.trace(gramian) / len(gramian)
    return gramian + max(share * mean, 1e-12) * np.eye(len(gramian))
