"""Measures what content alone finds: items held out of training whole, as if they were new."""

from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix

from reco_train.embeddings import validation
from reco_train.encoder.content import Content
from reco_train.encoder.fitting import Asked
from reco_train.encoder.model import Model
from reco_train.encoder.sequences import Sequences
from reco_train.errors import InputError


@dataclass(frozen=True)
class ColdStart:
    """Items nobody has taken by the end of training, and users who took one of them then.

    warm: the sequences without those items. asked: each user's items before the newest cold one.
    """

    cold: np.ndarray
    warm: Sequences
    asked: Asked

    @staticmethod
    def of(
        sequences: Sequences, content: Content, share: float, data: Path, seed: int
    ) -> "ColdStart":
        """Holds a share of the items out, of those of which something is known."""
        known = np.flatnonzero((content.weight > 0).sum(axis=1) > 1)
        count = round(share * len(known))
        if count == 0:
            raise InputError(data, "items with content", len(known), "enough to hold some out")
        cold = np.zeros(sequences.items, bool)
        cold[np.random.default_rng(seed).choice(known, count, replace=False)] = True
        user = np.repeat(np.arange(sequences.users), sequences.counts)
        is_cold = cold[sequences.item]
        place = np.arange(len(user))
        newest = np.full(sequences.users, -1)
        np.maximum.at(newest, user[is_cold], place[is_cold])

        def kept(rows: np.ndarray) -> Sequences:
            counts = np.bincount(user[rows], minlength=sequences.users)
            return Sequences.build(sequences.items, counts, sequences.item[rows])

        before = kept(~is_cold & (place < newest[user]))
        users = np.flatnonzero((newest >= 0) & (before.counts > 0))
        asked = Asked(before, users, sequences.item[newest[users]])
        return ColdStart(cold, kept(~is_cold), asked)

    def figures(self, model: Model) -> dict[str, object]:
        """How well the new items are found among all items, and among themselves.

        Popularity knows nothing of them: it finds none among all, and chance among themselves.
        """
        new = np.flatnonzero(self.cold)
        users = len(self.asked.users)
        queries = model.encode(self.asked.histories.window(self.asked.users, model.length))
        hidden = np.searchsorted(new, self.asked.hidden)
        among_new = validation.evaluate(
            queries, model.vectors[new], csr_matrix((users, len(new))), hidden
        )
        return {
            "items": len(new),
            "users": users,
            "among_all": asdict(self.asked.quality(model)),
            "among_new": asdict(among_new),
            "chance_among_new": min(1.0, 10 / len(new)),
        }
