"""Measures faiss and hnswlib: python -m reco_peers FOLDER {ip,cosine} K [--flat-only].

The folder holds items.npy, queries.npy (float32) and truth.npy (int32, the k nearest rows of each
query). Prints one JSON list of rows. Speed is queries per second of this thread's CPU time, one
query at a time, the best of several rounds; of several settings, the fastest that reaches a recall.
"""

import argparse
import json
import sys
from pathlib import Path

import numpy as np

from reco_peers.graphs import hnswlib_rows
from reco_peers.measuring import Task
from reco_peers.quantised import faiss_flat_row, faiss_lists_rows


def main() -> None:
    """Reads the task and prints the rows."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("metric", choices=["ip", "cosine"])
    parser.add_argument("k", type=int)
    parser.add_argument("--flat-only", action="store_true")
    options = parser.parse_args()
    task = Task(
        items=np.load(options.folder / "items.npy"),
        queries=np.load(options.folder / "queries.npy"),
        truth=np.load(options.folder / "truth.npy"),
        metric=options.metric,
        k=options.k,
    )
    rows = [faiss_flat_row(task)]
    if not options.flat_only:
        rows += faiss_lists_rows(task) + hnswlib_rows(task)
    json.dump(rows, sys.stdout)


if __name__ == "__main__":
    main()
