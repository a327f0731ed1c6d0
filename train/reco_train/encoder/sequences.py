"""What each user took, oldest first: the sequences that the user tower reads."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix

from reco_train.embeddings.interactions import Interactions
from reco_train.errors import InputError


@dataclass(frozen=True)
class Sequences:
    """Users' items, user after user.

    starts: int64[U + 1], where a user's events begin in `item` and the next one's. item: int32[E]
    rows of the catalogue of `items` items. first_time: bool[E], whether the user had not taken the
    item before: only such an item is worth predicting, for what was taken is not recommended.
    """

    items: int
    starts: np.ndarray
    item: np.ndarray
    first_time: np.ndarray

    @staticmethod
    def of(interactions: Interactions) -> "Sequences":
        """Collects each user's events; of a run of events with one item the first stands."""
        by_user = np.argsort(interactions.user, kind="stable")
        user, item = interactions.user[by_user], interactions.item[by_user]
        goes_on = (user[1:] == user[:-1]) & (item[1:] == item[:-1])
        kept = np.append(True, ~goes_on)
        counts = np.bincount(user[kept], minlength=interactions.users)
        return Sequences.build(len(interactions.item_ids), counts, item[kept])

    @staticmethod
    def build(items: int, counts: np.ndarray, item: np.ndarray) -> "Sequences":
        """Sequences of `counts` events a user, one after the other in `item`."""
        starts = np.concatenate([[0], np.cumsum(counts, dtype=np.int64)])
        pair = np.repeat(np.arange(len(counts), dtype=np.int64), counts) * items + item
        first_time = np.zeros(len(item), bool)
        first_time[np.unique(pair, return_index=True)[1]] = True
        return Sequences(items, starts, item.astype(np.int32), first_time)

    @staticmethod
    def read(path: Path) -> "Sequences":
        """Reads text with a user a line: items in time order, with or without a leading user id.

        A leading id is told by its counting up from line to line.
        """
        try:
            lines = [line.split() for line in path.read_text("utf-8").splitlines() if line.strip()]
        except (OSError, UnicodeDecodeError) as error:
            raise InputError(path, "content", f"not text ({error})", "a user a line") from None
        if not lines:
            raise InputError(path, "lines", 0, "at least one")
        if len(lines) > 1 and _counts_up([line[0] for line in lines]):
            lines = [line[1:] for line in lines]
        names, item = np.unique(np.concatenate(lines), return_inverse=True)
        return Sequences.build(len(names), np.array([len(line) for line in lines]), item)

    @property
    def users(self) -> int:
        """How many users there are, those without an event among them."""
        return len(self.starts) - 1

    @property
    def counts(self) -> np.ndarray:
        """int64[U] events a user."""
        return np.diff(self.starts)

    def but_last(self, cut: np.ndarray) -> "Sequences":
        """Without the `cut` newest events of each user."""
        counts = np.maximum(self.counts - cut, 0)
        user = np.repeat(np.arange(self.users), self.counts)
        kept = np.arange(len(self.item)) - self.starts[user] < counts[user]
        starts = np.concatenate([[0], np.cumsum(counts)])
        return Sequences(self.items, starts, self.item[kept], self.first_time[kept])

    def last_of(self, users: np.ndarray) -> np.ndarray:
        """int32[len(users)], the newest item of each; they must have one."""
        return self.item[self.starts[users + 1] - 1]

    def window(self, users: np.ndarray, length: int) -> np.ndarray:
        """int32[len(users), length], each user's newest items right-aligned; -1 before them."""
        place = self.starts[users + 1][:, None] - length + np.arange(length)
        exists = place >= self.starts[users][:, None]
        return np.where(exists, self.item[np.maximum(place, 0)], -1).astype(np.int32)

    def seen(self, users: np.ndarray) -> csr_matrix:
        """len(users) x items, non-zero where the user has taken the item."""
        taken = csr_matrix(
            (np.ones(len(self.item), np.float32), self.item, self.starts), (self.users, self.items)
        )
        return taken[users]

    def popularity(self) -> np.ndarray:
        """int64[items], how many events an item has."""
        return np.bincount(self.item, minlength=self.items)


def _counts_up(leading: list[str]) -> bool:
    if not all(text.isdecimal() for text in leading):
        return False
    return bool(np.all(np.diff(np.array(leading, np.int64)) > 0))
