"""hnswlib: a graph in C++."""

import time

import hnswlib
import numpy as np

from reco_peers.measuring import Task, measure, rows

NEIGHBOURS = 16
EF_CONSTRUCTION = 200
EFS = (100, 120, 150, 200, 300, 400, 600, 800, 1200, 1600, 2400)
ENOUGH_RECALL = 0.993


def hnswlib_rows(task: Task) -> list[dict[str, object]]:
    """By cosine; an inner product becomes one by an extra dimension."""
    items = _extended(task.items) if task.metric == "ip" else task.items
    queries = np.pad(task.queries, ((0, 0), (0, items.shape[1] - task.queries.shape[1])))
    index = hnswlib.Index(space="ip", dim=items.shape[1])
    index.init_index(
        max_elements=len(items), ef_construction=EF_CONSTRUCTION, M=NEIGHBOURS, random_seed=1
    )
    index.set_num_threads(1)
    start = time.process_time()
    index.add_items(items)
    inserts = len(items) / (time.process_time() - start)
    points = []
    for ef in EFS:
        if ef < task.k:
            continue
        index.set_ef(ef)
        point = measure(
            Task(items, queries, task.truth, task.metric, task.k),
            lambda query: index.knn_query(query, task.k, num_threads=1)[0][0].astype(np.int32),
        )
        points.append(point)
        if point.recall >= ENOUGH_RECALL:
            break
    return rows("hnswlib", points, index.index_file_size() / len(items), inserts)


def _extended(items: np.ndarray) -> np.ndarray:
    """All of one length, by what is missing to the longest: then the cosine orders as before."""
    squares = (items.astype(np.float64) ** 2).sum(axis=1)
    missing = np.sqrt(np.maximum(0, squares.max() - squares))[:, None]
    extended = np.hstack([items, missing]) / np.sqrt(squares.max())
    return np.ascontiguousarray(extended, dtype=np.float32)
