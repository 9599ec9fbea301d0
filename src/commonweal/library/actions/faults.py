"""What is said when reading or indexing fails in a way nobody foresaw."""

from __future__ import annotations

from django.utils.translation import gettext as _

from commonweal.kernel.errors import CommonwealError, InvalidInput, NoAnswer
from commonweal.library.actions import files


def reader_failed(error: Exception) -> InvalidInput:
    """Return the words for a document on which the reader itself failed; nothing of it is kept."""
    return InvalidInput(
        "library.reader-failed",
        _(
            "The reader failed on this file (%(error)s). Nothing of it was kept. Please report it, "
            "and meanwhile save its text as a plain text file and add that."
        )
        % {"error": type(error).__name__},
    )


def index_problem(error: Exception) -> CommonwealError:
    """Return the words for an index that could not be written, whatever the reason."""
    if isinstance(error, CommonwealError):
        return error
    if files.is_full(error):
        return files.full_disk(error)
    if isinstance(error, OSError):
        return files.disk_problem(error)
    return NoAnswer(
        "library.index",
        _(
            "The search index could not be written (%(error)s). What waits is kept. Ask whoever "
            "runs the server to run “commonweal library reindex”, then go on."
        )
        % {"error": type(error).__name__},
    )
