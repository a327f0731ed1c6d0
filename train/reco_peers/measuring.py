"""What is common to all peers: the task, the clock, recall, and the choice of settings."""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np

ROUNDS = 3
TARGETS = (0.95, 0.99)

Search = Callable[[np.ndarray], np.ndarray]


@dataclass(frozen=True)
class Task:
    """Vectors to index and queries to answer.

    Cosine vectors have length 1, so that the inner product orders them as well.
    """

    items: np.ndarray
    queries: np.ndarray
    truth: np.ndarray
    metric: str
    k: int


@dataclass(frozen=True)
class Point:
    """What one setting reaches."""

    recall: float
    queries_per_s: float


def measure(task: Task, search: Search) -> Point:
    """Answers every query on its own, several times over."""
    best = 0.0
    found: list[np.ndarray] = []
    for _ in range(ROUNDS):
        start = time.thread_time()
        found = [search(task.queries[i : i + 1]) for i in range(len(task.queries))]
        best = max(best, len(found) / (time.thread_time() - start))
    hits = sum(
        len(np.intersect1d(row, truth, assume_unique=True))
        for row, truth in zip(found, task.truth, strict=True)
    )
    return Point(hits / task.truth.size, best)


def rows(
    name: str, points: Iterable[Point], bytes_per_vector: float, inserts_per_s: float
) -> list[dict[str, object]]:
    """The fastest point at each recall; where none reaches one, the best recall there is."""
    known = list(points)
    picked = {}
    for target in TARGETS:
        reaching = [point for point in known if point.recall >= target]
        if reaching:
            picked[f"{name}@{target}"] = max(reaching, key=lambda point: point.queries_per_s)
        else:
            picked[f"{name}@best"] = max(known, key=lambda point: point.recall)
    return [row(index, point, bytes_per_vector, inserts_per_s) for index, point in picked.items()]


def row(
    index: str, point: Point, bytes_per_vector: float, inserts_per_s: float
) -> dict[str, object]:
    """One row as Reco writes its own."""
    return {
        "index": index,
        "recall": round(point.recall, 4),
        "queries_per_s": round(point.queries_per_s, 1),
        "bytes_per_vector": round(bytes_per_vector, 1),
        "inserts_per_s": round(inserts_per_s),
    }
