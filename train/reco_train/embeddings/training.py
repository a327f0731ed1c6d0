"""Trains item embeddings: validate on hidden newest items, then fit on everything and publish."""

import itertools
import json
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix

from reco_train import registry
from reco_train.embeddings import als, ease, projection, validation
from reco_train.embeddings.histories import HISTORY, Histories, QueryRule
from reco_train.embeddings.interactions import Interactions
from reco_train.errors import RefusedError
from reco_train.metrics import RankingQuality
from reco_train.run import Run

DECAYS = (0.7, 0.8, 0.9)
WEIGHTS = ("sqrt", "raw")
PROJECTIONS = ("next_item", "fold_in")
FINAL_SWEEPS = 4
"""Sweeps of the last fit, which starts from the validated factors and sees one item more a user."""
FITTED_ROWS = 200_000
"""At most so many history rows fit a projection."""
VALIDATED_USERS = 2_000


@dataclass(frozen=True)
class Candidate:
    """A way to make queries, to be chosen by validation."""

    rule: QueryRule
    projection: str


def train(interactions_folder: Path, dimension: int, run: Run) -> Path:
    """Trains on the folder's interactions and returns the published version's folder."""
    interactions = Interactions.read(interactions_folder)
    histories = Histories.of(interactions)
    run.progress.say(
        f"read {len(interactions.user):,} interactions of {interactions.users:,} users "
        f"with {len(interactions.item_ids):,} items"
    )
    settings = als.Settings(dimension=dimension)
    factors, candidate, metrics = _validated(histories, settings, run)

    final = replace(settings, sweeps=FINAL_SWEEPS)
    factors = als.fit(histories.confidences(), final, factors)
    matrix = _projection(candidate, factors.items, histories, run.seed)
    vectors, matrix = _scaled(factors.items, matrix, candidate.rule, histories)
    if not (np.isfinite(vectors).all() and np.isfinite(matrix).all()):
        raise RefusedError("a vector or the query's projection is not finite")
    run.progress.say("fitted on all interactions")

    linear_files, linear = ease.artefact(histories)
    folder = registry.publish(
        run.registry,
        "retrieval",
        {
            "item_vectors.npy": registry.npy_bytes(vectors, "<f4"),
            "query_projection.npy": registry.npy_bytes(matrix, "<f4"),
            "items.json": json.dumps(interactions.item_ids).encode(),
            **linear_files,
        },
        {
            "dimension": dimension,
            "query": {
                "recency_decay": candidate.rule.decay,
                "history": HISTORY,
                "weight": candidate.rule.weight,
                "projection": candidate.projection,
            },
            "ease": linear,
            "metrics": metrics,
            "lineage": registry.lineage(interactions.described, run),
        },
    )
    run.progress.say(f"published {folder}")
    return folder


def _validated(
    histories: Histories, settings: als.Settings, run: Run
) -> tuple[als.Factors, Candidate, dict[str, object]]:
    """Fits without each user's newest item and chooses the candidate that finds most of them."""
    hidden = histories.is_last() & (histories.place > 0)
    kept = histories.rows(~hidden)
    start = als.random_factors(histories.shape, settings.dimension, run.seed)
    factors = als.fit(kept.confidences(), settings, start)
    run.progress.say(f"fitted {settings.dimension} dimensions without each user's newest item")

    candidates = _candidates(kept)
    asked = _sample(np.flatnonzero(hidden), VALIDATED_USERS, run.seed)
    if len(asked) == 0:
        run.progress.say("no user has two items, so nothing to validate on: taking the defaults")
        return factors, candidates[0], {"validated_users": 0}

    users, targets = histories.user[asked], histories.item[asked]
    rows = np.searchsorted(kept.user, users, side="right") - 1
    seen = kept.seen(users)

    def quality(candidate: Candidate) -> RankingQuality:
        matrix = _projection(candidate, factors.items, kept, run.seed)
        queries = kept.queries(rows, candidate.rule) @ factors.items @ matrix.T
        return validation.evaluate(queries, factors.items, seen, targets)

    qualities = {candidate: quality(candidate) for candidate in candidates}
    best = max(candidates, key=lambda c: (qualities[c].hr_at_10, qualities[c].ndcg_at_10))
    popularity = _popularity_quality(kept, seen, targets)
    run.progress.say(_summary(best, qualities[best], popularity, len(asked)))
    metrics = {
        **asdict(qualities[best]),
        **{f"popularity_{name}": value for name, value in asdict(popularity).items()},
        "validated_users": len(asked),
    }
    return factors, best, metrics


def _candidates(histories: Histories) -> list[Candidate]:
    same = histories.newest.min() == histories.newest.max()
    weights = WEIGHTS[:1] if same else WEIGHTS
    return [
        Candidate(QueryRule(decay, weight), kind)
        for kind, weight, decay in itertools.product(PROJECTIONS, weights, DECAYS)
    ]


def _projection(
    candidate: Candidate, vectors: np.ndarray, histories: Histories, seed: int
) -> np.ndarray:
    followed = np.flatnonzero(~histories.is_last())
    if candidate.projection == "fold_in" or len(followed) == 0:
        return projection.fold_in(vectors)
    rows = _sample(followed, FITTED_ROWS, seed)
    sums = histories.queries(rows, candidate.rule) @ vectors
    return projection.next_item(vectors, sums, vectors[histories.item[rows + 1]])


def _scaled(
    vectors: np.ndarray, matrix: np.ndarray, rule: QueryRule, histories: Histories
) -> tuple[np.ndarray, np.ndarray]:
    """Vectors and projection, scaled; neither scale changes any order.

    The trained vectors' mean square length becomes 1, and so does the mean best score of a user.
    """
    trained = np.unique(histories.item)
    length = np.sqrt(np.square(vectors[trained]).sum(axis=1).mean())
    vectors = vectors / max(length, 1e-12)
    rows = np.flatnonzero(histories.is_last())[:VALIDATED_USERS]
    queries = histories.queries(rows, rule) @ vectors @ matrix.T
    best = (queries @ vectors[trained].T).max(axis=1).mean()
    return vectors, matrix / max(best, 1e-12)


def _popularity_quality(
    histories: Histories, seen: csr_matrix, targets: np.ndarray
) -> RankingQuality:
    counts = np.bincount(histories.item, minlength=histories.shape[1]).astype(np.float32)
    return validation.evaluate(np.ones((len(targets), 1)), counts[:, None], seen, targets)


def _sample(rows: np.ndarray, most: int, seed: int) -> np.ndarray:
    if len(rows) <= most:
        return rows
    return np.sort(np.random.default_rng(seed).choice(rows, most, replace=False))


def _summary(
    best: Candidate, quality: RankingQuality, popularity: RankingQuality, users: int
) -> str:
    return (
        f"validated on {users:,} users: HR@10 {quality.hr_at_10:.4f}, "
        f"NDCG@10 {quality.ndcg_at_10:.4f} (popularity {popularity.hr_at_10:.4f}, "
        f"{popularity.ndcg_at_10:.4f}); decay {best.rule.decay}, {best.rule.weight} strength, "
        f"{best.projection} projection"
    )
