"""The interactions that the replay wrote: four columns of events, sorted by time."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from reco_train.errors import InputError
from reco_train.inputs import Manifest, are_different_texts, read_array, read_json, require_all


@dataclass(frozen=True)
class Interactions:
    """Events in time order.

    user, item: int32[E] ordinals. weight: float32[E], the strength of the interaction, above 0.
    item_ids: the N ids in ordinal order. described: what the manifest says of their origin.
    """

    users: int
    item_ids: list[str]
    user: np.ndarray
    item: np.ndarray
    weight: np.ndarray
    described: dict[str, object]

    @staticmethod
    def read(folder: Path) -> "Interactions":
        """Reads and checks a folder of manifest.json, items.json and four .npy columns."""
        manifest = Manifest.read(folder)
        users, items = manifest.count("users"), manifest.count("items")
        events = manifest.count("events")
        manifest.text("first")
        manifest.text("last")

        item_ids = _read_ids(folder / "items.json", items)
        user = _read_ordinals(folder / "user.npy", events, users)
        item = _read_ordinals(folder / "item.npy", events, items)
        weight = _read_weights(folder / "weight.npy", events)
        _check_times(folder / "time.npy", events)
        described = {name: value for name, value in manifest.fields.items() if name != "format"}
        return Interactions(users, item_ids, user, item, weight, described)


def _read_ids(path: Path, items: int) -> list[str]:
    ids = read_json(path)
    if not are_different_texts(ids):
        raise InputError(path, "content", "not that", "a list of different, non-empty item ids")
    if len(ids) != items:
        raise InputError(path, "length", len(ids), f"{items}, as the manifest says")
    return ids


def _read_ordinals(path: Path, events: int, limit: int) -> np.ndarray:
    ordinals = read_array(path, np.int32, (events,))
    expected = f"0 to {limit - 1}, as the manifest says"
    require_all(path, ordinals, (ordinals >= 0) & (ordinals < limit), expected)
    return ordinals


def _read_weights(path: Path, events: int) -> np.ndarray:
    weights = read_array(path, np.float32, (events,))
    require_all(path, weights, np.isfinite(weights) & (weights > 0), "finite and above 0")
    return weights


def _check_times(path: Path, events: int) -> None:
    times = read_array(path, np.int64, (events,))
    rising = np.diff(times, prepend=times[:1]) >= 0
    require_all(path, times, rising, "no earlier than the event before it (epoch millis)")
