"""Quality on MovieLens 100k: RECO_DATA, or a folder shared/data beside the project, has it."""

import os
from pathlib import Path

import numpy as np
import pytest
from conftest import write_interactions
from test_embeddings import serve

from reco_train.__main__ import main
from reco_train.metrics import ranking_quality


def test_a_query_of_the_last_items_finds_the_hidden_one_twice_as_often_as_popularity(tmp_path):
    users, items = ratings_in_time_order(movielens())
    hidden = is_last_of_its_user(users)
    folder = write_interactions(
        tmp_path / "interactions",
        users[~hidden],
        items[~hidden],
        np.ones((~hidden).sum()),
        [f"movie-{item}" for item in range(items.max() + 1)],
        int(users.max()) + 1,
    )

    main(["embeddings", "--interactions", str(folder), "--registry", str(tmp_path / "models")])

    version = tmp_path / "models" / "retrieval" / "v1"
    targets = dict(zip(users[hidden], items[hidden], strict=True))
    places = []
    for user, target in targets.items():
        history = items[~hidden & (users == user)].tolist()
        scores = serve(version, history, [1] * len(history))
        scores[history] = -np.inf
        places.append((scores >= scores[target]).sum() - 1)
    quality = ranking_quality(np.array(places))
    print(f"test: {quality}")
    assert quality.hr_at_10 >= 0.18
    assert quality.ndcg_at_10 >= 0.095


def movielens():
    roots = [Path(os.environ["RECO_DATA"])] if "RECO_DATA" in os.environ else []
    roots += [parent / "shared" / "data" for parent in Path(__file__).resolve().parents]
    for root in roots:
        if (root / "ml-100k" / "u.data").exists():
            return root / "ml-100k" / "u.data"
    pytest.skip("MovieLens 100k is not here: set RECO_DATA to the folder that holds ml-100k")


def ratings_in_time_order(path):
    user, item, _, second = np.loadtxt(path, dtype=np.int64).T
    order = np.argsort(second, kind="stable")
    return user[order] - 1, item[order] - 1


def is_last_of_its_user(users):
    _, from_end = np.unique(users[::-1], return_index=True)
    last = np.zeros(len(users), bool)
    last[len(users) - 1 - from_end] = True
    return last
