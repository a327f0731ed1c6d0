"""Scores rows with a published ranker, for the live scores to be compared with."""

import json
from pathlib import Path

import numpy as np

from reco_train.inputs import Manifest, read_array
from reco_train.ranker.checks import Scorer
from reco_train.ranker.rows import Rows


def score(model: Path, rows_folder: Path, scores: Path) -> Path:
    """Writes float32[N, H], a row each of the folder's rows and a column a head; returns `scores`.

    The folder has user_features.npy, item_features.npy and row_request.npy with their sizes in
    manifest.json, as training rows have, but no labels.
    """
    manifest = Manifest.read(rows_folder)
    requests, count = manifest.count("requests"), manifest.count("rows")
    user = (requests, manifest.count("user_width"))
    item = (count, manifest.count("item_width"))
    rows = Rows(
        read_array(rows_folder / "user_features.npy", np.float32, user),
        read_array(rows_folder / "item_features.npy", np.float32, item),
        read_array(rows_folder / "row_request.npy", np.int32, (count,)),
        np.empty((count, 0), np.float32),
        np.ones(count, np.float32),
    )
    heads = json.loads((model / "manifest.json").read_text("utf-8"))["heads"]
    scorer = Scorer((model / "model.onnx").read_bytes(), heads)
    np.save(scores, scorer.score(rows).astype("<f4"))
    return scores
