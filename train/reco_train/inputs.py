"""Reads what the replay wrote, and believes none of it before it is checked."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from reco_train.errors import InputError

FORMAT = 1
"""The version of the input's layout that this trainer reads."""


def read_json(path: Path) -> object:
    """The JSON value in a UTF-8 file; NaN and infinities, which JSON does not know, are refused."""
    try:
        return json.loads(path.read_text("utf-8"), parse_constant=_refuse_constant)
    except FileNotFoundError:
        raise InputError(path, "file", "missing", "a JSON file") from None
    except ValueError as error:
        raise InputError(path, "content", f"not JSON ({error})", "UTF-8 JSON") from None


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is no JSON number")


def read_array(path: Path, dtype: type, shape: tuple[int, ...]) -> np.ndarray:
    """The array in an .npy file, which must have exactly this type and shape; C order."""
    try:
        with path.open("rb") as source:
            array = np.lib.format.read_array(source, allow_pickle=False)
    except FileNotFoundError:
        raise InputError(path, "file", "missing", f"an .npy array of shape {shape}") from None
    except (ValueError, EOFError) as error:
        raise InputError(path, "content", f"not an array ({error})", "an .npy array") from None
    if array.dtype != np.dtype(dtype):
        raise InputError(path, "dtype", array.dtype, np.dtype(dtype).name)
    if array.shape != shape:
        raise InputError(path, "shape", array.shape, f"{shape}, as the manifest says")
    return np.ascontiguousarray(array)


def require_all(
    path: Path, array: np.ndarray, allowed: np.ndarray, expected: str, columns: Sequence[str] = ()
) -> None:
    """Throws for the first entry that `allowed` (booleans of the array's shape) does not hold."""
    if allowed.all():
        return
    place = np.unravel_index(int(np.argmin(allowed)), array.shape)
    where = ", ".join(str(index) for index in place)
    field = f"[{where}]" + (f" ({columns[place[-1]]})" if columns else "")
    raise InputError(path, field, array[place], expected)


@dataclass(frozen=True)
class Manifest:
    """The manifest.json of an input folder, read field by field."""

    path: Path
    fields: dict[str, object]

    @staticmethod
    def read(folder: Path) -> "Manifest":
        """Reads FOLDER/manifest.json, whose format must be the one known here."""
        path = folder / "manifest.json"
        fields = read_json(path)
        if not isinstance(fields, dict):
            raise InputError(path, "content", type(fields).__name__, "a JSON object")
        manifest = Manifest(path, fields)
        manifest._field("format", lambda value: value == FORMAT, f"{FORMAT}")
        return manifest

    def count(self, name: str, least: int = 1) -> int:
        """A whole number of at least `least`."""
        expected = f"a whole number of at least {least}"
        return self._field(name, lambda v: type(v) is int and v >= least, expected)

    def text(self, name: str) -> str:
        """A text that is not empty."""
        return self._field(name, lambda v: isinstance(v, str) and v != "", "a non-empty text")

    def names(self, name: str) -> list[str]:
        """A list of one or more different texts."""
        return self._field(name, are_different_texts, "a list of one or more different texts")

    def section(self, name: str) -> "Manifest":
        """A JSON object within this one."""
        fields = self._field(name, lambda v: isinstance(v, dict), "a JSON object")
        return Manifest(self.path, fields)

    def _field(self, name: str, fits: Callable[[object], bool], expected: str) -> object:
        value = self.fields.get(name)
        if not fits(value):
            raise InputError(self.path, name, json.dumps(value), expected)
        return value


def are_different_texts(value: object) -> bool:
    """Whether `value` is a non-empty list of texts without a repeat."""
    return (
        isinstance(value, list)
        and len(value) > 0
        and all(isinstance(text, str) and text != "" for text in value)
        and len(set(value)) == len(value)
    )
