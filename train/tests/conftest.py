"""Small worlds on disk, in the formats that the replay writes."""

import json

import numpy as np
import pytest


def write_json(path, value):
    path.write_text(json.dumps(value, ensure_ascii=False), "utf-8")


def edit_json(path, **changes):
    write_json(path, json.loads(path.read_text("utf-8")) | changes)


def write_interactions(folder, users, items, weights, item_ids, user_count):
    """Writes events that are given in time order, a second apart."""
    folder.mkdir()
    events = len(users)
    np.save(folder / "user.npy", np.asarray(users, np.int32))
    np.save(folder / "item.npy", np.asarray(items, np.int32))
    np.save(folder / "weight.npy", np.asarray(weights, np.float32))
    np.save(folder / "time.npy", 1_700_000_000_000 + 1_000 * np.arange(events, dtype=np.int64))
    write_json(folder / "items.json", item_ids)
    manifest = {
        "format": 1,
        "items": len(item_ids),
        "users": user_count,
        "events": events,
        "first": "2023-11-14T22:13:20Z",
        "last": "2023-11-15T22:13:20Z",
        "shift_millis": 0,
    }
    write_json(folder / "manifest.json", manifest)
    return folder


@pytest.fixture
def interactions(tmp_path):
    """100 users who walk in a ring of 40 items, each item leading to the next; one item is new."""
    random = np.random.default_rng(7)
    items = (random.integers(0, 40, 100)[:, None] + np.arange(12)).T % 40
    users = np.broadcast_to(np.arange(100), items.shape)
    ids = [f"item-{ordinal}" for ordinal in range(39)] + ["größe 尺寸 🎬", "never taken"]
    weights = random.choice([0.5, 1, 4], items.size)
    return write_interactions(
        tmp_path / "interactions", users.ravel(), items.ravel(), weights, ids, 100
    )


@pytest.fixture
def rows(tmp_path):
    """300 requests of 10 rows; clicks follow item feature 0, ratings are known after a click."""
    folder = tmp_path / "rows"
    folder.mkdir()
    random = np.random.default_rng(11)
    request = np.repeat(np.arange(300, dtype=np.int32), 10)
    user = random.standard_normal((300, 4)).astype(np.float32)
    item = random.standard_normal((3000, 5)).astype(np.float32)
    item[:, 1] = item[:, 1] * 50 + 10_000
    item[:, 4] = 3  # never varies
    click = random.random(3000) < 1 / (1 + np.exp(2 - 2 * item[:, 0]))
    rating = np.where(click, item[:, 2] + user[request, 0] > 0, np.nan)
    np.save(folder / "user_features.npy", user)
    np.save(folder / "item_features.npy", item)
    np.save(folder / "row_request.npy", request)
    np.save(folder / "labels.npy", np.stack([click, rating], axis=1).astype(np.float32))
    np.save(folder / "weights.npy", np.ones(3000, np.float32))
    spec = {
        "version": "1",
        "hash": "c0ffee",
        "user": ["u0", "u1", "u2", "u3"],
        "item": ["i0", "i1", "i2", "i3", "i4"],
    }
    manifest = {
        "format": 1,
        "feature_spec": spec,
        "heads": ["click", "rating4"],
        "rows": 3000,
        "requests": 300,
        "first": "2023-11-14T22:13:20Z",
        "last": "2023-11-15T22:13:20Z",
    }
    write_json(folder / "manifest.json", manifest)
    return folder
