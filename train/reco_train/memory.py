"""How the C library hands out memory."""

import ctypes
import sys

MMAP_THRESHOLD, TRIM_THRESHOLD, TOP_PAD, ARENA_MAX = -3, -1, -2, -8
"""Names of glibc's mallopt(3)."""


def keep_freed_memory() -> None:
    """Makes malloc keep what is freed instead of giving it back to the system.

    JAX frees and takes the same large arrays each step; asked from the system anew, their page
    faults cost a third of a step. Only glibc has this, elsewhere nothing happens.
    """
    if not sys.platform.startswith("linux"):
        return
    library = ctypes.CDLL(None)
    if not hasattr(library, "mallopt"):
        return
    library.mallopt(MMAP_THRESHOLD, 1 << 30)
    library.mallopt(TRIM_THRESHOLD, (1 << 31) - 1)
    library.mallopt(TOP_PAD, 1 << 28)
    library.mallopt(ARENA_MAX, 1)
