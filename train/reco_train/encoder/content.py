"""What is known of items beside who took them: tokens such as a category, a creator, a word.

The replay makes the tokens, here they are numbers: serving makes the same of an item that training
has not seen. Each item also has the token EVERY_ITEM, which learns what is true of all.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from reco_train.inputs import Manifest, read_array, require_all

EVERY_ITEM = 0
MOST_TOKENS = 16
FEWEST_ITEMS = 3
"""A token of fewer items says nothing that their ids do not."""


@dataclass(frozen=True)
class Content:
    """The tokens of N items.

    keys: int64[T], what serving calls the tokens. token: int32[N, K], rows of `keys`. weight:
    float32[N, K], one over the root of the item's number of tokens; 0 where it has no more.
    """

    keys: np.ndarray
    token: np.ndarray
    weight: np.ndarray

    @staticmethod
    def none(items: int) -> "Content":
        """Where nothing is known of any item."""
        nothing = np.zeros((items, 0))
        return Content(np.zeros(0, np.int64), nothing.astype(np.int32), nothing.astype(np.float32))

    @staticmethod
    def read(folder: Path, items: int) -> "Content":
        """Reads content_item.npy and content_token.npy, which a folder may lack."""
        manifest = Manifest.read(folder)
        if "content" not in manifest.fields:
            return Content.none(items)
        pairs = manifest.count("content", 0)
        item = read_array(folder / "content_item.npy", np.int32, (pairs,))
        expected = f"0 to {items - 1}, as the manifest says"
        require_all(folder / "content_item.npy", item, (item >= 0) & (item < items), expected)
        key = read_array(folder / "content_token.npy", np.int64, (pairs,))
        require_all(folder / "content_token.npy", key, key != EVERY_ITEM, f"not {EVERY_ITEM}")
        return Content.of(items, item, key)

    @staticmethod
    def of(items: int, item: np.ndarray, key: np.ndarray) -> "Content":
        """Content of (item, token key) pairs; of many the first MOST_TOKENS of an item count."""
        pairs = np.stack([item.astype(np.int64), key], axis=1)
        first = np.sort(np.unique(pairs, axis=0, return_index=True)[1])
        item, key = item[first], key[first]
        _, token, support = np.unique(key, return_inverse=True, return_counts=True)
        known = support[token] >= FEWEST_ITEMS
        keys, token = np.unique(key[known], return_inverse=True)
        item = item[known]
        by_item = np.argsort(item, kind="stable")
        item, token = item[by_item], token[by_item] + 1
        place = np.arange(len(item)) - np.searchsorted(item, item) + 1
        item, token, place = (column[place < MOST_TOKENS] for column in (item, token, place))

        tokens = np.zeros((items, int(place.max(initial=0)) + 1), np.int32)
        exists = np.zeros(tokens.shape, bool)
        exists[:, 0] = True
        tokens[item, place], exists[item, place] = token, True
        weight = exists / np.sqrt(exists.sum(axis=1, keepdims=True))
        return Content(np.append(EVERY_ITEM, keys), tokens, weight.astype(np.float32))

    @property
    def tokens(self) -> int:
        """How many tokens there are."""
        return len(self.keys)
