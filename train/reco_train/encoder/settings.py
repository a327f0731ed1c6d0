"""The knobs of one training, chosen by the data's shape and the time that one gives to it."""

from dataclasses import dataclass, replace

import numpy as np

from reco_train.encoder.sequences import Sequences

PRESETS = {"full": np.inf, "quick": 150.0, "demo": 25.0}
"""Seconds of training on one core, estimated beforehand so that a seed gives the same model."""
FLOPS_PER_SECOND = 60e9
FULL_EVENTS = 18_000_000
MOST_EPOCHS, FEWEST_EPOCHS = 24, 4
FEWEST_STEPS = 120
"""Steps an epoch that smaller batches make of little data."""
FULL_LOSS_ITEMS = 50_000
"""Above so many items the loss is taken over sampled ones."""


@dataclass(frozen=True)
class Settings:
    """The shape of the user tower, and how both towers are fitted.

    length: a user's newest items that are read. rows: sequences of that length a step. averaging:
    what the published average of the parameters keeps of itself each step. negatives: items that
    the loss samples; 0: it takes all. id_dropout: the share of items that lose the vector of their
    id in a step, so that content learns to stand alone. patience: epochs without a better
    validation before training ends.
    """

    width: int = 64
    blocks: int = 2
    heads: int = 2
    length: int = 200
    dropout: float = 0.2
    rows: int = 8
    rate: float = 1.5e-3
    last_rate: float = 4.5e-5
    warm_up: int = 200
    averaging: float = 0.999
    epochs: int = 18
    patience: int = 8
    negatives: int = 0
    id_dropout: float = 0.02

    @staticmethod
    def suited_to(sequences: Sequences, preset: str) -> "Settings":
        """What measured best for long (MovieLens) and short sequences (Amazon), within a preset."""
        counts = sequences.counts[sequences.counts > 1]
        events = max(int((counts - 1).sum()), 1)
        is_short = len(counts) == 0 or np.quantile(counts, 0.9) <= 50
        negatives = 2048 if sequences.items > FULL_LOSS_ITEMS else 0
        settings = Settings(negatives=negatives)
        if is_short:
            settings = replace(
                settings, blocks=1, heads=1, length=50, rows=20, dropout=0.4, averaging=0.998
            )
        elif preset != "full":
            settings = replace(settings, length=100, rows=16)
        rows = events // (FEWEST_STEPS * settings.length)
        settings = replace(settings, rows=int(np.clip(rows, 1, settings.rows)))
        epochs = np.clip(round(FULL_EVENTS / events), FEWEST_EPOCHS, MOST_EPOCHS)
        affordable = PRESETS[preset] / settings.seconds(events, sequences.items)
        return replace(settings, epochs=int(np.clip(affordable, 1, epochs)))

    def seconds(self, events: int, items: int) -> float:
        """About how long an epoch of so many events takes on one core."""
        scored = min(items, self.negatives or items)
        tower = self.blocks * (8 * self.width**2 + 2 * self.length * self.width)
        return 6 * events * (self.width * scored + tower) / FLOPS_PER_SECOND

    def averaging_in(self, steps: int) -> float:
        """The average's memory, no longer than a training of so many steps allows."""
        return min(self.averaging, 1 - min(1.0, 6 / steps))
