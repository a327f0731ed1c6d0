"""The model registry: folders NAME/vK, each a version once it has its manifest.json.

Files are written first and the manifest last, by temporary file, fsync and rename, so a reader
that sees a manifest sees the whole version. A folder without one is an abandoned attempt.
"""

import hashlib
import json
import os
import re
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import numpy as np

from reco_train import __version__
from reco_train.errors import InputError
from reco_train.run import Run

FORMAT = 1
"""The version of the manifest's layout."""


def publish(registry: Path, kind: str, files: dict[str, bytes], details: dict[str, object]) -> Path:
    """Writes the next version of `kind` and returns its folder.

    `details` joins the manifest beside what the registry itself knows: format, name, version,
    kind, time, and each file's SHA-256 and size.
    """
    folder, version = _allocate(registry / kind)
    for name, content in files.items():
        _write_durably(folder / name, content)
    manifest = {
        "format": FORMAT,
        "name": kind,
        "version": version,
        "kind": kind,
        "created_at": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "files": {name: _fingerprint(content) for name, content in files.items()},
        **details,
    }
    text = json.dumps(manifest, indent=2, allow_nan=False) + "\n"
    _write_durably(folder / "manifest.json", text.encode())
    return folder


def npy_bytes(array: np.ndarray, dtype: str) -> bytes:
    """The array as an .npy file, C order, of a little-endian type such as '<f4'."""
    out = BytesIO()
    np.save(out, np.ascontiguousarray(array, dtype), allow_pickle=False)
    return out.getvalue()


def lineage(data: dict[str, object], run: Run) -> dict[str, object]:
    """Where a model comes from: its data, seed, code, command, and what served meanwhile."""
    return {
        "data": data,
        "seed": run.seed,
        "code_version": code_version(),
        "command": run.command,
        "parent": run.parent,
    }


def code_version() -> str:
    """The package's version and a digest of its sources, e.g. 0.1.0+1f3a5c7e9b2d."""
    root, digest = Path(__file__).parent, hashlib.sha256()
    for source in sorted(root.rglob("*.py")):
        digest.update(source.relative_to(root).as_posix().encode())
        digest.update(source.read_bytes())
    return f"{__version__}+{digest.hexdigest()[:12]}"


def _allocate(versions: Path) -> tuple[Path, int]:
    """Makes the folder of the next version; mkdir settles a race between two trainers."""
    try:
        versions.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError):
        raise InputError(versions, "registry", "a file", "a folder") from None
    taken = [re.fullmatch(r"v(\d+)", entry.name) for entry in versions.iterdir()]
    version = 1 + max((int(match[1]) for match in taken if match), default=0)
    while True:
        folder = versions / f"v{version}"
        try:
            folder.mkdir()
            return folder, version
        except FileExistsError:
            version += 1


def _fingerprint(content: bytes) -> dict[str, object]:
    return {"sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)}


def _write_durably(path: Path, content: bytes) -> None:
    temporary = path.with_name(f".{path.name}.tmp")
    with temporary.open("wb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())
    temporary.replace(path)
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    """Makes a rename durable. Windows cannot open a folder, and needs no such call."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
