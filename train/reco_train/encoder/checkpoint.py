"""What a training needs to go on after an interruption, saved after each epoch."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jax
import numpy as np

FILE = "encoder.npz"


@dataclass(frozen=True)
class Checkpoint:
    """A folder's checkpoint of one training, known by the fingerprint of all that decides it."""

    folder: Path
    fingerprint: str

    @staticmethod
    def fingerprint_of(*parts: object) -> str:
        """A digest of arrays and of whatever else prints the same when it is the same."""
        digest = hashlib.sha256()
        for part in parts:
            is_array = isinstance(part, np.ndarray)
            digest.update(part.tobytes() if is_array else repr(part).encode())
        return digest.hexdigest()

    def save(self, tree: Any, told: dict[str, object]) -> None:  # noqa: ANN401
        """Replaces the checkpoint; `told` is JSON."""
        self.folder.mkdir(parents=True, exist_ok=True)
        leaves = {f"leaf{i}": np.asarray(leaf) for i, leaf in enumerate(jax.tree.leaves(tree))}
        told = json.dumps({"fingerprint": self.fingerprint, **told})
        temporary = self.folder / f".{FILE}.tmp"
        with temporary.open("wb") as out:
            np.savez(out, told=np.frombuffer(told.encode(), np.uint8), **leaves)
        temporary.replace(self.folder / FILE)

    def load(self, like: Any) -> tuple[Any, dict[str, object]] | None:  # noqa: ANN401
        """The tree, shaped as `like`, and what was told; None where there is none of this training.

        A checkpoint that cannot be read, or of another training, is as good as none.
        """
        try:
            with np.load(self.folder / FILE) as saved:
                told = json.loads(saved["told"].tobytes())
                if told["fingerprint"] != self.fingerprint:
                    return None
                leaves, structure = jax.tree.flatten(like)
                leaves = [jax.numpy.asarray(saved[f"leaf{i}"]) for i in range(len(leaves))]
                return jax.tree.unflatten(structure, leaves), told
        except (OSError, ValueError, KeyError, EOFError):
            return None

    def remove(self) -> None:
        """The training is over."""
        (self.folder / FILE).unlink(missing_ok=True)
