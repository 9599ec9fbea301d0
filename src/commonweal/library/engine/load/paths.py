"""Files and folders to documents, one at a time, so that memory stays flat."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from commonweal.library.engine.load.archive import members, office_of, opened
from commonweal.library.engine.load.detect import media_type_of
from commonweal.library.engine.load.documents import DEFAULT_LIMITS, documents_in
from commonweal.library.engine.load.limits import Limits
from commonweal.library.engine.load.refusals import refused, too_large
from commonweal.library.engine.types import Loaded, Refused

_HEAD_BYTES = 4096
_TEXTS = ("text/", "message/", "application/rss")


def paths_in(path: Path) -> Iterator[Path]:
    """Return the files of a folder and its folders by name, or the file itself; hidden ones are left out.

    Args:
        path: A file or a folder.

    Returns:
        Files in the order of their paths. Links to folders are not followed, so that no loop is possible.
    """
    if not path.is_dir():
        yield path
        return
    for child in sorted(path.iterdir()):
        if child.name.startswith("."):
            continue
        if child.is_dir() and not child.is_symlink():
            yield from paths_in(child)
        elif not child.is_dir():
            yield child


def documents_at(path: Path, *, limits: Limits = DEFAULT_LIMITS) -> Iterator[Loaded | Refused]:
    """Return the documents of a file, reading no more of it than its kind may hold.

    Args:
        path: A file; an archive is read member by member from disk.
        limits: The most that is read.

    Returns:
        A document or a refusal for each, in the file's order; at least one.
    """
    name = str(path)
    if not path.exists():
        yield refused(name, "library.not-found")
        return
    try:
        found = _opened(path, limits=limits)
    except OSError as error:
        found = refused(name, "library.not-readable", reason=error.strerror or type(error).__name__)
    if isinstance(found, Refused):
        yield found
    elif found is None:
        yield from _archived(path, limits=limits)
    else:
        yield from documents_in(name, found, limits=limits)


def _opened(path: Path, *, limits: Limits) -> bytes | Refused | None:
    """Return a file's bytes, that it is too large, or None for an archive."""
    if not path.is_file():
        return refused(str(path), "library.not-readable", reason="it is no ordinary file")
    with path.open("rb") as stream:
        head = stream.read(_HEAD_BYTES)
        kind = media_type_of(head)
        over = too_large(
            str(path), size=path.stat().st_size, limits=limits, text=kind.startswith(_TEXTS)
        )
        if kind == "application/zip":
            return None
        return over if over is not None else head + stream.read()


def _archived(path: Path, *, limits: Limits) -> Iterator[Loaded | Refused]:
    """Return the documents of an archive on disk; a Word file is read whole."""
    name = str(path)
    with path.open("rb") as stream:
        archive = opened(stream)
        if archive is None:
            yield refused(name, "library.zip-broken")
            return
        with archive:
            if office_of(archive) is not None:
                over = too_large(name, size=path.stat().st_size, limits=limits, text=False)
                yield from (
                    [over]
                    if over is not None
                    else documents_in(name, path.read_bytes(), limits=limits)
                )
                return
            for member in members(name, archive, limits=limits):
                if isinstance(member, Refused):
                    yield member
                else:
                    yield from documents_in(member.name, member.content, limits=limits, depth=1)
