"""Progress lines with elapsed time."""

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TextIO


@dataclass(frozen=True)
class Progress:
    """Writes one line a step, each with the seconds since this object was made."""

    out: TextIO = field(default_factory=lambda: sys.stderr)
    clock: Callable[[], float] = time.monotonic
    start: float = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "start", self.clock())

    def say(self, text: str) -> None:
        """Writes `text` as one line, at once."""
        print(f"[{self.clock() - self.start:6.1f} s] {text}", file=self.out, flush=True)
