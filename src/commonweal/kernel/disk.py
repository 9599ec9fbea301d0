"""Tell a full disk by what it does: libraries wrap its one error number in errors of their own."""

from __future__ import annotations

import errno
import shutil
from pathlib import Path

# With less than this left on the disk, a vague complaint about input and output means a full disk.
NEARLY_NOTHING_BYTES = 1_000_000
_NUMBERS = frozenset({errno.ENOSPC, errno.EDQUOT})
_WORDS = ("no space left", "disk is full", "disk full", "os error 28", "quota exceeded")
_VAGUE_WORDS = ("disk i/o error", "unable to open database", "io::error", "ioerror")


def is_disk_full(error: BaseException, *, folder: Path) -> bool:
    """Say whether an error, or one that it came from, means that the disk is full.

    Args:
        error: Of a file, a database or a search index.
        folder: What was written to lies here; looked at where the error itself is vague.
    """
    texts = []
    for one in _chain(error):
        if isinstance(one, OSError) and one.errno in _NUMBERS:
            return True
        texts.append(str(one).lower())
    if any(words in text for text in texts for words in _WORDS):
        return True
    is_vague = any(words in text for text in texts for words in _VAGUE_WORDS)
    return is_vague and _free_bytes(folder) < NEARLY_NOTHING_BYTES


def _chain(error: BaseException) -> list[BaseException]:
    chain: list[BaseException] = []
    one: BaseException | None = error
    while one is not None and one not in chain:
        chain.append(one)
        one = one.__cause__ or one.__context__
    return chain


def _free_bytes(folder: Path) -> int:
    there = next(one for one in (folder, *folder.absolute().parents) if one.is_dir())
    return shutil.disk_usage(there).free
