"""Measures the encoder alone by the field's protocol: leave one out, all items ranked.

Of each user the newest item is the test and the one before it the validation; training sees the
rest. The test's history has the validation's item. What the user has taken is not ranked.
"""

import json
import time
from dataclasses import asdict
from pathlib import Path

import numpy as np

from reco_train import memory
from reco_train.embeddings.interactions import Interactions
from reco_train.encoder import fitting
from reco_train.encoder.content import Content
from reco_train.encoder.fitting import Asked, Fit
from reco_train.encoder.model import Catalogue
from reco_train.encoder.sequences import Sequences
from reco_train.encoder.settings import Settings
from reco_train.encoder.training import VALIDATED_USERS, tell_epoch
from reco_train.errors import InputError
from reco_train.run import Run


def evaluate(data: Path, preset: str, run: Run) -> str:
    """Trains on a folder of interactions or a file of sequences; JSON of what was found."""
    memory.keep_freed_memory()
    sequences, content = _read(data)
    users = np.flatnonzero(sequences.counts > 2)
    if len(users) == 0:
        raise InputError(data, "longest sequence", sequences.counts.max(), "three items or more")
    training = _without(sequences, users, 2)
    settings = Settings.suited_to(training, preset)
    random = np.random.default_rng(run.seed)
    some = np.sort(random.choice(users, min(VALIDATED_USERS, len(users)), replace=False))
    given = Fit(
        training,
        Catalogue(content, training.popularity() > 0),
        _asked(sequences, some, 1),
        settings,
        run.seed,
    )
    start = time.monotonic()
    model, epochs = fitting.fit(given, lambda epoch: tell_epoch(epoch, settings, run))
    seconds = time.monotonic() - start
    return json.dumps(
        {
            "validation": asdict(_asked(sequences, users, 1).quality(model)),
            "test": asdict(_asked(sequences, users, 0).quality(model)),
            "users": len(users),
            "epochs": len(epochs),
            "seconds": round(seconds),
            "settings": asdict(settings),
        }
    )


def _read(data: Path) -> tuple[Sequences, Content]:
    if not data.is_dir():
        sequences = Sequences.read(data)
        return sequences, Content.none(sequences.items)
    interactions = Interactions.read(data)
    return Sequences.of(interactions), Content.read(data, len(interactions.item_ids))


def _asked(sequences: Sequences, users: np.ndarray, newer: int) -> Asked:
    """Users asked for the item that has `newer` items after it, with all that is before it."""
    hidden = _without(sequences, users, newer).last_of(users)
    return Asked(_without(sequences, users, newer + 1), users, hidden)


def _without(sequences: Sequences, users: np.ndarray, newest: int) -> Sequences:
    cut = np.zeros(sequences.users, np.int64)
    cut[users] = newest
    return sequences.but_last(cut)
