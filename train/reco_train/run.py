"""One run of the trainer."""

from dataclasses import dataclass
from pathlib import Path

from reco_train.progress import Progress


@dataclass(frozen=True)
class Run:
    """Where to publish, the seed of everything random, the command as given, and the progress."""

    registry: Path
    seed: int
    command: list[str]
    progress: Progress
    parent: str = ""
    """The version that served meanwhile, ranker@v3; empty where none did."""
