"""The two failures that a caller can do something about; anything else is a bug and throws."""

from pathlib import Path


class InputError(Exception):
    """Input that does not keep its format. Names the file, the field, its value, what fits."""

    def __init__(self, file: Path, field: str, value: object, expected: str) -> None:
        super().__init__(f"{file}: {field} is {value}; expected {expected}")


class RefusedError(Exception):
    """A trained model that must not be published, with the reason."""
