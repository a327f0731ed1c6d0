"""Sequences packed into rows without padding (as in Krell et al. 2021), a fresh draw an epoch.

The users are shuffled, their sequences are put end to end and cut into rows of one length. What
a user is at stands as segments; attention keeps within one.
"""

from dataclasses import dataclass

import numpy as np

from reco_train.encoder.sequences import Sequences

NO_TARGET = -1


@dataclass(frozen=True)
class Batches:
    """int32[steps, rows, length] each: input items, the items that follow, and segments.

    A target is NO_TARGET where nothing is to be predicted. Segment 0 is what fills the last batch.
    """

    item: np.ndarray
    target: np.ndarray
    segment: np.ndarray


def steps_of(sequences: Sequences, rows: int, length: int) -> int:
    """How many batches an epoch has."""
    return max(1, -(-int(np.maximum(sequences.counts - 1, 0).sum()) // (rows * length)))


def pack(sequences: Sequences, rows: int, length: int, random: np.random.Generator) -> Batches:
    """One epoch: each event but a user's newest is an input once, and has the next as target."""
    source, segment = _stream(sequences, random)
    target = sequences.item[source + 1]
    target = np.where(sequences.first_time[source + 1], target, NO_TARGET)
    columns = (sequences.item[source], target, segment)

    steps = steps_of(sequences, rows, length)
    shape = (steps * rows, length)
    turned = int(random.integers(0, max(len(source), 1)))
    order = random.permutation(steps * rows)

    def batched(column: np.ndarray, filler: int) -> np.ndarray:
        cells = np.full(steps * rows * length, filler, np.int32)
        cells[: len(column)] = np.roll(column, turned)
        return cells.reshape(shape)[order].reshape(steps, rows, length)

    return Batches(*(batched(c, f) for c, f in zip(columns, (0, NO_TARGET, 0), strict=True)))


def _stream(sequences: Sequences, random: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """The events that are inputs, user after user in a random order, and their segments from 1."""
    users = random.permutation(sequences.users)
    counts = np.maximum(sequences.counts[users] - 1, 0)
    segment = np.repeat(np.arange(1, len(users) + 1), counts)
    place = np.arange(len(segment)) - np.repeat(np.cumsum(counts) - counts, counts)
    return np.repeat(sequences.starts[users], counts) + place, segment
