"""faiss: the exact scan of float32, and inverted lists of product-quantised codes."""

import time

import faiss

from reco_peers.measuring import Point, Task, measure, row, rows

LISTS = {"ip": 512, "cosine": 1024}
K_FACTORS = (2, 3, 4, 8)
PROBES = (4, 8, 16, 24, 32, 48, 64, 96, 128, 192)
ENOUGH_RECALL = 0.995


def faiss_flat_row(task: Task) -> dict[str, object]:
    """Every vector compared."""
    faiss.omp_set_num_threads(1)
    index = faiss.IndexFlatIP(task.items.shape[1])
    start = time.thread_time()
    index.add(task.items)
    inserts = len(task.items) / max(1e-9, time.thread_time() - start)
    point = measure(task, lambda query: index.search(query, task.k)[1][0])
    return row("faiss-flat", point, _bytes_per_vector(index), inserts)


def faiss_lists_rows(task: Task) -> list[dict[str, object]]:
    """Fast-scan codes of 4 bits for every two dimensions, re-ranked by float32."""
    faiss.omp_set_num_threads(1)
    dimension = task.items.shape[1]
    name = f"IVF{LISTS[task.metric]},PQ{dimension // 2}x4fs,RFlat"
    index = faiss.index_factory(dimension, name, faiss.METRIC_INNER_PRODUCT)
    start = time.thread_time()
    index.train(task.items)
    index.add(task.items)
    inserts = len(task.items) / (time.thread_time() - start)
    points = [point for k_factor in K_FACTORS for point in _points(task, index, k_factor)]
    return rows("faiss-ivfpqfs-rflat", points, _bytes_per_vector(index), inserts)


def _points(task: Task, index: faiss.Index, k_factor: int) -> list[Point]:
    points = []
    for probes in PROBES:
        parameters = faiss.IndexRefineSearchParameters(
            k_factor=k_factor,
            base_index_params=faiss.SearchParametersIVF(nprobe=probes),
        )
        point = measure(
            task, lambda query, p=parameters: index.search(query, task.k, params=p)[1][0]
        )
        points.append(point)
        if point.recall >= ENOUGH_RECALL:
            break
    return points


def _bytes_per_vector(index: faiss.Index) -> float:
    return faiss.serialize_index(index).nbytes / index.ntotal
